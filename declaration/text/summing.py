"""A diff in figures: how many words it adds, removes and keeps."""

from collections.abc import Sequence
from dataclasses import dataclass

from declaration.text.differ import Change
from declaration.text.readability import readable
from declaration.text.tokens import is_markup, is_word, words


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of words; marks, blanks and Markdown's delimiters are no words."""

    added: int
    removed: int
    kept: int


def figures(changes: Sequence[Change]) -> Figures:
    """Count the words of a diff; a word changed inside is one removed and one added."""
    old, new = _sides(changes)
    differences = readable(old, new)
    removed = sum(_count(old[region.i : region.k]) for region in differences)
    added = sum(_count(new[region.m : region.n]) for region in differences)
    return Figures(added=added, removed=removed, kept=_count(old) - removed)


def length(text: str) -> int:
    """Count the words of a text as ``figures`` does. Raises as diff does."""
    return _count(words(text))


def _sides(changes: Sequence[Change]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (
        words("".join(change.old for change in changes)),
        words("".join(change.new for change in changes)),
    )


def _count(tokens: Sequence[str]) -> int:
    return sum(is_word(token) and not is_markup(token) for token in tokens)
