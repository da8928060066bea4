"""What can have changed since a reader last looked: the cheap half of a conditional request."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.queries import sight
from declaration.queries.shelf import Title
from declaration.rules import Actor, Role
from models.debate import Draft, Preparation
from models.document import Document
from models.journal import Event
from models.vocabulary import Capacity, EventKind, Stage

REACHES_ALL = (EventKind.WORDS_REDACTED, EventKind.PERSON_ANONYMISED)  # whoever may see the event


@dataclass(frozen=True, slots=True)
class Due:
    """A document, its stage, and whether its deadline is over at the moment of the request."""

    title: Title
    passed: bool


@dataclass(frozen=True, slots=True)
class Freshness:
    """The newest event that matters to the reader, the documents, and unsent work of their own.

    ``unsent``: how many drafts (of the delegation) or preparations (of the committee) there are,
    and when the newest was written; they have no events.
    """

    event: int
    documents: tuple[Due, ...]
    unsent: tuple[int, str]

    @property
    def titles(self) -> tuple[Title, ...]:
        """Return the documents as frames of pages name them."""
        return tuple(one.title for one in self.documents)


def freshness(session: Session, reader: Actor, at: datetime, *, debate_open: bool) -> Freshness:
    """Return what a page of this reader depends on. One statement."""
    count, newest = _unsent(reader)
    anchor = sa.select(sa.literal(1).label("one")).subquery()
    query = (
        sa.select(
            _newest_event(reader, debate_open=debate_open),
            count,
            newest,
            Document.slug,
            Document.title,
            Document.stage,
            Document.rehearsal,
            Document.deadline,
        )
        .select_from(anchor)
        .outerjoin(Document, _known(reader))
        .order_by(Document.position, Document.id)
    )
    rows = session.execute(query).all()
    return Freshness(
        event=rows[0][0] or 0,
        documents=tuple(_due(*row[3:], at=at) for row in rows if row[3] is not None),
        unsent=(rows[0][1], str(rows[0][2] or "")),
    )


def _newest_event(reader: Actor, *, debate_open: bool) -> sa.ScalarSelect[int]:
    mine = sight.events(reader, debate_open=debate_open)
    query = sa.select(Event.id).where(mine | Event.kind.in_(REACHES_ALL))
    return query.order_by(Event.id.desc()).limit(1).scalar_subquery()


def _unsent(reader: Actor) -> tuple[sa.ColumnElement[Any], sa.ColumnElement[Any]]:
    if reader.capacity is Capacity.DELEGATION:
        query = sa.select(sa.func.count(Draft.id), sa.func.max(Draft.updated_at))
        query = query.where(Draft.delegation_id == reader.delegation_id)
    elif reader.capacity is Capacity.COMMITTEE:
        query = sa.select(sa.func.count(Preparation.id), sa.func.max(Preparation.updated_at))
    else:
        return sa.literal(0), sa.null()
    count, newest = query.selected_columns
    return (
        query.with_only_columns(count).scalar_subquery(),
        query.with_only_columns(newest).scalar_subquery(),
    )


def _known(reader: Actor) -> sa.ColumnElement[bool]:
    return Document.rehearsal.is_(False) if reader.role is Role.PUBLIC else sa.true()


def _due(
    slug: str,
    title: str,
    stage: Stage,
    rehearsal: bool,  # noqa: FBT001
    deadline: datetime | None,
    *,
    at: datetime,
) -> Due:
    return Due(Title(slug, title, stage, rehearsal), deadline is not None and at > deadline)
