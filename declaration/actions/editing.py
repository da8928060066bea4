"""Editing a text in preparation: the secretariat's own hand, one paragraph at a time."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from declaration import rules
from declaration.actions import making, paragraphs, placing
from declaration.actions.making import Spot
from declaration.actions.recording import record
from declaration.errors import Invalid, NotFound, Stale
from declaration.formats.reading import Piece
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
        touched.append(making.word(session, document, paragraph, piece.words, at))
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
    rank = placing.rank_after(session, document, _newcomer(after, piece.kind, piece.level))
    [paragraph] = paragraphs.add(session, document)
    stand = {"rank": rank, "kind": piece.kind, "level": piece.level}
    place = Place(paragraph_id=paragraph.id, created_at=at, **stand)
    session.add(place)
    version = making.word(session, document, paragraph, piece.words, at)
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
    moved = making.move(session, document, here, after.id if after else None, at)
    _record(session, by, document, [paragraph, moved], "moved", at)
    return paragraph


def delete_paragraph(
    session: Session, by: Actor, paragraph: Paragraph, seen: Seen, *, at: datetime
) -> Paragraph:
    """Take a paragraph out of the text; its words stay in the record."""
    document = _document(session, by, paragraph)
    here = _current(session, document, paragraph, seen)
    gone = making.put(session, here.place, at, live=False)
    _record(session, by, document, [paragraph, gone], "deleted", at)
    return paragraph


def _document(session: Session, by: Actor, paragraph: Paragraph) -> Document:
    document = session.get_one(Document, paragraph.document_id)
    rules.require(by, Verb.EDIT_TEXT, Case(stage=document.stage))
    return document


def _current(session: Session, document: Document, paragraph: Paragraph, seen: Seen) -> Spot:
    here = making.spot(session, document, paragraph.id)
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


def _newcomer(after: Paragraph | None, kind: Kind, level: int) -> placing.Newcomer:
    return placing.Newcomer(after.id if after else None, kind, level)


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
