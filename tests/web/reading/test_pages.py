"""The pages to read: each works, is valid, and is not there for whom it is not."""

from datetime import timedelta
from html import escape

import pytest

from declaration.actions.journal.events import note_held
from declaration.actions.publishing import revisions
from declaration.actions.publishing.revisions import Publication
from declaration.actions.suggesting import suggestions as suggesting
from declaration.actions.suggesting.amendment import Amendment
from models.document import Document, Supersession, Version
from models.vocabulary import Stage, SuggestionKind
from tests.support.cast import NOON, adopt, name_history, print_revision
from tests.support.enter import enter
from tests.support.valid import valid

pytestmark = pytest.mark.usefixtures("clock")

PUBLISHED = (
    "/",
    "/d/declaration",
    "/d/declaration/revisions",
    "/d/declaration/revisions/zero-draft",
    "/d/declaration/p/means",
    "/d/declaration/p/title",
    "/d/declaration/compare",
    "/d/declaration/compare/zero-draft...rev-1",
    "/d/declaration/compare/zero-draft...rev-1?view=side&show=changes",
    "/d/declaration/compare/zero-draft...rev-1?view=list",
    "/d/declaration?since=zero-draft",
    "/journal",
    "/journal?day=2017-10-02&delegation=dakar",
    "/d/declaration/journal?paragraph=means",
)
SIGNED_IN = (
    "/d/declaration/rolling",
    "/d/declaration/rolling?since=zero-draft",
    "/d/declaration/rolling?view=compilation",
    "/d/declaration/rolling?open=means",
    "/d/declaration/rolling?open=title",
    "/d/declaration/compare/rev-1...rolling",
    "/d/declaration/suggestions",
    "/d/declaration/suggestions?state=current&mine=1",
    "/d/declaration/disposition",
    "/d/declaration/figures",
)
NOWHERE = (
    "/d/nothing",
    "/d/declaration/revisions/rev-9",
    "/d/declaration/revisions/rolling",
    "/d/declaration/p/nothing",
    "/d/declaration?since=rev-9",
    "/d/declaration/revisions/zero-draft?since=rev-1",
    "/d/declaration/rolling?open=nothing",
    "/d/declaration/rolling?open=means&from=rev-9",
    "/d/declaration/compare/zero-draft...rev-9",
    "/d/declaration/compare/zero-draft...rev-1?view=mirror",
    "/journal?delegation=atlantis",
    "/d/declaration/journal?paragraph=nothing",
    "/d/declaration/revisions/zero-draft.exe",
)


@pytest.fixture
def printed(session, cast):
    """Rev. 1 says more on means; Amina suggests something on services; a moment later."""
    means = cast.paragraphs["means"].id
    words = "We call on States to give cities *more* means for these tasks."
    session.add(Version(paragraph_id=means, language="en", words=words, created_at=NOON))
    session.flush()
    cast.first = print_revision(session, cast.document, "Rev. 1", "rev-1", 1)
    asked = Amendment(
        SuggestionKind.REPLACE, cast.paragraphs["services"].id, words="We will open schools."
    )
    suggesting.submit(session, cast.amina, cast.document, asked, at=NOON)
    session.commit()
    return cast


def test_everybody_reads_what_is_published(printed, client):
    for path in PUBLISHED:
        assert valid(client.get(path)), path


@pytest.mark.parametrize("name", ["amina", "marie", "noor", "ole"])
def test_those_who_are_signed_in_read_all(printed, client, name):
    enter(client, name)

    for path in PUBLISHED + SIGNED_IN:
        assert valid(client.get(path)), path


def test_the_rolling_text_and_the_debate_ask_the_public_to_sign_in(printed, client):
    for path in SIGNED_IN:
        response = client.get(path)

        assert response.status_code in {303, 302, 401}, path
        assert "first point of contact" not in response.text


def test_what_is_not_there_is_not_found(printed, client):
    enter(client, "amina")

    for path in NOWHERE:
        assert client.get(path).status_code == 404, path


def test_an_empty_installation_says_what_to_do_next(client):
    assert "flask setup" in valid(client.get("/"))


def test_home_says_what_comes_next(printed, client):
    page = valid(client.get("/"))

    assert page.count("12 October 2017, 14:00") == 1
    assert "9 days left" in page
    assert page.index(">Zero draft<") < page.index(">Rev. 1<") < page.index("Adoption")


def test_home_counts_suggestions_for_those_who_may_know_of_them(printed, client):
    assert "suggestion by" not in valid(client.get("/"))
    assert "1 suggestion by 1 delegation" in valid(enter(client, "amina").get("/"))


def test_revisions_say_what_each_changed(printed, client):
    page = valid(client.get("/d/declaration/revisions"))

    assert page.index(">Rev. 1<") < page.index(">Zero draft<")
    assert "1 paragraph changed" in page
    assert 'href="/d/declaration/compare/zero-draft...rev-1"' in page
    assert 'href="/d/declaration/revisions/rev-1.md"' in page
    assert "7 paragraphs" in page


def test_revisions_name_who_published_them_to_those_who_are_signed_in(session, printed, client):
    later, services = NOON + timedelta(days=1), printed.paragraphs["services"].id
    words = "We will open schools and libraries."
    session.add(Version(paragraph_id=services, language="en", words=words, created_at=later))
    session.flush()
    draft = Publication("Rev. 2")
    revisions.publish(session, printed.marie, printed.document, draft, at=later)
    session.commit()

    public = valid(client.get("/d/declaration/revisions"))
    enter(client, "amina")
    page = valid(client.get("/d/declaration/revisions"))

    name = printed.people["marie"].name
    assert page.count("Published by") == 1
    assert f"Published by {name}" in page
    assert name not in public


def test_a_document_of_which_nothing_is_published_says_so(session, cast, client):
    session.add(Document(slug="empty", title="Empty", created_at=NOON))
    session.commit()

    assert "Nothing has been published yet" in valid(client.get("/d/empty"))


def test_the_rolling_text_waits_for_consultation(session, cast, client):
    cast.document.stage = Stage.PREPARATION
    session.commit()
    enter(client, "amina")

    assert client.get("/d/declaration/rolling").status_code == 403


def test_a_text_shows_what_changed_since(printed, client):
    page = valid(client.get("/d/declaration?since=zero-draft"))

    assert "<ins>" in page
    assert "Changes since Zero draft" in page


def test_numbers_are_permanent_links(printed, client):
    page = client.get("/d/declaration").text

    assert 'href="/d/declaration/p/means"' in page
    assert 'id="means"' in page


def test_an_older_revision_says_which_one_is_in_force(printed, client):
    page = valid(client.get("/d/declaration/revisions/zero-draft"))

    assert "This is an earlier revision" in page
    assert "The current revision is Rev. 1" in page


def test_a_revision_published_in_error_says_so(session, printed, client):
    wrong = Supersession(
        revision_id=printed.first.id,
        right_revision_id=printed.zero.id,
        reason="The wrong annex.",
        created_at=NOON,
    )
    session.add(wrong)
    session.commit()

    page = valid(client.get("/d/declaration/revisions/rev-1"))

    assert "The wrong annex." in page
    assert "Read Zero draft instead" in page


def test_an_adopted_text_says_where_and_how(session, printed, client):
    printed.document.stage = Stage.ADOPTED
    adopt(session, printed, revision_id=printed.first.id)
    session.commit()

    assert "Adopted in Mechelen on 2 October 2017" in valid(client.get("/d/declaration"))
    assert "adopted on 2 October 2017" in valid(client.get("/d/declaration/p/means"))


@pytest.mark.parametrize(
    ("stage", "offered"),
    [
        (Stage.CONSULTATION, {"Suggest", "Discuss"}),
        (Stage.CONSOLIDATION, {"Write a draft", "Discuss"}),
        (Stage.ADOPTED, set()),
    ],
)
def test_a_text_offers_what_can_be_done_in_its_stage(session, printed, client, stage, offered):
    session.get(Document, printed.document.id).stage = stage
    session.commit()

    page = valid(enter(client, "amina").get("/d/declaration/rolling"))

    links = {"Suggest", "Write a draft", "Discuss"}
    assert {words for words in links if f">{words}</a>" in page} == offered
    assert ("The deadline was" in page or "Suggestions close on" in page) == (not stage.final)


def test_counts_stand_beside_the_words_for_those_who_may_know(printed, client):
    page = client.get("/d/declaration").text
    assert "<b>1</b> suggestion" not in page
    assert "Dakar" not in page

    enter(client, "luis")

    page = client.get("/d/declaration").text
    assert "<b>1</b> suggestion<" in page
    assert 'title="Dakar"' in page


def test_what_is_said_stands_beside_the_open_paragraph(printed, client):
    enter(client, "luis")

    page = valid(client.get("/d/declaration/rolling?open=services"))

    assert page.count('class="beside"') == 1
    assert "Dakar" in page


def test_the_debate_is_on_the_rolling_text(printed, client):
    enter(client, "luis")

    response = client.get("/d/declaration?open=services")

    assert response.status_code == 303
    assert response.location == "/d/declaration/rolling?from=rev-1&open=services#services"


def test_whoever_comes_from_a_revision_reads_so_and_finds_back(printed, client):
    enter(client, "luis")
    address = "/d/declaration/rolling?from=zero-draft&open=services"

    text = client.get("/d/declaration/revisions/zero-draft").text
    page = valid(client.get(address))

    assert escape(address) in text
    assert "You are now reading the rolling text." in page
    assert 'href="/d/declaration/revisions/zero-draft#services">Back to Zero draft' in page
    assert '<a href="/d/declaration" aria-current="page">' in page


def test_whoever_was_in_the_rolling_text_is_not_told_so(printed, client):
    enter(client, "luis")

    page = valid(client.get("/d/declaration/rolling?open=services"))

    assert "You are now reading the rolling text." not in page


def test_a_deleted_paragraph_keeps_its_number_until_the_next_revision(session, printed, client):
    from models.document import Place

    place = session.query(Place).filter_by(paragraph_id=printed.paragraphs["means"].id).one()
    values = {"rank": place.rank, "kind": place.kind, "level": place.level, "created_at": NOON}
    session.add(Place(paragraph_id=place.paragraph_id, live=False, **values))
    session.commit()
    enter(client, "amina")

    page = valid(client.get("/d/declaration/rolling"))

    assert "4 (deleted)" in page
    assert "*more* means" not in page


def test_a_paragraph_is_cited_with_its_permanent_address(printed, client):
    page = valid(client.get("/d/declaration/p/means"))

    assert "paragraph 4, Rev. 1, 2 October 2017, http://localhost/d/declaration/p/means" in page


def test_the_public_reads_no_rolling_words_in_a_story(session, printed, client):
    means = printed.paragraphs["means"].id
    session.add(Version(paragraph_id=means, language="en", words="Secret.", created_at=NOON))
    session.commit()

    assert "Secret." not in client.get("/d/declaration/p/means").text
    enter(client, "amina")
    assert "Secret." in client.get("/d/declaration/p/means").text


def test_lists_are_taken_away_as_tables(printed, client):
    enter(client, "luis")

    suggestions = client.get("/d/declaration/suggestions.csv").data.decode("utf-8-sig")
    disposition = client.get("/d/declaration/disposition.csv").data.decode("utf-8-sig")

    assert "We will open schools." in suggestions
    assert suggestions.count("\r\n") == disposition.count("\r\n") == 2
    assert client.get("/d/declaration/suggestions.csv?mine=1").data.count(b"\r\n") == 1


def test_the_journal_is_narrowed_to_a_document_and_to_a_kind_of_act(printed, client):
    enter(client, "luis")

    def page(query):
        return valid(client.get(f"/journal?{query}"))

    assert "Suggestion submitted" in page("acts=suggestions")
    assert "Nothing here" in page("acts=comments")
    assert "Suggestion submitted" in page("document=declaration&acts=suggestions&day=")
    assert 'value="declaration" selected' in " ".join(page("document=declaration").split())
    assert "Suggestion submitted" in page("acts=nonsense")
    assert client.get("/journal?document=nothing").status_code == 404


def test_the_journal_names_no_persons_to_the_public(printed, client):
    page = valid(client.get("/journal"))

    assert "Amina" not in page
    enter(client, "luis")
    assert "Amina" in client.get("/journal").text


def test_the_journal_says_when_it_last_held(printed, session, client):
    first = client.get("/journal")
    assert "Checked on" not in first.text

    note_held(session, 7, at=NOON)
    session.commit()

    seen = {"If-None-Match": first.headers["ETag"]}
    page = valid(client.get("/journal", headers=seen))
    assert "all entries are intact (7)" in page
    assert NOON.isoformat() in page


def test_an_upgrade_stands_in_the_journal_without_all_that_it_names(printed, session, client):
    name_history(session)
    assert "An upgrade" not in client.get("/journal").text

    enter(client, "noor")

    page = valid(client.get("/journal"))
    assert "An upgrade: everything recorded so far was entered anew" in page
    row = page[page.index("An upgrade") :].partition("</tr>")[0]
    assert "<a " not in row
