"""What the committee leaves open, among the words of a row: in strong brackets, with its owners.

The compilation's brackets (``brackets``) hold what is only suggested.
"""

from typing import Any, NamedTuple

from flask import current_app
from markupsafe import Markup

from declaration import text
from declaration.left_open import OpenBracket
from declaration.manuscript import Passage
from declaration.web.frame import language


class OpenPart(NamedTuple):
    """A stretch of words; ``bracket`` where it is open, with its alternatives as HTML."""

    html: Markup
    bracket: OpenBracket | None = None
    alternatives: tuple[Markup, ...] = ()


def words(passage: Passage) -> Markup:
    """Render the words of a passage with what is open in brackets in its place."""
    placed = [bracket for bracket in passage.open if not bracket.lost]
    cuts = [0, *(at for bracket in placed for at in (bracket.start, bracket.end))]
    ends = [*cuts[1:], len(passage.words)]
    html = text.slices([passage.words[start:end] for start, end in zip(cuts, ends, strict=True)])
    parts = [
        _part(part, placed[number // 2] if number % 2 else None) for number, part in enumerate(html)
    ]
    rendered: Markup = _macros().opened(parts, language.code())
    return rendered


def alone(bracket: OpenBracket, standing: str) -> Markup:
    """Render a bracket by itself; ``standing``: the words that stand in it now."""
    html: Markup = _macros().bracketed(_part(text.html(standing), bracket), language.code())
    return html


def below(passage: Passage, *, inline: bool, closes: bool = False) -> Markup:
    """Render what is open below the words: ``inline``, only what has no place among them.

    ``closes``: say what closes it.
    """
    brackets = [bracket for bracket in passage.open if bracket.lost or not inline]
    if not brackets or passage.redacted:
        return Markup("")
    parts = [_part(text.html(_standing(passage, bracket)), bracket) for bracket in brackets]
    spoken = {"language": passage.language, "pages": language.code()}
    html: Markup = _macros().opened_below(parts, spoken, closes)
    return html


def _standing(passage: Passage, bracket: OpenBracket) -> str:
    return bracket.quoted if bracket.lost else passage.words[bracket.start : bracket.end]


def _part(html: str, bracket: OpenBracket | None) -> OpenPart:
    safe = Markup(html)  # noqa: S704 -- the engine's own, sanitised
    if bracket is None:
        return OpenPart(safe)
    alternatives = tuple(
        Markup(text.html(alternative.words))  # noqa: S704 -- the engine's own, sanitised
        for alternative in bracket.alternatives
    )
    return OpenPart(safe, bracket, alternatives)


def _macros() -> Any:  # noqa: ANN401
    return current_app.jinja_env.get_template("components/open_brackets.html").module
