"""Rows of the import's preview: read from the paste, corrected by a person, read again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from declaration import text
from declaration.actions.writing import paragraphs
from declaration.errors import Invalid, NotFound
from declaration.formats.reading import Piece
from declaration.manuscript import Manuscript, Passage
from declaration.web import admin_forms, reasons
from declaration.web.admin_forms import PieceForm
from declaration.web.settings import MAX_WORDS
from models.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph of the preview; ``problem`` says in words why it cannot be taken."""

    order: int
    shape: str
    words: str
    kept: bool
    problem: str = ""


def shapes() -> list[tuple[str, Any]]:
    """Return the kinds to choose from."""
    return admin_forms.shapes()


def listed(read: Iterable[Piece]) -> list[Row]:
    """Return what was read as rows, all kept."""
    return [
        Row(order, admin_forms.shape(piece.kind, piece.level), piece.words, kept=True)
        for order, piece in enumerate(read, 1)
    ]


def typed(form: MultiDict[str, str]) -> list[Row]:
    """Read the rows of the preview back, in the order of the numbers typed beside them."""
    kept = set(form.getlist("kept"))
    columns = (form.getlist("order"), form.getlist("shape"), form.getlist("words"))
    rows = [
        _row(order, shape, words, kept=str(count) in kept)
        for count, (order, shape, words) in enumerate(zip(*columns, strict=False), 1)
    ]
    return sorted(rows, key=lambda row: row.order)


def kept(rows: Iterable[Row]) -> list[Piece]:
    """Return what is to be stored."""
    return [_piece(row.shape, row.words) for row in rows if row.kept]


def piece(form: PieceForm) -> Piece:
    """Return what was typed about one paragraph."""
    return _piece(form.shape.data or "", text.normal(form.words.data or "").strip())


def passage(manuscript: Manuscript, uid: str) -> Passage:
    """Return a paragraph that stands in the text. Raises NotFound."""
    found = (each for each in manuscript.passages if each.uid == uid and each.live)
    one = next(found, None)
    if one is None:
        raise NotFound
    return one


def _row(order: str, shape: str, words: str, *, kept: bool) -> Row:
    place = int(order) if order.isdecimal() and len(order) < len("10000") else 0
    words = words.replace("\r\n", "\n").strip()
    problem = ""
    if kept:
        try:
            words = text.normal(words)
            paragraphs.check(_piece(shape, words))
        except Invalid as error:
            problem = reasons.problem(error.why)
        if len(words) > MAX_WORDS:
            problem = reasons.too_long(len(words), MAX_WORDS)
    return Row(place, shape, words, kept, problem)


def _piece(shape: str, words: str) -> Piece:
    kind, _dash, level = shape.rpartition("-")
    known: Mapping[str, Kind] = {member.value: member for member in Kind}
    if kind not in known or not level.isdecimal():
        raise Invalid("shape", "unknown")
    return Piece(known[kind], int(level), words)
