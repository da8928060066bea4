"""Verify the journal: every hash is computed again, from the rows as they stand.

What is found is the first broken link. A fixed number of statements, streamed, however long the
journal; in memory is what events say of rows that may change. Events before HISTORY_NAMED, if there
is one, know an earlier rule: they name words alone, and ``earlier`` checks the rest of what they say.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from itertools import groupby, islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.manuscript import digest
from models.base import Seal, Written, as_json, covered, fingerprint, recorded_tables, sealed
from models.debate import Decision
from models.document import Place, Revision, RevisionEntry, Version
from models.journal import GENESIS, Event, JournalHead, Subject
from models.vocabulary import EventKind, SubjectKind

AT_ONCE = 500  # rows in memory
STATED = (  # what an earlier event says of a decision, in this order
    "id",
    "suggestion_id",
    "wording_id",
    "outcome",
    "covered_by_id",
    "version_id",
    "place_id",
)
FLAG = {"redacted"}
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


@dataclass(frozen=True, slots=True)
class Checked:
    """How many events were read, the hash that the chain ends with, and what broke first.

    ``before``: what was broken already when an upgrade was told to go on all the same.
    """

    events: int
    head: str
    broken: Broken | None
    before: Broken | None = None


@dataclass(slots=True)
class Ground:
    """The event that named all history anew (0: none was needed), and what was broken by then.

    ``found``: rows whose words were changed by then, with the hash of the words as they were
    found; None where the journal held. ``said``: per row what may change of it, as the newest
    event says, and that event.
    """

    event_id: int = 0
    found: dict[Row, str] | None = None
    said: dict[Row, tuple[int, Mapping[str, Any]]] = field(default_factory=dict)

    def forgives(self, broken: Broken) -> bool:
        """Whether this was known at the upgrade."""
        return self.found is not None and 0 < broken.event_id < self.event_id


def stream(session: Session, query: sa.Executable) -> Iterator[tuple[Any, ...]]:
    """Yield rows a few at a time; the cursor closes even if nobody reads to the end."""
    with session.execute(query, execution_options={"yield_per": AT_ONCE}) as rows:
        yield from rows


def check(session: Session, head: str | None = None) -> Checked:
    """Verify the journal, and say how long it is and how it ends.

    ``head`` is a hash that was the journal's head once, as printed on a revision's page: with it
    a tail cut off together with the stored head is found, too.
    """
    start = ground(session)
    chain = _chain(session, start, head)
    flaws = [broken for broken in (chain.before, chain.broken, *_of_rows(session, start)) if broken]
    flaws.sort(key=lambda broken: broken.event_id or float("inf"))
    known = [broken for broken in flaws if start.forgives(broken)]
    new = [broken for broken in flaws if not start.forgives(broken)]
    return replace(chain, broken=next(iter(new), None), before=next(iter(known), None))


def ground(session: Session) -> Ground:
    """Return from where on events name whole rows. One statement."""
    query = sa.select(Event.id, Event.payload).where(Event.kind == EventKind.HISTORY_NAMED)
    first = session.execute(query.order_by(Event.id).limit(1)).one_or_none()
    if first is None:
        return Ground()
    found = said(first.payload, "broken")
    if not isinstance(found, dict):
        return Ground(first.id)
    rows = ((key.rpartition(" "), hashed) for key, hashed in found.items())
    return Ground(first.id, {(table, int(id_)): hashed for (table, _, id_), hashed in rows})


def head(session: Session) -> str:
    """Return the hash with which the journal ends."""
    return session.execute(sa.select(JournalHead.hash)).scalar_one()


def held(session: Session) -> tuple[datetime, int] | None:
    """Return when the journal was last found to hold, and its newest event then. One statement."""
    at, newest = session.execute(sa.select(JournalHead.held_at, JournalHead.held_id)).one()
    return None if at is None else (at, newest)


def said(payload: str, name: str) -> Any:  # noqa: ANN401
    """Return what an event says under a name; None where it cannot be read."""
    try:
        return json.loads(payload).get(name)
    except (ValueError, AttributeError):
        return None


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


def raw(column: Any) -> Any:  # noqa: ANN401
    """Read a column as it is stored: a value that it cannot have breaks a hash, not the reader."""
    simple = type(column.type) in {sa.Integer, sa.String, sa.Text}
    return column if simple else sa.type_coerce(column, sa.String())


def _event(row: Mapping[str, Any]) -> Event:
    try:
        at = datetime.fromisoformat(str(row["at"])).replace(tzinfo=UTC)
    except ValueError:
        at = datetime.min.replace(tzinfo=UTC)
    return Event(**{**row, "at": at})


def _chain(session: Session, start: Ground, head: str | None) -> Checked:
    last, missing, before = (0, GENESIS), head, None
    for event, subjects in events(session):
        flaw = _flaw(event, subjects, *last)
        if flaw is not None:
            broken = Broken(event.id, flaw)
            if not start.forgives(broken):
                return Checked(*last, broken, before)
            before = before or broken
        if event.id >= start.event_id:
            _listen(start, event)
        last = event.id, event.hash
        missing = None if missing == event.hash else missing
    stored = session.execute(sa.select(JournalHead.event_id, JournalHead.hash)).one_or_none()
    broken = None
    if stored is None or tuple(stored) != last:
        broken = Broken(last[0] + 1, Flaw.TAIL)
    elif missing not in {None, "", GENESIS}:
        broken = Broken(last[0] + 1, Flaw.HEAD)
    return Checked(*last, broken, before)


def _listen(start: Ground, event: Event) -> None:
    """Keep what an event says of rows that may change."""
    tables = recorded_tables()
    for table, rows in (said(event.payload, "rows") or {}).items():
        changing = tables[table].CHANGING if table in tables else ()
        for row in rows if changing else ():
            codes = {name: row.get(name) for name in changing}
            start.said[table, row["id"]] = event.id, codes


def _flaw(event: Event, subjects: list[tuple[str, int, str]], at: int, hash_: str) -> Flaw | None:
    if event.id != at + 1:
        return Flaw.GAP
    if event.previous != hash_:
        return Flaw.PREVIOUS
    return Flaw.HASH if event.hash != event.hashed(subjects) else None


def _of_rows(session: Session, start: Ground) -> Iterator[Broken]:
    """Yield the first flaws of each kind of row that events name."""
    redacted = _redactions(session)
    for name, model in recorded_tables().items():
        flaws = _altered(session, name, model, start, redacted)
        first = next(flaws, None)
        yield from () if first is None else (first,)
        if first is not None and start.forgives(first):
            yield from islice((flaw for flaw in flaws if not start.forgives(flaw)), 1)
    yield from islice(_altered_decisions(session, start), 1)
    yield from islice(_altered_revisions(session), 1)
    yield from islice(_unnamed(session, start), 1)


def _redactions(session: Session) -> set[Row]:
    """Return the rows whose words were redacted, as events say. One statement."""
    query = sa.select(raw(Subject.kind), Subject.thing_id).join(Event)
    return {
        tuple(row) for row in session.execute(query.where(Event.kind == EventKind.WORDS_REDACTED))
    }


def _altered(
    session: Session, name: str, model: type[Any], start: Ground, redacted: set[Row]
) -> Iterator[Broken]:
    """Yield the rows that are not what their events say. One statement."""
    open_columns = {name for seal in model.seals() for name in (*seal.words, seal.salt)}
    keys = sorted(
        {*covered(model), *model.CHANGING, *open_columns, *FLAG & {*model.__table__.c.keys()}}
    )
    query = (
        sa.select(
            Subject.event_id,
            Subject.thing_id,
            Subject.digest,
            *(raw(model.__table__.c[key]).label(f"own_{key}") for key in keys),
        )
        .join_from(Subject, model, model.id == Subject.thing_id, isouter=True)
        .where(Subject.kind == SubjectKind(name))
        .order_by(Subject.event_id, Subject.id)
    )
    for event_id, thing_id, named, *values in stream(session, query):
        row = dict(zip(keys, values, strict=True))
        if row["id"] is None:
            flaw = Flaw.LOST
        elif event_id < start.event_id:
            changed = issubclass(model, Written) and named != row["digest"]
            flaw = Flaw.WORDS if changed else None
        else:
            flaw = named and _row_flaw(model, row, start, redacted, (event_id, named))
        if flaw:
            yield Broken(event_id, flaw, name, thing_id)


def _row_flaw(
    model: type[Any],
    row: Mapping[str, Any],
    start: Ground,
    redacted: set[Row],
    naming: tuple[int, str],
) -> Flaw | None:
    """Compare a row with an event that names it: its words, its fixed columns, what may change."""
    event_id, named = naming
    key = (model.__tablename__, row["id"])
    if "redacted" in row and bool(row["redacted"]) != (key in redacted):
        return Flaw.REDACTION if key not in (start.found or {}) else None
    for seal in model.seals():
        recorded = key in redacted or ("version", row.get(seal.follows)) in redacted
        flaw = _seal_flaw(seal, row, (start.found or {}).get(key), recorded=recorded)
        if flaw is not None:
            return flaw
    if fingerprint({name: row[name] for name in covered(model)}) != named:
        return Flaw.CHANGED
    newest, codes = start.said.get(key, (0, {}))
    differs = any(as_json(row[name]) != code for name, code in codes.items())
    return Flaw.STATE if newest == event_id and differs else None


def _seal_flaw(
    seal: Seal, row: Mapping[str, Any], found: str | None, *, recorded: bool
) -> Flaw | None:
    """Compare words with their seal; ``found``: the seal that they had at the upgrade instead.

    ``recorded``: an event says that the words were redacted.
    """
    words, salt = [row[name] for name in seal.words], row[seal.salt]
    if any(words) and recorded:
        return Flaw.REDACTION
    if found is not None and seal.digest == "digest":
        return None if found == sealed(salt, words) or recorded else Flaw.WORDS
    if not salt and not any(words):
        return Flaw.REDACTION if row[seal.digest] and not recorded else None
    return None if sealed(salt, words) == row[seal.digest] else Flaw.WORDS


def _altered_decisions(session: Session, start: Ground) -> Iterator[Broken]:
    """Yield the decisions that differ from what earlier events say of them. One statement."""
    columns = [raw(getattr(Decision, name)) for name in STATED]
    query = (
        sa.select(Event.id, Event.payload, *columns)
        .join(Subject, Subject.event_id == Event.id)
        .join(Decision, Decision.id == Subject.thing_id)
        .where(
            Subject.kind == SubjectKind.DECISION,
            Event.kind != EventKind.WORDS_REDACTED,
            Event.id < start.event_id,
        )
        .order_by(Event.id, Decision.id)
    )
    for event_id, payload, *row in stream(session, query):
        if row not in (said(payload, "decisions") or ()):
            yield Broken(event_id, Flaw.CHANGED, "decision", row[0])


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
        if stored != said(payload, "content_hash") or again not in {None, stored}:
            yield Broken(event_id, Flaw.REVISION, "revision", revision_id)


def _printed(session: Session) -> Iterator[tuple[int, str]]:
    query = (
        sa.select(
            RevisionEntry.revision_id,
            Revision.language,
            Version.redacted,
            raw(Place.kind).label("place_kind"),
            Place.level,
            RevisionEntry.number,
            Version.words,
        )
        .join(Revision, RevisionEntry.revision_id == Revision.id)
        .join(Place, RevisionEntry.place_id == Place.id)
        .join(Version, RevisionEntry.version_id == Version.id)
        .order_by(RevisionEntry.revision_id, RevisionEntry.position)
    )
    rows = stream(session, query)
    for revision_id, group in groupby(rows, key=lambda row: row[0]):
        entries = list(group)
        if not any(entry[2] for entry in entries):
            lines = ((kind, level, number, words) for *_, kind, level, number, words in entries)
            yield revision_id, digest(entries[0][1], lines)


def _unnamed(session: Session, start: Ground) -> Iterator[Broken]:
    """Yield rows of history that no event names. One statement."""
    queries = []
    for name, model in recorded_tables().items():
        named = sa.select(Subject.thing_id).where(
            Subject.kind == SubjectKind(name),
            Subject.event_id >= start.event_id,
            Subject.digest != "",
        )
        queries.append(
            sa.select(sa.literal(name), sa.func.min(model.id)).where(model.id.not_in(named))
        )
    for name, row_id in session.execute(sa.union_all(*queries)):
        if row_id is not None:
            yield Broken(0, Flaw.UNNAMED, name, row_id)
