"""Persons and delegations, as the secretariat, the command line and the demo list them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.queries import sight
from declaration.queries.people.accounts import OFFICE, Office, office
from models.debate import Comment, Suggestion
from models.people import Delegation, Invitation, LinkRequest, Membership, Person
from models.vocabulary import Audience, DelegationKind

DEMO_PASSWORD = "mechelen-2017"  # noqa: S105 - of every character of the demo, printed for all


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """A person in a list. ``link``: an open one-time link waits; ``signed``: has a password.

    ``linked_at``: when the newest link was made that was neither used nor replaced.
    """

    id: int
    name: str
    email: str
    language: str
    time_zone: str
    active: bool
    anonymous: bool
    signed: bool
    link: bool
    offices: tuple[Office, ...]
    linked_at: datetime | None = None

    @property
    def unused(self) -> bool:
        """Whether a link was made for them and never used."""
        return self.active and not self.signed and self.linked_at is not None


@dataclass(frozen=True, slots=True)
class Guest:
    """A character of the demo, as the sign-in page shows them."""

    name: str
    email: str
    password: str
    offices: tuple[Office, ...]


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many delegations are counted; how many of them have suggested, and commented."""

    counted: int
    suggesting: int
    commenting: int


def everybody(session: Session, at: datetime) -> tuple[ListedPerson, ...]:
    """Return all persons by name with the offices that they hold; two statements."""
    query = sa.select(Person).where(Person.anonymised_at.is_(None))
    return _entries(session, session.scalars(query.order_by(Person.name, Person.id)).all(), at)


def entry(session: Session, person_id: int, at: datetime) -> ListedPerson:
    """Return one person with their offices. Raises NotFound."""
    person = sight.existing(session.get(Person, person_id))
    return _entries(session, [person], at)[0]


def demo_accounts(session: Session) -> tuple[Guest, ...]:
    """Return the characters of the demo, in order of invitation; nobody outside the demo."""
    conference = sight.conference(session)
    if conference is None or not conference.demo:
        return ()
    people = session.scalars(sa.select(Person).where(Person.active).order_by(Person.id)).all()
    offices = _offices(session, [person.id for person in people])
    return tuple(
        Guest(person.name, person.email or "", DEMO_PASSWORD, offices[person.id])
        for person in people
        if person.id in offices
    )


def delegations(session: Session) -> Sequence[Delegation]:
    """Return all delegations by name."""
    return session.scalars(sa.select(Delegation).order_by(Delegation.name)).all()


def turnout(session: Session, kinds: Sequence[str]) -> Turnout:
    """Count the delegations of the kinds that are counted, and those that have taken part."""
    counted = Delegation.kind.in_([DelegationKind(kind) for kind in kinds])
    suggesting = sa.select(Suggestion.delegation_id).where(
        Suggestion.delegation_id == Delegation.id
    )
    spoken = (Comment.delegation_id == Delegation.id) & (Comment.audience != Audience.DELEGATION)
    query = sa.select(
        sa.func.count(),
        sa.func.count().filter(suggesting.exists()),
        sa.func.count().filter(sa.select(Comment.id).where(spoken).exists()),
    )
    return Turnout(*session.execute(query.select_from(Delegation).where(counted)).one())


def link_requests(session: Session) -> Sequence[LinkRequest]:
    """Return who asks for a new link and has no answer yet, oldest first."""
    waiting = sa.select(LinkRequest).where(LinkRequest.answered_at.is_(None))
    return session.scalars(waiting.order_by(LinkRequest.id)).all()


def _entries(session: Session, people: Sequence[Person], at: datetime) -> tuple[ListedPerson, ...]:
    ids = [person.id for person in people]
    offices = _offices(session, ids)
    waiting = sa.select(Invitation).where(
        Invitation.person_id.in_(ids),
        Invitation.spent_at.is_(None),
        Invitation.replaced_at.is_(None),
    )
    linked = {each.person_id: each for each in session.scalars(waiting.order_by(Invitation.id))}
    return tuple(
        ListedPerson(
            id=person.id,
            name=person.name,
            email=person.email or "",
            language=person.language,
            time_zone=person.time_zone,
            active=person.active,
            anonymous=person.anonymised_at is not None,
            signed=bool(person.password_hash),
            link=person.id in linked and linked[person.id].expires_at > at,
            offices=offices.get(person.id, ()),
            linked_at=linked[person.id].created_at if person.id in linked else None,
        )
        for person in people
    )


def _offices(session: Session, ids: Sequence[int]) -> dict[int, tuple[Office, ...]]:
    query = (
        sa.select(*OFFICE)
        .outerjoin(Delegation, Delegation.id == Membership.delegation_id)
        .where(Membership.person_id.in_(ids), Membership.ended_at.is_(None))
        .order_by(Membership.id)
    )
    offices: dict[int, tuple[Office, ...]] = {}
    for row in session.execute(query):
        offices[row.person_id] = (*offices.get(row.person_id, ()), office(row))
    return offices
