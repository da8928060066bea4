"""The links of the journal as they are stored, unchecked; and what can be wrong with one."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.base import recorded_tables
from models.journal import Event, Subject
from models.vocabulary import EventKind

AT_ONCE = 500  # rows in memory
Row = tuple[str, int]  # a table and an id


class Flaw(StrEnum):
    """What is wrong with a link."""

    GAP = "gap"  # its number does not follow
    PREVIOUS = "previous"  # it does not carry the hash of the one before
    HASH = "hash"  # its columns or subjects give another hash
    LOST = "lost"  # a row that it names is gone
    WORDS = "words"  # words that it names give another hash
    REDACTION = "redaction"  # words are redacted without an event that says so, or the reverse
    CHANGED = "changed"  # a row reads otherwise than it was recorded
    STATE = "state"  # what may change of a row is not what the newest event says of it
    REVISION = "revision"  # a revision reads otherwise than it was published
    UNNAMED = "unnamed"  # a row that no event names
    TAIL = "tail"  # events are missing at the end
    HEAD = "head"  # the head that was asked for is not in the chain


@dataclass(frozen=True, slots=True)
class Broken:
    """The first broken link: an event (0: none), and what of it if not the event itself."""

    event_id: int
    flaw: Flaw
    thing: str = ""
    thing_id: int = 0


@dataclass(slots=True)
class Ground:
    """The event that named all history anew (0: none was needed), and what was broken by then.

    ``damage``: rows whose words were changed by then, with the hash of the words as they were
    then; None where the journal held. ``state``: per row what may change of it, as the newest
    event says, and that event.
    """

    event_id: int = 0
    damage: dict[Row, str] | None = None
    state: dict[Row, tuple[int, Mapping[str, Any]]] = field(default_factory=dict)

    def hear(self, event: Event) -> None:
        """Keep what an event says of rows that may change."""
        tables = recorded_tables()
        for table, rows in (stated(event.payload, "rows") or {}).items():
            changing = tables[table].CHANGING if table in tables else ()
            for row in rows if changing else ():
                codes = {name: row.get(name) for name in changing}
                self.state[table, row["id"]] = event.id, codes

    def forgives(self, broken: Broken) -> bool:
        """Whether this was known at the upgrade."""
        return self.damage is not None and 0 < broken.event_id < self.event_id


def stream(session: Session, query: sa.Executable) -> Iterator[tuple[Any, ...]]:
    """Yield rows a few at a time; the cursor closes even if nobody reads to the end."""
    with session.execute(query, execution_options={"yield_per": AT_ONCE}) as rows:
        yield from rows


def ground(session: Session) -> Ground:
    """Return from where on events name whole rows. One statement."""
    query = sa.select(Event.id, Event.payload).where(Event.kind == EventKind.HISTORY_NAMED)
    first = session.execute(query.order_by(Event.id).limit(1)).one_or_none()
    if first is None:
        return Ground()
    damage = stated(first.payload, "broken")
    if not isinstance(damage, dict):
        return Ground(first.id)
    rows = ((key.rpartition(" "), hashed) for key, hashed in damage.items())
    return Ground(first.id, {(table, int(id_)): hashed for (table, _, id_), hashed in rows})


def events(session: Session) -> Iterator[tuple[Event, list[tuple[str, int, str]]]]:
    """Yield events with their subjects, as they stand in the database, unchecked.

    Two statements side by side: a long payload is read once, not with every subject.
    """
    names = [column.key for column in sa.inspect(Event).column_attrs]
    columns = [raw(getattr(Event, name)).label(name) for name in names]
    query = sa.select(*columns).order_by(Event.id)
    named = sa.select(Subject.event_id, raw(Subject.kind), Subject.thing_id, Subject.digest)
    groups = groupby(stream(session, named.order_by(Subject.event_id)), key=lambda row: row[0])
    event_id, group = next(groups, (None, ()))
    for row in stream(session, query):
        event = _event(dict(zip(names, row, strict=True)))
        while event_id is not None and event_id < event.id:  # of an event that is gone
            event_id, group = next(groups, (None, ()))
        subjects = [tuple(subject[1:]) for subject in group] if event_id == event.id else []
        yield event, subjects


def _event(row: Mapping[str, Any]) -> Event:
    try:
        at = datetime.fromisoformat(str(row["at"])).replace(tzinfo=UTC)
    except ValueError:
        at = datetime.min.replace(tzinfo=UTC)
    return Event(**{**row, "at": at})


def stated(payload: str, name: str) -> Any:  # noqa: ANN401
    """Return what an event says under a name; None where it cannot be read."""
    try:
        return json.loads(payload).get(name)
    except (ValueError, AttributeError):
        return None


def raw(column: Any) -> Any:  # noqa: ANN401
    """Read a column as it is stored: a value that it cannot have breaks a hash, not the reader."""
    simple = type(column.type) in {sa.Integer, sa.String, sa.Text}
    return column if simple else sa.type_coerce(column, sa.String())
