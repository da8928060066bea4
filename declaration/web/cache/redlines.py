"""Rendered words and redlines, kept under the words themselves: never stale, nobody's own."""

from typing import NamedTuple

from flask_babel import gettext as _
from markupsafe import Markup

from declaration.text import Spoken, html, plain, redline, targets
from declaration.web.cache.memory import memory
from declaration.web.frame import language


class Piece(NamedTuple):
    """What is rendered: words, or the change from ``old`` to ``new``."""

    new: str
    old: str | None = None


def words_html(words: str) -> Markup:
    """Render the words of one paragraph as inline HTML."""
    return piece_html(Piece(words))


def redline_html(old: str, new: str) -> Markup:
    """Render the change of one paragraph as inline HTML that speaks the reader's language."""
    return piece_html(Piece(new, old))


def piece_html(piece: Piece) -> Markup:
    """Render words or a change."""
    new, old = piece
    key = ("piece", piece, "" if old is None else language.code())
    return memory().get_or_make(
        key,
        lambda: Markup(html(new)) if old is None else changed(old, new),  # noqa: S704 -- the engine's own, sanitised
    )


def changed(old: str, new: str) -> Markup:
    """Render a change; where a link leads elsewhere, both addresses stand behind it to be read."""
    difference = Markup(redline(old, new, spoken=spoken()))  # noqa: S704 -- the engine's own, sanitised
    before, after = targets(old), targets(new)
    moved = zip(before, after, strict=True) if len(before) == len(after) else ()
    note = Markup(' <small lang="{}" dir="{}">[{}]</small>')
    return difference + Markup("").join(
        note.format(
            language.code(),
            language.direction(),
            _("A link leads elsewhere: from %(old)s to %(new)s.", old=source, new=target),
        )
        for source, target in moved
        if source != target
    )


def plain_words(words: str) -> str:
    """Return the words of one paragraph without their markup, on one line."""
    return memory().get_or_make(("plain", words), lambda: plain(words), size=1)


def spoken() -> Spoken:
    """Return what a screen reader says at a change, in the reader's language."""
    return Spoken(
        removed=_("[removed: "),
        added=_("[inserted: "),
        formatted=_("[formatting changed: "),
        end=_(", end of change]"),
        removed_end=_(", end of removal]"),
        added_end=_(", end of insertion]"),
        language=language.code(),
        direction=language.direction(),
    )
