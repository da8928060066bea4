"""Rendered words and redlines, kept under the words themselves: never stale, nobody's own."""

from collections.abc import Iterator
from typing import NamedTuple

from flask_babel import gettext as _
from markupsafe import Markup

from declaration.text import Change, Choice, Spoken, html, plain, redline, redlines, slices, targets
from declaration.web.cache.memory import memory
from declaration.web.frame import language

NEAR = 45  # characters of kept words beside a change in a snippet: five to eight words
LONG = 160  # characters at the beginning of one long insertion, deletion or remark
FOLDED = Markup('<span class="folded">{}</span><span class="folds"> … </span>')
CUT = Markup(" … ")


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


def snippet_html(piece: Piece) -> Markup:
    """Render words or a change, with what is far from any change in spans that can be folded.

    They are hidden in an element of class «folding», until its <details class="unfold"> is open.
    Without such spans it is ``piece_html``.
    """
    return _snippet(piece, FOLDED)


def short_html(piece: Piece) -> Markup:
    """Render words or a change, without what is far from any change: it can be read elsewhere."""
    return _snippet(piece, CUT)


def _snippet(piece: Piece, far: Markup) -> Markup:
    """Render a piece; ``far`` takes what is far from any change, or stands for it."""

    def make() -> Markup:
        parts = list(_parts(piece))
        if not any(folded for _html, folded in parts):
            return piece_html(piece)
        return Markup("").join(far.format(part) if folded else part for part, folded in parts)

    return memory().get_or_make(("snippet", piece, far, language.code()), make)


def _parts(piece: Piece) -> Iterator[tuple[Markup, bool]]:
    """Yield the parts of a snippet, each with whether it can be folded."""
    new, old = piece
    if old is None:
        cut = _cut(new)
        yield from ((Markup(part), at > 0) for at, part in enumerate(slices(cut)))  # noqa: S704 -- the engine's own, sanitised
        return
    if old and new:
        cuts = [(change, folded) for change, _number, folded in Choice(old, new).folded(NEAR)]
    else:
        ends = zip(_cut(old) or ("",) * 2, _cut(new) or ("",) * 2, strict=False)
        cuts = [(Change(*both), at > 0) for at, both in enumerate(ends)]
    html_parts = redlines(old, new, [change for change, _folded in cuts], spoken=spoken())
    yield from (
        (Markup(part), folded)  # noqa: S704 -- the engine's own, sanitised
        for part, (_change, folded) in zip(html_parts, cuts, strict=True)
    )


def _cut(words: str) -> tuple[str, ...]:
    """Part long words between two of them, where it is worth it; no words give nothing."""
    at = words.find(" ", LONG) if len(words) > 2 * LONG else -1
    return (words[:at], words[at:]) if at > 0 else (words,) * bool(words)


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
