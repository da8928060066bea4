"""Offices: given, ended, and with the right to submit or without."""

from datetime import datetime

from sqlalchemy.orm import Session

from declaration import rules
from declaration.actions import seats
from declaration.actions.recording import record
from declaration.actions.seats import Office
from declaration.errors import Invalid
from declaration.rules import Actor, Case, Verb
from models.people import Membership, Person
from models.vocabulary import Audience, Capacity, EventKind


def give_office(
    session: Session, by: Actor, person: Person, office: Office, *, at: datetime
) -> Membership:
    """Give a person an office."""
    rules.require(by, Verb.MANAGE_PEOPLE)
    if not person.active:
        raise Invalid("person", "account_closed")
    membership = seats.give(session, person, office, at)
    _record(session, by, EventKind.OFFICE_GIVEN, membership, at)
    return membership


def end_office(session: Session, by: Actor, membership: Membership, *, at: datetime) -> Membership:
    """End an office; that it was held stays known. The last secretary keeps theirs."""
    rules.require(by, Verb.MANAGE_PEOPLE)
    if membership.ended_at is not None:
        raise Invalid("office", "unchanged")
    if membership.capacity is Capacity.SECRETARIAT:
        seats.keep_a_secretary(session, session.get_one(Person, membership.person_id))
    membership.ended_at = at
    _record(session, by, EventKind.OFFICE_ENDED, membership, at)
    return membership


def give_submit_right(
    session: Session, by: Actor, membership: Membership, *, at: datetime
) -> Membership:
    """Let a member of a delegation submit in its name."""
    return _submit_right(session, by, membership, at, given=True)


def take_submit_right(
    session: Session, by: Actor, membership: Membership, *, at: datetime
) -> Membership:
    """Let a member of a delegation submit no longer."""
    return _submit_right(session, by, membership, at, given=False)


def _submit_right(
    session: Session, by: Actor, membership: Membership, at: datetime, *, given: bool
) -> Membership:
    own = by.delegation_id is not None and membership.delegation_id == by.delegation_id
    rules.require(by, Verb.GIVE_SUBMIT_RIGHT, Case(own=own))
    if membership.capacity is not Capacity.DELEGATION or membership.ended_at is not None:
        raise Invalid("office", "no_delegation")
    if membership.may_submit == given:
        raise Invalid("may_submit", "unchanged")
    membership.may_submit = given
    kind = EventKind.SUBMIT_RIGHT_GIVEN if given else EventKind.SUBMIT_RIGHT_TAKEN
    _record(session, by, kind, membership, at)
    return membership


def _record(
    session: Session, by: Actor, kind: EventKind, membership: Membership, at: datetime
) -> None:
    person = session.get_one(Person, membership.person_id)
    inside = by.capacity is Capacity.DELEGATION
    audience = Audience.DELEGATION if inside else Audience.SECRETARIAT
    payload = seats.named(membership)
    record(session, by, kind, [person], at=at, audience=audience, payload=payload)
