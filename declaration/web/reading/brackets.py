"""The compilation in the text column: alternatives in square brackets, with those who ask for them.

In a row ``Wanted`` are other words for it, ``Bracket`` is what is said below it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from flask import current_app
from markupsafe import Markup

from declaration import text
from declaration.queries.suggesting.compilation import Compilation
from declaration.queries.suggesting.suggestions import Suggested
from declaration.text import Html, Segment
from declaration.web.discussing import sentences
from declaration.web.frame import language
from models.vocabulary import SuggestionKind


class Whose(NamedTuple):
    """Who asks, and the number of the suggestion."""

    number: int
    name: str


class Wanted(NamedTuple):
    """The words that a paragraph would have."""

    whose: Whose
    words: str


class Bracket(NamedTuple):
    """What is asked beside other words; ``words``: of a new paragraph; ``place``: of a move."""

    form: SuggestionKind
    whose: tuple[Whose, ...]
    words: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a paragraph: its words and, where they are contested, what is wanted instead.

    ``alternatives``: words (empty: take them out) and those who want them; ``ahead`` and
    ``behind``: a blank stands before, after.
    """

    html: Markup
    alternatives: tuple[tuple[Markup, tuple[Whose, ...]], ...] = ()
    ahead: bool = False
    behind: bool = False


def wanted(compilation: Compilation, paragraph_id: int) -> tuple[Wanted, ...]:
    """Return the other words that are asked for a paragraph."""
    found = compilation.worded.get(paragraph_id, ())
    return tuple(Wanted(_whose(one), one.merged or one.words) for one in found)


def brackets(compilation: Compilation, paragraph_id: int) -> tuple[Bracket, ...]:
    """Return what else is asked at a paragraph; equal wishes are one."""
    return tuple(_bracket(group) for group in compilation.noted.get(paragraph_id, ()))


def words(base: str, wishes: Sequence[Wanted]) -> Markup:
    """Render a paragraph's words with every alternative in its place."""
    by_number = {wish.whose.number: wish for wish in wishes}
    segments = text.compile(base, {number: wish.words for number, wish in by_number.items()})
    shown = _stretches(segments, {number: wish.whose for number, wish in by_number.items()})
    made: Markup = _macros().compiled(shown, language.code())
    return made


def below(wishes: Sequence[Bracket], language_: str) -> Markup:
    """Render what else is asked, each in brackets; ``language_`` is the text's."""
    shown = [(wish, Markup(text.html(wish.words))) for wish in wishes]  # noqa: S704 -- sanitised
    made: Markup = _macros().brackets(shown, language_)
    return made


def _macros() -> Any:  # noqa: ANN401
    return current_app.jinja_env.get_template("components/brackets.html").module


def _whose(one: Suggested) -> Whose:
    return Whose(one.number, sentences.author(one))


def _bracket(group: tuple[Suggested, ...]) -> Bracket:
    one = group[0]
    return Bracket(
        form=one.form,
        whose=tuple(_whose(item) for item in group),
        words=one.words if one.form is SuggestionKind.INSERT else "",
        place=sentences.spot(one.after) if one.form is SuggestionKind.MOVE and one.after else "",
    )


def _stretches(segments: Sequence[Segment[int]], whose: Mapping[int, Whose]) -> list[Stretch]:
    """Render each side as a whole, then cut it, so that formats stay what they are."""
    base = text.slices([one.base for one in segments])
    sides = {number: text.slices([_said(one, number) for one in segments]) for number in whose}
    return [
        _stretch(one, base[place], {number: side[place] for number, side in sides.items()}, whose)
        for place, one in enumerate(segments)
    ]


def _said(segment: Segment[int], number: int) -> str:
    found = (one.text for one in segment.alternatives if number in one.owners)
    return next(found, segment.base)


def _stretch(
    segment: Segment[int], base: Html, sides: Mapping[int, Html], whose: Mapping[int, Whose]
) -> Stretch:
    if not segment.alternatives:
        return Stretch(Markup(base))  # noqa: S704 -- the engine's own, sanitised
    said = [segment.base, *(one.text for one in segment.alternatives)]
    return Stretch(
        html=Markup(base.strip()),  # noqa: S704
        alternatives=tuple(
            (
                Markup(sides[one.owners[0]].strip()),  # noqa: S704
                tuple(whose[number] for number in one.owners),
            )
            for one in segment.alternatives
        ),
        ahead=not segment.base or any(words[:1].isspace() for words in said),
        behind=any(words[-1:].isspace() for words in said),
    )
