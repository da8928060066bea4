"""Who a person is: their account and the offices that they hold now."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.rules import Actor
from models.people import Delegation, Invitation, Membership, Person, SignIn
from models.vocabulary import Capacity, DelegationStatus, Post

SIGNED_IN = timedelta(days=30)  # how long a session lasts at most
ORDER = (Capacity.DELEGATION, Capacity.COMMITTEE, Capacity.SECRETARIAT, Capacity.OBSERVER)
OFFICE = (  # the columns that ``office`` reads
    Membership.id.label("membership_id"),
    Membership.person_id,
    Membership.capacity,
    Membership.post,
    Membership.delegation_id,
    Membership.may_submit,
    Delegation.name.label("delegation"),
    Delegation.status.label("credentials"),
)
HOLDER = (  # a person, a row for each office; every page asks for it, so it is built once
    sa.select(
        Person.id,
        Person.name,
        Person.language,
        Person.time_zone,
        Person.active,
        SignIn.id.label("sign_in"),
        SignIn.began_at,
        *OFFICE,
    )
    .outerjoin(SignIn, (SignIn.person_id == Person.id) & (SignIn.mark == sa.bindparam("mark")))
    .outerjoin(Membership, (Membership.person_id == Person.id) & Membership.ended_at.is_(None))
    .outerjoin(Delegation, Delegation.id == Membership.delegation_id)
    .where(Person.id == sa.bindparam("person"))
    .order_by(Membership.id)
)


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
    provisional: bool = False  # the delegation's credentials

    @property
    def actor(self) -> Actor:
        """Return the holder, acting in this office."""
        return Actor(
            person_id=self.person_id,
            capacity=self.capacity,
            post=self.post,
            delegation_id=self.delegation_id,
            may_submit=self.may_submit,
            provisional=self.provisional,
        )


@dataclass(frozen=True, slots=True)
class Holder:
    """Who signs in: what every page asks for, and the offices held now, delegations first.

    ``sign_in``: the id of the session asked for, if it is one of theirs; since ``began_at``.
    """

    id: int
    name: str
    language: str
    time_zone: str
    active: bool
    sign_in: int | None
    began_at: datetime | None
    offices: tuple[Office, ...]

    def let_in(self, at: datetime) -> bool:
        """Answer whether the session stands: begun, not ended, and the account is open."""
        standing = self.began_at is not None and at < self.began_at + SIGNED_IN
        return standing and self.active and bool(self.offices)


class LinkState(StrEnum):
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
    state: LinkState


def holder(session: Session, person_id: int, mark: str = "") -> Holder | None:
    """Return a person with the offices not ended; one statement, of rows alone."""
    values = {"person": person_id, "mark": mark}
    rows = session.connection().execute(HOLDER, values).all()
    if not rows:
        return None
    number, name, language, time_zone, active, sign_in, began_at, *_office = rows[0]
    return Holder(number, name, language, time_zone, active, sign_in, began_at, _offices(rows))


def sign_ins(session: Session, person_id: int, at: datetime) -> Sequence[SignIn]:
    """Return where somebody is signed in, the newest first."""
    theirs = (SignIn.person_id == person_id) & (SignIn.began_at > at - SIGNED_IN)
    newest = sa.select(SignIn).where(theirs).order_by(SignIn.began_at.desc(), SignIn.id.desc())
    return session.scalars(newest).all()


def by_email(session: Session, email: str) -> Person | None:
    """Return the person who has this address; letter case and blanks around do not matter."""
    address = email.strip().lower()
    return session.scalars(sa.select(Person).where(Person.email == address)).first()


def invited(session: Session, token: str, at: datetime) -> Invited | None:
    """Return what stands behind a link, also when it works no longer; three statements."""
    query = sa.select(Invitation).where(Invitation.token_hash == token_hash(token))
    invitation = session.scalars(query).first()
    person = None if invitation is None else session.get(Person, invitation.person_id)
    if invitation is None or person is None:
        return None
    values = {"person": person.id, "mark": ""}
    rows = session.connection().execute(HOLDER, values).all()
    return Invited(invitation, person, _offices(rows), _link(invitation, person, at))


def office(row: sa.Row[*tuple[Any, ...]]) -> Office:
    """Read a row of the columns OFFICE."""
    return Office(
        id=row.membership_id,
        person_id=row.person_id,
        capacity=row.capacity,
        post=row.post,
        delegation_id=row.delegation_id,
        delegation=row.delegation or "",
        may_submit=row.may_submit,
        provisional=row.credentials is DelegationStatus.PROVISIONAL,
    )


def token_hash(token: str) -> str:
    """Return what is stored of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _link(invitation: Invitation, person: Person, at: datetime) -> LinkState:
    if not person.active:
        return LinkState.CLOSED
    if invitation.spent_at is not None:
        return LinkState.SPENT
    if invitation.replaced_at is not None:
        return LinkState.REPLACED
    return LinkState.EXPIRED if at >= invitation.expires_at else LinkState.OPEN


def _offices(rows: Iterable[sa.Row[*tuple[Any, ...]]]) -> tuple[Office, ...]:
    held = [office(row) for row in rows if row.membership_id is not None]
    return tuple(sorted(held, key=lambda office: ORDER.index(office.capacity)))
