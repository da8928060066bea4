"""What every act shares: its event in the journal, chained under a lock."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.rules import Actor
from models.base import Base, Written
from models.journal import Event, JournalHead, Subject, canonical
from models.vocabulary import Audience, EventKind, SubjectKind


def head(session: Session) -> JournalHead:
    """Lock and return the end of the chain; whoever takes numbers without gaps holds it too."""
    query = sa.select(JournalHead).with_for_update().execution_options(populate_existing=True)
    return session.execute(query).scalar_one()


def record(  # noqa: PLR0913
    session: Session,
    by: Actor,
    kind: EventKind,
    subjects: Iterable[Base],
    *,
    at: datetime,
    audience: Audience,
    document_id: int | None = None,
    payload: Mapping[str, object] | None = None,
) -> Event:
    """Append one event for one act. ``payload`` holds ids, codes and hashes, never words.

    ``subjects``: the rows touched; their words enter by hash. Call it last: it locks the journal.
    """
    session.flush()
    named = sorted({_named(row) for row in subjects})
    end = head(session)
    event = Event(
        id=end.event_id + 1,
        kind=kind,
        at=at,
        person_id=by.person_id or None,
        capacity=by.capacity,
        delegation_id=by.delegation_id,
        document_id=document_id,
        audience=audience,
        payload=canonical(dict(payload or {})),
        previous=end.hash,
    )
    event.hash = event.hashed(named)
    session.add(event)
    end.event_id, end.hash = event.id, event.hash
    session.flush()
    _store_subjects(session, event, named)
    return event


def _store_subjects(session: Session, event: Event, named: Iterable[tuple[str, int, str]]) -> None:
    rows = [
        {"event_id": event.id, "kind": SubjectKind(name), "thing_id": thing, "digest": digest}
        for name, thing, digest in named
    ]
    if rows:
        session.execute(sa.insert(Subject), rows)


def _named(row: Base) -> tuple[str, int, str]:
    digest = row.digest if isinstance(row, Written) else ""
    return SubjectKind(row.__tablename__).value, sa.inspect(row).identity[0], digest  # type: ignore[index]
