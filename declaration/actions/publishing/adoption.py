"""Adopt: record how a published revision became the declaration; it freezes the document."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from declaration.actions.deciding import committee
from declaration.actions.journal import events
from declaration.actions.publishing.revisions import is_superseded
from declaration.errors import Invalid
from declaration.rules import Actor, Verb, require
from models.document import Adoption, Document, Revision
from models.vocabulary import Audience, EventKind, Stage

MAX_PLACE, MAX_METHOD = 200, 80  # as the columns hold


@dataclass(frozen=True, slots=True)
class Record:
    """When, where and how a text was adopted; ``method``: consensus, acclamation, signature ..."""

    adopted_on: date
    place: str
    method: str


def adopt(
    session: Session, by: Actor, revision: Revision, record: Record, *, at: datetime
) -> Adoption:
    """Adopt a revision; nothing of the document changes afterwards.

    Raises Invalid (``revision``, ``place``, ``method``, ``adopted_on``).
    """
    document = session.get_one(Document, revision.document_id)
    session.refresh(document, with_for_update=True)
    require(by, Verb.ADOPT, committee.case(session, document))
    _check(session, revision, record, at)
    adoption = Adoption(
        document_id=document.id,
        revision_id=revision.id,
        adopted_on=record.adopted_on,
        place=record.place.strip(),
        method=record.method.strip(),
        person_id=by.person_id,
        capacity=by.capacity,
        created_at=at,
    )
    session.add(adoption)
    document.stage = Stage.ADOPTED
    events.record(
        session,
        by,
        EventKind.DOCUMENT_ADOPTED,
        [document, revision],
        at=at,
        audience=Audience.EVERYBODY,
        document_id=document.id,
        payload={
            "adopted_on": record.adopted_on.isoformat(),
            "content_hash": revision.content_hash,
        },
    )
    return adoption


def _check(session: Session, revision: Revision, record: Record, at: datetime) -> None:
    if is_superseded(session, revision):
        raise Invalid("revision", "superseded")
    for field, words, most in (
        ("place", record.place, MAX_PLACE),
        ("method", record.method, MAX_METHOD),
    ):
        if not words.strip():
            raise Invalid(field, "missing")
        if len(words) > most:
            raise Invalid(field, "long")
    if (record.adopted_on - at.date()).days > 1:  # a day ahead is today in another zone
        raise Invalid("adopted_on", "future")
