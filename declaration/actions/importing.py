"""Importing a text: a document in preparation gets all its paragraphs at once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from declaration import rules
from declaration.actions import making, paragraphs, placing
from declaration.actions.places import ranks
from declaration.actions.recording import record
from declaration.errors import Invalid
from declaration.formats.reading import MAX_PIECES, Piece
from declaration.queries import texts
from declaration.rules import Actor, Case, Verb
from models.base import Base
from models.document import Document, Paragraph, Place
from models.vocabulary import Audience, EventKind


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
        touched.append(making.word(session, document, paragraph, piece.words, at))
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
        making.put(session, place, at, live=False)
        for place in placing.newest_places(session, document)
        if place.live
    ]
