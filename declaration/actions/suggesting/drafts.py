"""Drafts: a delegation's own, plain and mutable; no events."""

from datetime import datetime

from sqlalchemy.orm import Session

from declaration.actions.suggesting import amendment as amendments
from declaration.errors import NotFound
from declaration.queries import sight
from declaration.rules import Actor, Case, require
from declaration.verbs import Verb
from models.debate import Draft
from models.document import Document
from models.vocabulary import Procedure


def save(
    session: Session,
    by: Actor,
    document: Document,
    amendment: amendments.Amendment,
    *,
    draft: Draft | None = None,
    at: datetime,
) -> Draft:
    """Save what somebody began to ask, complete or not; what is edited is ready no more."""
    require_own(session, by, Verb.DRAFT, document, draft)
    begun = amendments.begun(session, document, amendment)
    if draft is None:
        draft = Draft(
            document_id=document.id, delegation_id=by.delegation_id, person_id=by.person_id
        )
        session.add(draft)
    for name in amendments.DRAFTED:
        setattr(draft, name, getattr(begun, name))
    draft.ready = False
    draft.updated_at = at
    session.flush()
    return draft


def discard(session: Session, by: Actor, draft: Draft) -> None:
    """Delete a draft."""
    require_own(session, by, Verb.DRAFT, session.get_one(Document, draft.document_id), draft)
    session.delete(draft)
    session.flush()


def mark_ready(session: Session, by: Actor, draft: Draft, *, ready: bool, at: datetime) -> None:
    """Mark a draft as ready to submit, or no longer; only a whole one can be."""
    document = session.get_one(Document, draft.document_id)
    require_own(session, by, Verb.DRAFT, document, draft)
    if ready:
        amendments.whole(session, document, amendments.of_draft(draft))
    draft.ready = ready
    draft.updated_at = at
    session.flush()


def require_own(
    session: Session, by: Actor, verb: Verb, document: Document, draft: Draft | None
) -> None:
    """Ask the rules for a verb on a document and, if there is one, on a draft of it."""
    own = draft is None or draft.delegation_id == by.delegation_id
    require(by, verb, Case(document.stage, own, procedure=procedure(session, by)))
    if draft is not None and draft.document_id != document.id:
        raise NotFound


def procedure(session: Session, by: Actor) -> frozenset[Procedure]:
    """Return what the conference has switched on, as far as it matters to whoever submits.

    Only provisional credentials can stand in the way: others need no statement.
    """
    return sight.procedure(session) if by.provisional else frozenset()
