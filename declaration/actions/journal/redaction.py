"""Redact words, or anonymise a person; the hashes of the journal stay valid."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions.journal import events
from declaration.errors import Invalid
from declaration.rules import Actor, Verb, require
from models.debate import Comment, Decision, Suggestion, Wording
from models.document import Paragraph, Version
from models.journal import Event
from models.negotiation import Watching
from models.people import Invitation, LinkRequest, Membership, Person, SignIn, Visit
from models.vocabulary import Audience, EventKind

Redactable = Version | Wording | Decision | Comment


def redact(session: Session, by: Actor, row: Redactable, *, at: datetime) -> Event:
    """Empty the words of a row, wherever they were printed; its hash stays as a tombstone."""
    require(by, Verb.REDACT)
    if row.redacted:
        raise Invalid("words", "redacted")
    document_id, audience = _whereabouts(session, row)
    row.redact()
    if isinstance(row, Version):
        for comment in session.scalars(sa.select(Comment).where(Comment.version_id == row.id)):
            comment.forget(Comment.QUOTE)
    return events.record(
        session,
        by,
        EventKind.WORDS_REDACTED,
        [row],
        at=at,
        audience=audience,
        document_id=document_id,
    )


def anonymise(session: Session, by: Actor, person: Person, *, at: datetime) -> Event:
    """Remove a person's name and address for good; what the person did stays, nameless."""
    require(by, Verb.REDACT)
    if person.id == by.person_id:
        raise Invalid("person", "itself")
    if person.anonymised_at is not None:
        raise Invalid("person", "anonymous")
    requests = (LinkRequest.person_id == person.id) | (LinkRequest.email == (person.email or ""))
    session.execute(sa.delete(LinkRequest).where(requests))
    for table in (Invitation, SignIn):
        session.execute(sa.delete(table).where(table.person_id == person.id))
    held = Membership.person_id == person.id
    offices = sa.select(Membership.id).where(held)
    for read in (Visit, Watching):
        session.execute(sa.delete(read).where(read.membership_id.in_(offices)))
    person.name, person.email, person.password_hash = "", None, ""
    person.language, person.time_zone = "", ""
    person.active = False
    person.anonymised_at = at
    for membership in session.scalars(
        sa.select(Membership).where(held, Membership.ended_at.is_(None))
    ):
        membership.ended_at = at
    return events.record(
        session,
        by,
        EventKind.PERSON_ANONYMISED,
        [person],
        at=at,
        audience=Audience.SECRETARIAT,
    )


def _whereabouts(session: Session, row: Redactable) -> tuple[int, Audience]:
    """Return the document, and who could read the words."""
    if isinstance(row, Comment):
        return row.document_id, row.audience
    if isinstance(row, Version):
        return session.get_one(Paragraph, row.paragraph_id).document_id, Audience.EVERYBODY
    suggestion = session.get_one(Suggestion, row.suggestion_id)
    return suggestion.document_id, suggestion.audience
