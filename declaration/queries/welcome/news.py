"""What happened since a reader was here that matters to them, newest first."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from declaration.queries import newest, sight
from declaration.queries.reading.texts import printed_number
from declaration.queries.sight import Reader
from declaration.rules import Actor
from models.debate import Comment, Decision, Suggestion, Wording
from models.document import Document, Paragraph, Revision, Version
from models.journal import Event, Subject
from models.people import Delegation
from models.vocabulary import Capacity, EventKind, Outcome, Status, SubjectKind, SuggestionKind

MARKS = (  # on the way of a text: for everybody
    EventKind.DEBATE_OPENED,
    EventKind.DEBATE_CLOSED,
    EventKind.STAGE_SET,
    EventKind.REVISION_PUBLISHED,
    EventKind.REVISION_SUPERSEDED,
    EventKind.DOCUMENT_ADOPTED,
)
DECIDED = (
    EventKind.PARAGRAPH_DECIDED,
    EventKind.PARAGRAPH_AMENDED,
    EventKind.DECISION_REOPENED,
)
ASKED = (
    EventKind.SUGGESTION_SUBMITTED,
    EventKind.SUGGESTION_REVISED,
    EventKind.SUGGESTION_WITHDRAWN,
)
BESIDE = (*DECIDED, EventKind.SUGGESTION_SUBMITTED, EventKind.TEXT_EDITED)  # on the same paragraph
FOLLOWED = {  # by those who have no delegation to speak for
    Capacity.OBSERVER: (*MARKS, *DECIDED),
    Capacity.COMMITTEE: (*MARKS, *DECIDED, *ASKED, EventKind.COMMENT_MADE),
    Capacity.SECRETARIAT: (*MARKS, *DECIDED, *ASKED, EventKind.COMMENT_MADE),
}

Ids = sa.Select[Any] | sa.CompoundSelect[Any]


def concerns(actor: Actor) -> sa.ColumnElement[bool]:
    """Limit events to those that concern the reader; their own acts are no news to them."""
    found = _concerns(actor)
    return found if actor.seeing else found & Event.person_id.is_distinct_from(actor.person_id)


def _concerns(actor: Actor) -> sa.ColumnElement[bool]:
    """Let a delegation follow its suggestions, the paragraphs they ask about, answers to it."""
    if actor.delegation_id is None:
        return Event.kind.in_(FOLLOWED.get(actor.capacity, MARKS))
    mine = Suggestion.delegation_id == actor.delegation_id
    own = sa.select(Suggestion.id).where(mine)
    under = _asked_about(mine & (Suggestion.status != Status.WITHDRAWN))
    beside = _touches(SubjectKind.PARAGRAPH, under) | _touches(SubjectKind.SUGGESTION, _on(under))
    said = sa.select(Comment.id).where(Comment.delegation_id == actor.delegation_id)
    answers = sa.select(Comment.id).where(Comment.parent_id.in_(said))
    return sa.or_(
        Event.kind.in_(MARKS),
        _touches(SubjectKind.SUGGESTION, own),
        Event.kind.in_(BESIDE) & beside,
        (Event.kind == EventKind.COMMENT_MADE) & _touches(SubjectKind.COMMENT, answers),
    )


def _asked_about(which: sa.ColumnElement[bool]) -> Ids:
    """Choose the paragraphs that suggestions ask about; a new one's is the one before it."""
    on = sa.select(Suggestion.paragraph_id).where(which, Suggestion.paragraph_id.is_not(None))
    after = (
        sa.select(Wording.after_id)
        .join(Suggestion, Suggestion.id == Wording.suggestion_id)
        .where(which, Suggestion.form == SuggestionKind.INSERT, Wording.after_id.is_not(None))
    )
    return sa.union(on, after)


def _on(paragraphs: Ids) -> Ids:
    """Choose all suggestions on these paragraphs, whoever made them."""
    return sa.select(Suggestion.id).where(Suggestion.paragraph_id.in_(paragraphs))


def _touches(kind: SubjectKind, things: Ids) -> sa.ColumnElement[bool]:
    named = (Subject.event_id == Event.id) & (Subject.kind == kind)
    return sa.exists().where(named, Subject.thing_id.in_(things)).correlate(Event)


MOST = 40  # events: more than anybody reads at a sitting; the journal has all


@dataclass(frozen=True, slots=True)
class Named:
    """A suggestion that an event touched; ``own``: of the reader's delegation."""

    number: int
    delegation: str
    own: bool


@dataclass(frozen=True, slots=True)
class Ruled:
    """A decision of an event; ``reason`` is empty where there is none or it was redacted."""

    suggestion: Named
    outcome: Outcome
    reason: str


@dataclass(frozen=True, slots=True)
class Happening:
    """An event, with what it touched; ``answers``: a comment that answers one of the reader's.

    ``reworded``: the paragraph has other words since.
    ``paragraph_id`` is where it belongs, empty for what is about a whole text or all texts.
    ``payload`` has codes and ids; ``before`` is the revision before ``revision``.
    """

    event: Event
    document: Document | None
    paragraph_id: int | None
    suggestions: tuple[Named, ...]
    rulings: tuple[Ruled, ...]
    answers: bool
    reworded: bool
    revision: Revision | None
    before: str
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Spot:
    """A paragraph: its number in the newest revision, else empty, and its newest words."""

    uid: str
    number: str
    words: str


@dataclass(slots=True)
class _Things:
    """What the subjects of one event name, gathered."""

    suggestions: dict[int, Named] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    asked_at: list[int] = field(default_factory=list)  # where its suggestions ask for something
    worded: list[int] = field(default_factory=list)  # paragraphs that got other words
    named: list[int] = field(default_factory=list)  # paragraphs named themselves
    answers: bool = False
    revision: Revision | None = None
    before: str = ""

    @property
    def paragraph_id(self) -> int | None:
        """Return the paragraph that the event is about."""
        return next(iter((*self.worded, *self.asked_at, *self.named)), None)


def happenings(session: Session, reader: Reader, since: int) -> tuple[Happening, ...]:
    """Return the newest MOST events after ``since`` that concern the reader. Two statements."""
    query = (
        sa.select(Event, Document)
        .outerjoin(Document, Document.id == Event.document_id)
        .where(Event.id > since, sight.events(reader), concerns(reader.actor))
        .order_by(Event.id.desc())
        .limit(MOST)
    )
    rows = session.execute(query).all()
    things = _things(session, reader, [event.id for event, _ in rows])
    return tuple(_happening(event, document, things[event.id]) for event, document in rows)


def spots(session: Session, found: Iterable[Happening]) -> dict[int, Spot]:
    """Return the paragraphs that these are about, by id. One statement."""
    ids = {one.paragraph_id for one in found if one.paragraph_id is not None}
    words = newest.version(Version.words, Paragraph.id, Document.language)
    columns = (
        Paragraph.id,
        Paragraph.uid,
        printed_number(Paragraph.id),
        words.correlate(Paragraph, Document).scalar_subquery(),
    )
    query = sa.select(*columns).join(Document, Document.id == Paragraph.document_id)
    rows = session.execute(query.where(Paragraph.id.in_(ids)))
    return {key: Spot(uid, printed or "", said or "") for key, uid, printed, said in rows}


def _things(session: Session, reader: Reader, events: Sequence[int]) -> Mapping[int, _Things]:
    found: defaultdict[int, _Things] = defaultdict(_Things)
    for row in session.execute(_subjects(reader).where(Subject.event_id.in_(events))):
        _add(found[row.event_id], row, reader.actor)
    return found


def _subjects(reader: Reader) -> sa.Select[*tuple[Any, ...]]:
    parent, earlier = aliased(Comment), aliased(Revision)
    readable = sight.suggestions(reader)
    previous = (earlier.document_id == Revision.document_id) & (
        earlier.ordinal == Revision.ordinal - 1
    )
    return (
        sa.select(
            Subject.event_id,
            Subject.kind,
            Subject.thing_id,
            Suggestion,
            sa.func.coalesce(Suggestion.paragraph_id, Wording.after_id).label("asked_at"),
            Delegation.name.label("delegation"),
            Decision,
            Version.paragraph_id.label("worded"),
            parent.delegation_id.label("answered_delegation"),
            parent.person_id.label("answered_person"),
            Revision,
            earlier.slug.label("before"),
        )
        .outerjoin(Suggestion, _is(SubjectKind.SUGGESTION, Suggestion.id) & readable)
        .outerjoin(Wording, newest.its_wording())
        .outerjoin(Delegation, Delegation.id == Suggestion.delegation_id)
        .outerjoin(Decision, _is(SubjectKind.DECISION, Decision.id))
        .outerjoin(Version, _is(SubjectKind.VERSION, Version.id))
        .outerjoin(Comment, _is(SubjectKind.COMMENT, Comment.id))
        .outerjoin(parent, parent.id == Comment.parent_id)
        .outerjoin(Revision, _is(SubjectKind.REVISION, Revision.id))
        .outerjoin(earlier, previous)
        .order_by(Subject.event_id, Subject.id)
    )


def _is(kind: SubjectKind, column: InstrumentedAttribute[int]) -> sa.ColumnElement[bool]:
    return (Subject.kind == kind) & (Subject.thing_id == column)


def _add(things: _Things, row: sa.Row[*tuple[Any, ...]], actor: Actor) -> None:
    """Put one subject to what its event touched."""
    one = row.Suggestion
    if one is not None:
        own = one.delegation_id is not None and one.delegation_id == actor.delegation_id
        things.suggestions[one.id] = Named(one.number, row.delegation or "", own)
        things.asked_at += [] if row.asked_at is None else [row.asked_at]
    elif row.Decision is not None:
        things.decisions.append(row.Decision)
    elif row.worded is not None:
        things.worded.append(row.worded)
    elif row.kind is SubjectKind.PARAGRAPH:
        things.named.append(row.thing_id)
    elif row.kind is SubjectKind.COMMENT:
        things.answers = _answers(row, actor)
    elif row.Revision is not None:
        things.revision, things.before = row.Revision, row.before or ""


def _answers(row: sa.Row[*tuple[Any, ...]], actor: Actor) -> bool:
    if actor.delegation_id is not None:
        return bool(row.answered_delegation == actor.delegation_id)
    return row.answered_person is not None and bool(row.answered_person == actor.person_id)


def _happening(event: Event, document: Document | None, things: _Things) -> Happening:
    rulings = [
        Ruled(things.suggestions[one.suggestion_id], one.outcome, one.reason)
        for one in things.decisions
        if one.suggestion_id in things.suggestions
    ]
    return Happening(
        event=event,
        document=document,
        paragraph_id=things.paragraph_id,
        suggestions=tuple(things.suggestions.values()),
        rulings=tuple(rulings),
        answers=things.answers,
        reworded=bool(things.worded),
        revision=things.revision,
        before=things.before,
        payload=json.loads(event.payload),
    )
