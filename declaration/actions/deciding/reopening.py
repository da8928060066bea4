"""Reopen: until the next revision a decision can be taken back; nothing is erased."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions.deciding import committee, outcome
from declaration.actions.deciding.verdicts import Matter
from declaration.actions.journal import events
from declaration.actions.writing import paragraphs, places
from declaration.errors import Invalid, NotFound, Stale
from declaration.queries.deciding import reopening as queries
from declaration.queries.journal.subjects import of_an_act
from declaration.rules import Actor, Verb, require
from declaration.text import Merged, normal
from models.debate import Decision, Suggestion
from models.document import Document, Paragraph, Place, Version
from models.journal import Event, Subject
from models.vocabulary import EventKind, Outcome, Status, SubjectKind, SuggestionKind


@dataclass(frozen=True, slots=True)
class Reopening:
    """Why, and the words that the paragraph has then.

    ``words``: None = what the decision brought is taken out, where that is clear; they are of no
    use where the decision brought no words. ``base_version_id`` was on the screen; None = not
    checked.
    """

    reason: str
    words: str | None = None
    base_version_id: int | None = None


def reopen(
    session: Session, by: Actor, suggestion: Suggestion, reopening: Reopening, *, at: datetime
) -> Decision:
    """Put a decided suggestion back on the desk, and the text back to what it was without it.

    Raises Invalid (``reason``, ``words``; ``decision`` with published), Stale.
    """
    document = session.get_one(Document, suggestion.document_id)
    session.refresh(suggestion, with_for_update={"of": Suggestion})  # not what it is joined to
    case = replace(committee.case(session, document), state=suggestion.status)
    require(by, Verb.REOPEN, case)
    events.head(session)
    undoing = _decided(session, document, suggestion, reopening)
    about = suggestion.paragraph_id
    subjects = [] if about is None else [(SubjectKind.PARAGRAPH, about)]
    change = _undo(session, document, suggestion, undoing, reopening, at)
    reason = normal(reopening.reason).strip()
    matter = Matter(suggestion, undoing.wording, None, Outcome.REOPENED, reason)
    [decision] = outcome.decisions(session, by, [matter], change, at)
    events.record(
        session,
        by,
        EventKind.DECISION_REOPENED,
        [*subjects, *outcome.touched(session, [matter], change, [decision])],
        at=at,
        audience=suggestion.audience,
        document_id=document.id,
        payload={"number": suggestion.number},
    )
    return decision


def undo(
    session: Session, by: Actor, document: Document, event_id: int, reason: str, *, at: datetime
) -> list[Decision]:
    """Reopen all that was decided in one act, and put the text back as it was before.

    Raises NotFound where the event is no decision, Stale where anything has happened there since,
    and as ``reopen`` does.
    """
    case = replace(committee.case(session, document), state=Status.DECIDED)
    require(by, Verb.REOPEN, case)
    events.head(session)
    event = session.get(Event, event_id)
    if event is None or (event.kind, event.document_id) != (
        EventKind.PARAGRAPH_DECIDED,
        document.id,
    ):
        raise NotFound
    named = sa.select(Subject.kind, Subject.thing_id).where(Subject.event_id == event.id)
    things = session.execute(named).all()
    ids = [thing for kind, thing in things if kind == SubjectKind.SUGGESTION]
    _check_last(session, event, [*things])
    made = session.scalars(
        sa.select(Decision).where(
            Decision.id.in_([thing for kind, thing in things if kind == SubjectKind.DECISION])
        )
    ).all()
    replaced = next((each.replaced_version_id for each in made if each.replaced_version_id), None)
    words = session.get_one(Version, replaced).words if replaced else None
    back = Reopening(reason=reason, words=words)
    suggestions = session.scalars(sa.select(Suggestion).where(Suggestion.id.in_(ids)))
    return [reopen(session, by, each, back, at=at) for each in suggestions.all()]


def _check_last(session: Session, event: Event, things: Sequence[Any]) -> None:
    """See that no later event names a paragraph or suggestion of this one. Raises Stale."""
    touching = [
        sa.and_(Subject.kind == kind, Subject.thing_id == thing)
        for kind, thing in things
        if kind in {SubjectKind.PARAGRAPH, SubjectKind.SUGGESTION}
    ]
    later = sa.select(Subject.event_id).where(Subject.event_id > event.id, sa.or_(*touching))
    if session.scalars(later.limit(1)).first() is not None:
        raise Stale(event)


def _decided(
    session: Session, document: Document, suggestion: Suggestion, reopening: Reopening
) -> queries.Undoing:
    if not reopening.reason.strip():
        raise Invalid("reason", "missing")
    undoing = queries.undoing(session, document, suggestion)
    if undoing is None or not undoing.open:
        raise Invalid("decision", "published")
    if undoing.current and reopening.base_version_id not in {None, undoing.current.id}:
        raise Stale(undoing.current)
    return undoing


def _undo(
    session: Session,
    document: Document,
    suggestion: Suggestion,
    undoing: queries.Undoing,
    reopening: Reopening,
    at: datetime,
) -> paragraphs.ParagraphChange:
    """Make the rows that put the text back; of an insertion the paragraph is removed again."""
    placed: list[Place] = []
    version = None
    if undoing.decision.outcome.taken and undoing.place is not None:
        placed = _places_back(session, document, suggestion, undoing, at)
    if undoing.merged is not None and undoing.current is not None:
        words = _words(undoing.merged, reopening)
        if words != undoing.current.words:
            paragraph = session.get_one(Paragraph, undoing.current.paragraph_id)
            version = paragraphs.word(session, document, paragraph, words, at)
    if suggestion.form is SuggestionKind.INSERT:
        suggestion.paragraph_id = None
    return paragraphs.ParagraphChange(
        version=version,
        place=placed[0] if placed else None,
        replaced=undoing.current if version is not None else None,
        along=tuple(placed[1:]),
    )


def _words(merged: Merged, reopening: Reopening) -> str:
    words = merged.text if merged.clean else ""
    if reopening.words is not None:
        words = normal(reopening.words).strip()
    if not words:
        raise Invalid("words", "missing")
    return words


def _places_back(
    session: Session,
    document: Document,
    suggestion: Suggestion,
    undoing: queries.Undoing,
    at: datetime,
) -> list[Place]:
    """Undo an insertion, a deletion or a move, unless somebody has put it elsewhere since.

    Where it has only gone along with another paragraph since, it is undone there.
    """
    place, decided = undoing.place, undoing.decision.place_id
    if place is None or decided is None or suggestion.form is SuggestionKind.REPLACE:
        return []
    if _elsewhere(session, document, place, decided):
        return []
    if suggestion.form is SuggestionKind.INSERT:
        return [paragraphs.put(session, place, at, live=False)]
    made = _made(session, undoing.decision)
    if suggestion.form is SuggestionKind.MOVE:
        return paragraphs.move_back(session, document, place, made, at)
    [rank] = places.ranks_back(session, document, min(made), [place])
    return [paragraphs.put(session, place, at, rank=rank)]


def _elsewhere(session: Session, document: Document, place: Place, decided: int) -> bool:
    """Whether a paragraph was moved or deleted by itself since, and has not come back."""
    then = session.get_one(Place, decided)
    stands = (place.rank, place.live) == (then.rank, then.live)
    return not stands and place.paragraph_id in places.moved_since(session, document, decided)


def _made(session: Session, decision: Decision) -> frozenset[int]:
    """Return the ids of the places that a decision's act made, as its event names them."""
    events_of = sa.select(Subject.event_id).where(
        Subject.kind == SubjectKind.DECISION, Subject.thing_id == decision.id, of_an_act()
    )
    named = sa.select(Subject.thing_id).where(
        Subject.kind == SubjectKind.PLACE, Subject.event_id.in_(events_of)
    )
    return frozenset({*session.scalars(named), *filter(None, [decision.place_id])})
