"""Watching: one row for each thing, of an office that one holds, while the conference has it."""

import pytest
import sqlalchemy as sa

from declaration.actions.journal import redaction
from declaration.actions.negotiating import watching
from declaration.errors import NotFound
from declaration.queries.negotiating.watching import things
from models.journal import Event
from models.negotiation import Watching
from models.people import Membership
from models.vocabulary import Procedure
from tests.support.cast import NOON


@pytest.fixture
def office(session, cast):
    """The office of Amina, in a conference that has watching."""
    cast.conference.procedure = Procedure.WATCHING
    return held(session, cast.amina)


def held(session, actor):
    own = Membership.person_id == actor.person_id, Membership.capacity == actor.capacity
    return session.scalars(sa.select(Membership).where(*own)).one()


def test_what_is_watched_twice_is_one_and_what_is_stopped_is_gone(session, cast, office):
    text = (cast.document.id, None, None)
    arrival = (cast.document.id, cast.paragraphs["arrival"].id, None)
    for thing in (text, arrival, arrival, text):
        watching.watch(session, cast.amina, office.id, thing, at=NOON)
    assert session.scalar(sa.select(sa.func.count(Watching.id))) == 2

    watching.stop(session, cast.amina, office.id, text)
    watching.stop(session, cast.amina, office.id, text)

    assert things(session, office.id) == {arrival}


def test_it_is_nobody_elses_business(session, cast, office):
    before = session.scalar(sa.select(sa.func.count(Event.id)))
    watching.watch(session, cast.amina, office.id, (cast.document.id, None, None), at=NOON)

    assert session.scalar(sa.select(sa.func.count(Event.id))) == before
    assert things(session, held(session, cast.luis).id) == frozenset()
    with pytest.raises(NotFound):
        watching.stop(session, cast.luis, office.id, (cast.document.id, None, None))


def test_who_is_made_anonymous_watches_nothing_more(session, cast, office):
    watching.watch(session, cast.amina, office.id, (cast.document.id, None, None), at=NOON)

    redaction.anonymise(session, cast.noor, cast.people["amina"], at=NOON)

    assert things(session, office.id) == frozenset()


def test_an_office_that_has_ended_watches_nothing_more(session, cast, office):
    office.ended_at = NOON

    with pytest.raises(NotFound):
        watching.watch(session, cast.amina, office.id, (cast.document.id, None, None), at=NOON)


def test_where_it_is_not_switched_on_there_is_none(session, cast):
    office = held(session, cast.amina)

    with pytest.raises(NotFound):
        watching.watch(session, cast.amina, office.id, (cast.document.id, None, None), at=NOON)
