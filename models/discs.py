"""How a delegation is told from others at a glance: its letters, its hue, the shape of its disc."""

import re
from collections.abc import Container, Iterator
from itertools import count
from typing import NamedTuple

from models.vocabulary import DelegationKind

HUES = 16  # static/css/tokens.css has one for each number
LETTERS = 3  # on a disc, at most
WORD = re.compile(r"[^\W_]+")


class Disc(NamedTuple):
    """What stands on a delegation's disc; ``ordinal`` counts delegations as registered, from 1."""

    initials: str
    ordinal: int
    kind: DelegationKind

    @property
    def hue(self) -> int:
        """Return which of the hues is its own, from 1."""
        return (self.ordinal - 1) % HUES + 1

    @property
    def ring(self) -> bool:
        """Whether the hue is an edge around the letters, as all hues are in use as a ground."""
        return (self.ordinal - 1) // HUES % 2 == 1

    @property
    def round(self) -> bool:
        """Whether the disc is a circle: cities have one, others a rounded square."""
        return self.kind is DelegationKind.CITY


def letters(name: str) -> str:
    """Return the first letters of one word (Dak), or the initials of several (LA)."""
    words = WORD.findall(name)
    return words[0][:LETTERS] if len(words) == 1 else _initials(words)


def free_initials(name: str, ordinal: int, taken: Container[str]) -> str:
    """Return the letters of the ``ordinal``-th delegation; ``taken``: those of others, folded.

    A clash takes the next letter of the name that differs, at last a figure; so does a
    delegation whose hue was given twice before.
    """
    return next(each for each in _candidates(name, ordinal) if each.casefold() not in taken)


def _candidates(name: str, ordinal: int) -> Iterator[str]:
    first, words = letters(name), WORD.findall(name)
    stem = first[: LETTERS - 1]
    if words and ordinal <= 2 * HUES:
        yield first
        further = words[0][LETTERS:] if len(words) == 1 else words[-1][1:]
        yield from (stem + letter for letter in further)
    yield from (f"{stem}{figure}" for figure in count(2))


def _initials(words: list[str]) -> str:
    return "".join(word[0].upper() for word in words[:LETTERS])
