"""The disposition: three numbers that say of which text they are, and a sum of all rows."""

import csv
import io
import re
from datetime import timedelta

from declaration.actions.negotiating import positions
from declaration.actions.negotiating.positions import Stance
from declaration.actions.publishing import revisions
from declaration.actions.publishing.revisions import Publication
from models.vocabulary import Outcome, Procedure, Stage, Stand, SuggestionKind
from tests.support.cast import LATER, adopt
from tests.support.desk import FIRST, OTHER, accept, ask, decide, insert, verdict
from tests.support.enter import enter
from tests.support.valid import valid

PAGE = "/d/declaration/disposition"


def debate(session, cast):
    """Two that are taken, one that is not, two that stay open; two revisions that renumber."""
    asked = ask(session, cast, FIRST)
    other = ask(session, cast, OTHER, by="luis")
    moved = {"form": SuggestionKind.MOVE, "paragraph": "services", "by": "paul"}
    ask(session, cast, **moved, after_id=cast.paragraphs["means"].id)
    ask(session, cast, "Hm.", paragraph=None, form=SuggestionKind.GENERAL)
    accept(session, cast, insert(session, cast, "We begin.", after="welcome"))
    decide(session, cast, verdict(session, asked), verdict(session, other, Outcome.REJECTED))
    publish(session, cast, "Rev. 1", 1)
    accept(session, cast, insert(session, cast, "And again.", after="title"))
    publish(session, cast, "Rev. 2", 2)
    session.commit()


def publish(session, cast, label, hours):
    at = LATER + timedelta(hours=hours)
    revisions.publish(session, cast.marie, cast.document, Publication(label), at=at)


def table(client, path=f"{PAGE}.csv", separator=","):
    text = client.get(path).data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=separator))


def test_the_page_says_which_number_is_which(session, cast, client):
    debate(session, cast)

    page = valid(enter(client, "marie").get(PAGE))

    for head in ("Number when asked", "Number when decided", "Number in Rev. 2, the latest text"):
        assert re.search(rf"<th[^>]*>\s*{head}\s*</th>", page)
    row = re.sub(r"\s+", " ", page[page.index('href="/suggestions/1"') :].split("</tr>")[0])
    assert '"Number when asked"> 1 <small>CM/2017/L.1 · Zero draft</small>' in row
    assert '"Number when decided">2 <small>Rev. 1</small>' in row
    assert '"Number in Rev. 2, the latest text">3</td>' in row
    assert "Paragraph 1: new wording" in row


def test_the_sum_of_the_rows_is_the_number_of_suggestions(session, cast, client):
    debate(session, cast)

    page = valid(enter(client, "marie").get(PAGE))

    lead = re.search(r'<p class="lead">(.*?)</p>', page, re.DOTALL).group(1)
    total, *sums = map(int, re.findall(r"\d+", lead))
    assert (total, sum(sums)) == (6, 6)
    assert page.count('role="rowheader"') == total
    assert "Pending 2" in lead
    assert "Accepted 3" in lead


def test_the_table_has_words_as_they_were_asked_and_as_they_were_decided(session, cast, client):
    debate(session, cast)
    rows = {row["Suggestion"]: row for row in table(enter(client, "marie"))}

    taken, refused, moved = rows["1"], rows["2"], rows["3"]
    numbers = ("Number when asked", "Number when decided", "Number in the latest text")
    assert [taken[name] for name in numbers] == ["1", "2", "3"]
    texts = ("Asked on", "Decided in", "Latest text")
    assert [taken[name] for name in texts] == ["CM/2017/L.1 · Zero draft", "Rev. 1", "Rev. 2"]
    assert "every person who arrives" in taken["Text it is based on"]
    assert taken["Text suggested"] == taken["Resulting text"] == FIRST
    assert (refused["Resulting text"], refused["Committee’s reason"]) == ("", "Because.")
    assert moved["Requested change"] == "Paragraph 2: move after paragraph 4"
    assert moved["Outcome"] == "Pending"
    assert len(rows) == 6


def test_the_list_has_original_words_and_the_reason_of_the_committee(session, cast, client):
    debate(session, cast)

    row = table(enter(client, "marie"), "/d/declaration/suggestions.csv?state=rejected")[0]

    assert "every person who arrives" in row["Text it is based on"]
    assert row["Text suggested"] == OTHER
    assert (row["Number when asked"], row["Number in the latest text"]) == ("1", "3")
    assert row["Committee’s reason"] == "Because."


def test_the_public_reads_no_words_that_no_revision_has(session, cast, client):
    cast.conference.debate_open = True
    session.flush()
    accept(session, cast, ask(session, cast, "We will give unpublished help."))
    adapted = ask(session, cast, "We call.", paragraph="means")
    result = {"on": "means", "words": "We call, secretly."}
    decide(session, cast, verdict(session, adapted, Outcome.ADAPTED), **result)
    session.commit()

    assert "secretly" not in valid(client.get(PAGE))
    assert "secretly" not in client.get(f"{PAGE}.csv").text
    assert "secretly" in valid(enter(client, "ole").get(PAGE))


def test_what_stayed_open_when_a_text_was_adopted_earlier_is_called_undecided(
    session, cast, client
):
    ask(session, cast, FIRST)
    adopt(session, cast, adopted_on=LATER.date(), method="vote", created_at=LATER)
    cast.document.stage = Stage.ADOPTED
    session.commit()

    assert "Undecided 1" in valid(enter(client, "marie").get(PAGE))


def test_support_and_cosponsors_stand_in_columns_where_the_conference_has_them(
    session, cast, client
):
    asked = ask(session, cast, FIRST)
    cast.conference.procedure = f"{Procedure.POSITIONS} {Procedure.COSPONSORS}"
    session.flush()
    for by, stand in ((cast.luis, Stand.OBJECT), (cast.paul, Stand.COSPONSOR)):
        positions.take(session, by, asked, Stance(stand), at=LATER)
    session.commit()
    browser = enter(client, "marie")

    page = valid(browser.get(PAGE))
    assert re.search(r'data-label="Co-sponsors">Kampala<', page)
    assert re.search(r'data-label="Support">1 objects<', page)

    cast.conference.procedure = ""
    session.commit()
    page = browser.get(PAGE).text
    assert "Co-sponsors" not in page
    assert 'data-label="Support"' not in page
