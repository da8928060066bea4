"""What the holder of an office watches: known to nobody else."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.queries import newest, sight
from declaration.queries.journal.subjects import touching
from declaration.queries.reading.texts import printed_number
from models.debate import Suggestion, Wording
from models.document import Document, Paragraph, Version
from models.journal import Event
from models.negotiation import Watching
from models.vocabulary import SubjectKind

Thing = tuple[int, int | None, int | None]
"""A document, and in it a paragraph or a suggestion, by their ids."""


@dataclass(frozen=True, slots=True)
class WatchedThing:
    """One thing on the list; of a paragraph its printed number, if any, and its newest words."""

    document: Document
    uid: str
    number: str
    words: str
    suggestion: int


def things(session: Session, membership_id: int) -> frozenset[Thing]:
    """Return all that somebody watches. One statement."""
    columns = (Watching.document_id, Watching.paragraph_id, Watching.suggestion_id)
    query = sa.select(*columns).where(Watching.membership_id == membership_id)
    return frozenset((row[0], row[1], row[2]) for row in session.execute(query))


def listed(session: Session, reader: sight.Reader, membership_id: int) -> tuple[WatchedThing, ...]:
    """Return the same to be read: document by document, its text first. One statement."""
    words = newest.version(Version.words, Paragraph.id, Document.language)
    query = (
        sa.select(
            Document,
            Paragraph.uid,
            printed_number(Paragraph.id),
            words.correlate(Paragraph, Document).scalar_subquery(),
            Suggestion.number,
        )
        .select_from(Watching)
        .join(Document, Document.id == Watching.document_id)
        .outerjoin(Paragraph, Paragraph.id == Watching.paragraph_id)
        .outerjoin(
            Suggestion, (Suggestion.id == Watching.suggestion_id) & sight.suggestions(reader)
        )
        .where(Watching.membership_id == membership_id)
        .where(Watching.suggestion_id.is_(None) | Suggestion.id.is_not(None))
        .order_by(
            Document.position,
            Document.id,
            sa.func.coalesce(Suggestion.number, 0),
            sa.func.coalesce(Paragraph.id, 0),
        )
    )
    return tuple(
        WatchedThing(document, uid or "", printed or "", words or "", number or 0)
        for document, uid, printed, words, number in session.execute(query)
    )


def happened_to(membership_id: int) -> sa.ColumnElement[bool]:
    """Limit events to what somebody watches; with a paragraph to what is asked there, too."""
    own = Watching.membership_id == membership_id
    whole = Watching.paragraph_id.is_(None) & Watching.suggestion_id.is_(None)
    documents = sa.select(Watching.document_id).where(own, whole)
    paragraphs = sa.select(Watching.paragraph_id).where(own, Watching.paragraph_id.is_not(None))
    after = sa.select(Wording.suggestion_id).where(Wording.after_id.in_(paragraphs))
    asked = sa.select(Suggestion.id).where(
        Suggestion.paragraph_id.in_(paragraphs) | Suggestion.id.in_(after)
    )
    watched = sa.select(Watching.suggestion_id).where(own, Watching.suggestion_id.is_not(None))
    return (
        Event.document_id.in_(documents)
        | touching(SubjectKind.PARAGRAPH, paragraphs)
        | touching(SubjectKind.SUGGESTION, sa.union(asked, watched))
    )
