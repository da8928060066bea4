"""Verify the journal: every hash is computed again, from the rows as they stand.

What is found is the first broken link. Ten statements, streamed, however long the journal.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.queries import sealed
from models.journal import GENESIS, Event, JournalHead, Subject


class Flaw(StrEnum):
    """What is wrong with a link."""

    GAP = "gap"  # its number does not follow
    PREVIOUS = "previous"  # it does not carry the hash of the one before
    HASH = "hash"  # its columns or subjects give another hash
    LOST = "lost"  # a row that it names is gone
    WORDS = "words"  # words that it names give another hash
    REDACTION = "redaction"  # words are redacted without an event that says so
    DECISION = "decision"  # a decision reads otherwise than it was recorded
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


@dataclass(frozen=True, slots=True)
class Checked:
    """How many events were read, the hash that the chain ends with, and what broke first."""

    events: int
    head: str
    broken: Broken | None


def verify(session: Session, head: str | None = None) -> Broken | None:
    """Return the first broken link, or None where all holds.

    ``head`` is a hash that was the journal's head once, as printed on a revision's page: with it
    a tail cut off together with the stored head is found, too.
    """
    return check(session, head).broken


def check(session: Session, head: str | None = None) -> Checked:
    """Verify the journal, and say how long it is and how it ends."""
    chain = _chain(session, head)
    found = [broken for broken in (chain.broken, *_of_rows(session)) if broken]
    first = min(found, key=lambda broken: broken.event_id or float("inf"), default=None)
    return replace(chain, broken=first)


def head(session: Session) -> str:
    """Return the hash with which the journal ends."""
    return session.execute(sa.select(JournalHead.hash)).scalar_one()


def _chain(session: Session, head: str | None) -> Checked:
    last, wanted = (0, GENESIS), head
    for event, subjects in _events(session):
        flaw = _flaw(event, subjects, *last)
        if flaw is not None:
            return Checked(*last, Broken(event.id, flaw))
        last = event.id, event.hash
        wanted = None if wanted == event.hash else wanted
    stored = session.execute(sa.select(JournalHead.event_id, JournalHead.hash)).one_or_none()
    broken = None
    if stored is None or tuple(stored) != last:
        broken = Broken(last[0] + 1, Flaw.TAIL)
    elif wanted not in {None, "", GENESIS}:
        broken = Broken(last[0] + 1, Flaw.HEAD)
    return Checked(*last, broken)


def _flaw(event: Event, subjects: list[tuple[str, int, str]], at: int, hash_: str) -> Flaw | None:
    if event.id != at + 1:
        return Flaw.GAP
    if event.previous != hash_:
        return Flaw.PREVIOUS
    return Flaw.HASH if event.hash != event.hashed(subjects) else None


def _events(session: Session) -> Iterator[tuple[Event, list[tuple[str, int, str]]]]:
    """Yield events with their subjects, as they stand in the database, unchecked."""
    names = [column.key for column in sa.inspect(Event).column_attrs]
    columns = [_plain(getattr(Event, name)).label(name) for name in names]
    query = (
        sa.select(
            *columns, _plain(Subject.kind).label("subject_kind"), Subject.thing_id, Subject.digest
        )
        .join_from(Event, Subject, Subject.event_id == Event.id, isouter=True)
        .order_by(Event.id)
    )
    for _, group in groupby(sealed.stream(session, query), key=lambda row: row[0]):
        named = list(group)
        event = Event(**dict(zip(names, named[0], strict=False)))
        yield event, [tuple(row[-3:]) for row in named if row[-3] is not None]


def _plain(column: Any) -> Any:  # noqa: ANN401
    """Read a closed list as it is stored: a value outside it breaks a hash, not the reader."""
    return sa.type_coerce(column, sa.String()) if isinstance(column.type, sa.Enum) else column


def _of_rows(session: Session) -> Iterator[Broken]:
    """Yield the first flaw of each kind of row that events name."""
    for name, model in sealed.WRITTEN.items():
        for event_id, row in sealed.named(session, name, model):
            flaw = _words_flaw(row)
            if flaw is not None:
                yield Broken(event_id, flaw, name, row.thing_id)
                break
    for event_id, decision_id in sealed.altered_decisions(session):
        yield Broken(event_id, Flaw.DECISION, "decision", decision_id)
        break
    for event_id, revision_id in sealed.altered_revisions(session):
        yield Broken(event_id, Flaw.REVISION, "revision", revision_id)
        break
    for name, row_id in sealed.unnamed(session):
        yield Broken(0, Flaw.UNNAMED, name, row_id)
        break


def _words_flaw(row: sealed.Named) -> Flaw | None:
    if row.digest is None:
        return Flaw.LOST
    if row.redacted and not (row.recorded and row.empty):
        return Flaw.REDACTION
    return None if row.holds else Flaw.WORDS
