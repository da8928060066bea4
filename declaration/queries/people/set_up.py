"""How far a conference has come before its debate: people, links, its first text."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from models.document import Conference, Document, Paragraph, Place, Revision
from models.people import Delegation, Invitation, Membership, Person
from models.vocabulary import Capacity, Post, Stage


@dataclass(frozen=True, slots=True)
class SetUp:
    """What there is so far; rehearsals do not count.

    ``linkless``: people without a password for whom no link waits. ``slug`` and the columns after
    it are of the first document, None where there is none; ``place`` and the columns after it of
    the conference. ``newest``: the ordinal of the newest revision of any document.
    """

    delegations: int
    delegates: int
    chairs: int
    linkless: int
    newest: int | None
    text: bool
    slug: str | None
    title: str | None
    stage: Stage | None
    deadline: datetime | None
    place: str
    starts_on: date | None
    time_zone: str

    @property
    def published(self) -> bool:
        """Whether a zero draft is out."""
        return self.newest is not None

    @property
    def under_way(self) -> bool:
        """Whether a revision after the zero draft is out: setting up is over."""
        return bool(self.newest)


def set_up(session: Session, at: datetime) -> SetUp:
    """Return how far the conference has come. One statement."""
    other = aliased(Document)
    first = sa.select(other.id).where(other.rehearsal.is_(False))
    first = first.order_by(other.position, other.id).limit(1)
    text = (
        sa.select(Place.id)
        .join(Paragraph, Paragraph.id == Place.paragraph_id)
        .where(Paragraph.document_id == Document.id, Place.live)
        .correlate(Document)
        .exists()
    )
    numbers = (
        sa.select(sa.func.count(Delegation.id)),
        _holders(Membership.capacity == Capacity.DELEGATION),
        _holders(Membership.post == Post.CHAIR),
        _linkless(at),
        newest(),
    )
    query = (
        sa.select(
            *(number.scalar_subquery() for number in numbers),
            text,
            Document.slug,
            Document.title,
            Document.stage,
            Document.deadline,
            Conference.place,
            Conference.starts_on,
            Conference.time_zone,
        )
        .select_from(Conference)
        .outerjoin(Document, Document.id == first.scalar_subquery())
    )
    columns: tuple[Any, ...] = tuple(session.execute(query).one())
    return SetUp(*columns)


def newest() -> sa.Select[Any]:
    """Select the ordinal of the newest revision of any document that is no rehearsal."""
    own = sa.select(sa.func.max(Revision.ordinal)).join(
        Document, Document.id == Revision.document_id
    )
    return own.where(Document.rehearsal.is_(False))


def _holders(limit: sa.ColumnElement[bool]) -> sa.Select[Any]:
    people = sa.func.count(sa.distinct(Membership.person_id))
    return sa.select(people).where(Membership.ended_at.is_(None), limit)


def _linkless(at: datetime) -> sa.Select[Any]:
    waiting = sa.select(Invitation.id).where(
        Invitation.person_id == Person.id,
        Invitation.spent_at.is_(None),
        Invitation.replaced_at.is_(None),
        Invitation.expires_at > at,
    )
    return sa.select(sa.func.count(Person.id)).where(
        Person.active, Person.anonymised_at.is_(None), Person.password_hash == "", ~waiting.exists()
    )
