"""A delegation's own affairs: its drafts, its suggestions' fate, its people, what is new."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from declaration.errors import NotFound
from declaration.queries import sight
from declaration.rules import Actor
from models.debate import Comment, Decision, Draft, Suggestion, Wording
from models.document import Document, Paragraph, Revision, RevisionEntry, Version
from models.journal import Event, Subject
from models.people import Delegation, Membership, Person
from models.vocabulary import Capacity, Form, Outcome, Post, Stage, Status, SubjectKind


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft with what it is about; ``base_words`` are those on which it was written.

    ``number`` and ``after_number`` are those of the newest revision, empty where it has none.
    """

    draft: Draft
    document: Document
    author: str
    base_words: str
    paragraph_uid: str
    after_uid: str
    number: str
    after_number: str


@dataclass(frozen=True, slots=True)
class Fate:
    """A suggestion of the delegation, and what became of it; places as of ``Drafted``."""

    number: int
    form: Form
    status: Status
    document: str
    number_there: str
    after_number: str
    base_words: str
    submitted_at: datetime
    late_seconds: int
    outcome: Outcome | None
    reason: str


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the delegation, in one office."""

    membership_id: int
    name: str
    post: Post
    may_submit: bool


@dataclass(frozen=True, slots=True)
class News:
    """An event on one of the delegation's suggestions."""

    event: Event
    number: int


def own(session: Session, reader: Actor) -> Delegation:
    """Return the delegation in whose name the reader acts. One statement."""
    found = session.get(Delegation, reader.delegation_id) if reader.delegation_id else None
    if found is None:
        raise NotFound
    return found


def drafts(session: Session, reader: Actor) -> tuple[Drafted, ...]:
    """Return the delegation's drafts, the tray first, then the newest. One statement."""
    query = _drafts(reader).order_by(Draft.ready.desc(), Draft.updated_at.desc(), Draft.id)
    return tuple(_drafted(row) for row in session.execute(query))


def draft(session: Session, reader: Actor, draft_id: int) -> Drafted:
    """Return one draft of the reader's delegation. One statement."""
    row = session.execute(_drafts(reader).where(Draft.id == draft_id)).first()
    if row is None:
        raise NotFound
    return _drafted(row)


def fates(session: Session, delegation_id: int) -> tuple[Fate, ...]:
    """Return what the delegation asked for and what became of it, newest first. One statement."""
    wording = sa.select(sa.func.max(Wording.id)).group_by(Wording.suggestion_id)
    decision = sa.select(sa.func.max(Decision.id)).group_by(Decision.suggestion_id)
    query = (
        sa.select(
            Suggestion,
            Wording,
            Document,
            Decision,
            Version.words,
            _printed(Suggestion.paragraph_id),
            _printed(Wording.after_id),
        )
        .join(Wording, Wording.suggestion_id == Suggestion.id)
        .join(Document, Document.id == Suggestion.document_id)
        .outerjoin(Version, Version.id == Wording.base_version_id)
        .outerjoin(Decision, (Decision.suggestion_id == Suggestion.id) & Decision.id.in_(decision))
        .where(Suggestion.delegation_id == delegation_id, Wording.id.in_(wording))
        .order_by(Suggestion.number.desc())
    )
    return tuple(_fate(row) for row in session.execute(query))


def members(session: Session, delegation_id: int) -> tuple[Member, ...]:
    """Return who sits in the delegation now, by name. One statement."""
    query = (
        sa.select(Membership, Person.name)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.delegation_id == delegation_id,
            Membership.capacity == Capacity.DELEGATION,
            Membership.ended_at.is_(None),
            Person.active,
        )
        .order_by(Person.name, Membership.id)
    )
    return tuple(
        Member(one.id, name, one.post, one.may_submit) for one, name in session.execute(query)
    )


def membership(session: Session, delegation_id: int, membership_id: int) -> Membership:
    """Return one office of the delegation. One statement."""
    found = session.get(Membership, membership_id)
    if found is None or found.delegation_id != delegation_id or found.ended_at is not None:
        raise NotFound
    return found


def news(session: Session, reader: Actor, *, debate_open: bool, most: int = 30) -> tuple[News, ...]:
    """Return the newest events by others on the delegation's suggestions. One statement.

    What is said on them counts, too: comments name the suggestion as a subject.
    """
    if reader.delegation_id is None:
        return ()
    query = (
        sa.select(Event, Suggestion.number)
        .join(Subject, Subject.event_id == Event.id)
        .join(Suggestion, Suggestion.id == Subject.thing_id)
        .where(
            Subject.kind == SubjectKind.SUGGESTION,
            Suggestion.delegation_id == reader.delegation_id,
            Event.delegation_id.is_distinct_from(reader.delegation_id),
            sight.events(reader, debate_open=debate_open),
        )
        .order_by(Event.id.desc(), Suggestion.number)
        .limit(most)
    )
    return tuple(News(event, number) for event, number in session.execute(query))


def deadlines(session: Session, *, at: datetime) -> Sequence[Document]:
    """Return the documents in consultation whose deadline is to come, soonest first."""
    query = (
        sa.select(Document)
        .where(Document.stage == Stage.CONSULTATION, Document.deadline >= at)
        .order_by(Document.deadline, Document.id)
    )
    return session.scalars(query).all()


def open_comments(session: Session, reader: Actor) -> int:
    """Count comments on the delegation's suggestions that nobody has resolved."""
    query = (
        sa.select(sa.func.count())
        .select_from(Comment)
        .join(Suggestion, Suggestion.id == Comment.suggestion_id)
        .where(
            Suggestion.delegation_id == reader.delegation_id,
            Comment.parent_id.is_(None),
            Comment.resolved_at.is_(None),
            Comment.withdrawn_at.is_(None),
            sight.comments(reader, debate_open=False),
        )
    )
    return session.scalar(query) or 0


def _drafts(reader: Actor) -> sa.Select[*tuple[Any, ...]]:
    paragraph, after = sa.orm.aliased(Paragraph), sa.orm.aliased(Paragraph)
    return (
        sa.select(
            Draft,
            Document,
            Person.name,
            Version.words,
            paragraph.uid,
            after.uid,
            _printed(Draft.paragraph_id),
            _printed(Draft.after_id),
        )
        .join(Document, Document.id == Draft.document_id)
        .join(Person, Person.id == Draft.person_id)
        .outerjoin(Version, Version.id == Draft.base_version_id)
        .outerjoin(paragraph, paragraph.id == Draft.paragraph_id)
        .outerjoin(after, after.id == Draft.after_id)
        .where(Draft.delegation_id == reader.delegation_id, sa.literal(not reader.seeing))
    )


def _drafted(row: sa.Row[*tuple[Any, ...]]) -> Drafted:
    found, document, author, *texts = row
    return Drafted(found, document, author, *(text or "" for text in texts))


def _fate(row: sa.Row[*tuple[Any, ...]]) -> Fate:
    one, _wording, document, decision, base, number, after = row
    return Fate(
        number=one.number,
        form=one.form,
        status=one.status,
        document=document.title,
        number_there=number or "",
        after_number=after or "",
        base_words=base or "",
        submitted_at=one.submitted_at,
        late_seconds=one.late_seconds,
        outcome=decision.outcome if decision else None,
        reason=decision.reason if decision else "",
    )


def _printed(paragraph_id: InstrumentedAttribute[int | None]) -> sa.ScalarSelect[str]:
    """Return the number that a paragraph has in the newest revision that contains it."""
    return (
        sa.select(RevisionEntry.number)
        .join(Revision, Revision.id == RevisionEntry.revision_id)
        .where(RevisionEntry.paragraph_id == paragraph_id)
        .order_by(Revision.ordinal.desc())
        .limit(1)
        .correlate(Draft, Suggestion, Wording)
        .scalar_subquery()
    )
