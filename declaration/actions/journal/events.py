"""What every act shares: its event in the journal, chained under a lock; what it changed.

An event names every row of history that its act has made, and every row whose state it has
changed: both are noted as they are written, so that no act can forget one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.event import listens_for
from sqlalchemy.orm import Session, SessionTransaction

from declaration.rules import Actor
from models.base import Base, Recorded, as_json, canonical, fingerprint
from models.journal import Event, JournalHead, Subject
from models.vocabulary import Audience, EventKind, SubjectKind

# Built once: every act goes through them, and building a statement takes longer than asking it.
END = sa.select(JournalHead.event_id, JournalHead.hash).with_for_update()
MOVE = sa.update(JournalHead)
NAME = sa.insert(Subject)
UNNAMED = "unnamed"  # in a session's info: the rows written since its last event

Thing = tuple[SubjectKind, int]
"""What is touched, by its kind and id, where the row itself is not part of the event."""

SealedThing = tuple[SubjectKind, int, str]
"""Kind, id and the hash of the row."""


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

    ``subjects``: the rows touched, or what names them; what the act has made or changed is named
    in any case. Rows enter by hash, and ``rows`` of the payload tells their codes. Call it last.
    """
    session.flush()
    touched = [*subjects, *session.info.pop(UNNAMED, ())]
    sealed = _sealed_things(touched)
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
        payload=canonical({**(payload or {}), **_told(touched)}),
        previous=previous,
    )
    event.hash = event.hashed(sealed)
    session.add(event)
    session.flush()
    _append(session.connection(), event, sealed)
    return event


def note_held(session: Session, newest: int, *, at: datetime) -> None:
    """Note that the journal was verified up to the event ``newest``, and held."""
    session.execute(MOVE, {"held_at": at, "held_id": newest})


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


def _sealed_things(touched: Iterable[Base | Thing]) -> list[SealedThing]:
    """Return each thing once: by the hash of its row, where the row is given."""
    hashes: dict[Thing, str] = {}
    for kind, thing_id, hashed in map(_sealed, touched):
        hashes[kind, thing_id] = hashed or hashes.get((kind, thing_id), "")
    return sorted((*thing, hashed) for thing, hashed in hashes.items())


def _sealed(row: Base | Thing) -> SealedThing:
    if not isinstance(row, Base):
        return *row, ""
    hashed = ""
    if isinstance(row, Recorded):
        hashed = fingerprint({name: getattr(row, name) for name in row.covered()})
    return SubjectKind(row.__tablename__), _id(row), hashed


def _told(rows: Iterable[Any]) -> dict[str, object]:
    """Return the codes of rows, by table and in the order of ids."""
    told: defaultdict[str, dict[int, dict[str, Any]]] = defaultdict(dict)
    for row in rows:
        if isinstance(row, Recorded) and (row.TOLD or row.CHANGING):
            codes = {name: as_json(getattr(row, name)) for name in row.TOLD}
            codes = {name: value for name, value in codes.items() if value}
            codes |= {name: as_json(getattr(row, name)) for name in row.CHANGING}
            id_ = _id(row)
            told[type(row).__tablename__][id_] = {"id": id_, **codes}
    tables = {table: [codes[id_] for id_ in sorted(codes)] for table, codes in told.items()}
    return {"rows": tables} if tables else {}


def _id(row: Any) -> int:  # noqa: ANN401
    return int(sa.inspect(row).identity[0])


@listens_for(Session, "after_flush")
def _note(session: Session, _context: object) -> None:
    """Note what the next event must name."""
    rows = [row for row in session.new if isinstance(row, Recorded)]
    rows += [row for row in session.dirty if isinstance(row, Recorded) and _changed(row)]
    if rows:
        session.info.setdefault(UNNAMED, []).extend(rows)


@listens_for(Session, "after_transaction_end")
def _begin_anew(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info.pop(UNNAMED, None)


def _changed(row: Recorded) -> bool:
    attributes = sa.inspect(row).attrs
    return any(attributes[name].history.has_changes() for name in row.CHANGING)
