"""Rendered words and redlines: made once for each language of the pages, then kept in memory.

The key of a piece is the words themselves, so that it is never stale and never another
document's.
"""

from typing import NamedTuple, Protocol

from flask_babel import gettext as _
from markupsafe import Markup

from declaration.text import Spoken, html, plain, redline
from declaration.web.cache.memory import memory
from declaration.web.frame import language


class Worded(Protocol):
    """Whatever has words: a passage, a version, a wording."""

    @property
    def words(self) -> str:
        """Markdown, NFC."""


class Piece(NamedTuple):
    """What is rendered: words, or the change from ``old`` to ``new``."""

    new: str
    old: str | None = None


def words_html(thing: Worded) -> Markup:
    """Render the words of one paragraph as inline HTML."""
    return piece_html(Piece(thing.words))


def redline_html(old: str, new: str) -> Markup:
    """Render the change of one paragraph as inline HTML that speaks the reader's language."""
    return piece_html(Piece(new, old))


def piece_html(piece: Piece) -> Markup:
    """Render words or a change."""
    if piece.old is None:
        return memory().made(("words", piece), lambda: Markup(html(piece.new)))  # noqa: S704 -- the engine's own, sanitised
    key = ("redline", piece, language.code())
    return memory().made(key, lambda: _redline(piece.old or "", piece.new))


def plain_words(words: str) -> str:
    """Return the words of one paragraph without their markup, on one line."""
    return memory().made(("plain", words), lambda: plain(words), size=1)


def spoken() -> Spoken:
    """Return what a screen reader says at a change, in the reader's language."""
    return Spoken(
        removed=_("[removed: "),
        added=_("[inserted: "),
        formatted=_("[format changed: "),
        end=_(", end of change]"),
        removed_end=_(", end of removal]"),
        added_end=_(", end of insertion]"),
        language=language.code(),
        direction=language.direction(),
    )


def _redline(old: str, new: str) -> Markup:
    return Markup(redline(old, new, spoken=spoken()))  # noqa: S704 -- the engine's own, sanitised
