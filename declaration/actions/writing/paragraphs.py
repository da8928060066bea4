"""What acts on the text share: identities of new paragraphs, and what a paragraph may be."""

import base64
import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration import text
from declaration.actions.journal.events import head
from declaration.actions.writing.places import Newcomer, rank_after
from declaration.errors import Invalid, NotFound
from declaration.formats.reading import Piece
from models.base import Base
from models.document import Document, Paragraph, Place, Version
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


@dataclass(frozen=True, slots=True)
class Spot:
    """A paragraph as it stands now: its newest words in the authentic language, its place."""

    paragraph: Paragraph
    version: Version
    place: Place


@dataclass(frozen=True, slots=True)
class Made:
    """What an act made of a paragraph; what it left as it was is empty."""

    paragraph: Paragraph | None = None
    version: Version | None = None
    place: Place | None = None
    replaced: Version | None = None

    @property
    def rows(self) -> list[Base]:
        """Return the rows that the act's event names."""
        return [row for row in (self.paragraph, self.version, self.place) if row is not None]


def spot(session: Session, document: Document, paragraph_id: int) -> Spot:
    """Return the paragraph as it stands now. Raises NotFound outside ``document``."""
    paragraph = session.get(Paragraph, paragraph_id)
    if paragraph is None or paragraph.document_id != document.id:
        raise NotFound
    words = sa.select(Version).where(
        Version.paragraph_id == paragraph_id, Version.language == document.language
    )
    places = sa.select(Place).where(Place.paragraph_id == paragraph_id)
    version = session.scalars(words.order_by(Version.id.desc()).limit(1)).one()
    place = session.scalars(places.order_by(Place.id.desc()).limit(1)).one()
    return Spot(paragraph, version, place)


def word(
    session: Session, document: Document, paragraph: Paragraph, words: str, at: datetime
) -> Version:
    """Give a paragraph new words."""
    version = Version(
        paragraph_id=paragraph.id, language=document.language, words=words, created_at=at
    )
    session.add(version)
    session.flush()
    return version


def put(
    session: Session, place: Place, at: datetime, *, rank: str = "", live: bool = True
) -> Place:
    """Put a paragraph elsewhere, take it out, or bring it back."""
    made = Place(
        paragraph_id=place.paragraph_id,
        rank=rank or place.rank,
        kind=place.kind,
        level=place.level,
        live=live,
        created_at=at,
    )
    session.add(made)
    session.flush()
    return made


def insert(
    session: Session, document: Document, newcomer: Newcomer, words: str, at: datetime
) -> Made:
    """Make a new paragraph."""
    rank = rank_after(session, document, newcomer)
    [paragraph] = add(session, document)
    place = Place(
        paragraph_id=paragraph.id,
        rank=rank,
        kind=newcomer.kind,
        level=newcomer.level,
        live=True,
        created_at=at,
    )
    session.add(place)
    version = word(session, document, paragraph, words, at)
    return Made(paragraph, version, place)


def bring_back(
    session: Session,
    document: Document,
    paragraph_id: int,
    newcomer: Newcomer,
    words: str,
    at: datetime,
) -> Made:
    """Bring back a paragraph that was inserted and taken out again, where it belongs now."""
    found = spot(session, document, paragraph_id)
    rank = rank_after(session, document, replace(newcomer, paragraph_id=paragraph_id))
    place = put(session, found.place, at, rank=rank)
    changed = words != found.version.words
    version = word(session, document, found.paragraph, words, at) if changed else found.version
    return Made(found.paragraph, version, place)


def move(
    session: Session, document: Document, found: Spot, after_id: int | None, at: datetime
) -> Place:
    """Put a paragraph after another one."""
    newcomer = Newcomer(after_id, found.place.kind, found.place.level, found.paragraph.id)
    return put(session, found.place, at, rank=rank_after(session, document, newcomer))
