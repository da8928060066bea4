"""Positions: a delegation supports, objects, joins as co-sponsor, or takes back; each is kept."""

from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions.journal import events
from declaration.actions.journal.audience import debated, narrower
from declaration.actions.suggesting import suggestions
from declaration.actions.suggesting.amendment import LANGUAGE
from declaration.errors import Invalid
from declaration.manuscript import check_length
from declaration.queries import newest, sight
from declaration.rules import Actor, Case, require
from declaration.text import normal
from declaration.verbs import Verb
from models.base import Base
from models.debate import Suggestion, Wording
from models.document import Document
from models.negotiation import Entry, Position
from models.vocabulary import Audience, EntryAnswer, EventKind, Stand, SubjectKind

TAKEN = (Stand.SUPPORT, Stand.OBJECT, Stand.COSPONSOR, Stand.NONE)  # by the delegation itself


@dataclass(frozen=True, slots=True)
class Stance:
    """Where a delegation stands on a suggestion, and why.

    ``seen_wording_id``: the wording that was on the screen, empty = the newest. ``promised``: whom
    the form named as its readers.
    """

    stand: Stand
    reason: str = ""
    language: str = "en"
    seen_wording_id: int | None = None
    promised: Audience = Audience.OPENED


def take(
    session: Session, by: Actor, suggestion: Suggestion, stance: Stance, *, at: datetime
) -> Position | None:
    """Say where the actor's delegation stands; return its position, None where it never had any.

    The same again changes nothing. What an official entered for it and it has not answered is void
    then. Raises Stale with the newest wording, and Invalid.
    """
    document = suggestions.locked(session, suggestion)
    held = newest_of(session, suggestion, by.delegation_id)
    joined = stance.stand is Stand.NONE and held is not None and held.stand is Stand.COSPONSOR
    joins = joined or stance.stand is Stand.COSPONSOR
    require(by, Verb.COSPONSOR if joins else Verb.TAKE_POSITION, _case(session, by, suggestion, at))
    position = made(session, by, document, suggestion, stance, at)
    if position is not None and position is not held:
        overtake(session, by, position)
        _record(session, by, EventKind.POSITION_TAKEN, suggestion, position, at)
    return position


def made(
    session: Session,
    by: Actor,
    document: Document,
    suggestion: Suggestion,
    stance: Stance,
    at: datetime,
) -> Position | None:
    """Return the row of a stance, without its event: the caller has asked the rules for it.

    Where nothing is new it is the position that the delegation holds, None if it has none.
    """
    delegation_id = by.delegation_id
    held = newest_of(session, suggestion, delegation_id)
    wording = suggestions.seen_wording(session, suggestion, stance.seen_wording_id)
    reason = _checked(suggestion, delegation_id, stance)
    if held is None and stance.stand is Stand.NONE:
        return None
    if stance.stand is Stand.COSPONSOR and _refused(session, wording, delegation_id):
        raise Invalid("stand", "refused")
    if held is not None and _is_same(held, wording, stance.stand, reason):
        return held
    position = Position(
        suggestion_id=suggestion.id,
        wording_id=wording.id,
        delegation_id=delegation_id,
        stand=stance.stand,
        reason=reason,
        language=stance.language,
        person_id=by.person_id,
        capacity=by.capacity,
        audience=narrower(debated(session, document), suggestion.audience, stance.promised),
        created_at=at,
    )
    session.add(position)
    session.flush()
    return position


def overtake(session: Session, by: Actor, position: Position, *, entered: bool = False) -> None:
    """Void what was entered for the delegation before this position, and not answered.

    ``entered``: the position was entered, too, and may be refused or taken back. So what counts
    already stays: it counts again then. The event of the position tells it.
    """
    void = Entry.answer.is_(None) & (~Entry.counted if entered else sa.true())
    query = (
        sa.select(Entry)
        .join(Position, Position.id == Entry.position_id)
        .where(
            Position.suggestion_id == position.suggestion_id,
            Position.delegation_id == position.delegation_id,
            Position.id < position.id,
            void,
        )
        .with_for_update(of=Entry)
        .execution_options(populate_existing=True)
    )
    for entry in session.scalars(query):
        entry.answer, entry.answered_by_id = EntryAnswer.OVERTAKEN, by.person_id
        entry.answered_at = position.created_at


def refuse(
    session: Session, by: Actor, suggestion: Suggestion, delegation_id: int, *, at: datetime
) -> Position:
    """Refuse a co-sponsor of one's own suggestion, in the wording that there is now."""
    document = suggestions.locked(session, suggestion)
    require(by, Verb.REFUSE_COSPONSOR, _case(session, by, suggestion, at))
    held = newest_of(session, suggestion, delegation_id)
    if held is None or held.stand is not Stand.COSPONSOR:
        raise Invalid("stand", "not_joined")
    position = Position(
        suggestion_id=suggestion.id,
        wording_id=suggestions.seen_wording(session, suggestion, None).id,
        delegation_id=delegation_id,
        stand=Stand.REFUSED,
        person_id=by.person_id,
        capacity=by.capacity,
        audience=narrower(debated(session, document), suggestion.audience),
        created_at=at,
    )
    session.add(position)
    session.flush()
    overtake(session, by, position)
    _record(session, by, EventKind.COSPONSOR_REFUSED, suggestion, position, at)
    return position


def newest_of(
    session: Session, suggestion: Suggestion, delegation_id: int | None
) -> Position | None:
    """Return the position of a delegation that counts, None where it never took any."""
    return session.scalar(newest.position(Position, suggestion.id, delegation_id or 0))


def _case(session: Session, by: Actor, suggestion: Suggestion, at: datetime) -> Case:
    document = session.get_one(Document, suggestion.document_id)
    case = suggestions.case(by, suggestion, document, at)
    return replace(case, procedure=sight.procedure(session))


def _checked(suggestion: Suggestion, delegation_id: int | None, stance: Stance) -> str:
    """Return the reason as it is kept; a stance that is none has none."""
    if stance.stand not in TAKEN or delegation_id is None:
        raise Invalid("stand", "unknown")
    if suggestion.delegation_id == delegation_id:
        raise Invalid("stand", "own")
    if not LANGUAGE.fullmatch(stance.language):
        raise Invalid("language", "unknown")
    reason = "" if stance.stand is Stand.NONE else normal(stance.reason).strip()
    check_length(reason)
    return reason


def _refused(session: Session, wording: Wording, delegation_id: int | None) -> bool:
    """Whether the first author refused the delegation as co-sponsor of this wording."""
    refused = sa.exists().where(
        Position.wording_id == wording.id,
        Position.delegation_id == delegation_id,
        Position.stand == Stand.REFUSED,
    )
    return bool(session.scalar(sa.select(refused)))


def _is_same(held: Position, wording: Wording, stand: Stand, reason: str) -> bool:
    if stand is held.stand is Stand.NONE:
        return True
    return (held.stand, held.wording_id, held.reason) == (stand, wording.id, reason)


def _record(
    session: Session,
    by: Actor,
    kind: EventKind,
    suggestion: Suggestion,
    position: Position,
    at: datetime,
) -> None:
    subjects: list[Base | events.Thing] = [position, (SubjectKind.SUGGESTION, suggestion.id)]
    if suggestion.paragraph_id is not None:
        subjects.append((SubjectKind.PARAGRAPH, suggestion.paragraph_id))
    subjects.append((SubjectKind.DELEGATION, position.delegation_id))
    events.record(
        session,
        by,
        kind,
        subjects,
        at=at,
        audience=position.audience,
        document_id=suggestion.document_id,
        payload={"number": suggestion.number},
    )
