"""Seats: which offices there are, who may hold them, and what keeps the room open."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.errors import Invalid, NotFound
from models.people import Delegation, Membership, Person
from models.vocabulary import Capacity, Post

POSTS = {
    Capacity.DELEGATION: (Post.HEAD, Post.ALTERNATE, Post.ADVISER),
    Capacity.COMMITTEE: (Post.CHAIR, Post.MEMBER),
    Capacity.SECRETARIAT: (Post.OFFICER,),
    Capacity.OBSERVER: (Post.OBSERVER,),
}
"""The posts of each capacity."""

SUBMITS = (Post.HEAD, Post.ALTERNATE)
"""Who may submit from the start; an adviser only when the head or the secretariat says so."""


@dataclass(frozen=True, slots=True)
class Office:
    """An office to be given; ``may_submit`` None means what the post brings along."""

    capacity: Capacity
    post: Post
    delegation_id: int | None = None
    may_submit: bool | None = None


def give(session: Session, person: Person, office: Office, at: datetime) -> Membership:
    """Seat a person. Raises Invalid: no such office, held already, or the delegation has a head."""
    check(session, office)
    held = sa.select(Membership.id).where(
        Membership.person_id == person.id,
        Membership.capacity == office.capacity,
        Membership.delegation_id.is_not_distinct_from(office.delegation_id),
        Membership.ended_at.is_(None),
    )
    if session.scalar(held.limit(1)) is not None:
        raise Invalid("post", "held_already")
    may_submit = office.post in SUBMITS if office.may_submit is None else office.may_submit
    membership = Membership(
        person_id=person.id,
        capacity=office.capacity,
        post=office.post,
        delegation_id=office.delegation_id,
        may_submit=may_submit and office.capacity is Capacity.DELEGATION,
        created_at=at,
    )
    session.add(membership)
    session.flush()
    return membership


def check(session: Session, office: Office) -> None:
    """Raise Invalid for a post that its capacity has not, or a second head."""
    if office.post not in POSTS.get(office.capacity, ()):
        raise Invalid("post", "not_of_this_capacity")
    if (office.capacity is Capacity.DELEGATION) != (office.delegation_id is not None):
        raise Invalid("delegation", "missing" if office.delegation_id is None else "none_here")
    if office.delegation_id is None:
        return
    if session.get(Delegation, office.delegation_id) is None:
        raise NotFound
    heads = sa.select(Membership.id).where(
        Membership.delegation_id == office.delegation_id,
        Membership.post == Post.HEAD,
        Membership.ended_at.is_(None),
    )
    if office.post is Post.HEAD and session.scalar(heads.limit(1)) is not None:
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
    """Return what the journal keeps of an office: codes and ids."""
    return {
        "capacity": membership.capacity.value,
        "post": membership.post.value,
        "delegation": membership.delegation_id,
        "may_submit": membership.may_submit,
    }
