"""What the secretariat's pages list: documents with their state, references, offices, words."""

from dataclasses import dataclass
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.queries import newest
from declaration.queries.sight import existing
from models.amending import (
    Exclusion,
    ExclusionMember,
    Package,
    PackageMember,
    SubAmendment,
    SubAmendmentDecision,
)
from models.debate import Comment, Decision, Suggestion, Wording
from models.document import Correction, Document, Paragraph, Place, Reference, Revision, Version
from models.negotiation import (
    Agreement,
    AuthorAnswer,
    AuthorQuestion,
    Bracket,
    BracketAlternative,
    BracketClosing,
    Explanation,
    Position,
    Reservation,
)
from models.people import Delegation, LinkRequest, Membership, Person
from models.signing import Signature

Bracketed = Bracket | BracketAlternative | BracketClosing
Agreed = Agreement | Reservation
Amended = SubAmendment | SubAmendmentDecision
Asked = AuthorQuestion | AuthorAnswer
Grouped = Package | Exclusion
Debated = Version | Wording | Decision | Comment | Position
Adopted = Correction | Explanation | Signature
Words = Debated | Bracketed | Agreed | Amended | Asked | Grouped | Adopted
TABLES: dict[str, type[Words]] = {
    "version": Version,
    "wording": Wording,
    "decision": Decision,
    "comment": Comment,
    "position": Position,
    "bracket": Bracket,
    "bracket_alternative": BracketAlternative,
    "bracket_closing": BracketClosing,
    "agreement": Agreement,
    "reservation": Reservation,
    "sub_amendment": SubAmendment,
    "sub_amendment_decision": SubAmendmentDecision,
    "author_question": AuthorQuestion,
    "author_answer": AuthorAnswer,
    "package": Package,
    "exclusion": Exclusion,
    "signature": Signature,
    "correction": Correction,
    "explanation": Explanation,
}


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """A document with the label of its newest revision, or empty, and whether it has a text."""

    document: Document
    revision: str
    text: bool


def documents(session: Session) -> tuple[ListedDocument, ...]:
    """Return all documents in their order; one statement."""
    label = newest.revision(Revision.called, Document.id).scalar_subquery()
    text = (
        sa.select(Place.id)
        .join(Paragraph, Paragraph.id == Place.paragraph_id)
        .where(Paragraph.document_id == Document.id, Place.live)
        .exists()
    )
    query = sa.select(Document, label, text).order_by(Document.position, Document.id)
    rows = session.execute(query)
    return tuple(ListedDocument(document, label or "", text) for document, label, text in rows)


def reference(session: Session, reference_id: int) -> Reference:
    """Return a reference document. Raises NotFound."""
    return existing(session.get(Reference, reference_id))


def delegation(session: Session, slug: str) -> Delegation:
    """Return a delegation by its name in addresses. Raises NotFound."""
    return existing(session.scalar(sa.select(Delegation).where(Delegation.slug == slug)))


def person(session: Session, person_id: int) -> Person:
    """Return a person. Raises NotFound."""
    return existing(session.get(Person, person_id))


def membership(session: Session, membership_id: int) -> Membership:
    """Return a role that has not ended. Raises NotFound."""
    query = sa.select(Membership).where(Membership.id == membership_id)
    return existing(session.scalar(query.where(Membership.ended_at.is_(None))))


def link_request(session: Session, request_id: int) -> LinkRequest:
    """Return a request for a new link that waits for an answer. Raises NotFound."""
    query = sa.select(LinkRequest).where(LinkRequest.id == request_id)
    return existing(session.scalar(query.where(LinkRequest.answered_at.is_(None))))


def paragraph(session: Session, document: Document, uid: str) -> Paragraph:
    """Return a paragraph of a document. Raises NotFound."""
    query = sa.select(Paragraph).where(Paragraph.uid == uid, Paragraph.document_id == document.id)
    return existing(session.scalar(query))


def words(session: Session, kind: str, thing_id: int) -> Words:
    """Return a row that holds what somebody wrote. Raises NotFound."""
    table: Any = existing(TABLES.get(kind))
    return cast("Words", existing(session.get(table, thing_id)))


def of_suggestion(session: Session, number: int) -> list[Words]:
    """Return all words of a suggestion, oldest first: its own, and what was said and done on it.

    After them those of packages that it is or was part of, and of what it excludes or excluded.
    """
    own = sa.select(Suggestion.id).where(Suggestion.number == number).scalar_subquery()
    amending = sa.select(SubAmendment.id).where(SubAmendment.suggestion_id == own)
    asked = sa.select(AuthorQuestion.id).where(AuthorQuestion.suggestion_id == own)
    packages = sa.select(PackageMember.package_id).where(PackageMember.suggestion_id == own)
    exclusions = sa.select(ExclusionMember.exclusion_id).where(ExclusionMember.suggestion_id == own)
    limits: dict[type[Any], sa.ColumnElement[bool]] = {
        **{
            table: table.suggestion_id == own
            for table in (Wording, Decision, Comment, Position, SubAmendment, AuthorQuestion)
        },
        SubAmendmentDecision: SubAmendmentDecision.sub_amendment_id.in_(amending),
        AuthorAnswer: AuthorAnswer.question_id.in_(asked),
        Package: Package.id.in_(packages),
        Exclusion: Exclusion.id.in_(exclusions),
    }
    return [row for table, limit in limits.items() for row in _rows(session, table, limit)]


def of_paragraph(session: Session, uid: str) -> list[Words]:
    """Return all words of a paragraph, oldest first: versions, comments, brackets, agreement.

    And what authors of suggestions on it were asked: the words that would result.
    """
    own = sa.select(Paragraph.id).where(Paragraph.uid == uid).scalar_subquery()
    opened = sa.select(Bracket.id).where(Bracket.paragraph_id == own)
    asked = sa.select(Suggestion.id).where(Suggestion.paragraph_id == own)
    return [
        row
        for table, limit in (
            (Version, Version.paragraph_id == own),
            (Comment, Comment.paragraph_id == own),
            (Bracket, Bracket.paragraph_id == own),
            (BracketAlternative, BracketAlternative.bracket_id.in_(opened)),
            (BracketClosing, BracketClosing.bracket_id.in_(opened)),
            (Agreement, Agreement.paragraph_id == own),
            (Reservation, Reservation.paragraph_id == own),
            (AuthorQuestion, AuthorQuestion.suggestion_id.in_(asked)),
            (Correction, Correction.paragraph_id == own),
            (Explanation, Explanation.paragraph_id == own),
        )
        for row in _rows(session, table, limit)
    ]


def comments(session: Session, comment_id: int) -> list[Words]:
    """Return a comment with its answers."""
    return _rows(session, Comment, (Comment.id == comment_id) | (Comment.parent_id == comment_id))


def _rows(session: Session, table: type[Any], limit: sa.ColumnElement[bool]) -> list[Words]:
    return [*session.scalars(sa.select(table).where(limit).order_by(table.id))]
