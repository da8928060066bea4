"""Asking the author: what files tell of it, what redaction reaches, where it is decided."""

import pytest
import sqlalchemy as sa

from declaration.actions.conference import conference
from models.debate import Decision
from models.negotiation import AuthorQuestion
from models.vocabulary import Procedure
from tests.support.cast import NOON
from tests.support.committee import DESK
from tests.support.desk import (
    FIRST,
    LESS,
    answer,
    ask,
    insert,
    question,
)
from tests.support.enter import post

pytestmark = pytest.mark.usefixtures("clock")

LIST = f"{DESK}/questions"


def switch(session, cast, *parts):
    conference.set_procedure(session, cast.noor, cast.conference, parts, at=NOON)
    session.commit()


@pytest.fixture(autouse=True)
def switched_on(session, cast):
    switch(session, cast, Procedure.ASKING, Procedure.AGREEMENT)


@pytest.fixture
def suggestion(session, cast):
    suggestion = ask(session, cast, FIRST)
    session.commit()
    return suggestion


@pytest.fixture
def asked(session, cast, suggestion):
    [asked] = question(session, cast, suggestion, note="Can you live with this?")
    session.commit()
    return asked


@pytest.fixture
def agreed(session, cast, asked):
    answer(session, cast.amina, asked, sentence="With pleasure.")
    session.commit()
    return asked


def rows(session, table):
    session.rollback()
    return session.scalars(sa.select(table).order_by(table.id)).all()


def test_the_disposition_of_officials_tells_what_was_asked(agreed, marie, luis):
    told = marie.get("/d/declaration/disposition.csv").text

    assert "Author asked" in told
    assert "Accepted with changes? Agrees." in told
    assert "With pleasure." not in told  # said to the committee alone
    assert "Author asked" not in luis.get("/d/declaration/disposition.csv").text


def test_the_secretariat_redacts_question_and_answer(session, agreed, noor):
    page = noor.get("/admin/redaction?in=suggestion&what=1").text
    for kind in ("author_question", "author_answer"):
        assert post(noor, f"/admin/redaction/{kind}/1").status_code == 303

    assert LESS in page
    assert "With pleasure." in page
    session.rollback()
    [asked] = rows(session, AuthorQuestion)
    assert (asked.words, asked.note) == ("", "")
    assert LESS not in noor.get("/suggestions/1").text


@pytest.mark.parametrize("path", ["p/means", "s/3"])
def test_what_was_asked_elsewhere_is_not_decided_on_another_page(
    session, cast, agreed, marie, path
):
    ask(session, cast, "We urge States.", paragraph="means")
    insert(session, cast, "We listen.")
    session.commit()

    assert post(marie, f"{DESK}/{path}/agreed", {"press": agreed.id}).status_code == 404
    assert rows(session, Decision) == []
