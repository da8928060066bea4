"""Suggestions as pages show them: one value each, in text order; a fixed number of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from declaration.blocks import items_below
from declaration.manuscript import Manuscript, Passage
from declaration.queries import newest, sight
from declaration.queries.entered import Entered, entered
from declaration.queries.journal.subjects import names
from declaration.queries.reading.texts import printed_number
from declaration.queries.suggesting.asked_on import HANDED_IN
from declaration.queries.suggesting.groups import InExclusion, InPackage
from declaration.queries.suggesting.rulings import ChangedFor, NewestDecision, ruling, with_rulings
from declaration.queries.suggesting.standing import Judged, Request, by_paragraph, standing
from declaration.queries.suggesting.subamended import SubAmended
from declaration.queries.suggesting.support import Support
from declaration.queries.suggesting.waiting import asked_at
from models.debate import Comment, Decision, Suggestion, Wording
from models.discs import Disc
from models.document import Document, Paragraph, Version
from models.journal import Event, Subject
from models.negotiation import Entry
from models.people import Delegation
from models.vocabulary import (
    Capacity,
    Kind,
    Outcome,
    Standing,
    Status,
    SubjectKind,
    SuggestionKind,
)

WHOLE = 0  # in counts: what is said on the text as a whole
Row = sa.Row[*tuple[Any, ...]]
FACE = (Delegation.name, Delegation.initials, Delegation.ordinal, Delegation.kind)


@dataclass(frozen=True, slots=True)
class Suggested:
    """A suggestion with its newest wording, its standing now and its newest decision.

    ``paragraph`` and ``after`` are the rolling passages (None where there is none, or where an
    insertion that was never printed is gone: ``paragraph_id`` stays), ``items`` those below a
    paragraph that is to move or to go; ``judged`` is None once withdrawn or decided. ``words`` and
    ``reason`` are empty where redacted. ``sequence`` counts wordings from 1, ``worded_at`` is when
    the newest was made; ``language`` is the text's. The committee's own have no ``delegation``.
    """

    id: int
    number: int
    form: SuggestionKind
    status: Status
    delegation: str
    delegation_slug: str
    delegation_id: int | None
    capacity: Capacity
    own: bool
    paragraph_id: int | None
    paragraph: Passage | None
    after_id: int | None
    after: Passage | None
    items: tuple[Passage, ...]
    kind: Kind | None
    level: int
    wording_id: int
    sequence: int
    words: str
    redacted: bool
    base_version_id: int | None
    base_place_id: int | None
    base_words: str
    language: str
    reason: str
    reason_language: str
    submitted_at: datetime
    worded_at: datetime
    late_seconds: int
    judged: Judged | None
    ruling: NewestDecision | None
    disc: Disc | None = None  # of the delegation
    entered: Entered | None = None  # by an official, for the delegation
    support: Support | None = None  # where others stand on it; None while that is switched off
    subamendments: tuple[SubAmended, ...] = ()  # others' changes to its own text, in order
    package: InPackage | None = None  # that it is part of; None while that is switched off
    exclusion: InExclusion | None = None  # what it excludes; None while that is switched off

    @property
    def open(self) -> bool:
        """Whether it awaits a decision, or before that its delegation's word."""
        return self.live or self.status is Status.ENTERED

    @property
    def live(self) -> bool:
        """Whether it awaits a decision."""
        return self.status is Status.SUBMITTED

    @property
    def standing(self) -> Standing | None:
        """Return how it stands to the current words, None once withdrawn or decided."""
        return self.judged.standing if self.judged else None

    @property
    def state(self) -> Standing | Status | Outcome:
        """Return how it stands while it awaits a decision, else what became of it."""
        if self.status is Status.DECIDED and self.ruling is not None:
            return self.ruling.outcome
        return self.standing or self.status

    @property
    def undecided(self) -> tuple[SubAmended, ...]:
        """Return the sub-amendments that have to be decided before it."""
        return tuple(each for each in self.subamendments if each.pending) if self.live else ()

    @property
    def changed_at(self) -> datetime:
        """Return when it was last worded or decided."""
        return max(self.worded_at, self.ruling.decided_at if self.ruling else self.worded_at)

    @property
    def merged(self) -> str | None:
        """Return the words that accepting gives without a person writing, else None."""
        return self.judged.merged if self.judged else None


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is said on one paragraph, and by whom.

    ``askers``: name and disc of each delegation whose suggestions await a decision, oldest first.
    """

    suggestions: int = 0  # that await a decision
    comments: int = 0  # that were not taken back
    askers: tuple[tuple[str, Disc], ...] = ()


@dataclass(frozen=True, slots=True)
class RecordedWording:
    """One wording with the words on which it was written; ``hash`` is that of its event."""

    wording: Wording
    base_words: str
    event_id: int
    hash: str


def listed(
    session: Session,
    reader: sight.Reader,
    document: Document,
    rolling: Manuscript,
    *only: sa.ColumnElement[bool],
) -> tuple[Suggested, ...]:
    """Return what the reader may see, in text order: general ones last. One statement.

    ``only`` limits the suggestions.
    """
    limits = (Suggestion.document_id == document.id, sight.suggestions(reader), *only)
    rows = session.execute(with_rulings(_rows(document)).where(*limits)).all()
    current = by_paragraph(rolling.passages)
    order = {paragraph_id: place for place, paragraph_id in enumerate(current)}
    listed = [_listed(row, reader, rolling.language, current) for row in rows]
    return tuple(sorted(listed, key=lambda suggestion: _place(suggestion, order)))


def latest(
    session: Session, reader: sight.Reader, document: Document, rolling: Manuscript, most: int
) -> tuple[Suggested, ...]:
    """Return the ``most`` that were last worded or decided, newest first. One statement.

    What was withdrawn is not among them.
    """
    limits = (Suggestion.document_id == document.id, sight.suggestions(reader))
    query = with_rulings(_rows(document)).where(*limits, Suggestion.status != Status.WITHDRAWN)
    decided_last = Decision.created_at > Wording.created_at
    moment = sa.case((decided_last, Decision.created_at), else_=Wording.created_at)
    rows = session.execute(query.order_by(moment.desc(), Suggestion.id.desc()).limit(most)).all()
    current = by_paragraph(rolling.passages)
    return tuple(_listed(row, reader, rolling.language, current) for row in rows)


def on_paragraph(
    session: Session,
    reader: sight.Reader,
    document: Document,
    rolling: Manuscript,
    paragraph_id: int,
) -> tuple[Suggested, ...]:
    """Return what is asked about one paragraph, or to stand after it. One statement."""
    return listed(session, reader, document, rolling, about(paragraph_id))


def about(paragraph_id: int) -> sa.ColumnElement[bool]:
    """Limit suggestions to those that ask about a paragraph, or to insert after it."""
    after = sa.select(Wording.suggestion_id).where(Wording.after_id == paragraph_id)
    inserted = (Suggestion.form == SuggestionKind.INSERT) & Suggestion.id.in_(after)
    return (Suggestion.paragraph_id == paragraph_id) | inserted


def suggestion(session: Session, reader: sight.Reader, number: int) -> Suggestion:
    """Return a suggestion with its document, through what the reader may see. One statement."""
    query = (
        sa.select(Suggestion)
        .options(joinedload(Suggestion.document), joinedload(Suggestion.delegation))
        .where(
            Suggestion.number == number,
            sight.suggestions(reader),
            Suggestion.document.has(sight.documents(reader.actor)),
        )
    )
    return sight.existing(session.scalar(query))


def counts(session: Session, reader: sight.Reader, document: Document) -> dict[int, Counts]:
    """Count by paragraph id; ``WHOLE`` for what is on no paragraph. One statement.

    An insertion counts where it asks to stand: at the paragraph before.
    """
    query = sa.union_all(_asked(reader, document), _said(reader, document)).order_by("first")
    rows: Sequence[Row] = session.execute(query).all()
    counts: dict[int, Counts] = {}
    for paragraph_id, asked, commented, _first, name, *disc in rows:
        key = paragraph_id or WHOLE
        before = counts.get(key, Counts())
        askers = (*before.askers, (name, Disc(*disc))) if name else before.askers
        counts[key] = Counts(before.suggestions + asked, before.comments + commented, askers)
    return counts


def _asked(reader: sight.Reader, document: Document) -> sa.Select[*tuple[Any, ...]]:
    """Count what awaits a decision, by paragraph and delegation, with the ids of the oldest."""
    placed = (
        sa.select(Suggestion.id, Suggestion.delegation_id, asked_at().label("paragraph_id"))
        .where(
            Suggestion.document_id == document.id,
            Suggestion.status == Status.SUBMITTED,
            sight.suggestions(reader),
        )
        .subquery()
    )
    first = sa.func.min(placed.c.id).label("first")
    return (
        sa.select(placed.c.paragraph_id, sa.func.count(), sa.literal(0), first, *FACE)
        .outerjoin_from(placed, Delegation, Delegation.id == placed.c.delegation_id)
        .group_by(placed.c.paragraph_id, Delegation.id)
    )


def _said(reader: sight.Reader, document: Document) -> sa.Select[*tuple[Any, ...]]:
    """Count comments by paragraph, in the columns of ``_asked``."""
    none, nobody = sa.literal(0), [sa.null() for _ in FACE]
    return (
        sa.select(Comment.paragraph_id, none, sa.func.count(), none, *nobody)
        .where(
            Comment.document_id == document.id,
            Comment.suggestion_id.is_(None),
            Comment.withdrawn_at.is_(None),
            sight.comments(reader),
        )
        .group_by(Comment.paragraph_id)
    )


def newest_wording_id(session: Session, suggestion: Suggestion) -> int:
    """Return the id of the newest wording. One statement."""
    return session.scalar(newest.wording(Wording.id, suggestion.id)) or 0


def changed_numbers(
    session: Session, reader: sight.Reader, changed: ChangedFor
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Return the numbers of suggestions and of paragraphs. Two statements.

    0 stands for a suggestion that the reader may not see; a paragraph has the number of the newest
    revision that has it, empty before that.
    """
    asked = sa.select(Suggestion.id, Suggestion.number).where(
        Suggestion.id.in_(changed.suggestions), sight.suggestions(reader)
    )
    printed = sa.select(Paragraph.id, printed_number(Paragraph.id).label("number")).where(
        Paragraph.id.in_(changed.paragraphs)
    )
    numbers = {row.id: row.number for row in session.execute(asked)}
    places = {row.id: row.number for row in session.execute(printed)}
    return (
        tuple(numbers.get(key, 0) for key in changed.suggestions),
        tuple(places.get(key) or "" for key in changed.paragraphs),
    )


def of(session: Session, suggestion: Suggestion) -> Sequence[RecordedWording]:
    """Return all wordings, oldest first. One statement."""
    query = (
        sa.select(Wording, Version.words, Event.id, Event.hash)
        .outerjoin(Version, Version.id == Wording.base_version_id)
        .outerjoin(Subject, names(SubjectKind.WORDING, Wording.id))
        .outerjoin(Event, (Event.id == Subject.event_id) & Event.kind.in_(HANDED_IN))
        .where(Wording.suggestion_id == suggestion.id)
        .order_by(Wording.id, Event.id.desc())
    )
    wordings: dict[int, RecordedWording] = {}
    for wording, base, event_id, digest in session.execute(query):
        if wording.id not in wordings or event_id:
            wordings[wording.id] = RecordedWording(wording, base or "", event_id or 0, digest or "")
    return tuple(wordings.values())


def _rows(document: Document) -> sa.Select[*tuple[Any, ...]]:
    mine = sa.select(Suggestion.id).where(Suggestion.document_id == document.id)
    latest = (
        newest.each(Wording.suggestion_id, Wording.suggestion_id.in_(mine))
        .add_columns(sa.func.count().label("sequence"))
        .subquery()
    )
    return (
        sa.select(Suggestion, Wording, latest.c.sequence, Version, Delegation, Entry)
        .join(Wording, Wording.suggestion_id == Suggestion.id)
        .join(latest, latest.c.id == Wording.id)
        .outerjoin(Version, Version.id == Wording.base_version_id)
        .outerjoin(Delegation, Delegation.id == Suggestion.delegation_id)
        .outerjoin(Entry, Entry.suggestion_id == Suggestion.id)
    )


def _listed(
    row: Row, reader: sight.Reader, language: str, current: Mapping[int, Passage]
) -> Suggested:
    suggestion, wording, sequence, base, delegation, entry, *decided = row
    request = _request(suggestion, wording, base)
    return Suggested(
        id=suggestion.id,
        number=suggestion.number,
        form=suggestion.form,
        status=suggestion.status,
        delegation=delegation.name if delegation else "",
        delegation_slug=delegation.slug if delegation else "",
        delegation_id=suggestion.delegation_id,
        capacity=suggestion.capacity,
        own=delegation is not None and suggestion.delegation_id == reader.actor.delegation_id,
        paragraph_id=suggestion.paragraph_id,
        paragraph=current.get(suggestion.paragraph_id or 0),
        after_id=wording.after_id,
        after=current.get(wording.after_id or 0),
        items=_items(suggestion, current),
        kind=wording.kind,
        level=wording.level,
        wording_id=wording.id,
        sequence=sequence,
        words=wording.words,
        redacted=wording.redacted,
        base_version_id=wording.base_version_id,
        base_place_id=wording.base_place_id,
        base_words=request.base_words,
        language=language,
        reason=wording.reason,
        reason_language=wording.language,
        submitted_at=suggestion.submitted_at,
        worded_at=wording.created_at,
        late_seconds=suggestion.late_seconds,
        judged=standing(request, current) if suggestion.status is Status.SUBMITTED else None,
        ruling=ruling(*decided),
        entered=entered(entry),
        disc=delegation.disc if delegation else None,
    )


def _items(suggestion: Suggestion, current: Mapping[int, Passage]) -> tuple[Passage, ...]:
    if suggestion.form not in {SuggestionKind.MOVE, SuggestionKind.DELETE}:
        return ()
    return items_below(tuple(current.values()), suggestion.paragraph_id or 0)


def _request(suggestion: Suggestion, wording: Wording, base: Version | None) -> Request:
    return Request(
        form=suggestion.form,
        paragraph_id=suggestion.paragraph_id,
        after_id=wording.after_id,
        words=wording.words,
        base_words=base.words if base else "",
        base_place_id=wording.base_place_id,
    )


def _place(suggestion: Suggested, order: Mapping[int, int]) -> tuple[int, bool, int]:
    """Sort by place in the text, what is asked about a paragraph before what comes after it."""
    passage = suggestion.paragraph or suggestion.after
    at_head = suggestion.form is SuggestionKind.INSERT and passage is None
    place = (
        order[passage.paragraph_id]
        if passage
        else len(order) + (suggestion.form is SuggestionKind.GENERAL)
    )
    return (-1 if at_head else place, suggestion.paragraph is None, suggestion.number)
