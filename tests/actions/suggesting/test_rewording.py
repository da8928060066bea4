"""What was submitted is reworded until the deadline, and withdrawn until it is decided."""

import pytest
import sqlalchemy as sa

from declaration.actions.suggesting import suggestions
from declaration.errors import Invalid, NotAllowed, NotFound, Stale
from models.debate import Wording
from models.vocabulary import EventKind, Status
from tests.support.desk import told
from tests.support.submitted import AFTER, LATER, newest_event, revise, submit


def test_a_new_wording_keeps_the_old_one(session, cast):
    suggestion = submit(session, cast)
    first = session.scalars(sa.select(Wording)).one()

    wording = revise(session, cast, suggestion, first, "We will help.")

    assert wording.id > first.id
    assert session.scalar(sa.select(sa.func.count()).select_from(Wording)) == 2
    event = newest_event(session)
    assert event.kind is EventKind.SUGGESTION_REVISED
    assert told(event)[0] == {"earlier": first.id, "number": suggestion.number}


def test_rewording_an_older_wording_is_refused_with_the_newest(session, cast):
    suggestion = submit(session, cast)
    first = session.scalars(sa.select(Wording)).one()
    second = revise(session, cast, suggestion, first, "We will help.")

    with pytest.raises(Stale) as refusal:
        revise(session, cast, suggestion, first, "We will assist.")

    assert refusal.value.current is second


def test_rewording_needs_other_words(session, cast):
    suggestion = submit(session, cast)
    first = session.scalars(sa.select(Wording)).one()

    with pytest.raises(Invalid):
        revise(session, cast, suggestion, first, first.words)


def test_after_the_deadline_nothing_is_reworded_but_all_can_be_withdrawn(session, cast):
    suggestion = submit(session, cast)
    first = session.scalars(sa.select(Wording)).one()

    with pytest.raises(NotAllowed):
        revise(session, cast, suggestion, first, "Too late", at=AFTER)
    suggestions.withdraw(session, cast.amina, suggestion, at=AFTER)

    assert (suggestion.status, suggestion.withdrawn_at) == (Status.WITHDRAWN, AFTER)
    assert newest_event(session).kind is EventKind.SUGGESTION_WITHDRAWN


@pytest.mark.parametrize("name", ["luis", "marie", "noor", "ole"])
def test_what_others_suggested_is_neither_reworded_nor_withdrawn(session, cast, name):
    suggestion = submit(session, cast)
    first = session.scalars(sa.select(Wording)).one()

    with pytest.raises(NotFound):
        revise(session, cast, suggestion, first, "Mine", by=cast.actors[name])
    with pytest.raises(NotFound):
        suggestions.withdraw(session, cast.actors[name], suggestion, at=LATER)


@pytest.mark.parametrize("status", [Status.DECIDED, Status.WITHDRAWN])
def test_what_is_decided_or_withdrawn_stays_as_it_is(session, cast, status):
    suggestion = submit(session, cast)
    first = session.scalars(sa.select(Wording)).one()
    suggestion.status = status
    session.flush()

    with pytest.raises(NotAllowed):
        revise(session, cast, suggestion, first, "Again")
    with pytest.raises(NotAllowed):
        suggestions.withdraw(session, cast.amina, suggestion, at=LATER)


def test_withdrawing_an_older_wording_is_refused(session, cast):
    suggestion = submit(session, cast)
    first = session.scalars(sa.select(Wording)).one()
    revise(session, cast, suggestion, first, "We will help.")

    with pytest.raises(Stale):
        suggestions.withdraw(session, cast.amina, suggestion, seen_wording_id=first.id, at=LATER)
