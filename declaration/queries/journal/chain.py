"""Verify the journal: every hash is computed again, from the rows as they stand.

What is found is the first broken link. Ten statements, streamed, however long the journal.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby, islice
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.manuscript import digest
from models.base import Written
from models.debate import Comment, Decision, Wording
from models.document import Place, Revision, RevisionEntry, Version
from models.journal import GENESIS, Event, JournalHead, Subject, canonical
from models.vocabulary import EventKind, SubjectKind

T = TypeVar("T")

AT_ONCE = 500  # rows in memory
WRITTEN: Mapping[str, type[Any]] = {
    "version": Version,
    "wording": Wording,
    "decision": Decision,
    "comment": Comment,
}
STATED = (
    "id",
    "suggestion_id",
    "wording_id",
    "outcome",
    "covered_by_id",
    "version_id",
    "place_id",
)


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


def _stream(session: Session, query: sa.Executable) -> Iterator[tuple[Any, ...]]:
    """Yield rows a few at a time; the cursor closes even if nobody reads to the end."""
    with session.execute(query, execution_options={"yield_per": AT_ONCE}) as rows:
        yield from rows


def check(session: Session, head: str | None = None) -> Checked:
    """Verify the journal, and say how long it is and how it ends.

    ``head`` is a hash that was the journal's head once, as printed on a revision's page: with it
    a tail cut off together with the stored head is found, too.
    """
    chain = _chain(session, head)
    flaws = [broken for broken in (chain.broken, *_of_rows(session)) if broken]
    first = min(flaws, key=lambda broken: broken.event_id or float("inf"), default=None)
    return replace(chain, broken=first)


def head(session: Session) -> str:
    """Return the hash with which the journal ends."""
    return session.execute(sa.select(JournalHead.hash)).scalar_one()


def _printed(session: Session) -> Iterator[tuple[int, str]]:
    query = (
        sa.select(
            RevisionEntry.revision_id,
            Revision.language,
            Version.redacted,
            sa.type_coerce(Place.kind, sa.String()).label("place_kind"),
            Place.level,
            RevisionEntry.number,
            Version.words,
        )
        .join(Revision, RevisionEntry.revision_id == Revision.id)
        .join(Place, RevisionEntry.place_id == Place.id)
        .join(Version, RevisionEntry.version_id == Version.id)
        .order_by(RevisionEntry.revision_id, RevisionEntry.position)
    )
    rows = _stream(session, query)
    for revision_id, group in groupby(rows, key=lambda row: row[0]):
        entries = list(group)
        if not any(entry[2] for entry in entries):
            lines = ((kind, level, number, words) for *_, kind, level, number, words in entries)
            yield revision_id, digest(entries[0][1], lines)


def _chain(session: Session, head: str | None) -> Checked:
    last, missing = (0, GENESIS), head
    for event, subjects in _events(session):
        flaw = _flaw(event, subjects, *last)
        if flaw is not None:
            return Checked(*last, Broken(event.id, flaw))
        last = event.id, event.hash
        missing = None if missing == event.hash else missing
    stored = session.execute(sa.select(JournalHead.event_id, JournalHead.hash)).one_or_none()
    broken = None
    if stored is None or tuple(stored) != last:
        broken = Broken(last[0] + 1, Flaw.TAIL)
    elif missing not in {None, "", GENESIS}:
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
    for _, group in groupby(_stream(session, query), key=lambda row: row[0]):
        named = list(group)
        event = Event(**dict(zip(names, named[0], strict=False)))
        yield event, [tuple(row[-3:]) for row in named if row[-3] is not None]


def _plain(column: Any) -> Any:  # noqa: ANN401
    """Read a closed list as it is stored: a value outside it breaks a hash, not the reader."""
    return sa.type_coerce(column, sa.String()) if isinstance(column.type, sa.Enum) else column


def _of_rows(session: Session) -> Iterator[Broken]:
    """Yield the first flaw of each kind of row that events name."""
    for name, model in WRITTEN.items():
        yield from islice(_altered_words(session, name, model), 1)
    yield from islice(_altered_decisions(session), 1)
    yield from islice(_altered_revisions(session), 1)
    yield from islice(_unnamed(session), 1)


def _altered_words(session: Session, name: str, model: type[Any]) -> Iterator[Broken]:
    """Yield the rows whose words are not what their events say. One statement."""
    kind = SubjectKind(name)
    redactions = sa.select(Subject.thing_id).join(Event, Subject.event_id == Event.id)
    redactions = redactions.where(Event.kind == EventKind.WORDS_REDACTED, Subject.kind == kind)
    words = [getattr(model, column) for column in model.WRITTEN]
    query = (
        sa.select(
            Subject.event_id,
            Subject.thing_id,
            Subject.digest,
            model.digest,
            model.redacted,
            Subject.thing_id.in_(redactions),
            model.salt,
            *words,
        )
        .join_from(Subject, model, model.id == Subject.thing_id, isouter=True)
        .where(Subject.kind == kind)
        .order_by(Subject.event_id, Subject.id)
    )
    for event_id, thing_id, *row in _stream(session, query):
        flaw = _words_flaw(model, *row)
        if flaw is not None:
            yield Broken(event_id, flaw, name, thing_id)


def _words_flaw(
    model: type[Any], named: str, stored: str | None, redacted: int, recorded: int, *sealed: str
) -> Flaw | None:
    """Compare a row with its event: ``named`` is the hash there, ``sealed`` are salt and words.

    ``recorded``: an event says that the words were redacted.
    """
    if stored is None:
        return Flaw.LOST
    if redacted and (any(sealed) or not recorded):
        return Flaw.REDACTION
    row: Written = model(**dict(zip(("salt", *model.WRITTEN), sealed, strict=True)))
    return None if stored == named and (redacted or row.sealed() == stored) else Flaw.WORDS


def _altered_decisions(session: Session) -> Iterator[Broken]:
    """Yield the decisions that differ from what their events say. One statement."""
    columns = [getattr(Decision, name) for name in STATED]
    query = (
        sa.select(Event.id, Event.payload, Decision.changes, *columns)
        .join(Subject, Subject.event_id == Event.id)
        .join(Decision, Decision.id == Subject.thing_id)
        .where(
            Subject.kind == SubjectKind.DECISION,
            Event.kind != EventKind.WORDS_REDACTED,
        )
        .order_by(Event.id, Decision.id)
    )
    for event_id, payload, changes, *row in _stream(session, query):
        changed = _stated(payload, "changes", dict).get(str(row[0]))
        kept = None if changed is None else canonical(changed)
        if row not in _stated(payload, "decisions", list) or kept != changes:
            yield Broken(event_id, Flaw.DECISION, "decision", row[0])


def _altered_revisions(session: Session) -> Iterator[Broken]:
    """Yield the revisions that read otherwise than they were published. Two statements.

    A revision in which words were redacted cannot be hashed again: its stored hash is compared.
    """
    query = (
        sa.select(Event.id, Event.payload, Revision.id, Revision.content_hash)
        .join(Subject, Subject.event_id == Event.id)
        .join(Revision, Revision.id == Subject.thing_id)
        .where(Subject.kind == SubjectKind.REVISION, Event.kind == EventKind.REVISION_PUBLISHED)
        .order_by(Event.id)
    )
    printed = dict(_printed(session))
    for event_id, payload, revision_id, stored in session.execute(query):
        again = printed.get(revision_id)
        if stored != _stated(payload, "content_hash", str) or again not in {None, stored}:
            yield Broken(event_id, Flaw.REVISION, "revision", revision_id)


def _stated(payload: str, name: str, kind: type[T]) -> T:
    """Return what an event says under a name; empty where it cannot be read."""
    try:
        value = json.loads(payload)[name]
    except (ValueError, KeyError, TypeError):
        value = None
    return value if isinstance(value, kind) else kind()


def _unnamed(session: Session) -> Iterator[Broken]:
    """Yield rows of words that came after the first named ones and that no event names.

    One statement. What was there before the journal began is its ground.
    """
    queries = []
    for name, model in WRITTEN.items():
        named = sa.select(Subject.thing_id).where(Subject.kind == SubjectKind(name))
        first = named.with_only_columns(sa.func.min(Subject.thing_id)).scalar_subquery()
        queries.append(
            sa.select(sa.literal(name), sa.func.min(model.id)).where(
                model.id > first, model.id.not_in(named)
            )
        )
    for name, row_id in session.execute(sa.union_all(*queries)):
        if row_id is not None:
            yield Broken(0, Flaw.UNNAMED, name, row_id)
