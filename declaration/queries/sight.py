"""What a reader may see, as conditions that every query goes through."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.errors import NotFound, SignInNeeded
from declaration.rules import Actor, Role
from models.debate import Comment, Suggestion
from models.document import Conference, Document
from models.journal import Event
from models.vocabulary import Audience, Capacity

SHARED = (Audience.EVERYBODY, Audience.OPENED, Audience.PARTICIPANTS)


def conference(session: Session) -> Conference | None:
    """Return the one conference of this installation, or None before it is set up."""
    return session.get(Conference, 1)


def document(session: Session, reader: Actor, slug: str) -> Document:
    """Return a document; a rehearsal is there only for those who are signed in."""
    found = session.scalars(sa.select(Document).where(Document.slug == slug)).first()
    if found is None:
        raise NotFound
    if found.rehearsal and reader.role is Role.PUBLIC:
        raise SignInNeeded
    return found


def audiences(reader: Actor, *, debate_open: bool) -> tuple[Audience, ...]:
    """Return the audiences that include the reader, but for a delegation's own."""
    if reader.role is Role.PUBLIC:
        return SHARED[:2] if debate_open else SHARED[:1]
    if reader.capacity is Capacity.COMMITTEE:
        return (*SHARED, Audience.COMMITTEE)
    if reader.capacity is Capacity.SECRETARIAT:
        return (*SHARED, Audience.SECRETARIAT)
    return SHARED


def suggestions(reader: Actor, *, debate_open: bool) -> sa.ColumnElement[bool]:
    """Limit a query to the suggestions that the reader may see."""
    return Suggestion.audience.in_(audiences(reader, debate_open=debate_open))


def comments(reader: Actor, *, debate_open: bool) -> sa.ColumnElement[bool]:
    """Limit a query to the comments that the reader may see; internal ones to their delegation."""
    shared = Comment.audience.in_(audiences(reader, debate_open=debate_open))
    if reader.delegation_id is None or reader.seeing:
        return shared
    own = Comment.delegation_id == reader.delegation_id
    return shared | (own & (Comment.audience == Audience.DELEGATION))


def events(reader: Actor, *, debate_open: bool) -> sa.ColumnElement[bool]:
    """Limit a query to the events that the reader may see; rehearsals are never public."""
    return sa.or_(*shares(reader, debate_open=debate_open))


def shares(reader: Actor, *, debate_open: bool) -> list[sa.ColumnElement[bool]]:
    """Return the same audience by audience: the newest event of one is found by an index."""
    found = [Event.audience == one for one in audiences(reader, debate_open=debate_open)]
    if reader.role is Role.PUBLIC:
        rehearsals = sa.select(Document.id).where(Document.rehearsal)
        public = Event.document_id.is_(None) | Event.document_id.not_in(rehearsals)
        return [share & public for share in found]
    if reader.delegation_id is None or reader.seeing:
        return found
    own = Event.delegation_id == reader.delegation_id
    return [*found, own & (Event.audience == Audience.DELEGATION)]
