"""Drafts: a delegation's own, plain and mutable; no events."""

from datetime import datetime

from sqlalchemy.orm import Session

from declaration.actions.suggesting import asked as asking
from declaration.actions.suggesting.asked import Asked
from declaration.errors import NotFound
from declaration.rules import Actor, Case, Verb, require
from models.debate import Draft
from models.document import Document


def save(
    session: Session,
    by: Actor,
    document: Document,
    asked: Asked,
    *,
    draft: Draft | None = None,
    at: datetime,
) -> Draft:
    """Keep what somebody began to ask, complete or not; an edited draft leaves the tray."""
    _require(by, document, draft)
    found = asking.begun(session, document, asked)
    if draft is None:
        draft = Draft(
            document_id=document.id, delegation_id=by.delegation_id, person_id=by.person_id
        )
        session.add(draft)
    for name in asking.DRAFTED:
        setattr(draft, name, getattr(found, name))
    draft.ready = False
    draft.updated_at = at
    session.flush()
    return draft


def discard(session: Session, by: Actor, draft: Draft, *, at: datetime) -> None:  # noqa: ARG001
    """Throw a draft away."""
    _require(by, _document(session, draft), draft)
    session.delete(draft)
    session.flush()


def mark_ready(session: Session, by: Actor, draft: Draft, *, ready: bool, at: datetime) -> Draft:
    """Put a draft into the tray «Ready to submit», or take it out; only a whole one goes in."""
    document = _document(session, draft)
    _require(by, document, draft)
    if ready:
        asking.whole(session, document, asking.of_draft(draft))
    draft.ready = ready
    draft.updated_at = at
    session.flush()
    return draft


def _document(session: Session, draft: Draft) -> Document:
    return session.get_one(Document, draft.document_id)


def _require(by: Actor, document: Document, draft: Draft | None) -> None:
    own = draft is None or draft.delegation_id == by.delegation_id
    require(by, Verb.DRAFT, Case(stage=document.stage, own=own))
    if draft is not None and draft.document_id != document.id:
        raise NotFound
