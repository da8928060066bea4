"""What a reader may see, as conditions that every query goes through."""

from dataclasses import dataclass
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.errors import NotFound, SignInNeeded
from declaration.rules import Actor, Case
from declaration.verbs import Role
from models.debate import Comment, Suggestion
from models.document import Conference, Document
from models.journal import Event, Subject
from models.vocabulary import Audience, Capacity, Procedure, SubjectKind

T = TypeVar("T")
DEBATE_OPEN = sa.exists().where(Conference.id == 1, Conference.debate_open)
PROCEDURE = sa.select(Conference.procedure).where(Conference.id == 1)
SHARED = (Audience.EVERYBODY, Audience.OPENED, Audience.PARTICIPANTS)
OFFICIALS = frozenset({Capacity.COMMITTEE, Capacity.SECRETARIAT})


def _is_on(part: Procedure) -> sa.ColumnElement[bool]:
    """Whether the conference has this part, as a condition of a query."""
    parts = " " + Conference.procedure + " "
    return sa.exists().where(Conference.id == 1, parts.contains(f" {part} ")).correlate(None)


NOTES = _is_on(Procedure.NOTES)  # the committee's own: there while the conference has them
ASKED = _is_on(Procedure.ASKING) & (Event.audience == Audience.AUTHOR)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads the debate at this moment, and whether it is open to the public then.

    ``debate_open`` matters for the public alone. It has no default, so that no query of the
    debate can forget it.
    """

    actor: Actor
    debate_open: bool


def existing(row: T | None) -> T:
    """Return the row; raise NotFound where there is none, or none for this reader."""
    if row is None:
        raise NotFound
    return row


def conference(session: Session) -> Conference | None:
    """Return the one conference of this installation, or None before it is set up."""
    return session.get(Conference, 1)


def switched_on(codes: str) -> frozenset[Procedure]:
    """Return what a conference has switched on, from its ``procedure``."""
    return frozenset(map(Procedure, codes.split()))


def procedure(session: Session) -> frozenset[Procedure]:
    """Return what this conference has switched on; nothing before it is set up. One statement."""
    return switched_on(session.scalar(PROCEDURE) or "")


def case(session: Session, document: Document) -> Case:
    """Return what the rules ask about the committee's acts on a document, in this conference."""
    founded = conference(session)
    return Case(
        stage=document.stage,
        members_release=founded is not None and founded.members_release,
        procedure=switched_on(founded.procedure if founded else ""),
    )


def document(session: Session, actor: Actor, slug: str) -> Document:
    """Return a document; a rehearsal is there only for those who are signed in."""
    document = existing(session.scalar(sa.select(Document).where(Document.slug == slug)))
    if document.rehearsal and actor.role is Role.PUBLIC:
        raise SignInNeeded
    return document


def documents(actor: Actor) -> sa.ColumnElement[bool]:
    """Limit a query to the documents that the actor may know of: rehearsals are never public."""
    return Document.rehearsal.is_(False) if actor.role is Role.PUBLIC else sa.true()


def audiences(reader: Reader) -> tuple[Audience, ...]:
    """Return the audiences that include the reader, but for a delegation's own."""
    if reader.actor.role is Role.PUBLIC:
        return SHARED[:2] if reader.debate_open else SHARED[:1]
    if reader.actor.capacity is Capacity.COMMITTEE:
        return (*SHARED, Audience.COMMITTEE)
    if reader.actor.capacity is Capacity.SECRETARIAT:
        return (*SHARED, Audience.SECRETARIAT)
    return SHARED


def suggestions(reader: Reader) -> sa.ColumnElement[bool]:
    """Limit a query to the suggestions that the reader may see."""
    return Suggestion.audience.in_(audiences(reader))


def comments(reader: Reader) -> sa.ColumnElement[bool]:
    """Limit a query to the comments that the reader may see; internal ones to their delegation.

    The committee sees its notes as long as the conference has them.
    """
    shared = Comment.audience.in_(audiences(reader))
    if reader.actor.capacity is Capacity.COMMITTEE:
        return shared & (NOTES | (Comment.audience != Audience.COMMITTEE))
    if reader.actor.delegation_id is None or reader.actor.seeing:
        return shared
    own = Comment.delegation_id == reader.actor.delegation_id
    return shared | (own & (Comment.audience == Audience.DELEGATION))


def events(reader: Reader) -> sa.ColumnElement[bool]:
    """Limit a query to the events that the reader may see; rehearsals are never public."""
    return sa.or_(*shares(reader))


def shares(reader: Reader) -> list[sa.ColumnElement[bool]]:
    """Return the same audience by audience: the newest event of one is found by an index.

    What is asked of an author, and answered, is for officials and the delegation that it names.
    """
    shares = [
        (Event.audience == audience) & NOTES
        if audience is Audience.COMMITTEE
        else Event.audience == audience
        for audience in audiences(reader)
    ]
    if reader.actor.role is Role.PUBLIC:
        rehearsals = sa.select(Document.id).where(Document.rehearsal)
        public = Event.document_id.is_(None) | Event.document_id.not_in(rehearsals)
        return [share & public for share in shares]
    if reader.actor.capacity in OFFICIALS:
        return [*shares, ASKED]
    if reader.actor.delegation_id is None or reader.actor.seeing:
        return shares
    own = Event.delegation_id == reader.actor.delegation_id
    named = (Subject.event_id == Event.id) & (Subject.kind == SubjectKind.DELEGATION)
    us = sa.exists().where(named, Subject.thing_id == reader.actor.delegation_id).correlate(Event)
    return [*shares, own & (Event.audience == Audience.DELEGATION), ASKED & us]
