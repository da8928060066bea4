"""The text in preparation: edited by the secretariat by the paragraph, or imported whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from declaration.actions.journal import events
from declaration.actions.writing import agreed, paragraphs, places
from declaration.blocks import block
from declaration.errors import Invalid, NotFound, Stale
from declaration.formats.reading import MAX_PIECES, PastedPassage
from declaration.queries.reading import texts
from declaration.rules import Actor, Case, require
from declaration.verbs import Verb
from models.base import Base
from models.document import Document, Paragraph, Place
from models.vocabulary import Audience, EventKind


@dataclass(frozen=True, slots=True)
class EditedOn:
    """What the editor had before them: the versions of words and place on which they act.

    ``reopening``: why text that was agreed is changed.
    """

    version_id: int
    place_id: int
    reopening: str = ""


def edit_paragraph(
    session: Session,
    by: Actor,
    paragraph: Paragraph,
    piece: PastedPassage,
    on: EditedOn,
    *,
    at: datetime,
) -> Paragraph:
    """Give a paragraph other words, another kind or level; what stays the same is not written."""
    document = _document(session, by, paragraph)
    paragraphs.check(piece)
    current = _current(session, document, paragraph, on)
    same = (current.version.words, current.place.kind, current.place.level)
    if same == (piece.words, piece.kind, piece.level):
        raise Invalid("words", "unchanged")
    _reopen(session, by, document, [paragraph.id], on, at)
    touched: list[Base] = []
    if current.version.words != piece.words:
        touched.append(paragraphs.word(session, document, paragraph, piece.words, at))
    if (current.place.kind, current.place.level) != (piece.kind, piece.level):
        touched.append(_place(paragraph, piece, current.place.rank, at))
    session.add_all(touched)
    _record(session, by, document, [paragraph, *touched], "edited", at)
    return paragraph


def insert_paragraph(
    session: Session,
    by: Actor,
    document: Document,
    piece: PastedPassage,
    after: Paragraph | None,
    *,
    at: datetime,
) -> Paragraph:
    """Put a new paragraph after another, or at the beginning."""
    require(by, Verb.EDIT_TEXT, Case(stage=document.stage))
    paragraphs.check(piece)
    placement = places.Placement(after.id if after else None, piece.kind, piece.level)
    new = paragraphs.insert(session, document, placement, piece.words, at)
    _record(session, by, document, [new.paragraph, new.place, new.version], "inserted", at)
    return new.paragraph


def move_paragraph(
    session: Session,
    by: Actor,
    paragraph: Paragraph,
    after: Paragraph | None,
    on: EditedOn,
    *,
    at: datetime,
) -> None:
    """Let a paragraph stand after another one, or at the beginning; its items go along."""
    document = _document(session, by, paragraph)
    current = _current(session, document, paragraph, on)
    after_id = after.id if after else None
    passages = texts.rolling(session, document).passages
    paragraphs.check_move(passages, paragraph.id, after_id)
    going = [passage.paragraph_id for passage in block(passages, paragraph.id)]
    _reopen(session, by, document, going, on, at)
    places = paragraphs.move(session, document, current, after_id, at)
    _record(session, by, document, [paragraph, *places], "moved", at)


def delete_paragraph(
    session: Session, by: Actor, paragraph: Paragraph, on: EditedOn, *, at: datetime
) -> None:
    """Remove a paragraph from the text; its words stay in the record."""
    document = _document(session, by, paragraph)
    current = _current(session, document, paragraph, on)
    _reopen(session, by, document, [paragraph.id], on, at)
    place = paragraphs.put(session, current.place, at, live=False)
    _record(session, by, document, [paragraph, place], "deleted", at)


def import_text(
    session: Session,
    by: Actor,
    document: Document,
    pieces: Sequence[PastedPassage],
    *,
    at: datetime,
) -> list[Paragraph]:
    """Give a document in preparation this text; an earlier one, unpublished, is removed.

    Raises Invalid: no words, too many paragraphs, a level that its kind has not, or a revision
    is out, whose paragraphs must keep their identity.
    """
    require(by, Verb.EDIT_TEXT, Case(stage=document.stage))
    if texts.newest_revision(session, document.id) is not None:
        raise Invalid("text", "printed")
    if not pieces or len(pieces) > MAX_PIECES:
        raise Invalid("text", "too_long" if pieces else "missing")
    for piece in pieces:
        paragraphs.check(piece)
    removed = _clear(session, document, at)
    touched: list[Base] = []
    added = paragraphs.add(session, document, len(pieces))
    ranks = places.ranks(len(pieces))
    for paragraph, piece, rank in zip(added, pieces, ranks, strict=True):
        touched.append(_place(paragraph, piece, rank, at))
        touched.append(paragraphs.word(session, document, paragraph, piece.words, at))
    session.add_all(touched)
    events.record(
        session,
        by,
        EventKind.TEXT_IMPORTED,
        [document, *removed, *added, *touched],
        at=at,
        audience=Audience.PARTICIPANTS,
        document_id=document.id,
        payload={"paragraphs": len(added), "replaced": len(removed)},
    )
    return added


def _document(session: Session, by: Actor, paragraph: Paragraph) -> Document:
    document = session.get_one(Document, paragraph.document_id)
    require(by, Verb.EDIT_TEXT, Case(stage=document.stage))
    return document


def _current(
    session: Session, document: Document, paragraph: Paragraph, on: EditedOn
) -> paragraphs.CurrentParagraph:
    current = paragraphs.current(session, document, paragraph.id)
    if not current.place.live:
        raise NotFound
    if (current.version.id, current.place.id) != (on.version_id, on.place_id):
        raise Stale(current.version.words)
    return current


def _reopen(
    session: Session,
    by: Actor,
    document: Document,
    changing: Sequence[int],
    on: EditedOn,
    at: datetime,
) -> None:
    """Reopen what is agreed, before it changes. Raises Invalid (``reopening``)."""
    standing = agreed.standing(session, document)
    agreed.reopen(session, by, standing, changing, on.reopening, at)


def _place(paragraph: Paragraph, piece: PastedPassage, rank: str, at: datetime) -> Place:
    return Place(
        paragraph_id=paragraph.id, rank=rank, kind=piece.kind, level=piece.level, created_at=at
    )


def _clear(session: Session, document: Document, at: datetime) -> list[Place]:
    return [
        paragraphs.put(session, place, at, live=False)
        for place in places.newest_places(session, document)
        if place.live
    ]


def _record(
    session: Session, by: Actor, document: Document, touched: Iterable[Base], act: str, at: datetime
) -> None:
    events.record(
        session,
        by,
        EventKind.TEXT_EDITED,
        touched,
        at=at,
        audience=Audience.PARTICIPANTS,
        document_id=document.id,
        payload={"act": act},
    )
