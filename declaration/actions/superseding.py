"""Supersede: a revision published in error stays, marked, and points to the right one."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions import committee, recording
from declaration.errors import Invalid, NotFound
from declaration.rules import Actor, Verb, require
from models.document import Document, Revision, Supersession
from models.vocabulary import Audience, EventKind


def supersede(
    session: Session, by: Actor, revision: Revision, right: Revision, reason: str, *, at: datetime
) -> Supersession:
    """Mark ``revision`` as published in error.

    Raises Invalid (``revision``, ``right``, ``reason``).
    """
    document = session.get_one(Document, revision.document_id)
    require(by, Verb.SUPERSEDE, committee.case(session, document))
    if right.document_id != document.id:
        raise NotFound
    if not reason.strip():
        raise Invalid("reason", "missing")
    if is_superseded(session, revision):
        raise Invalid("revision", "superseded")
    if right.id == revision.id or is_superseded(session, right):
        raise Invalid("right", "superseded")
    supersession = Supersession(
        revision_id=revision.id,
        right_revision_id=right.id,
        reason=reason.strip(),
        created_at=at,
    )
    session.add(supersession)
    session.flush()
    recording.record(
        session,
        by,
        EventKind.REVISION_SUPERSEDED,
        [document, revision],
        at=at,
        audience=Audience.EVERYBODY,
        document_id=document.id,
        payload={"right": right.id},
    )
    return supersession


def is_superseded(session: Session, revision: Revision) -> bool:
    """Whether ``revision`` was marked as published in error."""
    found = sa.select(Supersession.id).where(Supersession.revision_id == revision.id)
    return session.scalar(found) is not None
