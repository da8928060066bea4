"""The visit that opening «For you» begins: the one thing that reading may write."""

from contextlib import contextmanager

import pytest
import sqlalchemy as sa

import models.db
from declaration.actions import comments
from declaration.actions.comments import Remark
from declaration.queries.welcome.visits import LASTS
from models.db import db
from tests.support.cast import NOON
from tests.support.desk import FIRST, ask
from tests.support.enter import enter
from tests.support.needs import POSTGRES
from tests.support.valid import valid

PAGE = "/for-you"
WAIT = "SET lock_timeout = 50" if POSTGRES else "PRAGMA busy_timeout=50"


@pytest.fixture
def amina(app, cast, clock):
    """Somebody who does not wait long for whoever writes."""

    def hurry(connection, _record):
        connection.execute(WAIT)
        connection.commit()

    with app.app_context():
        sa.event.listen(db.engine, "connect", hurry)
        db.engine.dispose()
    return enter(app.test_client(), "amina")


@contextmanager
def held(session):
    """Let somebody else write all the while."""
    models.db.writing(session)
    yield
    session.rollback()


def say(session, cast, on):
    remark = Remark("We have a question.", suggestion_id=on.id)
    comments.comment(session, cast.luis, cast.document, remark, at=NOON)
    session.commit()


def test_the_page_is_read_while_nothing_can_be_stored(amina, cast, session, clock):
    mine = ask(session, cast, FIRST)
    say(session, cast, mine)

    with held(session):
        assert "1 comment" in valid(amina.get(PAGE))
    assert "1 comment" in valid(amina.get(PAGE))
    clock.now += LASTS
    with held(session):
        assert "Nothing new for you" in valid(amina.get(PAGE))
    say(session, cast, mine)

    assert "1 comment" in valid(amina.get(PAGE))
