"""The journal, checked and replayed from the command line."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from models.base import now
from models.document import Document
from models.journal import JournalHead
from tests.support.cast import NOON, name_history


def test_the_journal_is_verified_by_command(run, session, cast):
    head = session.scalar(sa.select(JournalHead.hash))
    assert run("journal", "head").output.strip() == head
    assert "is intact" in run("journal", "verify").output
    broken = run("journal", "verify", "--head", "f" * 64)
    assert broken.exit_code == 1
    assert "broken" in broken.output


def test_when_it_held_last_is_noted(run, session, cast):
    run("journal", "verify")

    [head] = session.scalars(sa.select(JournalHead))
    assert now() - head.held_at < timedelta(minutes=1)
    assert head.held_id == 1


def test_a_journal_that_does_not_hold_is_not_noted(run, session, cast):
    cast.document.created_at = NOON.replace(year=2001)
    session.commit()

    answer = run("journal", "verify")

    assert answer.exit_code == 1
    assert "document 1, which event 1 names, was changed" in answer.output
    assert session.scalar(sa.select(JournalHead.held_at)) is None


def test_the_journal_is_replayed_by_command(run, session, cast):
    answer = run("journal", "replay")

    assert answer.exit_code == 0
    assert "10 paragraph" in answer.output


def test_what_the_events_do_not_give_is_named(run, session, cast):
    session.execute(sa.update(Document).values(scheme="resolution"))
    session.commit()

    answer = run("journal", "replay")

    assert answer.exit_code == 1
    assert "scheme of document 1 is 'resolution' and 'declaration'" in answer.output


@pytest.fixture
def cast(session, cast):
    """The cast, named by an event."""
    name_history(session)
    return cast
