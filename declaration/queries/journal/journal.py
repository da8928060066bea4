"""The journal as a reader may see it: newest first, a page at a time."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.queries import sight
from declaration.queries.journal.subjects import names, of_an_act
from declaration.queries.reading.places import PrintedPlace, printed_place, with_place
from declaration.queries.reading.shelf import Title
from declaration.queries.sight import Reader
from declaration.verbs import Role
from models.debate import Decision, Suggestion
from models.document import Document, Paragraph, Revision
from models.journal import Event, Subject
from models.people import Delegation, Person
from models.vocabulary import Capacity, EventKind, Outcome, Stage, SubjectKind

PAGE = 50  # events
TOLD = (
    SubjectKind.SUGGESTION,
    SubjectKind.PARAGRAPH,
    SubjectKind.REVISION,
    SubjectKind.DECISION,
)


class Acts(StrEnum):
    """Kinds of events that one looks for together."""

    SUGGESTIONS = "suggestions"
    POSITIONS = "positions"
    DECISIONS = "decisions"
    COMMENTS = "comments"
    TEXT = "text"
    PEOPLE = "people"
    CONFERENCE = "conference"


KINDS = {
    Acts.SUGGESTIONS: (
        EventKind.SUGGESTION_SUBMITTED,
        EventKind.SUGGESTION_REVISED,
        EventKind.SUGGESTION_WITHDRAWN,
        EventKind.SUGGESTION_ENTERED,
        EventKind.ENTRY_CONFIRMED,
        EventKind.ENTRY_REFUSED,
        EventKind.ENTRY_TAKEN_BACK,
        EventKind.SUB_AMENDMENT_MADE,
        EventKind.SUB_AMENDMENT_TAKEN,
        EventKind.SUB_AMENDMENT_WITHDRAWN,
        EventKind.PACKAGE_TABLED,
        EventKind.PACKAGE_CHANGED,
        EventKind.PACKAGE_DISSOLVED,
    ),
    Acts.POSITIONS: (
        EventKind.POSITION_TAKEN,
        EventKind.POSITION_ENTERED,
        EventKind.COSPONSOR_REFUSED,
    ),
    Acts.DECISIONS: (
        EventKind.PARAGRAPH_DECIDED,
        EventKind.PARAGRAPH_AMENDED,
        EventKind.DECISION_REOPENED,
        EventKind.BRACKET_OPENED,
        EventKind.BRACKET_CLOSED,
        EventKind.TEXT_AGREED,
        EventKind.AGREEMENT_REOPENED,
        EventKind.RESERVATION_MADE,
        EventKind.RESERVATION_LIFTED,
        EventKind.SUB_AMENDMENT_DECIDED,
        EventKind.AUTHOR_ASKED,
        EventKind.AUTHOR_ANSWERED,
        EventKind.EXCLUSION_MADE,
        EventKind.EXCLUSION_CHANGED,
        EventKind.EXCLUSION_LIFTED,
    ),
    Acts.COMMENTS: (
        EventKind.COMMENT_MADE,
        EventKind.COMMENT_RESOLVED,
        EventKind.COMMENT_REOPENED,
        EventKind.COMMENT_WITHDRAWN,
        EventKind.COMMENT_ENTERED,
    ),
    Acts.TEXT: (
        EventKind.TEXT_IMPORTED,
        EventKind.TEXT_EDITED,
        EventKind.STAGE_SET,
        EventKind.REVISION_PUBLISHED,
        EventKind.REVISION_SUPERSEDED,
        EventKind.DOCUMENT_ADOPTED,
        EventKind.ADOPTION_UNDONE,
        EventKind.REGISTER_OPENED,
        EventKind.REGISTER_CLOSED,
        EventKind.SIGNATURE_ASKED,
        EventKind.SIGNATURE_REFUSED,
        EventKind.SIGNATURE_ADDED,
        EventKind.SIGNATURE_WITHDRAWN,
        EventKind.TEXT_CORRECTED,
        EventKind.EXPLANATION_PUBLISHED,
        EventKind.EXPLANATION_WITHDRAWN,
    ),
    Acts.PEOPLE: (
        EventKind.DELEGATION_ADDED,
        EventKind.DELEGATION_CHANGED,
        EventKind.CREDENTIALS_CHANGED,
        EventKind.PERSON_INVITED,
        EventKind.OFFICE_GIVEN,
        EventKind.OFFICE_ENDED,
        EventKind.SUBMIT_RIGHT_GIVEN,
        EventKind.SUBMIT_RIGHT_TAKEN,
        EventKind.ACCOUNT_OPENED,
        EventKind.ACCOUNT_CLOSED,
        EventKind.PERSON_ANONYMISED,
    ),
    Acts.CONFERENCE: (
        EventKind.CONFERENCE_CHANGED,
        EventKind.PROCEDURE_CHANGED,
        EventKind.DEBATE_OPENED,
        EventKind.DEBATE_CLOSED,
        EventKind.DOCUMENT_CREATED,
        EventKind.DOCUMENT_CHANGED,
        EventKind.WORDS_REDACTED,
        EventKind.HISTORY_NAMED,
    ),
}


@dataclass(frozen=True, slots=True)
class JournalFilter:
    """Which events; what is empty does not limit. ``until`` is excluded."""

    acts: Acts | None = None
    document_id: int | None = None
    paragraph_id: int | None = None
    delegation_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Touched:
    """A thing that an event touched; ``name`` is a suggestion's number or a revision's label.

    ``slug`` leads to it: a uid, a revision's slug, or a suggestion's number. ``outcome``: what the
    event decided on a suggestion. ``place`` names a paragraph.
    """

    kind: SubjectKind
    name: str
    slug: str
    outcome: Outcome | None = None
    place: PrintedPlace | None = None


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """An event; ``person`` is empty for the public, ``delegation`` for committee and others.

    ``anonymous``: somebody did it whose name has been taken out. ``stage`` and ``deadline``: what
    was set, if the event set them.
    """

    id: int
    kind: EventKind
    at: datetime
    capacity: Capacity
    delegation: str
    person: str
    anonymous: bool
    document: Title | None
    touched: tuple[Touched, ...]
    hash: str
    stage: Stage | None = None
    deadline: datetime | None = None


@dataclass(frozen=True, slots=True)
class JournalPage:
    """One page of the journal; ``number`` counts from 1."""

    entries: tuple[JournalEntry, ...]
    number: int
    pages: int


def journal(
    session: Session, reader: Reader, which: JournalFilter, *, number: int = 1
) -> JournalPage:
    """Return one page; a number beyond the last gives the last. Three statements."""
    limits = [sight.events(reader), *_limits(which)]
    total = session.scalar(sa.select(sa.func.count()).select_from(Event).where(*limits)) or 0
    pages = max(1, -(-total // PAGE))
    number = min(max(number, 1), pages)
    page = sa.select(Event.id).where(*limits).order_by(Event.id.desc())
    ids = page.limit(PAGE).offset(PAGE * (number - 1)).subquery()  # sorts ids, not whole rows
    rows = session.execute(_rows([Event.id.in_(sa.select(ids.c.id))])).all()
    touched = _touched(session, reader, [row[0].id for row in rows])
    return JournalPage(tuple(_entry(row, reader, touched) for row in rows), number, pages)


def whole(session: Session, reader: Reader, which: JournalFilter) -> tuple[JournalEntry, ...]:
    """Return all of it. Two statements."""
    limits = [sight.events(reader), *_limits(which)]
    touched = _touched(session, reader, sa.select(Event.id).where(*limits))
    return tuple(_entry(row, reader, touched) for row in session.execute(_rows(limits)))


def newest_moment(session: Session, reader: Reader, document_id: int) -> datetime | None:
    """Return when something last happened on a document, as far as the reader may know it.

    One statement.
    """
    query = sa.select(sa.func.max(Event.at))
    return session.scalar(query.where(Event.document_id == document_id, sight.events(reader)))


def _rows(
    limits: Sequence[sa.ColumnElement[bool]],
) -> sa.Select[Event, str, str, Document]:
    return (
        sa.select(Event, Delegation.name, Person.name, Document)
        .outerjoin(Delegation, Delegation.id == Event.delegation_id)
        .outerjoin(Person, Person.id == Event.person_id)
        .outerjoin(Document, Document.id == Event.document_id)
        .where(*limits)
        .order_by(Event.id.desc())
    )


def _limits(which: JournalFilter) -> list[sa.ColumnElement[bool]]:
    ids = {Event.document_id: which.document_id, Event.delegation_id: which.delegation_id}
    limits = [column == id_ for column, id_ in ids.items() if id_ is not None]
    if which.acts is not None:
        limits.append(Event.kind.in_(KINDS[which.acts]))
    if which.since is not None:
        limits.append(Event.at >= which.since)
    if which.until is not None:
        limits.append(Event.at < which.until)
    if which.paragraph_id is not None:
        mine = (Subject.kind == SubjectKind.PARAGRAPH) & (Subject.thing_id == which.paragraph_id)
        limits.append(Event.id.in_(sa.select(Subject.event_id).where(mine)))
    return limits


def _touched(
    session: Session, reader: Reader, events: Sequence[int] | sa.Select[int]
) -> Mapping[int, tuple[Touched, ...]]:
    """Name what events touched: suggestions that the reader may see, paragraphs, revisions."""
    readable = sight.suggestions(reader)
    query = (
        sa.select(
            Subject.event_id,
            Subject.kind,
            Suggestion,
            Paragraph.uid,
            Revision,
            Decision.suggestion_id,
            Decision.outcome,
        )
        .outerjoin(Suggestion, names(SubjectKind.SUGGESTION, Suggestion.id) & readable)
        .outerjoin(Paragraph, names(SubjectKind.PARAGRAPH, Paragraph.id))
        .outerjoin(Revision, names(SubjectKind.REVISION, Revision.id))
        .outerjoin(Decision, names(SubjectKind.DECISION, Decision.id))
        .where(Subject.event_id.in_(events), Subject.kind.in_(TOLD), of_an_act())
        .order_by(Subject.event_id, Subject.id)
    )
    rows = session.execute(with_place(query, Paragraph.id)).all()
    outcomes = {(row.event_id, row.suggestion_id): row.outcome for row in rows if row.outcome}
    touched: defaultdict[int, list[Touched]] = defaultdict(list)
    for event, kind, suggestion, uid, revision, _suggestion_id, _outcome, *place in rows:
        printed = printed_place(*place)
        if suggestion is not None:
            decided = outcomes.get((event, suggestion.id))
            touched[event].append(
                Touched(kind, str(suggestion.number), str(suggestion.number), decided)
            )
        elif uid is not None and (printed.kind is not None or reader.actor.role is not Role.PUBLIC):
            touched[event].append(Touched(kind, "", uid, place=printed))
        elif revision is not None:
            touched[event].append(Touched(kind, revision.label, revision.slug))
    return {event: tuple(things) for event, things in touched.items()}


def _entry(
    row: sa.Row[Event, str, str, Document | None],
    reader: Reader,
    touched: Mapping[int, tuple[Touched, ...]],
) -> JournalEntry:
    event, delegation, person, of = row
    public = reader.actor.role is Role.PUBLIC
    values = json.loads(event.payload) if event.kind is EventKind.STAGE_SET else {}
    deadline = values.get("deadline")
    return JournalEntry(
        id=event.id,
        kind=event.kind,
        at=event.at,
        capacity=event.capacity,
        delegation=delegation or "",
        person="" if public else person or "",
        anonymous=event.person_id is not None and not person and not public,
        document=Title(of.slug, of.title, of.stage, of.rehearsal) if of else None,
        touched=touched.get(event.id, ()),
        hash=event.hash,
        stage=Stage(values["stage"]) if values else None,
        deadline=datetime.fromisoformat(deadline) if deadline else None,
    )
