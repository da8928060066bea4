"""A diff as lines of words and as figures: for screen readers, mails and tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from declaration.text.differ import Change
from declaration.text.engine import Region
from declaration.text.readability import readable
from declaration.text.tokens import is_markup, is_word, words

Kind = Literal["replaced", "added", "removed"]


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One change, described by itself.

    ``first`` and ``last`` are numbers of words of the old text, from 1, both included. Where no
    old word changed, both are the word after which the change stands (0: at the beginning).
    ``old`` and ``new`` are whole words, without the blanks around them unless only these changed.
    """

    kind: Kind
    first: int
    last: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of words; marks, blanks and Markdown's delimiters are no words."""

    added: int
    removed: int
    kept: int


def summary(changes: Sequence[Change]) -> tuple[SummaryLine, ...]:
    """Describe the changes of a diff in reading order; a word changed inside counts as a whole.

    ``changes`` are as diff gave them: the words are cut again, the diff is the same.
    """
    old, new = _sides(changes)
    return tuple(_line(old, new, region) for region in readable(old, new))


def _line(old: Sequence[str], new: Sequence[str], region: Region) -> SummaryLine:
    before, changed = _count(old[: region.i]), _count(old[region.i : region.k])
    gone, came = "".join(old[region.i : region.k]), "".join(new[region.m : region.n])
    if gone.strip() != came.strip():
        gone, came = gone.strip(), came.strip()
    kind: Kind = "replaced" if gone and came else "added" if came else "removed"
    return SummaryLine(kind, before + min(changed, 1), before + changed, gone, came)


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
