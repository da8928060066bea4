"""Which paragraph became which, in documents that arrive as files."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from declaration.text.engine import kept_places
from declaration.text.tokens import is_word, words

ALIKE = 0.5  # share of their words that two paragraphs have in common: one of them, changed
PART = 0.8  # share of a paragraph's words that stand in another: it is a part of that one
PART_WORDS = 4  # any long paragraph holds fewer by chance
COMMON = 50  # paragraphs; a clue that stands in more of them tells nothing, and costs time
CANDIDATES = 5  # paragraphs compared with each


@dataclass(frozen=True, slots=True)
class Pair:
    """Paragraphs ``old`` (indices) became ``new``; one side is () for added and removed."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    kind: Literal["kept", "changed", "moved", "split", "joined", "added", "removed"]


Match = tuple[int, int]
_Words = tuple[str, ...]
_Bags = list[Counter[str]]


def align(old: Sequence[str], new: Sequence[str]) -> tuple[Pair, ...]:
    """Say which paragraph became which; every index of both sides stands in exactly one pair.

    Pairs come in the order of ``new``, the removed where they stood. What moved may have changed
    as well. Time grows with the number of paragraphs, not with its square. Raises as diff does.
    """
    old_words, new_words = [_folded(text) for text in old], [_folded(text) for text in new]
    bags, new_bags = list(map(Counter, old_words)), list(map(Counter, new_words))
    matches = _equal(old, new)
    matches += _alike((old_words, new_words), (bags, new_bags), matches)
    pairs = _with_parts(bags, new_bags, matches)
    return tuple(_ordered(_named(old, new, pairs), len(old), len(new)))


def _folded(text: str) -> _Words:
    return tuple(token.casefold() for token in words(text) if is_word(token))


def _equal(old: Sequence[str], new: Sequence[str]) -> list[Match]:
    """Match equal paragraphs: those in the same order, then those that moved."""
    matches = list(kept_places(old, new))
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
    paragraphs: tuple[list[_Words], list[_Words]],
    bags: tuple[_Bags, _Bags],
    matched: Sequence[Match],
) -> list[Match]:
    """Match what is alike, the most alike first; among equals, the nearer place."""
    in_order = sorted(matched)
    taken, met = {i for i, _ in in_order}, {m for _, m in in_order}
    index = _index(paragraphs[1], met)
    old, new = bags
    ranked = [
        (-_share(old[i], new[m]), abs(i - m), i, m)
        for i in range(len(old))
        if i not in taken
        for m in {*_candidates(paragraphs[0][i], index), *_opposite(i, in_order, len(new))}
        if m not in met
        if _share(old[i], new[m]) >= ALIKE or _is_part(old[i], new[m])
    ]
    matches = []
    for _, _, i, m in sorted(ranked):
        if i not in taken and m not in met:
            matches.append((i, m))
            taken.add(i)
            met.add(m)
    return matches


def _index(paragraphs: Sequence[_Words], without: Collection[int]) -> dict[_Words, list[int]]:
    index = defaultdict(list)
    for place, paragraph in enumerate(paragraphs):
        if place not in without:
            for clue in _clues(paragraph):
                index[clue].append(place)
    return {clue: places for clue, places in index.items() if len(places) <= COMMON}


def _clues(paragraph: _Words) -> set[_Words]:
    """Give each word, each two in a row, and all: a title may have common words alone."""
    return {paragraph, *((word,) for word in paragraph), *pairwise(paragraph)}


def _candidates(paragraph: _Words, index: dict[_Words, list[int]]) -> list[int]:
    """Give the paragraphs that share most of the rarer clues."""
    weights: dict[int, float] = defaultdict(float)
    for clue in _clues(paragraph):
        for place in index.get(clue, ()):
            weights[place] += 1 / len(index[clue])
    return sorted(weights, key=lambda place: (-weights[place], place))[:CANDIDATES]


def _opposite(i: int, matched: Sequence[Match], count: int) -> set[int]:
    """Give the places as far behind the match before, or before the one behind, as ``i`` is.

    A title may have no clue of its own: its words stand in every paragraph.
    """
    at = bisect_left(matched, (i, 0))
    before = matched[at - 1] if at else (-1, -1)
    behind = matched[at] if at < len(matched) else (i + 1, count)
    places = {before[1] + i - before[0], behind[1] - behind[0] + i}
    return {place for place in places if 0 <= place < count}


def _share(old: Counter[str], new: Counter[str]) -> float:
    return 2 * (old & new).total() / max(1, old.total() + new.total())


def _is_part(old: Counter[str], new: Counter[str]) -> bool:
    smaller = min(old.total(), new.total())
    return smaller >= PART_WORDS and (old & new).total() >= PART * smaller


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
    neighbours = []
    for step in (1, -1):
        at = place + step
        while 0 <= at < len(bags) and at not in taken:
            shared = rest & bags[at]
            if shared.total() < max(1, PART * bags[at].total()):
                break
            rest = rest - shared
            neighbours.append(at)
            at += step
    return neighbours


def _named(
    old: Sequence[str], new: Sequence[str], pairs: Sequence[tuple[tuple[int, ...], ...]]
) -> list[Pair]:
    """Say what became of each; pairs outside the longest run in the same order moved."""
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
    run = set()
    at = last[-1] if last else None
    while at is not None:
        run.add(at)
        at = before[at]
    return run


def _ordered(pairs: Sequence[Pair], old: int, new: int) -> list[Pair]:
    """Add the pairs of kind added and removed, and sort all as a reader meets them."""
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
    return [pair for _, pair in sorted(placed, key=lambda entry: entry[0])]
