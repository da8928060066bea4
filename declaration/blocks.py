"""A paragraph and the items below it: what goes together, and where it can stand.

A chapeau has items (a), these have items (i) below them. A heading has no items: its section is
no block, and it moves alone.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import takewhile
from typing import Protocol

from declaration.manuscript import Passage
from models.vocabulary import Kind


class Shaped(Protocol):
    """Whatever stands somewhere in a text: a passage, a place."""

    @property
    def paragraph_id(self) -> int:
        """What stands there."""

    @property
    def kind(self) -> Kind:
        """What it is."""

    @property
    def level(self) -> int:
        """How deep, within its kind."""


class Misplaced(StrEnum):
    """Why a paragraph cannot stand where it is asked to stand."""

    ITSELF = "itself"  # after itself
    INSIDE = "inside"  # among its own items, which go where it goes
    PARTS = "parts"  # between another paragraph and its items


def depth(kind: Kind, level: int) -> int:
    """Return how deep something is among sub-items; 0 for all that is none."""
    return level if kind is Kind.ITEM else 0


def block(passages: Sequence[Passage], paragraph_id: int) -> tuple[Passage, ...]:
    """Return a paragraph with the items below it, deleted ones too: they go where it goes.

    What stood below a deleted paragraph is still its own, until a revision leaves it out.
    """
    at = next((n for n, p in enumerate(passages) if p.paragraph_id == paragraph_id), len(passages))
    deep = depth(passages[at].kind, passages[at].level) if at < len(passages) else 0
    below = takewhile(lambda p: depth(p.kind, p.level) > deep, passages[at + 1 :])
    return (*passages[at : at + 1], *below)


def without(passages: Sequence[Passage], going: Sequence[Passage]) -> tuple[Passage, ...]:
    """Return a text without one of its blocks."""
    ids = {passage.paragraph_id for passage in going}
    return tuple(passage for passage in passages if passage.paragraph_id not in ids)


def moved(
    passages: Sequence[Passage], paragraph_id: int, after_id: int | None
) -> tuple[Passage, ...]:
    """Return a text in which a paragraph and its items stand after another (None: at the head).

    It stays as it is where that is not in the text, or goes along itself.
    """
    going = block(passages, paragraph_id)
    rest = without(passages, going)
    if not going or after_id not in {None, *(passage.paragraph_id for passage in rest)}:
        return tuple(passages)
    at = landing(rest, after_id, depth(going[0].kind, going[0].level), followed={})
    return (*rest[:at], *going, *rest[at:])


def misplaced(
    passages: Sequence[Passage], paragraph_id: int, after_id: int | None
) -> Misplaced | None:
    """Say why a paragraph cannot stand after another; None: it can."""
    going = block(passages, paragraph_id)
    rest = without(passages, going)
    if after_id is None or not going:
        return None
    if after_id == paragraph_id:
        return Misplaced.ITSELF
    if after_id not in {passage.paragraph_id for passage in rest}:
        inside = after_id in {passage.paragraph_id for passage in going}
        return Misplaced.INSIDE if inside else None
    deep = depth(going[0].kind, going[0].level)
    named = landing(rest, after_id, deep, followed={}, parts=True)
    behind = landing(rest, after_id, deep, followed={})
    return Misplaced.PARTS if any(passage.live for passage in rest[named:behind]) else None


def heir(passages: Sequence[Passage], paragraph_id: int) -> Passage | None:
    """Return what the items below a paragraph would belong to without it; None: to nothing."""
    going = block(passages, paragraph_id)
    if len(going) < 2:  # noqa: PLR2004
        return None
    deep = depth(going[1].kind, going[1].level)
    before = takewhile(lambda passage: passage is not going[0], passages)
    above = [p for p in before if p.live and depth(p.kind, p.level) < deep]
    return above[-1] if above and not above[-1].kind.heads else None


def items_below(passages: Sequence[Passage], paragraph_id: int) -> tuple[Passage, ...]:
    """Return the items below a paragraph that stand in the text."""
    return tuple(passage for passage in block(passages, paragraph_id)[1:] if passage.live)


def landing(
    shelf: Sequence[Shaped],
    after_id: int | None,
    deep: int,
    *,
    followed: Mapping[int, int],
    parts: bool = False,
) -> int:
    """Return the index on ``shelf`` before which something comes to stand.

    It stands after the paragraph ``after_id`` (None: at the beginning), that one's own items, and
    the run of those that ``followed`` it (paragraph -> the one before, 0 for the beginning). It
    takes nobody's items over, unless it ``parts`` a list into which it was put.
    """
    at = 0
    if after_id is not None:
        at = next(n for n, shape in enumerate(shelf) if shape.paragraph_id == after_id) + 1
        before = depth(shelf[at - 1].kind, shelf[at - 1].level)
        deep = max(deep, before) if parts else deep
    run = {after_id or 0}
    for shape in shelf[at:]:
        if followed.get(shape.paragraph_id) in run:
            run.add(shape.paragraph_id)
        elif (after_id is None and not at) or depth(shape.kind, shape.level) <= deep:
            break
        at += 1
    return at
