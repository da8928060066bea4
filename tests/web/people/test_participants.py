"""The page of participants, and its tables."""

import re

import pytest

from models.vocabulary import Audience, DelegationStatus, Procedure
from tests.support import desk
from tests.support.enter import enter
from tests.support.statements import statements
from tests.support.valid import valid

PAGE = "/participants"


@pytest.fixture(autouse=True)
def _on(session, cast):
    cast.conference.procedure = " ".join(Procedure)
    session.commit()


def test_the_page_shows_what_each_delegation_did(client, session, cast):
    desk.ask(session, cast, desk.FIRST, at=desk.LATER)
    session.commit()

    page = valid(enter(client, "amina").get(PAGE))

    assert "5 delegations:" in page
    assert "Amina (Head of delegation)" in page
    assert "Middle East and West Asia" in page
    assert re.search(r'data-label="Pending"\s*>1<', page)


def test_the_same_is_a_table(client, session, cast):
    cast.delegations["lima"].status = DelegationStatus.PROVISIONAL
    desk.ask(session, cast, desk.FIRST, at=desk.LATER)
    session.commit()

    head, *rows = enter(client, "noor").get(f"{PAGE}.csv").text.splitlines()

    assert head.startswith("\ufeffWorld region")
    assert len(rows) == 5
    [dakar] = (row for row in rows if ",Dakar," in row)
    assert "Amina (Head of delegation), Awa (Adviser)" in dakar
    assert "Accepted credentials" in dakar
    assert enter(client, "noor").get(f"{PAGE}.xlsx").status_code == 200
    assert enter(client, "noor").get(f"{PAGE}.exe").status_code == 404


def test_the_public_of_a_closed_debate_is_sent_to_sign_in(client, session, cast):
    assert client.get(PAGE).status_code == 303
    assert PAGE not in client.get("/").text

    desk.ask(session, cast, desk.FIRST, at=desk.LATER).audience = Audience.OPENED
    cast.conference.debate_open = True
    session.commit()

    page = client.get(PAGE).text
    assert "Dakar" in page
    assert "Amina" not in page
    assert PAGE in client.get("/").text


def test_the_page_is_not_there_where_the_part_is_off(client, session, cast):
    cast.conference.procedure = ""
    session.commit()
    browser = enter(client, "noor")

    assert browser.get(PAGE).status_code == 404
    assert browser.get(f"{PAGE}.csv").status_code == 404
    assert PAGE not in browser.get("/").text


def test_the_page_runs_as_many_statements_for_many_as_for_none(client, session, cast):
    browser = enter(client, "marie")
    few = len(statements(browser, PAGE))
    for by in ("amina", "luis", "paul"):
        desk.ask(session, cast, desk.FIRST, by=by)
    desk.agree(session, cast, "means")
    desk.reserve(session, cast, "means")
    session.commit()

    assert len(statements(browser, PAGE)) == few
