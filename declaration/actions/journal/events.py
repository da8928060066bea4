"""What every act shares: its event in the journal, chained under a lock; what it changed."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.rules import Actor
from models.base import Base, Written
from models.journal import Event, JournalHead, Subject, canonical
from models.vocabulary import Audience, EventKind, SubjectKind

# Built once: every act goes through them, and building a statement takes longer than asking it.
END = sa.select(JournalHead.event_id, JournalHead.hash).with_for_update()
MOVE = sa.update(JournalHead)
NAME = sa.insert(Subject)

Thing = tuple[SubjectKind, int]
"""What is touched, by its kind and id, where its words are not part of the event."""

SealedThing = tuple[SubjectKind, int, str]
"""Kind, id and the hash of the words."""


def head(session: Session) -> tuple[int, str]:
    """Lock and return the end of the chain: the newest event's number and hash.

    Whoever takes numbers without gaps holds it, too.
    """
    number, digest = session.connection().execute(END).one()
    return number, digest


def record(  # noqa: PLR0913
    session: Session,
    by: Actor,
    kind: EventKind,
    subjects: Iterable[Base | Thing],
    *,
    at: datetime,
    audience: Audience,
    document_id: int | None = None,
    payload: Mapping[str, object] | None = None,
) -> Event:
    """Append one event for one act. ``payload`` holds ids, codes and hashes, never words.

    ``subjects``: the rows touched, or what names them; their words enter by hash. Call it last.
    """
    session.flush()
    sealed = sorted({_sealed(row) for row in subjects})
    last, previous = head(session)
    event = Event(
        id=last + 1,
        kind=kind,
        at=at,
        person_id=by.person_id or None,
        capacity=by.capacity,
        delegation_id=by.delegation_id,
        document_id=document_id,
        audience=audience,
        payload=canonical(dict(payload or {})),
        previous=previous,
    )
    event.hash = event.hashed(sealed)
    session.add(event)
    session.flush()
    _append(session.connection(), event, sealed)
    return event


def change(row: Base, values: Mapping[str, object]) -> list[str]:
    """Give a row the fields of ``values``; return the names of those that were different."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    return changed


def _append(connection: sa.Connection, event: Event, sealed: Iterable[SealedThing]) -> None:
    """Move the head to the event, and store what it touched."""
    connection.execute(MOVE, {"event_id": event.id, "hash": event.hash})
    rows = [
        {"event_id": event.id, "kind": kind, "thing_id": thing_id, "digest": digest}
        for kind, thing_id, digest in sealed
    ]
    if rows:
        connection.execute(NAME, rows)


def _sealed(row: Base | Thing) -> SealedThing:
    if not isinstance(row, Base):
        return *row, ""
    digest = row.digest if isinstance(row, Written) else ""
    return SubjectKind(row.__tablename__), sa.inspect(row).identity[0], digest  # type: ignore[index]
