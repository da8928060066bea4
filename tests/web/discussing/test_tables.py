"""Comments, commenting template and journal as tables, as far as the reader may see them."""

import csv
import io

import openpyxl
import pytest

from declaration.actions import comments
from declaration.actions.comments import Remark
from declaration.actions.suggesting import suggestions as suggesting
from models.vocabulary import Outcome, SuggestionKind
from tests.support import desk
from tests.support.cast import LATER
from tests.support.enter import enter
from tests.support.statements import statements

COMMENTS = "/d/declaration/discussion.csv"
TEMPLATE = "/d/declaration/commenting-template"


@pytest.fixture
def debate(session, cast):
    """Comments on the whole, on quoted words with an answer, on a suggestion; one is taken back."""

    def say(actor, words, **about):
        remark = Remark(words, **about)
        return comments.comment(session, actor, cast.document, remark, at=LATER)

    place = {"paragraph_id": cast.paragraphs["services"].id}
    asked = desk.ask(session, cast, desk.FIRST, reason="Newcomers is our word.")
    general = {"paragraph": None, "form": SuggestionKind.GENERAL, "by": "paul"}
    desk.ask(session, cast, "Shorter!", reason="It is long.", **general)
    first = say(cast.luis, "Which ones?", quote="libraries", **place)
    say(cast.marie, "=All of them", parent_id=first.id)
    say(cast.amina, "Well written.")
    gone = say(cast.amina, "Hm.", paragraph_id=cast.paragraphs["hosts"].id)
    comments.withdraw(session, cast.amina, gone, at=LATER)
    say(cast.luis, "We agree.", suggestion_id=asked.id)
    session.commit()
    return asked


def table(client, address, separator=","):
    answer = client.get(address)
    assert answer.status_code == 200
    text = answer.data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=separator))


def test_all_comments_stand_in_the_order_of_the_text_with_their_answers(debate, client):
    rows = table(enter(client, "amina"), COMMENTS)

    told = [(row["About"], row["Suggestion"], row["Delegation"], row["Comment"]) for row in rows]
    assert told == [
        ("Text as a whole", "", "Dakar", "Well written."),
        ("Paragraph 1", "1", "Lima", "We agree."),
        ("Paragraph 2", "", "Lima", "Which ones?"),
        ("Paragraph 2", "", "Drafting committee", "'=All of them"),
        ("Paragraph 3 (a)", "", "Dakar", "This comment was withdrawn."),
    ]
    assert [row["Quoted text"] for row in rows] == ["", "", "libraries", "", ""]
    assert rows[3]["Reply to"] == rows[2]["Comment no."]


def test_the_commenting_template_has_what_is_asked_and_said_and_what_became_of_it(
    session, cast, debate, client
):
    desk.decide(session, cast, desk.verdict(session, debate, Outcome.REJECTED))
    session.commit()

    rows = table(enter(client, "amina"), f"{TEMPLATE}.csv")

    asked, general = rows[:2]
    assert (asked["Member"], asked["Clause"], asked["Paragraph"]) == (
        "Dakar",
        "A first welcome",
        "Paragraph 1",
    )
    assert asked["Comment"] == "Newcomers is our word."
    assert asked["Proposed change"].splitlines() == ["Paragraph 1: new wording", desk.FIRST]
    assert asked["Observations of the secretariat"].splitlines() == ["Rejected", "Because."]
    kind = next(name for name in general if name.startswith("Type of comment"))
    assert [row[kind] for row in rows].count("ge") == 2
    answered = next(row for row in rows if row["Comment"] == "Which ones?")
    assert answered["Observations of the secretariat"] == "'=All of them"


def test_nothing_internal_or_withdrawn_stands_in_the_template(session, cast, debate, client):
    place = {"paragraph_id": cast.paragraphs["services"].id}
    remark = Remark("Among us.", internal=True, **place)
    comments.comment(session, cast.amina, cast.document, remark, at=LATER)
    gone = desk.ask(session, cast, "Shelter for all.", paragraph="services", by="paul")
    suggesting.withdraw(session, cast.paul, gone, at=LATER)
    session.commit()
    enter(client, "amina")

    template = client.get(f"{TEMPLATE}.csv").data.decode()
    internal = next(row for row in table(client, COMMENTS) if row["Comment"] == "Among us.")

    assert "Among us." not in template
    assert "Shelter for all." not in template
    assert internal["Status"] == "Internal"


def test_what_delegations_answer_has_a_line_of_its_own(session, cast, debate, client):
    first = table(enter(client, "amina"), COMMENTS)[2]["Comment no."]
    answer = Remark("All that are public.", parent_id=int(first))
    comments.comment(session, cast.amina, cast.document, answer, at=LATER)
    session.commit()

    rows = table(client, f"{TEMPLATE}.csv")

    answered = next(row for row in rows if row["Comment"] == "All that are public.")
    assert (answered["Member"], answered["Paragraph"]) == ("Dakar", "Paragraph 2")
    agreed = next(row for row in rows if row["Comment"] == "We agree.")
    assert (agreed["Clause"], agreed["Proposed change"]) == ("A first welcome", "Suggestion 1")


def test_the_template_is_a_workbook_without_formulas(debate, client):
    file = enter(client, "amina").get(f"{TEMPLATE}.xlsx").data

    sheet = openpyxl.load_workbook(io.BytesIO(file)).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert "=All of them" in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} <= {"s", "n"}


def test_the_journal_is_a_table_of_all_that_was_chosen(debate, client):
    enter(client, "amina")
    rows = table(client, "/journal.csv")
    comments_alone = table(client, "/d/declaration/journal.csv?acts=comments")

    assert len(rows) > len(comments_alone) == 6
    assert {row["Event"] for row in comments_alone} == {"Comment added", "Comment withdrawn"}
    submitted = next(row for row in rows if row["Event"] == "Suggestion submitted")
    assert submitted["Who"] in {"Dakar", "Kampala"}
    assert all(len(row["Fingerprint (hash)"]) == 64 for row in rows)


def test_a_journal_longer_than_a_page_is_whole_and_asks_no_more(session, cast, debate, client):
    enter(client, "amina")
    few = len(statements(client, "/journal.csv"))
    for n in range(60):
        comments.comment(session, cast.amina, cast.document, Remark(f"So {n}."), at=LATER)
    session.commit()

    assert len(statements(client, "/journal.csv")) == few
    assert len(table(client, "/journal.csv")) > 60
