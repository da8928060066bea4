"""Frozen values of a report on a text: its compilation, amendments, their disposition, a receipt.

A report is blocks in their order. Whoever makes one has chosen its words, in the reader's
language, and left out what the reader may not see; the formats set it.
"""

from dataclasses import dataclass
from datetime import datetime

from declaration.manuscript import Passage, TextAnnex
from declaration.text import MarkedText, seen


@dataclass(frozen=True, slots=True)
class Line:
    """Words on a line of their own, in one language (a code): runs of one format and one mark.

    Formats and marks are those of ``declaration.text.seen``.
    """

    runs: tuple[MarkedText, ...]
    language: str


Lines = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the report, ``level`` 2 to 4: its title is the only one of level 1."""

    line: Line
    level: int


@dataclass(frozen=True, slots=True)
class Prose:
    """Lines that are no part of a text; ``small``: what is said about another block."""

    lines: Lines
    small: bool = False


@dataclass(frozen=True, slots=True)
class TextParagraph:
    """A paragraph of a text, with its number, as a text has it; ``runs`` are its words.

    ``changed``: it has a bar in the margin where the format sets one.
    """

    passage: Passage
    runs: tuple[MarkedText, ...]
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Names in the reader's language, each with what it is."""

    pairs: tuple[tuple[str, Lines], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its heads, repeated on every page, and its rows, of as many cells.

    ``widths``: of the columns, as shares of the page.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[Lines, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a page of its own."""


Block = Heading | Prose | TextParagraph | Facts | Grid | NewPage


@dataclass(frozen=True, slots=True)
class Report:
    """A title and blocks; ``language`` is that of the title, of heads and of names.

    ``about``: the line at the head of every page, that says what it is, of which text, and what
    its reader must know (rehearsal, adopted). ``date``: of the newest thing in it, so that the
    same report has the same bytes. ``end``: its last lines. ``wide``: its pages lie on their side.
    """

    title: str
    language: str
    about: str
    blocks: tuple[Block, ...]
    date: datetime | None = None
    end: tuple[str, ...] = ()
    wide: bool = False


def said(words: str, language: str) -> Lines:
    """Return words without markup as lines, one for each line of theirs; none if there are none."""
    lines = (line.strip() for line in words.splitlines())
    return tuple(Line((MarkedText(line, ()),), language) for line in lines if line)


def shown(new: str, language: str, old: str | None = None) -> Lines:
    """Return a paragraph of Markdown as one line; with what became of it since it was ``old``."""
    runs = seen(new if old is None else old, new)
    return (Line(runs, language),) if runs else ()


def annexed(annex: TextAnnex | None) -> tuple[Block, ...]:
    """Return what stands beside a text as blocks on pages of their own; none if nothing does."""
    if annex is None:
        return ()
    blocks: list[Block] = [NewPage(), *_headed(annex.title, annex.language, 2)]
    for note in annex.notes:
        blocks += _headed(note.head, annex.language, 3)
        blocks.append(Prose(said(note.words, note.language)))
    return tuple(blocks)


def _headed(words: str, language: str, level: int) -> list[Block]:
    return [Heading(line, level) for line in said(words, language)]
