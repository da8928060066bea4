"""The journal, checked link by link: order, payloads, and the words that its events name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.base import Base, Written
from models.journal import GENESIS, Event, JournalHead, Subject
from models.vocabulary import EventKind, SubjectKind


class Flaw(StrEnum):
    """What is wrong with a link."""

    MISSING = "missing"  # an event with this number is not there
    ORDER = "order"  # it does not follow the one before
    CONTENT = "content"  # its columns or what it names were changed
    WORDS = "words"  # words that it names are not those that were written
    HEAD = "head"  # the chain does not end where it should


@dataclass(frozen=True, slots=True)
class Break:
    """The first link that does not hold; ``thing`` names changed words: «version 12»."""

    event_id: int
    flaw: Flaw
    thing: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """How many events were read, the hash that the chain ends with, and what broke first."""

    events: int
    head: str
    broken: Break | None


@dataclass(frozen=True, slots=True)
class _Words:
    digest: str
    sealed: str
    redacted: bool


def verify(session: Session, head: str = "") -> Checked:
    """Check the whole chain; ``head`` is a hash that it must contain (printed on a revision).

    As many statements as there are tables of words, and three more.
    """
    events = session.scalars(sa.select(Event).order_by(Event.id)).all()
    subjects = _subjects(session)
    broken = next(_breaks(events, subjects, _words(session)), None)
    hashes = [event.hash for event in events]
    if broken is None:
        broken = _broken_end(session.get_one(JournalHead, 1), hashes, head)
    return Checked(len(events), hashes[-1] if hashes else GENESIS, broken)


def _breaks(
    events: Sequence[Event],
    subjects: Mapping[int, list[tuple[str, int, str]]],
    words: Mapping[tuple[str, int], _Words],
) -> Iterator[Break]:
    tombstones = {
        (kind, thing)
        for event in events
        if event.kind is EventKind.WORDS_REDACTED
        for kind, thing, _digest in subjects.get(event.id, [])
    }
    previous = GENESIS
    for ordinal, event in enumerate(events, 1):
        named = subjects.get(event.id, [])
        if event.id != ordinal:
            yield Break(ordinal, Flaw.MISSING)
        if event.previous != previous:
            yield Break(event.id, Flaw.ORDER)
        if event.hashed(named) != event.hash:
            yield Break(event.id, Flaw.CONTENT)
        for kind, thing, digest in named:
            if digest and not _holds(words.get((kind, thing)), digest, (kind, thing) in tombstones):
                yield Break(event.id, Flaw.WORDS, f"{kind} {thing}")
        previous = event.hash


def _holds(row: _Words | None, digest: str, buried: bool) -> bool:  # noqa: FBT001
    """Whether the words are still those that were named; redacted ones keep their hash alone."""
    if row is None or row.digest != digest or row.redacted != buried:
        return False
    return row.redacted or row.sealed == digest


def _broken_end(end: JournalHead, hashes: list[str], head: str) -> Break | None:
    """Find a tail that was cut off: the head row remembers it, and so does whoever noted a hash."""
    last = hashes[-1] if hashes else GENESIS
    if (end.event_id, end.hash) != (len(hashes), last):
        return Break(min(end.event_id, len(hashes)) + 1, Flaw.HEAD)
    if head and head not in hashes:
        return Break(len(hashes) + 1, Flaw.HEAD)
    return None


def _subjects(session: Session) -> dict[int, list[tuple[str, int, str]]]:
    query = sa.select(Subject.event_id, Subject.kind, Subject.thing_id, Subject.digest)
    found: dict[int, list[tuple[str, int, str]]] = {}
    for event_id, kind, thing, digest in session.execute(query):
        found.setdefault(event_id, []).append((kind.value, thing, digest))
    return found


def _words(session: Session) -> dict[tuple[str, int], _Words]:
    return {
        (table.__tablename__, sa.inspect(row).identity[0]): _Words(
            row.digest, row.sealed(), row.redacted
        )
        for table in _tables_of_words()
        for row in session.scalars(sa.select(table))
    }


def _tables_of_words() -> list[Any]:
    kinds = {kind.value for kind in SubjectKind}
    tables: list[Any] = [mapper.class_ for mapper in Base.registry.mappers]
    return [
        table for table in tables if issubclass(table, Written) and table.__tablename__ in kinds
    ]
