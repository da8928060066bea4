from datetime import date

import pytest
import sqlalchemy as sa

from declaration.actions.conference import conference
from declaration.actions.conference.conference import (
    OPERATOR,
    ConferenceValues,
    ReferenceValues,
    Switches,
)
from declaration.errors import Invalid, NotFound
from declaration.queries import sight
from declaration.queries.journal.replay import replay
from models.document import Conference, Reference
from models.journal import Event
from models.vocabulary import DelegationKind, EventKind, Procedure
from tests.support.cast import NOON

VALUES = ConferenceValues("Global Conference", "Conference", time_zone="Europe/Brussels")


def events(session):
    return [event.kind for event in session.scalars(sa.select(Event).order_by(Event.id))]


def test_the_operator_founds_the_one_conference(session):
    founded = conference.found_conference(session, OPERATOR, VALUES, at=NOON)

    assert session.get(Conference, 1) is founded
    assert founded.counted_kinds == ["city", "region"]
    assert not founded.demo
    assert events(session) == [EventKind.CONFERENCE_CHANGED]


def test_there_is_one_conference_in_an_installation(session):
    conference.found_conference(session, OPERATOR, VALUES, at=NOON)

    with pytest.raises(Invalid, match="conference_exists"):
        conference.found_conference(session, OPERATOR, VALUES, at=NOON)


def test_the_secretariat_changes_what_the_conference_says(session, cast):
    values = ConferenceValues("Another name", "Another", starts_on=date(2017, 11, 16))

    conference.change_conference(session, cast.noor, cast.conference, values, at=NOON)

    assert (cast.conference.name, cast.conference.time_zone) == ("Another name", "UTC")
    [event] = session.scalars(sa.select(Event))
    assert event.payload == ('{"changed":["name","short_name","place","starts_on","time_zone"]}')


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (ConferenceValues(" ", "x"), "name"),
        (ConferenceValues("x", ""), "short_name"),
        (ConferenceValues("x", "x", time_zone="Mars/Olympus"), "time_zone"),
        (
            ConferenceValues("x", "x", starts_on=date(2017, 1, 2), ends_on=date(2017, 1, 1)),
            "ends_on",
        ),
    ],
)
def test_values_that_no_conference_can_have_are_refused(session, cast, values, field):
    with pytest.raises(Invalid) as refusal:
        conference.change_conference(session, cast.noor, cast.conference, values, at=NOON)

    assert refusal.value.field == field


def test_a_delegate_cannot_change_the_conference(session, cast):
    with pytest.raises(NotFound):
        conference.change_conference(session, cast.amina, cast.conference, VALUES, at=NOON)


def test_the_switches_say_who_releases_and_who_is_counted(session, cast):
    switches = Switches(members_release=True, counted_kinds=(DelegationKind.NETWORK,))

    conference.set_switches(session, cast.noor, cast.conference, switches, at=NOON)

    assert cast.conference.members_release
    assert cast.conference.counted_kinds == ["network"]


def test_the_debate_is_opened_and_closed_once_each(session, cast):
    conference.switch_debate(session, cast.noor, cast.conference, opened=True, at=NOON)
    with pytest.raises(Invalid, match="unchanged"):
        conference.switch_debate(session, cast.noor, cast.conference, opened=True, at=NOON)
    conference.switch_debate(session, cast.noor, cast.conference, opened=False, at=NOON)

    assert not cast.conference.debate_open
    assert events(session) == [EventKind.DEBATE_OPENED, EventKind.DEBATE_CLOSED]


def test_a_new_conference_has_the_usual_parts_of_the_procedure(session, cast):
    usual = {part for part in Procedure if part.usual}

    assert sight.procedure(session) == usual == {Procedure.POSITIONS, Procedure.ON_BEHALF}


def test_parts_of_the_procedure_are_switched_by_one_event(session, cast):
    for _twice in range(2):
        parts = [Procedure.ON_BEHALF]
        conference.set_procedure(session, cast.noor, cast.conference, parts, at=NOON)
    conference.set_procedure(session, cast.noor, cast.conference, (), at=NOON)

    assert sight.procedure(session) == frozenset()
    assert events(session) == [EventKind.PROCEDURE_CHANGED] * 2
    assert not any("procedure" in difference for difference in replay(session).differences)


def test_only_the_secretariat_switches_the_procedure(session, cast):
    for nobody in (cast.marie, cast.amina, cast.luis):
        with pytest.raises(NotFound):
            conference.set_procedure(session, nobody, cast.conference, (), at=NOON)


def test_reference_documents_are_added_changed_and_removed(session, cast):
    added = conference.add_reference(
        session, cast.noor, ReferenceValues("Programme", "https://example.org/p"), at=NOON
    )
    conference.change_reference(session, cast.noor, added, ReferenceValues("Agenda"), at=NOON)
    assert (added.title, added.url) == ("Agenda", "")

    conference.remove_reference(session, cast.noor, added, at=NOON)

    assert session.scalars(sa.select(Reference)).all() == []
    assert len(events(session)) == 3


@pytest.mark.parametrize("address", ["javascript:alert(1)", "example.org", "data:text/html,x"])
def test_a_reference_leads_to_a_page_or_nowhere(session, cast, address):
    with pytest.raises(Invalid, match="not_an_address"):
        conference.add_reference(session, cast.noor, ReferenceValues("x", address), at=NOON)
