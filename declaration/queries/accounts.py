"""Who a person is: their account and the offices that they hold now."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.rules import Actor
from models.people import Delegation, Invitation, Membership, Person
from models.vocabulary import Capacity, Post

ORDER = (Capacity.DELEGATION, Capacity.COMMITTEE, Capacity.SECRETARIAT, Capacity.OBSERVER)


@dataclass(frozen=True, slots=True)
class Office:
    """One office, in whose name its holder can act; ``delegation`` is a name or empty."""

    id: int
    person_id: int
    capacity: Capacity
    post: Post
    delegation_id: int | None
    delegation: str
    may_submit: bool

    @property
    def actor(self) -> Actor:
        """Return the holder, acting in this office."""
        return Actor(
            person_id=self.person_id,
            capacity=self.capacity,
            post=self.post,
            delegation_id=self.delegation_id,
            may_submit=self.may_submit,
        )


class Link(StrEnum):
    """What an invitation link is good for."""

    OPEN = "open"
    SPENT = "spent"
    EXPIRED = "expired"
    REPLACED = "replaced"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Invited:
    """A link, the person whom it lets in, and what they will be."""

    invitation: Invitation
    person: Person
    offices: tuple[Office, ...]
    state: Link


def account(session: Session, person_id: int) -> tuple[Person, tuple[Office, ...]] | None:
    """Return a person with the offices not ended, delegations first; one statement."""
    rows = session.execute(_with_offices().where(Person.id == person_id)).all()
    return (rows[0][0], _offices(rows)) if rows else None


def by_email(session: Session, email: str) -> Person | None:
    """Return the person who has this address; letter case and blanks around do not matter."""
    address = email.strip().lower()
    return session.scalars(sa.select(Person).where(Person.email == address)).first()


def invited(session: Session, token: str, at: datetime) -> Invited | None:
    """Return what stands behind a link, also when it works no longer; two statements."""
    wanted = sa.select(Invitation).where(Invitation.token_hash == token_hash(token))
    invitation = session.scalars(wanted).first()
    found = None if invitation is None else account(session, invitation.person_id)
    if invitation is None or found is None:
        return None
    person, offices = found
    return Invited(invitation, person, offices, _link(invitation, person, at))


def token_hash(token: str) -> str:
    """Return what is stored of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _link(invitation: Invitation, person: Person, at: datetime) -> Link:
    if not person.active:
        return Link.CLOSED
    if invitation.spent_at is not None:
        return Link.SPENT
    if invitation.replaced_at is not None:
        return Link.REPLACED
    return Link.EXPIRED if at >= invitation.expires_at else Link.OPEN


def _with_offices() -> sa.Select[Person, Membership | None, str | None]:
    held = (Membership.person_id == Person.id) & Membership.ended_at.is_(None)
    return (
        sa.select(Person, Membership, Delegation.name)
        .outerjoin(Membership, held)
        .outerjoin(Delegation, Delegation.id == Membership.delegation_id)
        .order_by(Membership.id)
    )


def _offices(rows: Iterable[sa.Row[Person, Membership | None, str | None]]) -> tuple[Office, ...]:
    held = [
        Office(
            id=membership.id,
            person_id=person.id,
            capacity=membership.capacity,
            post=membership.post,
            delegation_id=membership.delegation_id,
            delegation=delegation or "",
            may_submit=membership.may_submit,
        )
        for person, membership, delegation in rows
        if membership is not None
    ]
    return tuple(sorted(held, key=lambda office: ORDER.index(office.capacity)))
