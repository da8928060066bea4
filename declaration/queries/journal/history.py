"""Whether the rows of history are what events say of them: their words, columns, state."""

from collections.abc import Iterator, Mapping
from itertools import groupby, islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.manuscript import digest
from declaration.queries.journal.links import Broken, Flaw, Ground, Row, raw, stated, stream
from declaration.queries.reading.shelf import PRINTING
from models.base import Seal, Written, as_json, fingerprint, recorded_tables, sealed
from models.debate import Decision
from models.document import Place, Revision, RevisionEntry, Version
from models.journal import Event, Subject
from models.vocabulary import EventKind, SubjectKind

STATED = (  # what an earlier event says of a decision, in this order
    "id",
    "suggestion_id",
    "wording_id",
    "outcome",
    "covered_by_id",
    "version_id",
    "place_id",
)


def flaws(session: Session, start: Ground) -> Iterator[Broken]:
    """Yield the first flaws of each kind of row that events name."""
    redacted = _redactions(session)
    for name, model in recorded_tables().items():
        for broken in _altered(session, name, model, start, redacted):
            yield broken
            if not start.forgives(broken):
                break
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
    flag = {"redacted"} if issubclass(model, Written) else set()
    keys = sorted({*model.covered(), *model.CHANGING, *open_columns, *flag})
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
        flaw = None
        if row["id"] is None:
            flaw = Flaw.LOST
        elif event_id < start.event_id and issubclass(model, Written):
            flaw = Flaw.WORDS if named != row["digest"] else None
        elif event_id >= start.event_id and named:
            flaw = _row_flaw(model, row, start, redacted, (event_id, named))
        if flaw is not None:
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
    damaged = (start.damage or {}).get(key)
    if damaged is None and "redacted" in row and bool(row["redacted"]) != (key in redacted):
        return Flaw.REDACTION
    for seal in model.seals():
        recorded = key in redacted or ("version", row.get(seal.follows)) in redacted
        flaw = _seal_flaw(seal, row, damaged, recorded=recorded)
        if flaw is not None:
            return flaw
    if fingerprint({name: row[name] for name in model.covered()}) != named:
        return Flaw.CHANGED
    newest, codes = start.state.get(key, (0, {}))
    # What an event of an earlier schema does not tell was empty.
    differs = any((as_json(row[name]) or None) != (code or None) for name, code in codes.items())
    return Flaw.STATE if newest == event_id and differs else None


def _seal_flaw(
    seal: Seal, row: Mapping[str, Any], damaged: str | None, *, recorded: bool
) -> Flaw | None:
    """Compare words with their seal; ``damaged``: the seal that they had at the upgrade instead.

    ``recorded``: an event says that the words were redacted.
    """
    words, salt = [row[name] for name in seal.words], row[seal.salt]
    if any(words) and recorded:
        return Flaw.REDACTION
    if damaged is not None and seal.digest == "digest":
        return None if damaged == sealed(salt, words) or recorded else Flaw.WORDS
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
        if row not in (stated(payload, "decisions") or ()):
            yield Broken(event_id, Flaw.CHANGED, "decision", row[0])


def _altered_revisions(session: Session) -> Iterator[Broken]:
    """Yield the revisions that read otherwise than they were published. Two statements.

    A revision in which words were redacted cannot be hashed again: its stored hash is compared.
    """
    query = (
        sa.select(Event.id, Event.payload, Revision.id, Revision.content_hash)
        .join(Subject, Subject.event_id == Event.id)
        .join(Revision, Revision.id == Subject.thing_id)
        .where(Subject.kind == SubjectKind.REVISION, Event.kind.in_(PRINTING))
        .order_by(Event.id)
    )
    printed = dict(_printed(session))
    for event_id, payload, revision_id, stored in session.execute(query):
        again = printed.get(revision_id)
        if stored != stated(payload, "content_hash") or again not in {None, stored}:
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
