"""Entries: what an official enters for a delegation, and what the delegation answers."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions import comments
from declaration.actions.comments import Remark
from declaration.actions.journal import events
from declaration.actions.negotiating import positions
from declaration.actions.negotiating.positions import Stance
from declaration.actions.suggesting import amendment as amendments, subamended, suggestions
from declaration.actions.suggesting.amendment import Amendment
from declaration.errors import Invalid, NotAllowed, NotFound, Stale
from declaration.queries import newest, sight
from declaration.rules import Actor, Case, require
from declaration.verbs import Verb
from models.base import Base
from models.debate import Comment, Suggestion
from models.document import Document, Place
from models.negotiation import Entry, Position
from models.people import Delegation
from models.vocabulary import (
    Audience,
    Capacity,
    EntryAnswer,
    EntrySource,
    EventKind,
    Procedure,
    Stage,
    Stand,
    Status,
    SubjectKind,
)

ENTERABLE = (Stand.SUPPORT, Stand.OBJECT)
ANSWERED = {
    EntryAnswer.CONFIRMED: EventKind.ENTRY_CONFIRMED,
    EntryAnswer.REFUSED: EventKind.ENTRY_REFUSED,
    EntryAnswer.TAKEN_BACK: EventKind.ENTRY_TAKEN_BACK,
}


@dataclass(frozen=True, slots=True)
class Origin:
    """For which delegation something is entered, and where it comes from."""

    delegation_id: int
    source: EntrySource = EntrySource.FLOOR


def enter_suggestion(
    session: Session,
    by: Actor,
    document: Document,
    amendment: Amendment,
    origin: Origin,
    *,
    at: datetime,
) -> Suggestion:
    """Enter a suggestion; it awaits the delegation's word, unless entries count at once.

    Raises Invalid as a suggestion does, and for a delegation or a paragraph that is not there.
    """
    parts = _require(session, by, document.stage)
    author = _author(session, by, origin)
    whole = amendments.whole(session, document, amendment)
    _check_live(session, whole)
    events.head(session)
    session.refresh(document, ["stage"])  # whoever waited may find the text adopted meanwhile
    _require(session, by, document.stage)
    status = Status.SUBMITTED if Procedure.ENTERED_COUNTS in parts else Status.ENTERED
    suggestion, wording = suggestions.add(session, author, document, whole, at, status=status)
    entry = _entry(by, origin, at, suggestion_id=suggestion.id)
    session.add(entry)
    subjects = [wording, entry, *suggestions.touched(suggestion, wording)]
    _record(
        session,
        by,
        EventKind.SUGGESTION_ENTERED,
        entry,
        subjects,
        (suggestion, suggestion.audience),
    )
    return suggestion


def enter_comment(
    session: Session, by: Actor, document: Document, remark: Remark, origin: Origin, *, at: datetime
) -> Comment:
    """Enter a comment; it is shown at once, and goes if the delegation refuses it."""
    _require(session, by, document.stage)
    comment = comments.add(session, _author(session, by, origin), document, remark, at=at)
    entry = _entry(by, origin, at, comment_id=comment.id)
    session.add(entry)
    subjects = [*comments.touched(comment), entry]
    _record(session, by, EventKind.COMMENT_ENTERED, entry, subjects, (comment, comment.audience))
    return comment


def enter_position(
    session: Session,
    by: Actor,
    suggestion: Suggestion,
    stance: Stance,
    origin: Origin,
    *,
    at: datetime,
) -> Position:
    """Enter where a delegation stands; it counts once confirmed, unless entries count at once.

    What was entered for it before, is not answered and does not count is void then. Raises Stale
    with the newest wording, and Invalid: as a position does, and ``stand`` (same) where it stands
    so already.
    """
    document = suggestions.locked(session, suggestion)
    parts = _require(session, by, document.stage, suggestion.status)
    if Procedure.POSITIONS not in parts:
        raise NotFound
    if suggestion.status is not Status.SUBMITTED:
        raise NotAllowed(suggestion.status)
    if stance.stand not in ENTERABLE:
        raise Invalid("stand", "unknown")
    speaker = _author(session, by, origin)
    held = positions.newest_of(session, suggestion, origin.delegation_id)
    position = positions.made(session, speaker, document, suggestion, stance, at)
    if position is None or position is held:
        raise Invalid("stand", "same")
    positions.overtake(session, by, position, entered=True)
    at_once = Procedure.ENTERED_COUNTS in parts
    entry = _entry(by, origin, at, position_id=position.id, counted=at_once)
    session.add(entry)
    subjects = [position, entry, *_touched(session, suggestion)]
    about = suggestion, position.audience
    _record(session, by, EventKind.POSITION_ENTERED, entry, subjects, about)
    return position


def answer(
    session: Session,
    by: Actor,
    entry: Entry,
    answer: EntryAnswer,
    *,
    seen_wording_id: int | None = None,
    at: datetime,
) -> None:
    """Confirm or refuse for the delegation, or take back what was entered by mistake.

    Raises Stale where it has been answered, or the suggestion has newer words than were seen.
    """
    thing, audience = _thing(session, entry)
    session.refresh(entry, with_for_update={"of": Entry})
    _require_answer(session, by, entry, thing, answer)
    subjects: list[Base | events.Thing] = [entry]
    if isinstance(thing, Comment):
        subjects += comments.touched(thing)
        if answer is not EntryAnswer.CONFIRMED:
            thing.withdrawn_at = at
    elif entry.position_id is not None:
        suggestions.seen_wording(session, thing, seen_wording_id)
        subjects += [(SubjectKind.POSITION, entry.position_id), *_touched(session, thing)]
    else:
        subjects += _answer_suggestion(session, thing, answer, seen_wording_id, at)
        if answer is not EntryAnswer.CONFIRMED:
            subamended.lapse(session, by, Suggestion.id == thing.id, at)
    entry.answer, entry.answered_at, entry.answered_by_id = answer, at, by.person_id
    _record(session, by, ANSWERED[answer], entry, subjects, (thing, audience))


def _require_answer(
    session: Session, by: Actor, entry: Entry, thing: Suggestion | Comment, answer: EntryAnswer
) -> None:
    """Ask the rules whether one may answer so now. Raises Stale where it has been answered."""
    document = session.get_one(Document, thing.document_id)
    case = Case(
        stage=document.stage,
        own=entry.delegation_id == by.delegation_id,
        state=thing.status if isinstance(thing, Suggestion) else None,
        procedure=sight.procedure(session),
    )
    verb = Verb.ENTER_FOR if answer is EntryAnswer.TAKEN_BACK else Verb.ANSWER_ENTRY
    require(by, verb, case)
    if entry.position_id is not None and Procedure.POSITIONS not in case.procedure:
        raise NotFound
    if entry.answer is not None:
        raise Stale(entry)


def _answer_suggestion(
    session: Session,
    suggestion: Suggestion,
    answer: EntryAnswer,
    seen_wording_id: int | None,
    at: datetime,
) -> list[Base | events.Thing]:
    wording = suggestions.seen_wording(session, suggestion, seen_wording_id)
    if answer is EntryAnswer.CONFIRMED:
        suggestion.status = Status.SUBMITTED
    else:
        suggestion.status, suggestion.withdrawn_at = Status.WITHDRAWN, at
    return suggestions.touched(suggestion, wording)


def _require(
    session: Session, by: Actor, stage: Stage, state: Status | None = None
) -> frozenset[Procedure]:
    """Ask the rules whether one may enter something now; return what is switched on."""
    parts = sight.procedure(session)
    require(by, Verb.ENTER_FOR, Case(stage=stage, state=state, procedure=parts))
    return parts


def _author(session: Session, by: Actor, origin: Origin) -> Actor:
    """Return in whose name it stands: the delegation's, by the hand of whoever enters it."""
    if session.get(Delegation, origin.delegation_id) is None:
        raise Invalid("delegation", "unknown")
    return Actor(by.person_id, Capacity.DELEGATION, delegation_id=origin.delegation_id)


def _check_live(session: Session, asked: Amendment) -> None:
    for field, paragraph_id in (("paragraph", asked.paragraph_id), ("after", asked.after_id)):
        live = newest.place(Place.live, paragraph_id or 0)
        if paragraph_id is not None and not session.scalar(live):
            raise Invalid(field, "deleted")


def _entry(by: Actor, origin: Origin, at: datetime, **about: int) -> Entry:
    return Entry(
        delegation_id=origin.delegation_id,
        source=origin.source,
        person_id=by.person_id,
        capacity=by.capacity,
        created_at=at,
        **about,
    )


def _thing(session: Session, entry: Entry) -> tuple[Suggestion | Comment, Audience]:
    """Return what was entered, of a position the suggestion, as it stands now; and who reads it.

    It is held until the transaction ends, before the entry: as whoever takes a position holds both.
    """
    position = session.get(Position, entry.position_id or 0)
    table = Comment if entry.comment_id is not None else Suggestion
    about = position.suggestion_id if position else entry.suggestion_id or entry.comment_id
    query = sa.select(table).where(table.id == about)
    held = query.with_for_update(of=table).execution_options(populate_existing=True)
    thing = cast("Suggestion | Comment", session.scalars(held).one())
    return thing, position.audience if position else thing.audience


def _touched(session: Session, suggestion: Suggestion) -> list[Base | events.Thing]:
    """Return what a position on a suggestion touches beside itself."""
    wording = suggestions.seen_wording(session, suggestion, None)
    _suggestion, *paragraphs = suggestions.touched(suggestion, wording)
    return [(SubjectKind.SUGGESTION, suggestion.id), *paragraphs]


def _record(
    session: Session,
    by: Actor,
    kind: EventKind,
    entry: Entry,
    subjects: list[Base | events.Thing],
    about: tuple[Suggestion | Comment, Audience],
) -> None:
    thing, audience = about
    facts = {"number": thing.number, "form": thing.form} if isinstance(thing, Suggestion) else {}
    events.record(
        session,
        by,
        kind,
        [*subjects, (SubjectKind.DELEGATION, entry.delegation_id)],
        at=entry.answered_at or entry.created_at,
        audience=audience,
        document_id=thing.document_id,
        payload={**facts, "source": entry.source},
    )
