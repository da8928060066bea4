"""Suggestions: handed in, reworded, taken back; each act is one event."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions.journal import events
from declaration.actions.journal.audience import debated, narrower
from declaration.actions.journal.events import Thing
from declaration.actions.suggesting import asked as asking
from declaration.actions.suggesting.asked import Asked
from declaration.errors import Invalid, NotFound, Stale
from declaration.rules import Actor, Case, Verb, require
from models.base import Base
from models.debate import Draft, Suggestion, Wording
from models.document import Document
from models.vocabulary import Audience, EventKind, Status, SubjectKind

WORDED = ("after_id", "kind", "level", "words", "reason", "language")
LAST = sa.select(sa.func.max(Suggestion.number))


def submit(
    session: Session,
    by: Actor,
    document: Document,
    asked: Asked,
    *,
    draft: Draft | None = None,
    at: datetime,
) -> Suggestion:
    """Hand a suggestion in for the delegation; late is marked, never refused; its draft goes."""
    _require_submit(by, document, draft)
    return _hand_in(session, by, document, asked, draft, at)


def submit_ready(
    session: Session,
    by: Actor,
    drafts: Sequence[Draft],
    *,
    promised: Audience = Audience.OPENED,
    at: datetime,
) -> list[Suggestion]:
    """Hand in what lies in the tray, in this order: one event a suggestion.

    ``promised``: whom the page named as readers.
    """
    documents = {draft.id: session.get_one(Document, draft.document_id) for draft in drafts}
    for draft in drafts:
        _require_submit(by, documents[draft.id], draft)
        if not draft.ready:
            raise Invalid("drafts", "not_ready")
    return [
        _hand_in(session, by, documents[draft.id], asking.of_draft(draft, promised), draft, at)
        for draft in drafts
    ]


def revise(
    session: Session,
    by: Actor,
    suggestion: Suggestion,
    asked: Asked,
    *,
    seen_wording_id: int,
    at: datetime,
) -> Wording:
    """Reword until the deadline; the old wording stays. Raises Stale with the newest one."""
    document = _locked(session, suggestion)
    _require_own(by, Verb.REVISE, suggestion, document, at)
    newest = _seen(session, suggestion, seen_wording_id)
    if (asked.form, asked.paragraph_id) != (suggestion.form, _asked_on(suggestion)):
        raise Invalid("form", "unknown")
    found = asking.whole(session, document, asked)
    if all(getattr(found, name) == getattr(newest, name) for name in WORDED):
        raise Invalid("words", "unchanged")
    wording = _worded(session, by, suggestion, found, at)
    events.record(
        session,
        by,
        EventKind.SUGGESTION_REVISED,
        _touched(suggestion, wording),
        at=at,
        audience=suggestion.audience,
        document_id=suggestion.document_id,
        payload={"number": suggestion.number, "earlier": newest.id},
    )
    return wording


def withdraw(
    session: Session,
    by: Actor,
    suggestion: Suggestion,
    *,
    seen_wording_id: int | None = None,
    at: datetime,
) -> Suggestion:
    """Take a suggestion back before it is decided; its row stays."""
    document = _locked(session, suggestion)
    _require_own(by, Verb.WITHDRAW, suggestion, document, at)
    newest = _seen(session, suggestion, seen_wording_id)
    suggestion.status = Status.WITHDRAWN
    suggestion.withdrawn_at = at
    events.record(
        session,
        by,
        EventKind.SUGGESTION_WITHDRAWN,
        _touched(suggestion, newest),
        at=at,
        audience=suggestion.audience,
        document_id=suggestion.document_id,
        payload={"number": suggestion.number},
    )
    return suggestion


def late_seconds(document: Document, at: datetime) -> int:
    """Return how late a suggestion comes at ``at``; 0 = in time, the deadline itself included."""
    if document.deadline is None or at <= document.deadline:
        return 0
    return max(1, int((at - document.deadline).total_seconds()))


def _require_submit(by: Actor, document: Document, draft: Draft | None) -> None:
    own = draft is None or draft.delegation_id == by.delegation_id
    require(by, Verb.SUBMIT, Case(stage=document.stage, own=own))
    if draft is not None and draft.document_id != document.id:
        raise NotFound


def _require_own(
    by: Actor, verb: Verb, suggestion: Suggestion, document: Document, at: datetime
) -> None:
    own = suggestion.delegation_id is not None and suggestion.delegation_id == by.delegation_id
    late = late_seconds(document, at) > 0
    require(by, verb, Case(stage=document.stage, own=own, state=suggestion.status, late=late))


def _hand_in(
    session: Session,
    by: Actor,
    document: Document,
    asked: Asked,
    draft: Draft | None,
    at: datetime,
) -> Suggestion:
    found = asking.whole(session, document, asked)
    events.head(session)  # so that numbers have no gaps
    suggestion = Suggestion(
        number=(session.scalar(LAST) or 0) + 1,
        document_id=document.id,
        form=found.form,
        paragraph_id=found.paragraph_id,
        delegation_id=by.delegation_id,
        person_id=by.person_id,
        capacity=by.capacity,
        status=Status.SUBMITTED,
        audience=narrower(debated(session, document), found.promised),
        submitted_at=at,
        late_seconds=late_seconds(document, at),
    )
    session.add(suggestion)
    session.flush()
    wording = _worded(session, by, suggestion, found, at)
    if draft is not None:
        session.delete(draft)
    events.record(
        session,
        by,
        EventKind.SUGGESTION_SUBMITTED,
        _touched(suggestion, wording),
        at=at,
        audience=suggestion.audience,
        document_id=document.id,
        payload={"number": suggestion.number, "form": suggestion.form},
    )
    return suggestion


def _locked(session: Session, suggestion: Suggestion) -> Document:
    """Hold the suggestion until the transaction ends, as it stands now."""
    session.refresh(suggestion, with_for_update={"of": Suggestion})  # not what it is joined to
    return session.get_one(Document, suggestion.document_id)


def _seen(session: Session, suggestion: Suggestion, seen_wording_id: int | None) -> Wording:
    query = sa.select(Wording).where(Wording.suggestion_id == suggestion.id)
    newest = session.scalars(query.order_by(Wording.id.desc()).limit(1)).one()
    if seen_wording_id is not None and newest.id != seen_wording_id:
        raise Stale(newest)
    return newest


def _asked_on(suggestion: Suggestion) -> int | None:
    """Return the paragraph that was asked about; one that an insertion made was not."""
    return suggestion.paragraph_id if suggestion.form in asking.ON_PARAGRAPH else None


def _worded(
    session: Session, by: Actor, suggestion: Suggestion, found: Asked, at: datetime
) -> Wording:
    bases = {"base_version_id": found.base_version_id, "base_place_id": found.base_place_id}
    words = {name: getattr(found, name) for name in WORDED}
    wording = Wording(
        suggestion_id=suggestion.id, person_id=by.person_id, created_at=at, **bases, **words
    )
    session.add(wording)
    session.flush()
    return wording


def _touched(suggestion: Suggestion, wording: Wording) -> list[Base | Thing]:
    on = (suggestion.paragraph_id, wording.after_id)
    return [suggestion, wording, *((SubjectKind.PARAGRAPH, one) for one in on if one is not None)]
