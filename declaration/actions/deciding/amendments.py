"""Amend: the committee's own change of the text, in one act, with its reason."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions.deciding import committee, outcome
from declaration.actions.deciding.verdicts import Item, Plan
from declaration.actions.journal import events
from declaration.actions.journal.audience import debated, narrower
from declaration.actions.suggesting import asked as asking
from declaration.actions.suggesting.asked import Asked
from declaration.actions.writing import paragraphs
from declaration.actions.writing.paragraphs import Spot
from declaration.errors import Invalid, Stale
from declaration.rules import Actor, Verb, require
from models.debate import Suggestion, Wording
from models.document import Document
from models.vocabulary import EventKind, Outcome, Status, SuggestionKind


def amend(
    session: Session, by: Actor, document: Document, asked: Asked, *, at: datetime
) -> Suggestion:
    """Change, insert, delete or move a paragraph; it stands among the suggestions, accepted.

    Raises Invalid as a suggestion does, and without a reason; Stale with what stands there now.
    """
    require(by, Verb.AMEND, committee.case(session, document))
    events.head(session)
    at = committee.moment(session, document, at)
    found = _whole(session, document, asked)
    spot = _spot(session, document, asked)
    suggestion, wording = _suggest(session, by, document, found, at)
    base = None if spot is None else spot.version
    item = Item(suggestion, wording, base, Outcome.ACCEPTED, reason=found.reason)
    made = outcome.carry_out(session, document, spot, _plan(item), at)
    decisions = outcome.decisions(session, by, [item], made, at)
    events.record(
        session,
        by,
        EventKind.PARAGRAPH_AMENDED,
        outcome.touched(session, [item], made, decisions),
        at=at,
        audience=suggestion.audience,
        document_id=document.id,
        payload={
            "number": suggestion.number,
            "form": suggestion.form,
            "decisions": [outcome.stated(decision) for decision in decisions],
        },
    )
    return suggestion


def _whole(session: Session, document: Document, asked: Asked) -> Asked:
    if asked.form is SuggestionKind.GENERAL:
        raise Invalid("form", "unknown")
    found = asking.whole(session, document, asked)
    if not found.reason:
        raise Invalid("reason", "missing")
    return found


def _spot(session: Session, document: Document, asked: Asked) -> Spot | None:
    if asked.paragraph_id is None:
        return None
    spot = paragraphs.spot(session, document, asked.paragraph_id)
    if asked.base_version_id not in {None, spot.version.id}:
        raise Stale(spot.version)
    if asked.base_place_id not in {None, spot.place.id}:
        raise Stale(spot.place)
    if not spot.place.live:
        raise Invalid("paragraph", "deleted")
    return spot


def _suggest(
    session: Session, by: Actor, document: Document, found: Asked, at: datetime
) -> tuple[Suggestion, Wording]:
    suggestion = Suggestion(
        number=(session.scalar(sa.select(sa.func.max(Suggestion.number))) or 0) + 1,
        document_id=document.id,
        form=found.form,
        paragraph_id=found.paragraph_id,
        person_id=by.person_id,
        capacity=by.capacity,
        status=Status.DECIDED,
        audience=narrower(debated(session, document), found.promised),
        submitted_at=at,
    )
    session.add(suggestion)
    session.flush()
    wording = Wording(
        suggestion_id=suggestion.id,
        base_version_id=found.base_version_id,
        base_place_id=found.base_place_id,
        after_id=found.after_id,
        kind=found.kind,
        level=found.level,
        words=found.words,
        reason=found.reason,
        language=found.language,
        person_id=by.person_id,
        created_at=at,
    )
    session.add(wording)
    session.flush()
    return suggestion, wording


def _plan(item: Item) -> Plan:
    return Plan(
        words=item.wording.words
        if item.form in {SuggestionKind.REPLACE, SuggestionKind.INSERT}
        else None,
        deleted=item.form is SuggestionKind.DELETE,
        moved=item if item.form is SuggestionKind.MOVE else None,
        inserted=item if item.form is SuggestionKind.INSERT else None,
    )
