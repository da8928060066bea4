"""Where sub-amendments are told: lists and files, the wall, what is new and to do, receipts."""

import csv
import io

import pytest

from declaration.actions.amending import subamendments
from declaration.actions.amending.subamendments import Amending, AmendingAnswer
from declaration.actions.suggesting import suggestions
from models.document import Conference
from models.vocabulary import Procedure
from tests.support import desk
from tests.support.cast import LATER, NOON
from tests.support.enter import enter
from tests.support.submitted import revise
from tests.support.valid import valid

pytestmark = pytest.mark.usefixtures("clock")

TEXT = "/d/declaration"
SHORT = desk.FIRST.replace("a first point of contact", "a contact")
WIDER = desk.FIRST.replace("every newcomer", "every newcomer and every guest")
FOR_YOU = "/for-you"


@pytest.fixture
def asked(session, cast):
    cast.conference.procedure = " ".join(Procedure)
    suggestion = desk.ask(session, cast, desk.FIRST, at=NOON)
    session.commit()
    return suggestion


@pytest.fixture
def amended(session, cast, asked):
    row = subamendments.make(session, cast.luis, asked, Amending(SHORT, "Shorter."), at=LATER)
    session.commit()
    return row


def decide(session, by, row, *, act=subamendments.decide, taken=False, reason="Too short."):
    act(session, by, row, AmendingAnswer(taken, reason), at=LATER)
    session.commit()


def table(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    rows = csv.reader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff")))
    return {row[0]: row for row in rows}


def switch_off(session):
    session.query(Conference).update({"procedure": ""})
    session.commit()


def test_both_tables_have_a_row_for_each_below_its_suggestion(marie, session, cast, amended):
    decide(session, cast.marie, amended)
    for name in ("suggestions", "disposition"):
        rows = table(marie, f"{TEXT}/{name}.csv")
        assert list(rows)[1:3] == ["1", "1.1"]
        assert len(rows["1.1"]) == len(rows["1"])
        for words in ("Lima", desk.FIRST, SHORT, "Shorter.", "Too short."):
            assert words in rows["1.1"]
    switch_off(session)
    assert "1.1" not in table(marie, f"{TEXT}/suggestions.csv")


def test_the_page_of_the_disposition_has_them(marie, session, cast, amended):
    decide(session, cast.marie, amended)
    page = valid(marie.get(f"{TEXT}/disposition"))
    for words in (">1.1<", "Text of suggestion 1", "by the drafting committee", "Too short."):
        assert words in page


@pytest.mark.parametrize(
    "path", ["suggestions.docx", "suggestions.docx?layout=columns", "disposition.docx"]
)
def test_files_to_hand_over_have_them(marie, session, cast, amended, path):
    from zipfile import ZipFile

    answer = marie.get(f"{TEXT}/{path}")
    assert answer.status_code == 200
    words = ZipFile(io.BytesIO(answer.data)).read("word/document.xml").decode()
    assert "1.1" in words
    assert "Shorter." in words


def test_the_wall_shows_the_one_that_is_asked_for_while_it_is_open(marie, session, cast, amended):
    wall = f"{TEXT}/p/arrival/plenary?suggestion=1&amendment=1"
    assert "Sub-amendment 1.1, proposed by Lima – not agreed" in valid(marie.get(wall))
    decide(session, cast.marie, amended)
    assert "Proposed by Dakar – not agreed" in valid(marie.get(wall))


def test_the_author_is_asked_and_the_committee_counts(client, session, cast, amended):
    page = valid(enter(client, "amina").get(FOR_YOU))
    assert "Lima would amend your suggestion 1" in page
    assert "Sub-amendment submitted" in page
    page = valid(enter(client, "marie").get(FOR_YOU))
    assert "1 sub-amendment is pending" in page
    decide(session, cast.marie, amended)
    for name in ("amina", "marie"):
        page = enter(client, name).get(FOR_YOU).text
        assert "would amend your suggestion" not in page
        assert "sub-amendment is pending" not in page


def test_whoever_amended_learns_what_became_of_it(luis, session, cast, asked, amended):
    decide(session, cast.amina, amended, act=subamendments.take, taken=True, reason="")
    page = valid(luis.get(FOR_YOU))
    assert "Sub-amendment accepted by the author" in page
    assert "/suggestions/1/amendments/1" in page
    switch_off(session)
    assert "/amendments/1" not in luis.get(FOR_YOU).text


def test_whoever_amended_learns_that_it_lapsed(luis, session, cast, asked, amended):
    suggestions.withdraw(session, cast.amina, asked, at=LATER)
    session.commit()
    assert "1 withdrawn" in valid(luis.get(FOR_YOU))


def test_the_page_of_a_delegation_lists_what_it_amended(luis, session, cast, amended):
    decide(session, cast.marie, amended)
    page = valid(luis.get("/delegation"))
    for words in ("Our sub-amendments", "Sub-amendment 1.1", "Rejected", "Too short."):
        assert words in page
    switch_off(session)
    assert "amendment" not in luis.get("/delegation").text.lower()


def test_a_receipt_says_which_text_came_from_one(amina, session, cast, asked, amended):
    decide(session, cast.amina, amended, act=subamendments.take, taken=True, reason="")
    page = valid(amina.get("/suggestions/1/receipt"))
    assert "from sub-amendment 1.1 of Lima" in page
    assert SHORT in page


def test_the_adoption_says_what_lapses_with_a_suggestion(noor, session, cast, asked, amended):
    assert "1 sub-amendment, 1 pending" in valid(noor.get(f"{TEXT}/adoption"))


def test_nobody_sees_more_of_it_than_of_its_suggestion(client, session, cast, asked, amended):
    cast.conference.debate_open = True  # opened later: what was written before stays promised
    session.commit()
    assert client.get("/suggestions/1").status_code == 404
    assert client.get("/suggestions/1/amendments/1").status_code == 404
    asked.audience = "opened"
    session.commit()
    assert SHORT not in client.get("/suggestions/1").text
    assert client.get("/suggestions/1/amendments/1").status_code == 404


def test_a_page_runs_one_statement_more_for_all_of_them(marie, session, cast, asked, amended):
    from tests.support.statements import statements

    path = f"{TEXT}/suggestions"
    before = len(statements(marie, path))
    again = subamendments.make(session, cast.paul, asked, Amending(WIDER), at=LATER)
    session.commit()
    assert len(statements(marie, path)) == before
    decide(session, cast.marie, again)
    others = set(Procedure) - {Procedure.SUBAMENDMENTS}
    session.query(Conference).update({"procedure": " ".join(others)})
    session.commit()
    assert len(statements(marie, path)) == before - 1


def test_a_reworded_suggestion_names_no_wrong_source(amina, session, cast, asked, amended):
    revise(session, cast, asked, desk.wording(session, asked), WIDER)
    session.commit()
    page = valid(amina.get("/suggestions/1"))
    assert "Earlier versions (1)" in page
    assert "from sub-amendment" not in page
