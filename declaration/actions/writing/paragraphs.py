"""What acts on the text share: a paragraph as it stands now, and the rows that change it."""

import base64
import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration import text
from declaration.actions.journal.events import head
from declaration.actions.writing.places import (
    Placement,
    newest_places,
    rank_after,
    ranks_after,
    ranks_back,
)
from declaration.blocks import Misplaced, block, misplaced
from declaration.errors import Invalid, NotFound
from declaration.formats.reading import PastedPassage
from declaration.manuscript import Passage
from declaration.queries import newest, sight
from declaration.queries.reading import texts
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
    along: tuple[Place, ...] = ()  # of the items that went where it went

    @property
    def changed(self) -> frozenset[int]:
        """Return the paragraphs that have other words or another place by it."""
        rows = (self.version, self.place, *self.along)
        return frozenset(row.paragraph_id for row in rows if row is not None)

    @property
    def rows(self) -> list[Base]:
        """Return the rows that the act's event names."""
        own = (self.paragraph, self.version, self.place)
        return [row for row in (*own, *self.along) if row is not None]


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
) -> list[Place]:
    """Put a paragraph after another one, and the items below it with it; its own place is first.

    Raises Invalid (``after``: itself, inside) where it would follow what goes with it.
    """
    passages = texts.rolling(session, document).passages
    check_move(passages, current.paragraph.id, after_id, asked=False)
    ids = [passage.paragraph_id for passage in block(passages, current.paragraph.id)]
    moving = _newest_of(session, document, ids)
    placement = Placement(after_id, current.place.kind, current.place.level)
    ranks = ranks_after(session, document, placement, moving)
    return put_all(session, moving, ranks, at)


def check_move(
    passages: Sequence[Passage], paragraph_id: int, after_id: int | None, *, asked: bool = True
) -> None:
    """Raise Invalid (``after``: itself, inside, parts) where a paragraph cannot come to stand.

    ``asked``: now; later it stands behind whatever items have come there meanwhile.
    """
    why = misplaced(passages, paragraph_id, after_id)
    if why is not None and (asked or why is not Misplaced.PARTS):
        raise Invalid("after", why)


def move_back(
    session: Session, document: Document, place: Place, made: Collection[int], at: datetime
) -> list[Place]:
    """Put a paragraph back to where it stood before an act, and with it the items that follow it.

    ``made``: the ids of the places that the act made; what it moved comes back, unless somebody
    has put it elsewhere since, and what was put below the paragraph since.
    """
    since = min(made)
    passages = texts.rolling(session, document).passages
    below = {passage.paragraph_id for passage in block(passages, place.paragraph_id)}
    shelf = newest_places(session, document)
    items = [
        other
        for other in shelf
        if other.id != place.id
        and (other.id in made or (other.paragraph_id in below and other.id > since))
    ]
    moving = [place, *items]
    return put_all(session, moving, ranks_back(session, document, since, moving), at)


def put_all(
    session: Session, moving: Sequence[Place], ranks: Iterable[str], at: datetime
) -> list[Place]:
    """Put several elsewhere; what is dead among them stays so."""
    placed = [
        _after(place, at, rank=rank, live=place.live)
        for place, rank in zip(moving, ranks, strict=True)
    ]
    session.add_all(placed)
    session.flush()
    return placed


def _newest_of(session: Session, document: Document, ids: Sequence[int]) -> list[Place]:
    places = {place.paragraph_id: place for place in newest_places(session, document)}
    return [places[id_] for id_ in ids]


def put(
    session: Session, place: Place, at: datetime, *, rank: str = "", live: bool = True
) -> Place:
    """Put a paragraph elsewhere, remove it, or bring it back."""
    after = _after(place, at, rank=rank or place.rank, live=live)
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


def _after(place: Place, at: datetime, *, rank: str, live: bool) -> Place:
    return Place(
        paragraph_id=place.paragraph_id,
        rank=rank,
        kind=place.kind,
        level=place.level,
        live=live,
        created_at=at,
    )


def _uid(ordinal: int) -> str:
    digest = hashlib.sha256(f"paragraph {ordinal}".encode()).digest()
    return base64.b32encode(digest)[:8].decode().lower()
