"""Positions entered for a delegation: when they count, and what makes them void."""

import pytest
import sqlalchemy as sa

from declaration.actions.conference import conference
from declaration.actions.journal import redaction
from declaration.actions.negotiating import entries, positions
from declaration.actions.negotiating.entries import Origin
from declaration.actions.negotiating.positions import Stance
from declaration.errors import Invalid, NotAllowed, NotFound, Stale
from declaration.queries.journal import chain
from declaration.queries.journal.replay import replay
from declaration.queries.suggesting.support import UNSUPPORTED, support
from models.debate import Suggestion, Wording
from models.negotiation import Entry
from models.vocabulary import (
    Audience,
    Capacity,
    EntryAnswer,
    EventKind,
    Procedure,
    Stage,
    Stand,
    Status,
)
from tests.support import desk
from tests.support.cast import LATER, NOON, name_history, reading
from tests.support.submitted import better, newest_event, revise, submit

CONFIRMED, REFUSED, TAKEN_BACK, OVERTAKEN = EntryAnswer
PARTS = (Procedure.ON_BEHALF, Procedure.POSITIONS, Procedure.COSPONSORS)


@pytest.fixture
def suggestion(session, cast):
    switch(session, cast, *PARTS)
    return submit(session, cast)


def switch(session, cast, *parts):
    conference.set_procedure(session, cast.noor, cast.conference, parts, at=NOON)


def enter(session, cast, suggestion, stand=Stand.OBJECT, by=None, city="lima", **values):
    origin, by = Origin(cast.delegations[city].id), by or cast.noor
    stance = Stance(stand, **values)
    return entries.enter_position(session, by, suggestion, stance, origin, at=NOON)


def answer(session, by, chosen, **values):
    entry = session.scalars(sa.select(Entry).order_by(Entry.id.desc())).first()
    entries.answer(session, by, entry, chosen, at=LATER, **values)
    return entry


def counted(session, cast, suggestion):
    """Where delegations stand as everybody counts it, by name."""
    support_of = said_on(session, cast, suggestion)
    return {held.delegation: held.stand for held in support_of.positions}


def said_on(session, cast, suggestion, by=None):
    reader, only = reading(by or cast.marie), Suggestion.id == suggestion.id
    return support(session, reader, frozenset(PARTS), only).get(suggestion.id, UNSUPPORTED)


def answers(session):
    return list(session.scalars(sa.select(Entry.answer).order_by(Entry.id)))


def test_it_counts_once_its_delegation_confirms_it(session, cast, suggestion):
    position = enter(session, cast, suggestion, reason="It says too little.")
    before, waiting = counted(session, cast, suggestion), said_on(session, cast, suggestion).waiting
    event = newest_event(session)

    answer(session, cast.luis, CONFIRMED)

    assert (before, [held.delegation for held in waiting]) == ({}, ["Lima"])
    assert counted(session, cast, suggestion) == {"Lima": Stand.OBJECT}
    assert said_on(session, cast, suggestion).waiting == ()
    assert (event.kind, event.capacity) == (EventKind.POSITION_ENTERED, Capacity.SECRETARIAT)
    assert position.audience is Audience.PARTICIPANTS
    assert newest_event(session).kind is EventKind.ENTRY_CONFIRMED


@pytest.mark.parametrize(("name", "chosen"), [("luis", REFUSED), ("marie", TAKEN_BACK)])
def test_what_is_refused_or_taken_back_never_counts(session, cast, suggestion, name, chosen):
    positions.take(session, cast.luis, suggestion, Stance(Stand.SUPPORT), at=NOON)
    enter(session, cast, suggestion, by=cast.marie)

    answer(session, cast.actors[name], chosen)

    assert counted(session, cast, suggestion) == {"Lima": Stand.SUPPORT}


def test_its_own_newer_position_makes_it_void(session, cast, suggestion):
    enter(session, cast, suggestion)

    positions.take(session, cast.luis, suggestion, Stance(Stand.SUPPORT), at=LATER)

    entry = session.scalars(sa.select(Entry)).one()
    assert (entry.answer, entry.answered_by_id) == (OVERTAKEN, cast.luis.person_id)
    assert counted(session, cast, suggestion) == {"Lima": Stand.SUPPORT}
    with pytest.raises(Stale):
        entries.answer(session, cast.luis, entry, CONFIRMED, at=LATER)


def test_a_second_entry_stands_instead_of_the_first(session, cast, suggestion):
    enter(session, cast, suggestion)
    enter(session, cast, suggestion, Stand.SUPPORT)

    answer(session, cast.luis, CONFIRMED)

    assert answers(session) == [OVERTAKEN, CONFIRMED]
    assert counted(session, cast, suggestion) == {"Lima": Stand.SUPPORT}


def test_a_refused_cosponsor_has_no_entry_left_to_confirm(session, cast, suggestion):
    positions.take(session, cast.luis, suggestion, Stance(Stand.COSPONSOR), at=NOON)
    enter(session, cast, suggestion)

    positions.refuse(session, cast.amina, suggestion, cast.luis.delegation_id, at=LATER)

    assert answers(session) == [OVERTAKEN]
    assert counted(session, cast, suggestion) == {}


def test_where_entries_count_at_once_its_delegation_can_object(session, cast, suggestion):
    switch(session, cast, *PARTS, Procedure.ENTERED_COUNTS)
    enter(session, cast, suggestion)
    at_once, asked = (
        counted(session, cast, suggestion),
        said_on(session, cast, suggestion, cast.luis),
    )

    answer(session, cast.luis, REFUSED)

    assert at_once == {"Lima": Stand.OBJECT}
    assert asked.asked == asked.mine
    assert counted(session, cast, suggestion) == {}


def test_what_counted_at_once_counts_when_the_rule_is_switched_off(session, cast, suggestion):
    switch(session, cast, *PARTS, Procedure.ENTERED_COUNTS)
    enter(session, cast, suggestion)
    switch(session, cast, *PARTS)

    assert counted(session, cast, suggestion) == {"Lima": Stand.OBJECT}


def test_a_delegation_that_stands_so_already_is_not_entered_again(session, cast, suggestion):
    positions.take(session, cast.luis, suggestion, Stance(Stand.OBJECT), at=NOON)

    with pytest.raises(Invalid) as refusal:
        enter(session, cast, suggestion)
    assert (refusal.value.field, refusal.value.why) == ("stand", "same")


@pytest.mark.parametrize("stand", [Stand.COSPONSOR, Stand.NONE, Stand.REFUSED])
def test_only_support_and_objections_are_entered(session, cast, suggestion, stand):
    with pytest.raises(Invalid):
        enter(session, cast, suggestion, stand)


def test_nobody_is_entered_on_its_own_suggestion_or_without_being_there(session, cast, suggestion):
    with pytest.raises(Invalid) as own:
        enter(session, cast, suggestion, city="dakar")
    stance, nobody = Stance(Stand.OBJECT), Origin(9_999)
    with pytest.raises(Invalid) as unknown:
        entries.enter_position(session, cast.noor, suggestion, stance, nobody, at=NOON)
    assert (own.value.why, unknown.value.field) == ("own", "delegation")


@pytest.mark.parametrize("off", [Procedure.ON_BEHALF, Procedure.POSITIONS])
def test_it_needs_both_parts(session, cast, suggestion, off):
    enter(session, cast, suggestion)
    switch(session, cast, *(part for part in PARTS if part is not off))

    with pytest.raises(NotFound):
        enter(session, cast, suggestion, Stand.SUPPORT)
    with pytest.raises(NotFound):
        answer(session, cast.luis, CONFIRMED)


def test_what_is_decided_or_not_confirmed_itself_takes_none(session, cast, suggestion):
    origin = Origin(cast.delegations["dakar"].id)
    asked = better(cast, "We will give everybody a point of contact.")
    waits = entries.enter_suggestion(session, cast.noor, cast.document, asked, origin, at=NOON)
    enter(session, cast, suggestion)
    desk.accept(session, cast, suggestion, at=LATER)

    for which, reason in ((waits, Status.ENTERED), (suggestion, Status.DECIDED)):
        with pytest.raises(NotAllowed) as refusal:
            enter(session, cast, which, Stand.SUPPORT)
        assert refusal.value.reason is reason
    with pytest.raises(NotAllowed):
        answer(session, cast.luis, CONFIRMED)


def test_an_adopted_text_takes_none(session, cast, suggestion):
    cast.document.stage = Stage.ADOPTED

    with pytest.raises(NotAllowed):
        enter(session, cast, suggestion)


def test_it_is_pinned_to_the_wording_and_confirmed_on_the_newest(session, cast, suggestion):
    first = session.scalars(sa.select(Wording)).one()
    enter(session, cast, suggestion)
    revise(session, cast, suggestion, first, "We will give every person a contact.")

    with pytest.raises(Stale):
        answer(session, cast.luis, CONFIRMED, seen_wording_id=first.id)
    answer(session, cast.luis, CONFIRMED, seen_wording_id=first.id + 1)

    [held] = said_on(session, cast, suggestion).positions
    assert held.earlier


def test_another_wording_than_the_official_saw_is_stale(session, cast, suggestion):
    with pytest.raises(Stale):
        enter(session, cast, suggestion, seen_wording_id=9_999)


def test_only_its_delegation_is_asked(session, cast, suggestion):
    enter(session, cast, suggestion)

    assert said_on(session, cast, suggestion, cast.luis).asked is not None
    assert said_on(session, cast, suggestion, cast.amina).asked is None
    with pytest.raises(NotFound):
        answer(session, cast.amina, CONFIRMED)


def test_entries_of_positions_verify_replay_and_are_redacted(session, cast):
    switch(session, cast, *PARTS)
    name_history(session)
    suggestion = submit(session, cast)
    position = enter(session, cast, suggestion, reason="It says too little.")
    positions.take(session, cast.luis, suggestion, Stance(Stand.SUPPORT), at=LATER)
    enter(session, cast, suggestion, reason="It says too much.")
    answer(session, cast.luis, CONFIRMED)

    redaction.redact(session, cast.noor, position, at=LATER)

    assert position.reason == ""
    assert not [
        line for line in replay(session).differences if "entry" in line or "position" in line
    ]
    assert chain.check(session).broken is None
