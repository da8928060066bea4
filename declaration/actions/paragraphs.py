"""What acts on the text share: identities of new paragraphs, and what a paragraph may be."""

import base64
import hashlib

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration import text
from declaration.actions.recording import head
from declaration.errors import Invalid, NotFound
from declaration.formats.reading import Piece
from models.document import Document, Paragraph
from models.vocabulary import Kind

LEVELS = {Kind.HEADING: (1, 2, 3), Kind.ITEM: (1, 2)}
"""The levels that a kind may have; all others have level 0."""


def check(piece: Piece) -> None:
    """Raise Invalid unless the words are words and the level is one that the kind has."""
    if not piece.words.strip():
        raise Invalid("words", "missing")
    if text.normal(piece.words) != piece.words:
        raise ValueError("words come in their normal form")
    if piece.level not in LEVELS.get(piece.kind, (0,)):
        raise Invalid("level", "not_of_this_kind")


def add(session: Session, document: Document, count: int = 1) -> list[Paragraph]:
    """Add paragraphs without places or words; their uids follow from how many there are.

    Holds the head of the journal, so that no two acts count the same.
    """
    head(session)
    last = session.scalar(sa.select(sa.func.coalesce(sa.func.max(Paragraph.id), 0))) or 0
    added = [
        Paragraph(uid=_uid(ordinal), document_id=document.id)
        for ordinal in range(last + 1, last + count + 1)
    ]
    session.add_all(added)
    session.flush()
    return added


def paragraph(session: Session, document: Document, uid: str) -> Paragraph:
    """Return a paragraph of this document; raises NotFound."""
    query = sa.select(Paragraph).where(Paragraph.uid == uid, Paragraph.document_id == document.id)
    found = session.scalars(query).first()
    if found is None:
        raise NotFound
    return found


def _uid(ordinal: int) -> str:
    digest = hashlib.sha256(f"paragraph {ordinal}".encode()).digest()
    return base64.b32encode(digest)[:8].decode().lower()
