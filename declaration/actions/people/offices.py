"""Roles: which posts there are, who may hold them; given, ended, with the right to submit."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions.journal.events import record
from declaration.errors import Invalid, NotFound
from declaration.rules import Actor, Case, require
from declaration.verbs import Verb
from models.people import Delegation, Membership, Person
from models.vocabulary import Audience, Capacity, EventKind, Post

CAPACITY = {
    Post.HEAD: Capacity.DELEGATION,
    Post.ALTERNATE: Capacity.DELEGATION,
    Post.ADVISER: Capacity.DELEGATION,
    Post.CHAIR: Capacity.COMMITTEE,
    Post.MEMBER: Capacity.COMMITTEE,
    Post.OFFICER: Capacity.SECRETARIAT,
    Post.OBSERVER: Capacity.OBSERVER,
}
"""In what capacity each post is held."""

SUBMITS = (Post.HEAD, Post.ALTERNATE)
"""Who may submit from the start; an adviser only when the head or the secretariat says so."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """A role to be assigned; ``may_submit`` None means what the post brings along."""

    capacity: Capacity
    post: Post
    delegation_id: int | None = None
    may_submit: bool | None = None


def give_office(
    session: Session, by: Actor, person: Person, appointment: Appointment, *, at: datetime
) -> Membership:
    """Assign a role to a person."""
    require(by, Verb.MANAGE_PEOPLE)
    if not person.active:
        raise Invalid("person", "account_closed")
    membership = appoint(session, person, appointment, at)
    _record(session, by, EventKind.OFFICE_GIVEN, membership, at)
    return membership


def end_office(session: Session, by: Actor, membership: Membership, *, at: datetime) -> Membership:
    """End a role; that it was held stays known. The last secretary keeps theirs."""
    require(by, Verb.MANAGE_PEOPLE)
    if membership.ended_at is not None:
        raise Invalid("office", "unchanged")
    if membership.capacity is Capacity.SECRETARIAT:
        keep_a_secretary(session, session.get_one(Person, membership.person_id))
    membership.ended_at = at
    _record(session, by, EventKind.OFFICE_ENDED, membership, at)
    return membership


def set_submit_right(
    session: Session, by: Actor, membership: Membership, *, given: bool, at: datetime
) -> Membership:
    """Let a member of a delegation submit in its name, or no longer."""
    own = by.delegation_id is not None and membership.delegation_id == by.delegation_id
    require(by, Verb.GIVE_SUBMIT_RIGHT, Case(own=own))
    if membership.capacity is not Capacity.DELEGATION or membership.ended_at is not None:
        raise Invalid("office", "no_delegation")
    if membership.may_submit == given:
        raise Invalid("may_submit", "unchanged")
    membership.may_submit = given
    kind = EventKind.SUBMIT_RIGHT_GIVEN if given else EventKind.SUBMIT_RIGHT_TAKEN
    _record(session, by, kind, membership, at)
    return membership


def appoint(session: Session, person: Person, appointment: Appointment, at: datetime) -> Membership:
    """Assign a role. Raises Invalid: no such role, held already, or the delegation has a head."""
    check(session, appointment)
    held = sa.select(Membership.id).where(
        Membership.person_id == person.id,
        Membership.capacity == appointment.capacity,
        Membership.delegation_id.is_not_distinct_from(appointment.delegation_id),
        Membership.ended_at.is_(None),
    )
    if session.scalar(held.limit(1)) is not None:
        raise Invalid("post", "held_already")
    may_submit = (
        appointment.post in SUBMITS if appointment.may_submit is None else appointment.may_submit
    )
    membership = Membership(
        person_id=person.id,
        capacity=appointment.capacity,
        post=appointment.post,
        delegation_id=appointment.delegation_id,
        may_submit=may_submit and appointment.capacity is Capacity.DELEGATION,
        created_at=at,
    )
    session.add(membership)
    session.flush()
    return membership


def check(session: Session, appointment: Appointment) -> None:
    """Raise Invalid for a post that its capacity has not, or a second head."""
    if CAPACITY[appointment.post] is not appointment.capacity:
        raise Invalid("post", "not_of_this_capacity")
    if (appointment.capacity is Capacity.DELEGATION) != (appointment.delegation_id is not None):
        raise Invalid("delegation", "missing" if appointment.delegation_id is None else "none_here")
    if appointment.delegation_id is None:
        return
    if session.get(Delegation, appointment.delegation_id) is None:
        raise NotFound
    heads = sa.select(Membership.id).where(
        Membership.delegation_id == appointment.delegation_id,
        Membership.post == Post.HEAD,
        Membership.ended_at.is_(None),
    )
    if appointment.post is Post.HEAD and session.scalar(heads.limit(1)) is not None:
        raise Invalid("post", "head_there")


def keep_a_secretary(session: Session, person: Person) -> None:
    """Raise Invalid where this person is the only secretary who can still sign in."""
    secretaries = (
        sa.select(Person.id)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.capacity == Capacity.SECRETARIAT,
            Membership.ended_at.is_(None),
            Person.active,
        )
        .distinct()
    )
    if set(session.scalars(secretaries)) == {person.id}:
        raise Invalid("office", "last_secretary")


def named(membership: Membership) -> dict[str, object]:
    """Return what the journal keeps of a role: codes and ids."""
    return {
        "capacity": membership.capacity.value,
        "post": membership.post.value,
        "delegation": membership.delegation_id,
        "may_submit": membership.may_submit,
    }


def _record(
    session: Session, by: Actor, kind: EventKind, membership: Membership, at: datetime
) -> None:
    person = session.get_one(Person, membership.person_id)
    audience = Audience.DELEGATION if by.capacity is Capacity.DELEGATION else Audience.SECRETARIAT
    record(session, by, kind, [person], at=at, audience=audience, payload=named(membership))
