"""Editing a text in preparation: the secretariat's own hand, one paragraph at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from declaration import rules
from declaration.actions.journal.events import record
from declaration.actions.writing import paragraphs, places
from declaration.actions.writing.paragraphs import Spot
from declaration.actions.writing.places import ranks
from declaration.errors import Invalid, NotFound, Stale
from declaration.formats.reading import MAX_PIECES, Piece
from declaration.queries.reading import texts
from declaration.rules import Actor, Case, Verb
from models.base import Base
from models.document import Document, Paragraph, Place
from models.vocabulary import Audience, EventKind, Kind


@dataclass(frozen=True, slots=True)
class Seen:
    """What the editor had before them: the versions of words and place on which they act."""

    version_id: int
    place_id: int


def edit_paragraph(
    session: Session, by: Actor, paragraph: Paragraph, piece: Piece, seen: Seen, *, at: datetime
) -> Paragraph:
    """Give a paragraph other words, another kind or level; what stays the same is not written."""
    document = _document(session, by, paragraph)
    paragraphs.check(piece)
    here = _current(session, document, paragraph, seen)
    touched: list[Base] = []
    if here.version.words != piece.words:
        touched.append(paragraphs.word(session, document, paragraph, piece.words, at))
    if (here.place.kind, here.place.level) != (piece.kind, piece.level):
        touched.append(_turned(session, here.place, piece, at))
    if not touched:
        raise Invalid("words", "unchanged")
    _record(session, by, document, [paragraph, *touched], "edited", at)
    return paragraph


def insert_paragraph(
    session: Session,
    by: Actor,
    document: Document,
    piece: Piece,
    after: Paragraph | None,
    *,
    at: datetime,
) -> Paragraph:
    """Put a new paragraph after another, or at the head."""
    rules.require(by, Verb.EDIT_TEXT, Case(stage=document.stage))
    paragraphs.check(piece)
    rank = places.rank_after(session, document, _newcomer(after, piece.kind, piece.level))
    [paragraph] = paragraphs.add(session, document)
    stand = {"rank": rank, "kind": piece.kind, "level": piece.level}
    place = Place(paragraph_id=paragraph.id, created_at=at, **stand)
    session.add(place)
    version = paragraphs.word(session, document, paragraph, piece.words, at)
    _record(session, by, document, [paragraph, place, version], "inserted", at)
    return paragraph


def move_paragraph(
    session: Session,
    by: Actor,
    paragraph: Paragraph,
    after: Paragraph | None,
    seen: Seen,
    *,
    at: datetime,
) -> Paragraph:
    """Let a paragraph stand after another one, or at the head."""
    document = _document(session, by, paragraph)
    here = _current(session, document, paragraph, seen)
    if after is not None and after.id == paragraph.id:
        raise Invalid("after", "itself")
    moved = paragraphs.move(session, document, here, after.id if after else None, at)
    _record(session, by, document, [paragraph, moved], "moved", at)
    return paragraph


def delete_paragraph(
    session: Session, by: Actor, paragraph: Paragraph, seen: Seen, *, at: datetime
) -> Paragraph:
    """Take a paragraph out of the text; its words stay in the record."""
    document = _document(session, by, paragraph)
    here = _current(session, document, paragraph, seen)
    gone = paragraphs.put(session, here.place, at, live=False)
    _record(session, by, document, [paragraph, gone], "deleted", at)
    return paragraph


def _document(session: Session, by: Actor, paragraph: Paragraph) -> Document:
    document = session.get_one(Document, paragraph.document_id)
    rules.require(by, Verb.EDIT_TEXT, Case(stage=document.stage))
    return document


def _current(session: Session, document: Document, paragraph: Paragraph, seen: Seen) -> Spot:
    here = paragraphs.spot(session, document, paragraph.id)
    if not here.place.live:
        raise NotFound
    if (here.version.id, here.place.id) != (seen.version_id, seen.place_id):
        raise Stale(here.version.words)
    return here


def _turned(session: Session, place: Place, piece: Piece, at: datetime) -> Place:
    """Let a paragraph be of another kind where it stands."""
    stand = {"rank": place.rank, "kind": piece.kind, "level": piece.level}
    turned = Place(paragraph_id=place.paragraph_id, created_at=at, **stand)
    session.add(turned)
    return turned


def _newcomer(after: Paragraph | None, kind: Kind, level: int) -> places.Newcomer:
    return places.Newcomer(after.id if after else None, kind, level)


def _record(
    session: Session, by: Actor, document: Document, touched: list[Base], act: str, at: datetime
) -> None:
    record(
        session,
        by,
        EventKind.TEXT_EDITED,
        touched,
        at=at,
        audience=Audience.PARTICIPANTS,
        document_id=document.id,
        payload={"act": act},
    )


def import_text(
    session: Session, by: Actor, document: Document, pieces: Sequence[Piece], *, at: datetime
) -> list[Paragraph]:
    """Give a document in preparation this text; one that was there, unpublished, is taken out.

    Raises Invalid: no words, too many paragraphs, a level that its kind has not, or a revision
    is out, whose paragraphs must keep their identity.
    """
    rules.require(by, Verb.EDIT_TEXT, Case(stage=document.stage))
    if texts.newest_revision(session, document.id) is not None:
        raise Invalid("text", "printed")
    if not pieces or len(pieces) > MAX_PIECES:
        raise Invalid("text", "too_long" if pieces else "missing")
    for piece in pieces:
        paragraphs.check(piece)
    gone = _clear(session, document, at)
    touched: list[Base] = []
    added = paragraphs.add(session, document, len(pieces))
    for paragraph, piece, rank in zip(added, pieces, ranks(len(pieces)), strict=True):
        stand = {"rank": rank, "kind": piece.kind, "level": piece.level}
        touched.append(Place(paragraph_id=paragraph.id, created_at=at, **stand))
        touched.append(paragraphs.word(session, document, paragraph, piece.words, at))
    session.add_all(touched)
    record(
        session,
        by,
        EventKind.TEXT_IMPORTED,
        [document, *gone, *added, *touched],
        at=at,
        audience=Audience.PARTICIPANTS,
        document_id=document.id,
        payload={"paragraphs": len(added), "replaced": len(gone)},
    )
    return added


def _clear(session: Session, document: Document, at: datetime) -> list[Place]:
    return [
        paragraphs.put(session, place, at, live=False)
        for place in places.newest_places(session, document)
        if place.live
    ]
