"""What can have changed since a reader last looked: the cheap half of a conditional request."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.queries import sight
from declaration.queries.reading.shelf import Title
from declaration.queries.sight import Reader
from declaration.rules import Actor
from declaration.verbs import Role
from models.debate import Draft, Preparation
from models.document import (
    Adoption,
    AdoptionUndoing,
    Conference,
    Document,
    Place,
    Revision,
    Supersession,
    Version,
)
from models.journal import Event, JournalHead
from models.negotiation import Bracket, BracketClosing
from models.vocabulary import Capacity, EventKind

REACHES_ALL = (  # whoever may see the event
    EventKind.DOCUMENT_CHANGED,
    EventKind.DELEGATION_CHANGED,  # its name stands wherever it spoke
    EventKind.WORDS_REDACTED,
    EventKind.PERSON_ANONYMISED,
)
TEXT = (  # append-only: a new row, a new text
    Version,
    Place,
    Revision,
    Supersession,
    Adoption,
    AdoptionUndoing,
    Bracket,
    BracketClosing,
)


class Banner(NamedTuple):
    """The conference, as frames and error pages name it; unlike its row it outlives a rollback."""

    name: str
    short_name: str
    time_zone: str
    demo: bool
    debate_open: bool
    members_release: bool
    procedure: str
    accent: str
    logo: str


@dataclass(frozen=True, slots=True)
class Due:
    """A document, its stage, and whether its deadline is over at the moment of the request.

    ``left``: how long suggestions are still taken, rounded down to what a page tells; None where
    nothing is due. It changes seldom, so that pages are kept as long as they say the same.
    """

    title: Title
    deadline: datetime | None
    passed: bool
    left: timedelta | None


@dataclass(frozen=True, slots=True)
class Freshness:
    """The newest events that matter to the reader, the documents, unsent work of their own.

    ``text`` tells the state of all texts: the newest row of every table that they are made of.
    ``held``: when the journal was last verified and held, with its newest event then.
    ``unsent``: how many drafts (of the delegation) or preparations (of the committee) there are,
    and when the newest was written; they have no events.
    """

    events: tuple[int, ...]
    text: tuple[int, ...]
    documents: tuple[Due, ...]
    unsent: tuple[int, str]
    conference: Banner | None
    held: tuple[datetime, int] | None = None

    @property
    def titles(self) -> tuple[Title, ...]:
        """Return the documents as frames of pages name them."""
        return tuple(due.title for due in self.documents)


def freshness(session: Session, actor: Actor, at: datetime) -> Freshness:
    """Return what a page of this reader depends on. One statement."""
    query = _query(actor.eyes)
    rows = session.connection().execute(query).all()
    first = rows[0]._mapping  # noqa: SLF001 -- SQLAlchemy's name for a row's mapping
    texts = tuple(first[_newest(table)] or 0 for table in TEXT)
    redacted = first["redacted"] or 0
    return Freshness(
        events=(first["newest"] or 0, first["opened"] or 0, redacted),
        text=(*texts, redacted),
        documents=tuple(_due(row, at) for row in rows if row.slug is not None),
        unsent=(first["unsent"], str(first["written"] or "")),
        conference=Banner(*(first[c] for c in Banner._fields)) if first["name"] else None,
        held=(first["held_at"], first["held_id"]) if first["held_at"] else None,
    )


@lru_cache(maxsize=512)  # one for each delegation; building it takes as long as asking it
def _query(actor: Actor) -> sa.Select[*tuple[Any, ...]]:
    unsent, written = _unsent(actor)
    anchor = sa.select(sa.literal(1).label("one")).subquery()
    return (
        sa.select(
            _last(sight.shares(Reader(actor, debate_open=False))).label("newest"),
            _opened(actor).label("opened"),
            _last([Event.kind == kind for kind in REACHES_ALL]).label("redacted"),
            *(_greatest(table).label(_newest(table)) for table in TEXT),
            unsent.label("unsent"),
            written.label("written"),
            *(getattr(Conference, column) for column in Banner._fields),
            JournalHead.held_at,
            JournalHead.held_id,
            Document.slug,
            Document.title,
            Document.stage,
            Document.rehearsal,
            Document.deadline,
        )
        .select_from(anchor)
        .outerjoin(Conference, Conference.id == 1)
        .outerjoin(JournalHead, JournalHead.id == 1)
        .outerjoin(Document, sight.documents(actor))
        .order_by(Document.position, Document.id)
    )


def _last(limits: Sequence[sa.ColumnElement[bool]]) -> sa.ScalarSelect[int]:
    """Return the newest event within any of the limits: one look into an index for each."""
    newest = [sa.select(sa.func.max(Event.id).label("id")).where(limit) for limit in limits]
    return sa.select(sa.func.max(sa.union_all(*newest).subquery().c.id)).scalar_subquery()


def _opened(actor: Actor) -> sa.ColumnElement[Any]:
    """Return the newest event of the debate, for the public while the debate is open to it."""
    if actor.role is not Role.PUBLIC:
        return sa.literal(0)
    shares = sight.shares(Reader(actor, debate_open=True))
    return _last([share & sight.DEBATE_OPEN for share in shares])


def _newest(table: type[Any]) -> str:
    return f"newest_{table.__tablename__}"


def _greatest(table: type[Any]) -> sa.ScalarSelect[int]:
    return sa.select(sa.func.max(table.id)).scalar_subquery()


def _unsent(actor: Actor) -> tuple[sa.ColumnElement[Any], sa.ColumnElement[Any]]:
    table: type[Draft | Preparation]
    if actor.capacity is Capacity.DELEGATION:
        table, rows = Draft, sa.select().where(Draft.delegation_id == actor.delegation_id)
    elif actor.capacity is Capacity.COMMITTEE:
        table, rows = Preparation, sa.select()
    else:
        return sa.literal(0), sa.null()
    count, newest = sa.func.count(table.id), sa.func.max(table.updated_at)
    return rows.add_columns(count).scalar_subquery(), rows.add_columns(newest).scalar_subquery()


def _due(row: sa.Row[*tuple[Any, ...]], at: datetime) -> Due:
    passed = row.deadline is not None and at > row.deadline
    title = Title(row.slug, row.title, row.stage, row.rehearsal)
    ahead = row.deadline is not None and row.stage.takes_suggestions and not passed
    return Due(title, row.deadline, passed, _left(row.deadline - at) if ahead else None)


def _left(time: timedelta) -> timedelta:
    """Round down to days; the last two to hours, the last two hours to ten minutes."""
    steps = (timedelta(days=1), timedelta(hours=1), timedelta(minutes=10))
    step = next((step for step in steps if time >= 2 * step), steps[-1])
    return max(step, time - time % step)
