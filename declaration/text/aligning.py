"""Which paragraph became which, in documents that arrive as files."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from declaration.text.engine import regions
from declaration.text.tokens import is_word, words

ALIKE = 0.5  # of the words of both, shared: one paragraph, changed
PART = 0.8  # of a paragraph's words, standing in another: a part of it
PART_WORDS = 4  # fewer stand in any long paragraph by chance
COMMON = 50  # paragraphs; a clue that stands in more of them finds none, and costs time
CANDIDATES = 5  # paragraphs compared with each


@dataclass(frozen=True, slots=True)
class Pair:
    """Paragraphs ``old`` (indices) became ``new``; one side is () for added and removed."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    kind: Literal["kept", "changed", "moved", "split", "joined", "added", "removed"]


Match = tuple[int, int]
_Said = tuple[str, ...]
_Bags = list[Counter[str]]


def align(old: Sequence[str], new: Sequence[str]) -> tuple[Pair, ...]:
    """Say which paragraph became which; every index of both sides stands in exactly one pair.

    Pairs come in the order of ``new``, the removed where they stood. What moved may have changed
    as well. Time grows with the number of paragraphs, not with its square. Raises as diff does.
    """
    said, new_said = [_said(text) for text in old], [_said(text) for text in new]
    bags, new_bags = [Counter(said_) for said_ in said], [Counter(said_) for said_ in new_said]
    matches = _equal(old, new)
    matches += _alike((said, new_said), (bags, new_bags), matches)
    pairs = _with_parts(bags, new_bags, matches)
    return tuple(_ordered(_named(old, new, pairs), len(old), len(new)))


def _said(text: str) -> _Said:
    return tuple(token.casefold() for token in words(text) if is_word(token))


def _equal(old: Sequence[str], new: Sequence[str]) -> list[Match]:
    """Match equal paragraphs: those in the same order, then those that moved."""
    matches: list[Match] = []
    i = m = 0
    for region in regions(old, new):
        matches += zip(range(i, region.i), range(m, region.m), strict=True)
        i, m = region.k, region.n
    matches += zip(range(i, len(old)), range(m, len(new)), strict=True)
    taken, met = {i for i, _ in matches}, {m for _, m in matches}
    free = defaultdict(list)
    for m in reversed(range(len(new))):
        if m not in met and new[m].strip():
            free[new[m]].append(m)
    for i, text in enumerate(old):
        if i not in taken and free.get(text):
            matches.append((i, free[text].pop()))
    return matches


def _alike(
    said: tuple[list[_Said], list[_Said]], bags: tuple[_Bags, _Bags], matched: Sequence[Match]
) -> list[Match]:
    """Match what is alike, the most alike first; among equals, the nearer place."""
    taken, met = {i for i, _ in matched}, {m for _, m in matched}
    index = _index(said[1], met)
    old, new = bags
    found = [
        (-_share(old[i], new[m]), abs(i - m), i, m)
        for i in range(len(old))
        if i not in taken
        for m in _candidates(said[0][i], index)
        if _share(old[i], new[m]) >= ALIKE or _is_part(old[i], new[m])
    ]
    matches = []
    for _, _, i, m in sorted(found):
        if i not in taken and m not in met:
            matches.append((i, m))
            taken.add(i)
            met.add(m)
    return matches


def _index(said: Sequence[_Said], without: Collection[int]) -> dict[_Said, list[int]]:
    index = defaultdict(list)
    for place, paragraph in enumerate(said):
        if place not in without:
            for clue in _clues(paragraph):
                index[clue].append(place)
    return {clue: places for clue, places in index.items() if len(places) <= COMMON}


def _clues(said: _Said) -> set[_Said]:
    """Give what a paragraph is found by: words, two in a row, and all: a title has common ones."""
    return {said, *((word,) for word in said), *pairwise(said)}


def _candidates(said: _Said, index: dict[_Said, list[int]]) -> list[int]:
    """Give the paragraphs that share most of the rarer clues."""
    weights: dict[int, float] = defaultdict(float)
    for clue in _clues(said):
        for place in index.get(clue, ()):
            weights[place] += 1 / len(index[clue])
    return sorted(weights, key=lambda place: (-weights[place], place))[:CANDIDATES]


def _share(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def _is_part(one: Counter[str], other: Counter[str]) -> bool:
    smaller = min(one.total(), other.total())
    return smaller >= PART_WORDS and (one & other).total() >= PART * smaller


def _with_parts(
    old: _Bags, new: _Bags, matches: Sequence[Match]
) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Add to each match the free neighbours that hold the rest of its words."""
    taken, met = {i for i, _ in matches}, {m for _, m in matches}
    pairs = []
    for i, m in sorted(matches):
        split = _beside(m, old[i] - new[m], new, met)
        joined = [] if split else _beside(i, new[m] - old[i], old, taken)
        met.update(split)
        taken.update(joined)
        before = sum((old[place] for place in joined), old[i])
        after = sum((new[place] for place in split), new[m])
        if not before or not after or _share(before, after) >= ALIKE:
            pairs.append((tuple(sorted([i, *joined])), tuple(sorted([m, *split]))))
    return pairs


def _beside(place: int, rest: Counter[str], bags: _Bags, taken: Collection[int]) -> list[int]:
    """Give the free paragraphs next to ``place`` whose words stand in ``rest``."""
    found = []
    for step in (1, -1):
        at = place + step
        while 0 <= at < len(bags) and at not in taken:
            shared = rest & bags[at]
            if shared.total() < max(1, PART * bags[at].total()):
                break
            rest = rest - shared
            found.append(at)
            at += step
    return found


def _named(
    old: Sequence[str], new: Sequence[str], pairs: Sequence[tuple[tuple[int, ...], ...]]
) -> list[Pair]:
    """Say what became of each; pairs off the longest run in both orders moved."""
    in_order = sorted(pairs, key=lambda pair: pair[1])
    still = _longest_run([before[0] for before, _ in in_order])
    named = []
    for place, (before, after) in enumerate(in_order):
        if len(after) > 1:
            named.append(Pair(before, after, "split"))
        elif len(before) > 1:
            named.append(Pair(before, after, "joined"))
        elif place not in still:
            named.append(Pair(before, after, "moved"))
        elif old[before[0]] == new[after[0]]:
            named.append(Pair(before, after, "kept"))
        else:
            named.append(Pair(before, after, "changed"))
    return named


def _longest_run(places: Sequence[int]) -> set[int]:
    """Give the indices of a longest increasing run of ``places``."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int | None] = []
    for index, place in enumerate(places):
        rank = bisect_left(ends, place)
        ends[rank : rank + 1] = [place]
        last[rank : rank + 1] = [index]
        before.append(last[rank - 1] if rank else None)
    found = set()
    at = last[-1] if last else None
    while at is not None:
        found.add(at)
        at = before[at]
    return found


def _ordered(pairs: Sequence[Pair], old: int, new: int) -> list[Pair]:
    """Add what was added and removed, and order all by where a reader meets it."""
    taken = {i: pair.new[0] for pair in pairs for i in pair.old}
    met = {m for pair in pairs for m in pair.new}
    placed = [((pair.new[0], 0), pair) for pair in pairs]
    placed += [((m, 0), Pair((), (m,), "added")) for m in range(new) if m not in met]
    last = -1
    for i in range(old):
        if i in taken:
            last = taken[i]
        else:
            placed.append(((last, 1), Pair((i,), (), "removed")))
    return [pair for _, pair in sorted(placed, key=lambda one: one[0])]
