"""Reopen: until the next revision a decision can be taken back; nothing is erased."""

from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions.deciding import committee, outcome
from declaration.actions.journal import events
from declaration.actions.writing import paragraphs, places
from declaration.actions.writing.paragraphs import Made
from declaration.errors import Invalid, Stale
from declaration.queries.deciding.reopening import TAKEN, Undoing, undoing
from declaration.rules import Actor, Verb, require
from declaration.text import normal
from models.base import Base
from models.debate import Decision, Suggestion
from models.document import Document, Paragraph, Place
from models.people import Delegation
from models.vocabulary import EventKind, Outcome, Status, SuggestionKind


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
    found = _decided(session, document, suggestion, reopening)
    paragraph_id = suggestion.paragraph_id
    made = _undo(session, document, suggestion, found, reopening, at)
    decision = _reopened(session, by, found, made, reopening, at)
    suggestion.status = Status.SUBMITTED
    subjects: list[Base] = [suggestion, decision, found.wording, *made.rows]
    if paragraph_id is not None:
        subjects.append(session.get_one(Paragraph, paragraph_id))
    if suggestion.delegation_id is not None:
        subjects.append(session.get_one(Delegation, suggestion.delegation_id))
    events.record(
        session,
        by,
        EventKind.DECISION_REOPENED,
        subjects,
        at=at,
        audience=suggestion.audience,
        document_id=document.id,
        payload={"number": suggestion.number, "decisions": [outcome.stated(decision)]},
    )
    return decision


def _decided(
    session: Session, document: Document, suggestion: Suggestion, reopening: Reopening
) -> Undoing:
    if not reopening.reason.strip():
        raise Invalid("reason", "missing")
    found = undoing(session, document, suggestion)
    if found is None or not found.open:
        raise Invalid("decision", "published")
    if found.current is not None and reopening.base_version_id not in {None, found.current.id}:
        raise Stale(found.current)
    return found


def _undo(
    session: Session,
    document: Document,
    suggestion: Suggestion,
    found: Undoing,
    reopening: Reopening,
    at: datetime,
) -> Made:
    """Make the rows that put the text back; of an insertion the paragraph goes out again."""
    place = version = None
    if found.decision.outcome in TAKEN and found.place is not None:
        place = _place_back(session, document, suggestion, found, at)
    if found.merged is not None and found.current is not None:
        words = _words(found, reopening)
        if words != found.current.words:
            paragraph = session.get_one(Paragraph, found.current.paragraph_id)
            version = paragraphs.word(session, document, paragraph, words, at)
    if suggestion.form is SuggestionKind.INSERT:
        suggestion.paragraph_id = None
    return Made(version=version, place=place, replaced=found.current if version else None)


def _words(found: Undoing, reopening: Reopening) -> str:
    if reopening.words is not None:
        words = normal(reopening.words).strip()
    elif found.merged is not None and found.merged.clean:
        words = found.merged.text
    else:
        words = ""
    if not words:
        raise Invalid("words", "missing")
    return words


def _place_back(
    session: Session, document: Document, suggestion: Suggestion, found: Undoing, at: datetime
) -> Place | None:
    """Undo an insertion, a deletion or a move, unless somebody has put it elsewhere since."""
    place = found.place
    moved = suggestion.form in {SuggestionKind.INSERT, SuggestionKind.DELETE, SuggestionKind.MOVE}
    if place is None or place.id != found.decision.place_id or not moved:
        return None
    if suggestion.form is SuggestionKind.INSERT:
        return paragraphs.put(session, place, at, live=False)
    earlier = session.scalars(
        sa.select(Place)
        .where(Place.paragraph_id == place.paragraph_id, Place.id < place.id)
        .order_by(Place.id.desc())
        .limit(1)
    ).one()
    rank = places.rank_again(session, document, earlier)
    return paragraphs.put(session, earlier, at, rank=rank)


def _reopened(
    session: Session,
    by: Actor,
    found: Undoing,
    made: Made,
    reopening: Reopening,
    at: datetime,
) -> Decision:
    suggestion = session.get_one(Suggestion, found.decision.suggestion_id)
    own = committee.own_delegations(session, by)
    decision = Decision(
        suggestion_id=suggestion.id,
        wording_id=found.wording.id,
        outcome=Outcome.REOPENED,
        reason=normal(reopening.reason).strip(),
        version_id=made.version.id if made.version else None,
        place_id=made.place.id if made.place else None,
        replaced_version_id=made.replaced.id if made.replaced else None,
        person_id=by.person_id,
        capacity=by.capacity,
        own=committee.is_own(suggestion, by, own),
        created_at=at,
    )
    session.add(decision)
    session.flush()
    return decision
