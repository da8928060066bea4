"""The compilation in the text column: alternatives in square brackets, with those who ask for them.

In a row ``OtherWords`` are asked for instead of its own, ``Bracket`` is what is said below it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from flask import current_app
from flask_babel import gettext as _, ngettext
from markupsafe import Markup

from declaration import text
from declaration.queries.suggesting.compilation import Compilation
from declaration.queries.suggesting.suggestions import Suggested
from declaration.web.discussing import places, sentences
from declaration.web.frame import language
from models.vocabulary import SuggestionKind

Part = TypeVar("Part")  # a stretch of words as they are shown: HTML, or runs

GOING_ON = tuple(",;:.!?)]»”’…،؛؟，、；：。！？）」』")  # what no words begin with


class Whose(NamedTuple):
    """Who asks, and the number of the suggestion; ``hue``: of their disc, 0 for none."""

    number: int
    name: str
    hue: int = 0


class OtherWords(NamedTuple):
    """The words that a paragraph would have."""

    whose: Whose
    words: str


class Bracket(NamedTuple):
    """What is asked beside other words: a new paragraph with its ``words``, or a ``wish``."""

    form: SuggestionKind
    whose: tuple[Whose, ...]
    words: str = ""
    wish: str = ""


@dataclass(frozen=True, slots=True)
class Stretch(Generic[Part]):
    """A stretch of a paragraph: its words and, where they are contested, what is asked instead.

    ``alternatives``: words (empty: take them out), whether they go on from the words before with
    a comma or the like, and those who want them; ``ahead`` and ``behind``: a blank stands before,
    after. Words of what is contested have their blanks at both ends.
    """

    words: Part
    alternatives: tuple[tuple[Part, bool, tuple[Whose, ...]], ...] = ()
    ahead: bool = False
    behind: bool = False


def other_words(compilation: Compilation, paragraph_id: int) -> tuple[OtherWords, ...]:
    """Return the other words that are asked for a paragraph."""
    asked = compilation.worded.get(paragraph_id, ())
    return tuple(OtherWords(_whose(item), item.merged or item.words) for item in asked)


def brackets(compilation: Compilation, paragraph_id: int) -> tuple[Bracket, ...]:
    """Return what else is asked at a paragraph; equal wishes are one."""
    return tuple(_bracket(group) for group in compilation.noted.get(paragraph_id, ()))


def _bracket(group: tuple[Suggested, ...]) -> Bracket:
    first = group[0]
    return Bracket(
        form=first.form,
        whose=tuple(_whose(suggestion) for suggestion in group),
        words=first.words if first.form is SuggestionKind.INSERT else "",
        wish=_wish(first),
    )


def _wish(suggestion: Suggested) -> str:
    """Say what is asked of the paragraph above."""
    items = suggestion.items
    values = {"place": places.within(suggestion.after), "items": sentences.marks(items)}
    if suggestion.form is SuggestionKind.DELETE and items:
        wish = ngettext(
            "delete this paragraph; its sub-item %(items)s stays",
            "delete this paragraph; its sub-items %(items)s stay",
            len(sentences.direct(items)),
            **values,
        )
    elif suggestion.form is SuggestionKind.DELETE:
        wish = _("delete this paragraph")
    elif suggestion.form is SuggestionKind.MOVE and suggestion.after is None and items:
        wish = ngettext(
            "move this paragraph to the beginning of the text, with its sub-item %(items)s",
            "move this paragraph to the beginning of the text, with its sub-items %(items)s",
            len(sentences.direct(items)),
            **values,
        )
    elif suggestion.form is SuggestionKind.MOVE and suggestion.after is None:
        wish = _("move this paragraph to the beginning of the text")
    elif suggestion.form is SuggestionKind.MOVE and items:
        wish = ngettext(
            "move this paragraph after %(place)s, with its sub-item %(items)s",
            "move this paragraph after %(place)s, with its sub-items %(items)s",
            len(sentences.direct(items)),
            **values,
        )
    elif suggestion.form is SuggestionKind.MOVE:
        wish = _("move this paragraph after %(place)s", **values)
    else:
        wish = _("the current text")
    return wish


def _whose(suggestion: Suggested) -> Whose:
    hue = suggestion.disc.hue if suggestion.disc else 0
    return Whose(suggestion.number, sentences.author(suggestion), hue)


def words(base: str, others: Sequence[OtherWords]) -> Markup:
    """Render a paragraph's words with every alternative in its place."""
    compiled = stretches(base, others, lambda parts: [Markup(html) for html in text.slices(parts)])  # noqa: S704 -- the engine's own, sanitised
    html: Markup = _macros().compiled(compiled, language.code())
    return html


def below(wishes: Sequence[Bracket], language_: str) -> Markup:
    """Render what else is asked, each in brackets; ``language_`` is the text's."""
    pairs = [(wish, Markup(text.html(wish.words))) for wish in wishes]  # noqa: S704 -- sanitised
    html: Markup = _macros().brackets(pairs, language_)
    return html


def _macros() -> Any:  # noqa: ANN401
    return current_app.jinja_env.get_template("components/brackets.html").module


def stretches(
    base: str, others: Sequence[OtherWords], cut: Callable[[Sequence[str]], Sequence[Part]]
) -> list[Stretch[Part]]:
    """Return a paragraph with every alternative in its place.

    ``cut`` renders a paragraph as a whole, part by part, so that formats stay what they are.
    """
    whose = {wish.whose.number: wish.whose for wish in others}
    segments = text.compile(base, {wish.whose.number: wish.words for wish in others})
    own = cut([segment.base for segment in segments])
    sides = {number: cut([_side(segment, number) for segment in segments]) for number in whose}
    return [
        _stretch(segment, own[n], {number: side[n] for number, side in sides.items()}, whose)
        for n, segment in enumerate(segments)
    ]


def _side(segment: text.Segment[int], number: int) -> str:
    own = (option.text for option in segment.alternatives if number in option.owners)
    return next(own, segment.base)


def _stretch(
    segment: text.Segment[int],
    own: Part,
    sides: Mapping[int, Part],
    whose: Mapping[int, Whose],
) -> Stretch[Part]:
    if not segment.alternatives:
        return Stretch(own)
    texts = [segment.base, *(option.text for option in segment.alternatives)]
    return Stretch(
        words=own,
        alternatives=tuple(
            (
                sides[option.owners[0]],
                option.text.lstrip().startswith(GOING_ON),
                tuple(whose[number] for number in option.owners),
            )
            for option in segment.alternatives
        ),
        ahead=not segment.base or any(words[:1].isspace() for words in texts),
        behind=any(words[-1:].isspace() for words in texts),
    )
