"""What the secretariat's pages list: documents with their state, references, offices, words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.errors import NotFound
from declaration.queries import newest
from models.debate import Comment, Decision, Suggestion, Wording
from models.document import Document, Paragraph, Place, Reference, Revision, Version
from models.people import Delegation, LinkRequest, Membership, Person

Words = Version | Wording | Decision | Comment
TABLES: dict[str, type[Words]] = {
    "version": Version,
    "wording": Wording,
    "decision": Decision,
    "comment": Comment,
}


@dataclass(frozen=True, slots=True)
class Shelved:
    """A document with the label of its newest revision, or empty, and whether it has a text."""

    document: Document
    revision: str
    text: bool


def documents(session: Session) -> tuple[Shelved, ...]:
    """Return all documents in their order; one statement."""
    label = newest.revision(Revision.label, Document.id).scalar_subquery()
    text = (
        sa.select(Place.id)
        .join(Paragraph, Paragraph.id == Place.paragraph_id)
        .where(Paragraph.document_id == Document.id, Place.live)
        .exists()
    )
    query = sa.select(Document, label, text).order_by(Document.position, Document.id)
    rows = session.execute(query)
    return tuple(Shelved(document, label or "", found) for document, label, found in rows)


def references(session: Session) -> Sequence[Reference]:
    """Return the reference documents in their order."""
    query = sa.select(Reference).order_by(Reference.position, Reference.id)
    return session.scalars(query).all()


def reference(session: Session, reference_id: int) -> Reference:
    """Return a reference document. Raises NotFound."""
    found = session.get(Reference, reference_id)
    if found is None:
        raise NotFound
    return found


def delegation(session: Session, slug: str) -> Delegation:
    """Return a delegation by its name in addresses. Raises NotFound."""
    found = session.scalars(sa.select(Delegation).where(Delegation.slug == slug)).first()
    if found is None:
        raise NotFound
    return found


def person(session: Session, person_id: int) -> Person:
    """Return a person. Raises NotFound."""
    found = session.get(Person, person_id)
    if found is None:
        raise NotFound
    return found


def membership(session: Session, membership_id: int) -> Membership:
    """Return an office that is not ended. Raises NotFound."""
    found = session.get(Membership, membership_id)
    if found is None or found.ended_at is not None:
        raise NotFound
    return found


def link_request(session: Session, request_id: int) -> LinkRequest:
    """Return a request for a new link that waits for an answer. Raises NotFound."""
    found = session.get(LinkRequest, request_id)
    if found is None or found.answered_at is not None:
        raise NotFound
    return found


def paragraph(session: Session, document: Document, uid: str) -> Paragraph:
    """Return a paragraph of a document. Raises NotFound."""
    query = sa.select(Paragraph).where(Paragraph.uid == uid, Paragraph.document_id == document.id)
    found = session.scalars(query).first()
    if found is None:
        raise NotFound
    return found


def words(session: Session, kind: str, thing_id: int) -> Words:
    """Return a row that holds somebody's words. Raises NotFound."""
    table: Any = TABLES.get(kind)
    found: Words | None = None if table is None else session.get(table, thing_id)
    if found is None:
        raise NotFound
    return found


def of_suggestion(session: Session, number: int) -> list[Words]:
    """Return all words of a suggestion, oldest first: wordings, decisions, comments."""
    found = session.scalars(sa.select(Suggestion).where(Suggestion.number == number)).first()
    if found is None:
        return []
    wordings = sa.select(Wording).where(Wording.suggestion_id == found.id)
    decisions = sa.select(Decision).where(Decision.suggestion_id == found.id)
    comments = sa.select(Comment).where(Comment.suggestion_id == found.id)
    return [
        *session.scalars(wordings.order_by(Wording.id)),
        *session.scalars(decisions.order_by(Decision.id)),
        *session.scalars(comments.order_by(Comment.id)),
    ]


def of_paragraph(session: Session, uid: str) -> list[Words]:
    """Return all words of a paragraph, oldest first: versions, then comments."""
    found = session.scalars(sa.select(Paragraph).where(Paragraph.uid == uid)).first()
    if found is None:
        return []
    versions = sa.select(Version).where(Version.paragraph_id == found.id).order_by(Version.id)
    comments = sa.select(Comment).where(Comment.paragraph_id == found.id).order_by(Comment.id)
    return [*session.scalars(versions), *session.scalars(comments)]


def comments(session: Session, comment_id: int) -> list[Words]:
    """Return a comment with its answers."""
    mine = (Comment.id == comment_id) | (Comment.parent_id == comment_id)
    return [*session.scalars(sa.select(Comment).where(mine).order_by(Comment.id))]
