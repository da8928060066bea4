"""What acts on the text share: a paragraph as it stands now, and the rows that change it."""

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration import text
from declaration.actions.journal.events import head
from declaration.actions.writing.places import Placement, rank_after
from declaration.errors import Invalid, NotFound
from declaration.formats.reading import PastedPassage
from declaration.queries import newest, sight
from models.base import Base
from models.document import Document, Paragraph, Place, Version


@dataclass(frozen=True, slots=True)
class CurrentParagraph:
    """A paragraph as it stands now: its newest words in the authentic language, its place."""

    paragraph: Paragraph
    version: Version
    place: Place


@dataclass(frozen=True, slots=True)
class ParagraphChange:
    """What an act made of a paragraph; what it left as it was is empty."""

    paragraph: Paragraph | None = None
    version: Version | None = None
    place: Place | None = None
    replaced: Version | None = None

    @property
    def rows(self) -> list[Base]:
        """Return the rows that the act's event names."""
        return [row for row in (self.paragraph, self.version, self.place) if row is not None]


def paragraph(session: Session, document: Document, uid: str) -> Paragraph:
    """Return a paragraph of this document; raises NotFound."""
    query = sa.select(Paragraph).where(Paragraph.uid == uid, Paragraph.document_id == document.id)
    return sight.existing(session.scalars(query).first())


def current(session: Session, document: Document, paragraph_id: int) -> CurrentParagraph:
    """Return the paragraph as it stands now. Raises NotFound outside ``document``."""
    paragraph = session.get(Paragraph, paragraph_id)
    if paragraph is None or paragraph.document_id != document.id:
        raise NotFound
    versions = newest.version(Version, paragraph_id, document.language)
    version = session.scalars(versions).one()
    place = session.scalars(newest.place(Place, paragraph_id)).one()
    return CurrentParagraph(paragraph, version, place)


def check(piece: PastedPassage) -> None:
    """Raise Invalid unless the words are words and the level is one that the kind has."""
    if not piece.words.strip():
        raise Invalid("words", "missing")
    if text.normal(piece.words) != piece.words:
        raise ValueError("words come in their normal form")
    if piece.level not in piece.kind.levels:
        raise Invalid("level", "not_of_this_kind")


def add(session: Session, document: Document, count: int = 1) -> list[Paragraph]:
    """Add paragraphs without places or words; their uids follow from how many there are.

    Holds the head of the journal, so that no two acts count the same.
    """
    head(session)
    last = session.scalar(sa.select(sa.func.max(Paragraph.id))) or 0
    added = [
        Paragraph(uid=_uid(ordinal), document_id=document.id)
        for ordinal in range(last + 1, last + count + 1)
    ]
    session.add_all(added)
    session.flush()
    return added


def insert(
    session: Session, document: Document, placement: Placement, words: str, at: datetime
) -> CurrentParagraph:
    """Make a new paragraph."""
    rank = rank_after(session, document, placement)
    [paragraph] = add(session, document)
    place = Place(
        paragraph_id=paragraph.id,
        rank=rank,
        kind=placement.kind,
        level=placement.level,
        created_at=at,
    )
    session.add(place)
    version = word(session, document, paragraph, words, at)
    return CurrentParagraph(paragraph, version, place)


def bring_back(
    session: Session,
    document: Document,
    paragraph_id: int,
    placement: Placement,
    words: str,
    at: datetime,
) -> CurrentParagraph:
    """Bring back a paragraph that was inserted and removed again, where it belongs now."""
    earlier = current(session, document, paragraph_id)
    rank = rank_after(session, document, placement, paragraph_id)
    place = put(session, earlier.place, at, rank=rank)
    version = earlier.version
    if words != version.words:
        version = word(session, document, earlier.paragraph, words, at)
    return CurrentParagraph(earlier.paragraph, version, place)


def move(
    session: Session,
    document: Document,
    current: CurrentParagraph,
    after_id: int | None,
    at: datetime,
) -> Place:
    """Put a paragraph after another one."""
    placement = Placement(after_id, current.place.kind, current.place.level)
    rank = rank_after(session, document, placement, current.paragraph.id)
    return put(session, current.place, at, rank=rank)


def put(
    session: Session, place: Place, at: datetime, *, rank: str = "", live: bool = True
) -> Place:
    """Put a paragraph elsewhere, remove it, or bring it back."""
    after = Place(
        paragraph_id=place.paragraph_id,
        rank=rank or place.rank,
        kind=place.kind,
        level=place.level,
        live=live,
        created_at=at,
    )
    session.add(after)
    session.flush()
    return after


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


def _uid(ordinal: int) -> str:
    digest = hashlib.sha256(f"paragraph {ordinal}".encode()).digest()
    return base64.b32encode(digest)[:8].decode().lower()
