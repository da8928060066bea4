"""Replay the journal: what its events give equals what is stored, the text included.

Events tell ids, order, numbers, codes and hashes; words they name by hash alone. Events before
HISTORY_NAMED tell ids, status, numbers and hashes; what else is to be known of a row is taken from
that event, which tells all that was there. So the text is replayed from the first event on.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.manuscript import Passage, between, numbered
from declaration.queries.journal.history import STATED
from declaration.queries.journal.links import Ground, Row, events, ground, raw, stated, stream
from declaration.queries.reading import texts
from declaration.queries.reading.shelf import PRINTING
from models.base import as_json, recorded_tables
from models.document import Document, Revision
from models.journal import Event
from models.vocabulary import EventKind, Kind, Outcome, Scheme, Status, SubjectKind

Codes = dict[str, Any]
Tells = Callable[[Event, Codes], Codes]
Subjects = list[tuple[str, int, str]]
OF_A_DOCUMENT = ("scheme", "language")  # fixed since the first revision
EARLIER: Mapping[tuple[str, str], Tells] = {  # what an event told of a thing beside decisions
    (EventKind.SUGGESTION_SUBMITTED, SubjectKind.SUGGESTION): lambda event, payload: {
        "number": payload["number"],
        "form": payload["form"],
        "document_id": event.document_id,
        "status": Status.SUBMITTED.value,
    },
    (EventKind.PARAGRAPH_AMENDED, SubjectKind.SUGGESTION): lambda event, payload: {
        "number": payload["number"],
        "form": payload["form"],
        "document_id": event.document_id,
    },
    (EventKind.SUGGESTION_WITHDRAWN, SubjectKind.SUGGESTION): lambda event, _payload: {
        "status": Status.WITHDRAWN.value,
        "withdrawn_at": as_json(event.at),
    },
    (EventKind.COMMENT_RESOLVED, SubjectKind.COMMENT): lambda event, _payload: {
        "resolved_at": as_json(event.at)
    },
    (EventKind.COMMENT_REOPENED, SubjectKind.COMMENT): lambda _event, _payload: {
        "resolved_at": None
    },
    (EventKind.COMMENT_WITHDRAWN, SubjectKind.COMMENT): lambda event, _payload: {
        "withdrawn_at": as_json(event.at)
    },
    (EventKind.STAGE_SET, SubjectKind.DOCUMENT): lambda _event, payload: {
        "stage": payload["stage"]
    },
    (EventKind.DOCUMENT_ADOPTED, SubjectKind.DOCUMENT): lambda _event, _payload: {
        "stage": "adopted"  # the event implied it, whatever stages are called one day
    },
    (EventKind.REVISION_PUBLISHED, SubjectKind.REVISION): lambda event, payload: {
        "ordinal": payload["ordinal"],
        "content_hash": payload["content_hash"],
        "document_id": event.document_id,
    },
}
ENTRY = ("paragraph_id", "version_id", "place_id", "number")


@dataclass(frozen=True, slots=True)
class Replayed:
    """How many events were replayed, from which on in full, how many rows they give by table.

    ``differences`` are sentences; none if all is equal.
    """

    events: int
    since: int
    rows: Mapping[str, int]
    differences: tuple[str, ...]


@dataclass(slots=True)
class Replica:
    """What events have told so far: the codes of rows, by table and id."""

    tables: defaultdict[str, dict[int, Codes]] = field(default_factory=lambda: defaultdict(dict))
    named: set[Row] = field(default_factory=set)

    def hear(self, rows: Mapping[str, Iterable[Codes]]) -> None:
        """Take in what an event tells."""
        for table, told in rows.items():
            for codes in told:
                self.tables[table].setdefault(codes["id"], {}).update(codes)

    def passages(self, document_id: int) -> list[Passage]:
        """Return the rolling text of a document, without words and numbers, in its order."""
        document = self.tables["document"][document_id]
        mine = {
            id_
            for id_, codes in self.tables["paragraph"].items()
            if codes.get("document_id") == document_id
        }
        places = _newest(self.tables["place"], mine)
        versions = _newest(
            {
                id_: codes
                for id_, codes in self.tables["version"].items()
                if codes.get("language") == document.get("language")
            },
            mine,
        )
        standing = sorted(places.values(), key=lambda place: (place["rank"], place["id"]))
        return [
            _passage(place, versions[place["paragraph_id"]])
            for place in standing
            if place["paragraph_id"] in versions
        ]

    def entries(self, revision_id: int) -> list[Codes]:
        """Return what was printed in a revision, in order."""
        entries = self.tables["revision_entry"].values()
        mine = [entry for entry in entries if entry["revision_id"] == revision_id]
        return sorted(mine, key=lambda entry: entry.get("position", 0))

    def rolling(self, document_id: int) -> list[tuple[object, ...]]:
        """Return the rolling text as lines of ENTRY, numbered as readers see it."""
        revisions = [
            codes
            for codes in self.tables["revision"].values()
            if codes["document_id"] == document_id
        ]
        newest = max(revisions, key=lambda codes: codes.get("ordinal", 0), default=None)
        printed = self.entries(newest["id"]) if newest else ()
        earlier = {entry["paragraph_id"]: entry.get("number", "") for entry in printed}
        scheme = Scheme(self.tables["document"][document_id]["scheme"])
        return _lines(between(earlier, self.passages(document_id), scheme))

    def fresh(self, document_id: int) -> list[tuple[object, ...]]:
        """Return the rolling text as lines of ENTRY, numbered for print."""
        scheme = Scheme(self.tables["document"][document_id]["scheme"])
        return _lines(numbered(self.passages(document_id), scheme))


def replay(session: Session) -> Replayed:
    """Replay all events and compare. A fixed number of statements, and one for each text."""
    start = ground(session)
    stood = _stood(session, start)
    replica, differences, count = Replica(), list[str](), 0
    for event, subjects in events(session):
        count += 1
        if event.id < start.event_id:
            told = _earlier(event, subjects, stood)
        else:
            told = stated(event.payload, "rows") or {}
            replica.named |= {(kind, id_) for kind, id_, named in subjects if named}
        if event.id == start.event_id:
            differences += _moved_on(replica, stood)
            if start.damage is not None:  # known at the upgrade
                differences, replica = [], Replica(named=replica.named)
        replica.hear(told)
        if event.kind in PRINTING:
            differences += _misprinted(replica, event, told)
    differences += _not_stored(session, replica)
    known = stood.get("revision", {}) if start.damage is not None else ()
    differences += _texts(session, replica, known)
    numbers = sorted(codes["number"] for codes in replica.tables["suggestion"].values())
    if numbers != list(range(1, len(numbers) + 1)):
        differences.append("the numbers of suggestions have gaps")
    rows = {name: len(replica.tables[name]) for name in recorded_tables() if replica.tables[name]}
    return Replayed(count, start.event_id, rows, tuple(differences))


def _stood(session: Session, start: Ground) -> dict[str, dict[int, Codes]]:
    """Return what stood there at the upgrade, by table and id. One statement."""
    payload = session.scalar(sa.select(Event.payload).where(Event.id == start.event_id)) or ""
    rows = stated(payload, "rows") or {}
    return {table: {codes["id"]: codes for codes in group} for table, group in rows.items()}


def _moved_on(replica: Replica, stood: Mapping[str, Mapping[int, Codes]]) -> Iterator[str]:
    """Compare what earlier events have told with what stood there at the upgrade."""
    for table, group in replica.tables.items():
        for id_, codes in group.items():
            yield from _differences(table, id_, codes, stood.get(table, {}).get(id_, {}))


def _earlier(
    event: Event, subjects: Subjects, stood: Mapping[str, Mapping[int, Codes]]
) -> dict[str, list[Codes]]:
    """Return what an event of the earlier rule tells; what never changes as it stood later."""
    rows: defaultdict[str, list[Codes]] = defaultdict(list)
    payload = json.loads(event.payload)
    tables = recorded_tables()
    for kind, id_, _ in subjects:
        if kind not in tables:
            continue
        fixed = (*tables[kind].TOLD, *OF_A_DOCUMENT)
        codes = stood.get(kind, {}).get(id_, {})
        tells = EARLIER.get((event.kind, kind))
        known = {name: codes[name] for name in fixed if name in codes}
        rows[kind].append({**known, "id": id_, **(tells(event, payload) if tells else {})})
        if kind == SubjectKind.REVISION and event.kind == EventKind.REVISION_PUBLISHED:
            entries = stood.get(SubjectKind.REVISION_ENTRY, {}).values()
            rows["revision_entry"] += [entry for entry in entries if entry["revision_id"] == id_]
    for values in payload.get("decisions", ()):
        decision = dict(zip(STATED, values, strict=True))
        reopened = decision["outcome"] == Outcome.REOPENED
        status = Status.SUBMITTED if reopened else Status.DECIDED
        rows["decision"].append({name: value for name, value in decision.items() if value})
        rows["suggestion"].append({"id": decision["suggestion_id"], "status": status.value})
    if event.kind in {EventKind.DEBATE_OPENED, EventKind.DEBATE_CLOSED}:
        opened = int(event.kind == EventKind.DEBATE_OPENED)
        rows["conference"].append({"id": 1, "debate_open": opened})
    return rows


def _newest(table: Mapping[int, Codes], paragraphs: set[int]) -> dict[int, Codes]:
    """Return the newest row of each of the paragraphs."""
    mine = (id_ for id_ in sorted(table) if table[id_]["paragraph_id"] in paragraphs)
    return {table[id_]["paragraph_id"]: table[id_] for id_ in mine}


def _passage(place: Codes, version: Codes) -> Passage:
    return Passage(
        paragraph_id=place["paragraph_id"],
        uid="",
        kind=Kind(place["kind"]),
        level=place.get("level", 0),
        words="",
        version_id=version["id"],
        place_id=place["id"],
        language=version["language"],
        live=bool(place.get("live", 0)),
    )


def _lines(passages: Iterable[Passage]) -> list[tuple[object, ...]]:
    return [tuple(getattr(passage, name) for name in ENTRY) for passage in passages]


def _misprinted(
    replica: Replica, event: Event, told: Mapping[str, Iterable[Codes]]
) -> Iterator[str]:
    """Compare a revision with the rolling text that the events before had given.

    That of a correction with the text that it corrects.
    """
    if event.kind == EventKind.TEXT_CORRECTED:
        yield from _miscorrected(replica, told)
        return
    for revision in told.get("revision", ()):
        printed = [
            tuple(entry.get(name, "") for name in ENTRY)
            for entry in replica.entries(revision["id"])
        ]
        if event.document_id is None or replica.fresh(event.document_id) != printed:
            yield f"revision {revision['id']} is not the text that there was at event {event.id}"


def _miscorrected(replica: Replica, told: Mapping[str, Iterable[Codes]]) -> Iterator[str]:
    """Compare a corrected text with the one before: it differs in the paragraph that is named."""
    for correction in told.get("correction", ()):
        before, after = (
            [tuple(entry.get(name, "") for name in ENTRY) for entry in replica.entries(id_)]
            for id_ in (correction["corrected_id"], correction["revision_id"])
        )
        old, new = (
            (correction["paragraph_id"], correction[name])
            for name in ("old_version_id", "version_id")
        )
        expected = [(*new, *line[2:]) if line[:2] == old else line for line in before]
        if expected != after or before == after:
            yield f"revision {correction['revision_id']} differs in more than its correction"


def _not_stored(session: Session, replica: Replica) -> Iterator[str]:
    """Compare what events tell of rows with the rows. One statement for each table."""
    for name, model in recorded_tables().items():
        names = ("id", *model.TOLD, *model.CHANGING)
        columns = [raw(model.__table__.c[column]) for column in names]
        left = {id_ for table, id_ in replica.named if table == name}
        for values in stream(session, sa.select(*columns)):
            stored = {key: as_json(value) for key, value in zip(names, values, strict=True)}
            if stored["id"] not in left:
                yield f"{name} {stored['id']} is stored, and no event made it"
                continue
            left.discard(stored["id"])
            if model.TOLD or model.CHANGING:
                told = replica.tables[name].get(stored["id"], {})
                yield from _differences(name, stored["id"], stored, told)
        yield from (f"{name} {id_} was made, and is not stored" for id_ in sorted(left))


def _differences(table: str, id_: int, left: Codes, right: Codes) -> Iterator[str]:
    for name, value in left.items():
        if (value or None) != (right.get(name) or None):
            yield f"{name} of {table} {id_} is {value!r} and {right.get(name)!r}"


def _texts(session: Session, replica: Replica, known: Container[int]) -> Iterator[str]:
    """Compare each rolling text, and each revision's hash; ``known``: broken before, maybe."""
    documents = {document.id: document for document in session.scalars(sa.select(Document))}
    for document in documents.values():
        stored = _lines(texts.rolling(session, document).passages)
        if document.id in replica.tables["document"] and replica.rolling(document.id) != stored:
            yield f"the rolling text of document {document.id} is not what the events give"
    for revision in session.scalars(sa.select(Revision).order_by(Revision.id)):
        text = texts.revision(session, documents[revision.document_id], revision)
        told = replica.tables["revision"].get(revision.id, {}).get("content_hash")
        redacted = any(passage.redacted for passage in text.passages)
        if not redacted and revision.id not in known and text.content_hash != told:
            yield f"revision {revision.id} has not the hash under which it was published"
