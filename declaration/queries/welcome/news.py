"""What happened since a reader was here that matters to them, newest first."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from declaration.queries import newest, sight
from declaration.queries.journal.subjects import Ids, names, touching
from declaration.queries.negotiating.watching import happened_to
from declaration.queries.reading.texts import printed_number
from declaration.queries.welcome.news_kinds import (
    BESIDE,
    DECIDED,
    ENTRIES,
    EXPLAINED,
    FOLLOWED,
    MARKS,
    NAMES_US,
)
from declaration.rules import Actor
from models.amending import SubAmendment, SubAmendmentDecision
from models.debate import Comment, Decision, Suggestion, Wording
from models.document import Correction, Document, Paragraph, Revision, Version
from models.journal import Event, Subject
from models.negotiation import Position, Reservation
from models.people import Delegation
from models.vocabulary import (
    EventKind,
    Outcome,
    Stand,
    Status,
    SubjectKind,
    SuggestionKind,
)

Row = sa.Row[*tuple[Any, ...]]

MOST = 40  # events: more than anybody reads at a sitting; the journal has all


class Feed(StrEnum):
    """Which part of what happened."""

    ALL = ""
    MINE = "mine"  # of one's own suggestions, and answers to one's own comments
    DECISIONS = "decisions"
    TEXT = "text"  # its words, its revisions, its stage


@dataclass(frozen=True, slots=True)
class NamedSuggestion:
    """A suggestion that an event touched, as it is worded now; ``own``: of the reader's delegation.

    ``words`` are empty where they were redacted; ``base_words`` are those it was written on.
    """

    number: int
    delegation: str
    own: bool
    form: SuggestionKind
    words: str
    base_words: str


@dataclass(frozen=True, slots=True)
class Ruled:
    """A decision of an event; ``reason`` is empty where there is none or it was redacted."""

    suggestion: NamedSuggestion
    outcome: Outcome
    reason: str
    decision_id: int = 0


@dataclass(frozen=True, slots=True)
class Stood:
    """A position of an event: of which delegation, on which suggestion."""

    suggestion: NamedSuggestion
    delegation: str
    stand: Stand


@dataclass(frozen=True, slots=True)
class Happening:
    """An event, with what it touched; ``answers``: a comment that answers one of the reader's.

    ``change``: the old and the new words of the paragraph, where it has others since.
    ``paragraph_id`` is where it belongs, empty for what is about a whole text or all texts.
    ``payload`` has codes and ids; ``before`` is the revision before ``revision``.
    ``watched``: the reader watches something that it happened to.
    """

    event: Event
    document: Document | None
    paragraph_id: int | None
    suggestions: tuple[NamedSuggestion, ...]
    rulings: tuple[Ruled, ...]
    answers: bool
    change: tuple[str, str] | None
    revision: Revision | None
    before: str
    payload: Mapping[str, Any]
    stands: tuple[Stood, ...] = ()
    watched: bool = False

    @property
    def reopened(self) -> bool:
        """Whether an act that did something else reopened what was agreed."""
        if self.event.kind is EventKind.AGREEMENT_REOPENED:
            return False
        rows = self.payload.get("rows", {}).get("agreement", ())
        return any(not row.get("agreed") for row in rows)


@dataclass(frozen=True, slots=True)
class NamedParagraph:
    """A paragraph: its number in the newest revision, else empty, and its newest words."""

    uid: str
    number: str
    words: str


def happenings(
    session: Session,
    reader: sight.Reader,
    since: int,
    feed: Feed = Feed.ALL,
    *,
    watching: int | None = None,
) -> tuple[Happening, ...]:
    """Return the newest MOST events after ``since`` that concern the reader. Two statements.

    The reader's own acts are no news to them. What the office ``watching`` watches comes first;
    None where the conference has no watching.
    """
    by = reader.actor
    watched = sa.false() if watching is None else happened_to(watching)
    first = () if watching is None else (watched.desc(),)
    others = sa.true() if by.seeing else Event.person_id.is_distinct_from(by.person_id)
    query = (
        sa.select(Event, Document, watched.label("watched"))
        .outerjoin(Document, Document.id == Event.document_id)
        .where(Event.id > since, sight.events(reader), _in_feed(by, feed), others)
        .where(_followed(by) | watched)
        .order_by(*first, Event.id.desc())
        .limit(MOST)
    )
    events = session.execute(query).all()
    touched: defaultdict[int, list[Row]] = defaultdict(list)
    of_these = Subject.event_id.in_([event.id for event, _document, _watched in events])
    for row in session.execute(_subjects(reader).where(of_these)):
        touched[row.event_id].append(row)
    return tuple(
        replace(_happening(event, document, touched[event.id], by), watched=bool(watched))
        for event, document, watched in events
    )


def spots(session: Session, happened: Iterable[Happening]) -> dict[int, NamedParagraph]:
    """Return the paragraphs that these are about, by id. One statement."""
    ids = {happening.paragraph_id for happening in happened if happening.paragraph_id is not None}
    words = newest.version(Version.words, Paragraph.id, Document.language)
    columns = (
        Paragraph.id,
        Paragraph.uid,
        printed_number(Paragraph.id),
        words.correlate(Paragraph, Document).scalar_subquery(),
    )
    query = sa.select(*columns).join(Document, Document.id == Paragraph.document_id)
    rows = session.execute(query.where(Paragraph.id.in_(ids)))
    return {
        key: NamedParagraph(uid, printed or "", words or "") for key, uid, printed, words in rows
    }


def _followed(actor: Actor) -> sa.ColumnElement[bool]:
    """Let a delegation follow its suggestions, answers to it, and the paragraphs of both kinds.

    Those that its suggestions ask about, and those on which it reserves its position.
    """
    if actor.delegation_id is None:
        return Event.kind.in_(FOLLOWED.get(actor.capacity, MARKS))
    mine = Suggestion.delegation_id == actor.delegation_id
    under = _asked_about(mine & (Suggestion.status != Status.WITHDRAWN))
    others = sa.select(Suggestion.id).where(Suggestion.paragraph_id.in_(under))
    reserved = sa.select(Reservation.paragraph_id).where(
        Reservation.delegation_id == actor.delegation_id, Reservation.lifted_at.is_(None)
    )
    beside = (
        touching(SubjectKind.PARAGRAPH, under)
        | touching(SubjectKind.PARAGRAPH, reserved)
        | touching(SubjectKind.SUGGESTION, others)
    )
    ours = sa.select(Delegation.id).where(Delegation.id == actor.delegation_id)
    wanted = Event.kind.in_(NAMES_US) & touching(SubjectKind.DELEGATION, ours)
    return (
        Event.kind.in_((*MARKS, *EXPLAINED))
        | _own(actor)
        | Event.kind.in_(BESIDE) & beside
        | wanted
    )


def _own(actor: Actor) -> sa.ColumnElement[bool]:
    """Limit to what was done with what the delegation asked for, and answers to its comments."""
    own = sa.select(Suggestion.id).where(Suggestion.delegation_id == actor.delegation_id)
    own_comments = sa.select(Comment.id).where(Comment.delegation_id == actor.delegation_id)
    own_positions = sa.select(Position.id).where(Position.delegation_id == actor.delegation_id)
    answers = sa.select(Comment.id).where(Comment.parent_id.in_(own_comments))
    answered = (Event.kind == EventKind.COMMENT_MADE) & touching(SubjectKind.COMMENT, answers)
    credentials = (Event.kind == EventKind.CREDENTIALS_CHANGED) & touching(
        SubjectKind.DELEGATION, sa.select(sa.literal(actor.delegation_id))
    )
    entered = Event.kind.in_(ENTRIES) & (
        touching(SubjectKind.COMMENT, own_comments) | touching(SubjectKind.POSITION, own_positions)
    )
    own_things = touching(SubjectKind.SUGGESTION, own) | _of_own_subamendments(actor)
    return own_things | answered | entered | credentials


def _of_own_subamendments(actor: Actor) -> sa.ColumnElement[bool]:
    ours = SubAmendment.delegation_id == actor.delegation_id
    amended = sa.select(SubAmendment.id).where(ours)
    told = sa.select(SubAmendmentDecision.id).join(
        SubAmendment, SubAmendment.id == SubAmendmentDecision.sub_amendment_id
    )
    return touching(SubjectKind.SUB_AMENDMENT, amended) | touching(
        SubjectKind.SUB_AMENDMENT_DECISION, told.where(ours)
    )


def _in_feed(actor: Actor, feed: Feed) -> sa.ColumnElement[bool]:
    if feed is Feed.MINE:
        return _own(actor)
    if feed is Feed.DECISIONS:
        return Event.kind.in_(DECIDED)
    if feed is Feed.TEXT:
        return Event.kind.in_(MARKS) | touching(SubjectKind.VERSION, sa.select(Version.id))
    return sa.true()


def _asked_about(which: sa.ColumnElement[bool]) -> Ids:
    """Choose the paragraphs that suggestions ask about; a new one's is the one before it."""
    on = sa.select(Suggestion.paragraph_id).where(which, Suggestion.paragraph_id.is_not(None))
    after = (
        sa.select(Wording.after_id)
        .join(Suggestion, Suggestion.id == Wording.suggestion_id)
        .where(which, Suggestion.form == SuggestionKind.INSERT, Wording.after_id.is_not(None))
    )
    return sa.union(on, after)


def _subjects(reader: sight.Reader) -> sa.Select[*tuple[Any, ...]]:
    parent, earlier = aliased(Comment), aliased(Revision)
    base, former = aliased(Version), aliased(Version)
    readable = sight.suggestions(reader)
    return _with_positions(
        sa.select(
            Subject.event_id,
            Subject.kind,
            Subject.thing_id,
            Suggestion,
            sa.func.coalesce(Suggestion.paragraph_id, Wording.after_id).label("asked_at"),
            Wording.words.label("asked"),
            base.words.label("base"),
            Delegation.name.label("delegation"),
            Decision,
            Version.paragraph_id.label("worded"),
            Version.words.label("new"),
            former.words.label("old"),
            parent.delegation_id.label("answered_delegation"),
            parent.person_id.label("answered_person"),
            Revision,
            earlier.slug.label("before"),
        )
        .outerjoin(Suggestion, names(SubjectKind.SUGGESTION, Suggestion.id) & readable)
        .outerjoin(Wording, newest.its_wording())
        .outerjoin(base, base.id == Wording.base_version_id)
        .outerjoin(Delegation, Delegation.id == Suggestion.delegation_id)
        .outerjoin(Decision, names(SubjectKind.DECISION, Decision.id))
        .outerjoin(Version, names(SubjectKind.VERSION, Version.id))
        .outerjoin(former, former.id == _former())
        .outerjoin(Comment, names(SubjectKind.COMMENT, Comment.id))
        .outerjoin(parent, parent.id == Comment.parent_id)
        .outerjoin(Revision, names(SubjectKind.REVISION, Revision.id))
        .outerjoin(Correction, Correction.revision_id == Revision.id)
        .outerjoin(earlier, _previous(earlier))
        .where(Subject.kind != SubjectKind.REVISION_ENTRY)
        .order_by(Subject.event_id, Subject.id)
    )


def _previous(earlier: type[Revision]) -> sa.ColumnElement[bool]:
    """Join the revision before: the next older one, or that which a correction corrects."""
    before = Correction.id.is_(None) & (earlier.ordinal == Revision.ordinal - 1)
    same = earlier.document_id == Revision.document_id
    return same & (before | (earlier.id == Correction.corrected_id))


def _with_positions(query: sa.Select[*tuple[Any, ...]]) -> sa.Select[*tuple[Any, ...]]:
    """Add the position that a subject names, and whose it is."""
    taker = aliased(Delegation)
    return (
        query.add_columns(Position, taker.name.label("taker"))
        .outerjoin(Position, names(SubjectKind.POSITION, Position.id))
        .outerjoin(taker, taker.id == Position.delegation_id)
    )


def _former() -> sa.ScalarSelect[int]:
    """Return the version of a paragraph before this one."""
    before = aliased(Version)
    same = (before.paragraph_id == Version.paragraph_id) & (before.language == Version.language)
    newest_before = sa.select(sa.func.max(before.id)).where(same, before.id < Version.id)
    return newest_before.correlate(Version).scalar_subquery()


def _answers(row: Row, actor: Actor) -> bool:
    if actor.delegation_id is not None:
        return bool(row.answered_delegation == actor.delegation_id)
    return row.answered_person is not None and bool(row.answered_person == actor.person_id)


def _named(row: Row, actor: Actor) -> NamedSuggestion:
    own = actor.delegation_id is not None and row.Suggestion.delegation_id == actor.delegation_id
    number, form = row.Suggestion.number, row.Suggestion.form
    return NamedSuggestion(number, row.delegation or "", own, form, row.asked, row.base or "")


def _happening(
    event: Event, document: Document | None, rows: Sequence[Row], actor: Actor
) -> Happening:
    """Put together what the subjects of an event name."""
    asked = [row for row in rows if row.Suggestion is not None]
    suggestions = {row.Suggestion.id: _named(row, actor) for row in asked}
    decisions = [row.Decision for row in rows if row.Decision is not None]
    worded = [row.worded for row in rows if row.worded is not None]
    changes = [(row.old or "", row.new) for row in rows if row.worded is not None]
    asked_at = [row.asked_at for row in asked if row.asked_at is not None]
    named = [row.thing_id for row in rows if row.kind is SubjectKind.PARAGRAPH]
    printed = ((row.Revision, row.before or "") for row in rows if row.Revision is not None)
    revision, before = next(printed, (None, ""))
    return Happening(
        event=event,
        document=document,
        paragraph_id=None if revision else next(iter((*worded, *asked_at, *named)), None),
        suggestions=tuple(suggestions.values()),
        rulings=tuple(
            Ruled(
                suggestions[decision.suggestion_id],
                decision.outcome,
                decision.reason,
                decision.id,
            )
            for decision in decisions
            if decision.suggestion_id in suggestions
        ),
        answers=any(row.kind is SubjectKind.COMMENT and _answers(row, actor) for row in rows),
        change=changes[0] if changes else None,
        revision=revision,
        before=before,
        payload=json.loads(event.payload),
        stands=tuple(
            Stood(suggestions[row.Position.suggestion_id], row.taker, row.Position.stand)
            for row in rows
            if row.Position is not None and row.Position.suggestion_id in suggestions
        ),
    )
