"""A delegation's own affairs: its drafts, its suggestions' fate, its people."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.queries import newest, sight
from declaration.queries.reading.places import PrintedPlace, printed_place, with_place
from declaration.queries.suggesting.rulings import NewestDecision, ruling, with_rulings
from declaration.queries.suggesting.standing import stale
from declaration.rules import Actor
from models.debate import Comment, Draft, Suggestion, Wording
from models.document import Document, Paragraph, Version
from models.people import Delegation, Membership, Person
from models.vocabulary import Capacity, Post, Status, SuggestionKind


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft with what it is about; ``base_words`` are those on which it was written.

    ``place``: what it is about; ``after``: what it is to follow.
    """

    draft: Draft
    document: Document
    author: str
    base_words: str
    paragraph_uid: str
    after_uid: str
    place: PrintedPlace
    after: PrintedPlace


@dataclass(frozen=True, slots=True)
class OwnSuggestion:
    """A suggestion of the delegation, and what became of it; places as of ``Drafted``.

    ``words`` are empty where they were redacted.
    ``older``: it awaits a decision and stands on older words; ``comments``: how many are open.
    """

    number: int
    form: SuggestionKind
    status: Status
    document: Document
    place: PrintedPlace
    after_id: int | None
    after: PrintedPlace
    words: str
    base_words: str
    submitted_at: datetime
    late_seconds: int
    older: bool
    comments: int
    ruling: NewestDecision | None


@dataclass(frozen=True, slots=True)
class DelegationMember:
    """A person of the delegation, in one office."""

    membership_id: int
    name: str
    post: Post
    may_submit: bool


def own(session: Session, actor: Actor) -> Delegation:
    """Return the delegation in whose name the reader acts. One statement."""
    return sight.existing(session.get(Delegation, actor.delegation_id or 0))


def drafts(session: Session, actor: Actor, document: Document | None = None) -> tuple[Drafted, ...]:
    """Return the delegation's drafts, the tray first, then the newest. One statement."""
    if actor.seeing:
        return ()
    rows = session.execute(_tray(), {"delegation": actor.delegation_id})
    asked = [row for row in rows if document is None or row.Document.id == document.id]
    return tuple(map(_drafted, asked))


def draft(session: Session, actor: Actor, draft_id: int) -> Drafted:
    """Return one draft of the reader's delegation. One statement."""
    return _drafted(
        sight.existing(session.execute(_drafts(actor).where(Draft.id == draft_id)).first())
    )


def own_suggestions(session: Session, reader: sight.Reader) -> tuple[OwnSuggestion, ...]:
    """Return what the delegation asked for and what became of it, newest first. One statement."""
    query = (
        sa.select(
            Suggestion,
            Document,
            Wording.words,
            Version.words,
            Wording.after_id,
            (Suggestion.status == Status.SUBMITTED) & stale(),
            _open_comments(reader),
        )
        .select_from(Suggestion)
        .join(Wording, newest.its_wording())
        .join(Document, Document.id == Suggestion.document_id)
        .outerjoin(Version, Version.id == Wording.base_version_id)
        .where(Suggestion.delegation_id == reader.actor.delegation_id)
        .order_by(Suggestion.number.desc())
    )
    query = with_place(with_place(query, Suggestion.paragraph_id), Wording.after_id)
    return tuple(_fate(row) for row in session.execute(with_rulings(query)))


def members(session: Session, delegation_id: int) -> tuple[DelegationMember, ...]:
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
        DelegationMember(membership.id, name, membership.post, membership.may_submit)
        for membership, name in session.execute(query)
    )


def membership(session: Session, delegation_id: int, membership_id: int) -> Membership:
    """Return one office of the delegation. One statement."""
    query = sa.select(Membership).where(
        Membership.id == membership_id,
        Membership.delegation_id == delegation_id,
        Membership.ended_at.is_(None),
    )
    return sight.existing(session.scalar(query))


def _drafts(actor: Actor) -> sa.Select[*tuple[Any, ...]]:
    return _placed().where(Draft.delegation_id == actor.delegation_id, sa.literal(not actor.seeing))


@cache
def _tray() -> sa.Select[*tuple[Any, ...]]:
    mine = Draft.delegation_id == sa.bindparam("delegation")
    order = (Draft.ready.desc(), Draft.updated_at.desc(), Draft.id)
    return _placed().where(mine).order_by(*order)


@cache  # writing it takes longer than asking
def _placed() -> sa.Select[*tuple[Any, ...]]:
    """Return the query for drafts with their places."""
    paragraph, after = sa.orm.aliased(Paragraph), sa.orm.aliased(Paragraph)
    query = (
        sa.select(Draft, Document, Person.name, Version.words, paragraph.uid, after.uid)
        .join(Document, Document.id == Draft.document_id)
        .join(Person, Person.id == Draft.person_id)
        .outerjoin(Version, Version.id == Draft.base_version_id)
        .outerjoin(paragraph, paragraph.id == Draft.paragraph_id)
        .outerjoin(after, after.id == Draft.after_id)
    )
    return with_place(with_place(query, Draft.paragraph_id), Draft.after_id)


def _drafted(row: sa.Row[*tuple[Any, ...]]) -> Drafted:
    draft, document, author, *rest = row
    texts, place, after = rest[:3], rest[3:8], rest[8:]
    words, uid, after_uid = (text or "" for text in texts)
    places = printed_place(*place), printed_place(*after)
    return Drafted(draft, document, author, words, uid, after_uid, *places)


def _fate(row: sa.Row[*tuple[Any, ...]]) -> OwnSuggestion:
    suggestion, document, words, base, after_id, older, comments, *rest = row
    place, after, decided = rest[:5], rest[5:10], rest[10:]
    return OwnSuggestion(
        number=suggestion.number,
        form=suggestion.form,
        status=suggestion.status,
        document=document,
        place=printed_place(*place),
        after_id=after_id,
        after=printed_place(*after),
        words=words,
        base_words=base or "",
        submitted_at=suggestion.submitted_at,
        late_seconds=suggestion.late_seconds,
        older=bool(older),
        comments=comments,
        ruling=ruling(*decided),
    )


def _open_comments(reader: sight.Reader) -> sa.ScalarSelect[int]:
    """Count comments on a suggestion that nobody has resolved, answers left out."""
    return (
        sa.select(sa.func.count())
        .select_from(Comment)
        .where(
            Comment.suggestion_id == Suggestion.id,
            Comment.parent_id.is_(None),
            Comment.resolved_at.is_(None),
            Comment.withdrawn_at.is_(None),
            sight.comments(reader),
        )
        .correlate(Suggestion)
        .scalar_subquery()
    )
