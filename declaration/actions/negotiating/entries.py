"""Entries: what an official enters for a delegation, and what the delegation answers."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions import comments
from declaration.actions.comments import Remark
from declaration.actions.journal import events
from declaration.actions.suggesting import amendment as amendments, subamended, suggestions
from declaration.actions.suggesting.amendment import Amendment
from declaration.errors import Invalid, Stale
from declaration.queries import newest, sight
from declaration.rules import Actor, Case, Verb, require
from models.base import Base
from models.debate import Comment, Suggestion
from models.document import Document, Place
from models.negotiation import Entry
from models.people import Delegation
from models.vocabulary import (
    Capacity,
    EntryAnswer,
    EntrySource,
    EventKind,
    Procedure,
    Status,
    SubjectKind,
)

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
    parts = _require(session, by, document)
    author = _author(session, by, origin)
    whole = amendments.whole(session, document, amendment)
    _check_live(session, whole)
    events.head(session)
    session.refresh(document, ["stage"])  # whoever waited may find the text adopted meanwhile
    _require(session, by, document)
    status = Status.SUBMITTED if Procedure.ENTERED_COUNTS in parts else Status.ENTERED
    suggestion, wording = suggestions.add(session, author, document, whole, at, status=status)
    entry = _entry(by, origin, at, suggestion_id=suggestion.id)
    session.add(entry)
    subjects = [wording, entry, *suggestions.touched(suggestion, wording)]
    _record(session, by, EventKind.SUGGESTION_ENTERED, entry, suggestion, subjects)
    return suggestion


def enter_comment(
    session: Session, by: Actor, document: Document, remark: Remark, origin: Origin, *, at: datetime
) -> Comment:
    """Enter a comment; it is shown at once, and goes if the delegation refuses it."""
    _require(session, by, document)
    comment = comments.add(session, _author(session, by, origin), document, remark, at=at)
    entry = _entry(by, origin, at, comment_id=comment.id)
    session.add(entry)
    subjects = [*comments.touched(comment), entry]
    _record(session, by, EventKind.COMMENT_ENTERED, entry, comment, subjects)
    return comment


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
    session.refresh(entry, with_for_update={"of": Entry})
    thing = _thing(session, entry)
    document = session.get_one(Document, thing.document_id)
    case = Case(
        stage=document.stage,
        own=entry.delegation_id == by.delegation_id,
        state=thing.status if isinstance(thing, Suggestion) else None,
        procedure=sight.procedure(session),
    )
    verb = Verb.ENTER_FOR if answer is EntryAnswer.TAKEN_BACK else Verb.ANSWER_ENTRY
    require(by, verb, case)
    if entry.answer is not None:
        raise Stale(entry)
    subjects: list[Base | events.Thing] = [entry]
    if isinstance(thing, Suggestion):
        subjects += _answer_suggestion(session, thing, answer, seen_wording_id, at)
        if thing.status is Status.WITHDRAWN:
            subamended.lapse(session, by, Suggestion.id == thing.id, at)
    else:
        subjects += comments.touched(thing)
        if answer is not EntryAnswer.CONFIRMED:
            thing.withdrawn_at = at
    entry.answer, entry.answered_at, entry.answered_by_id = answer, at, by.person_id
    _record(session, by, ANSWERED[answer], entry, thing, subjects)


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


def _require(session: Session, by: Actor, document: Document) -> frozenset[Procedure]:
    """Ask the rules whether one may enter something now; return what is switched on."""
    parts = sight.procedure(session)
    require(by, Verb.ENTER_FOR, Case(stage=document.stage, procedure=parts))
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


def _thing(session: Session, entry: Entry) -> Suggestion | Comment:
    """Return what was entered, as it stands now; held until the transaction ends."""
    table = Suggestion if entry.suggestion_id is not None else Comment
    query = sa.select(table).where(table.id == (entry.suggestion_id or entry.comment_id))
    held = query.with_for_update(of=table).execution_options(populate_existing=True)
    return cast("Suggestion | Comment", session.scalars(held).one())


def _record(
    session: Session,
    by: Actor,
    kind: EventKind,
    entry: Entry,
    thing: Suggestion | Comment,
    subjects: list[Base | events.Thing],
) -> None:
    about = {"number": thing.number, "form": thing.form} if isinstance(thing, Suggestion) else {}
    events.record(
        session,
        by,
        kind,
        [*subjects, (SubjectKind.DELEGATION, entry.delegation_id)],
        at=entry.answered_at or entry.created_at,
        audience=thing.audience,
        document_id=thing.document_id,
        payload={**about, "source": entry.source},
    )
