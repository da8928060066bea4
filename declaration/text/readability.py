"""What turns a minimal diff into one by which people decide: rules 2 to 4 of the text core.

Cost = characters marked + 25 x regions; a rule may raise it only where a reader gains.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import chain, pairwise

from declaration.text.engine import Region, kept_places, regions, trimmed
from declaration.text.tokens import is_markup, is_wide, is_word

REGION_COST = 25  # characters: one more place to look at costs a reader as much
REWRITTEN = 0.6  # share of characters marked: beyond it, crumbs of the old text only distract
# Share of characters changed: below it, most of the old text still stands. It was marked because
# kept runs were short words, or characters of a script without blanks, which say as much as words.
CHANGED = 0.45
WIDE = 3  # Latin characters that say as much as one of a script without blanks between words
LONG = 40  # characters: an unchanged end of a paragraph that is as good as a sentence
NEAR = 8  # tokens: marks that close a sentence, and the end of a run, are looked for no further

_SENTENCE_ENDS = frozenset(".!?…。！？؟।።")
_CLAUSE_ENDS = frozenset(",;:—–،؛、，；：")


def readable(old: Sequence[str], new: Sequence[str]) -> list[Region]:
    """Give the differences of two token sequences in order, with kept tokens between any two."""
    least = regions(old, new)
    placed = _placed(old, new, _absorbed(old, new, least))
    if _share_marked(old, new, placed) <= REWRITTEN or _is_simple(placed):
        return placed
    if _share_marked(old, new, least) > CHANGED:
        return _rewritten(old, new)
    return _placed(old, new, _absorbed(old, new, least, 2 * REGION_COST // 3))


def smallest(old: Sequence[str], new: Sequence[str]) -> list[Region]:
    """Give the smallest differences, each where a reader would see it: for merging."""
    return _shifted(old, new, regions(old, new))


def _placed(old: Sequence[str], new: Sequence[str], differences: list[Region]) -> list[Region]:
    parts = [trimmed(old, new, region) for region in differences]
    return _shifted(old, new, [part for part in parts if part.i < part.k or part.m < part.n])


def _absorbed(
    old: Sequence[str], new: Sequence[str], differences: list[Region], cost: int = REGION_COST
) -> list[Region]:
    """Rule 2: a kept run shorter than what a region costs joins the changes beside it."""
    is_formatting = _formatting(old, new)
    joined = differences[:1]
    for before, region in pairwise(differences):
        last = joined[-1]
        gap = old[last.k : region.i]
        if all(map(str.isspace, gap)) or (
            _is_light(gap, cost)
            and not (last is before and is_formatting(before))  # what was joined has words
            and not is_formatting(region)
        ):
            joined[-1] = Region(last.i, region.k, last.m, region.n)
        else:
            joined.append(region)
    return [part for region in joined for part in _around_heavy(old, new, region, cost)]


def _around_heavy(
    old: Sequence[str], new: Sequence[str], region: Region, cost: int
) -> Iterator[Region]:
    """Cut a region at words that both sides have and that outweigh it: an address, a long name.

    A smallest diff counts words, so it may have kept «and» instead of what stands beside it.
    """
    sides = [
        [at for at in range(start, stop) if 2 * len(tokens[at]) >= cost]
        for tokens, start, stop in ((old, region.i, region.k), (new, region.m, region.n))
    ]
    i, m = region.i, region.m
    if all(sides):
        heavy = [old[at] for at in sides[0]], [new[at] for at in sides[1]]
        for a, b in kept_places(*heavy):
            yield Region(i, sides[0][a], m, sides[1][b])
            i, m = sides[0][a] + 1, sides[1][b] + 1
    yield Region(i, region.k, m, region.n)


def _is_light(tokens: Sequence[str], cost: int) -> bool:
    """Whether kept tokens say less than half of what a region costs."""
    length = sum(map(len, tokens))
    return (
        2 * length < cost
        and 2 * (length + (WIDE - 1) * sum(len(token) for token in tokens if is_wide(token))) < cost
    )


def _formatting(old: Sequence[str], new: Sequence[str]) -> Callable[[Region], bool]:
    """Rule 5: emphasised words are kept words, so nothing between delimiters is absorbed.

    Brackets are delimiters in a text with links only: elsewhere they say «not agreed».
    """

    @cache
    def linked() -> bool:
        return any(token.startswith("](") for token in chain(old, new))

    def is_formatting(region: Region) -> bool:
        return all(
            is_markup(mark) and (mark not in {"[", "]"} or linked())
            for mark in chain(old[region.i : region.k], new[region.m : region.n])
        )

    return is_formatting


def _shifted(old: Sequence[str], new: Sequence[str], differences: list[Region]) -> list[Region]:
    """Rule 3, and join what the shift brought together."""
    placed: list[Region] = []
    for region, following in pairwise(
        [*differences, Region(len(old), len(old), len(new), len(new))]
    ):
        room = region.i - (placed[-1].k if placed else 0), following.i - region.k
        if region.i == region.k:
            by = _best_shift(new, region.m, region.n, room)
        elif region.m == region.n:
            by = _best_shift(old, region.i, region.k, room)
        else:
            by = 0
        moved = Region(*(place + by for place in region))
        if placed and placed[-1].k == moved.i:
            placed[-1] = Region(placed[-1].i, moved.k, placed[-1].m, moved.n)
        else:
            placed.append(moved)
    return placed


def _best_shift(tokens: Sequence[str], start: int, stop: int, room: tuple[int, int]) -> int:
    """Say by how many tokens a run may move so that it begins and ends where a reader looks.

    It may move over a token that equals the one it leaves at its other end: the text that
    results is the same. The last of the best places wins: what is added reads as added.
    """
    before, after = room
    low = high = 0
    while -low < before and tokens[start + low - 1] == tokens[stop + low - 1]:
        low -= 1
    while high < after and tokens[start + high] == tokens[stop + high]:
        high += 1
    if low == high:
        return 0
    return max(range(low, high + 1), key=lambda by: (_worth(tokens, start + by, stop + by), by))


def _worth(tokens: Sequence[str], start: int, stop: int) -> int:
    repeats = _last_word(tokens[max(start, stop - NEAR) : stop]) == _last_word(
        tokens[max(0, start - 2) : start]
    )
    return 2 * (_boundary(tokens, start) + _boundary(tokens, stop)) - repeats


def _last_word(tokens: Sequence[str]) -> str | None:
    return next(filter(is_word, reversed(tokens)), None)


def _boundary(tokens: Sequence[str], place: int) -> int:
    """Say how well a change may begin or end between two tokens: 0 (inside words) to 6 (an end)."""
    before = tokens[place - 1] if place else ""
    if place in {0, len(tokens)}:
        worth = 6
    elif starts_sentence(tokens, place):
        worth = 5
    elif before.isspace() and tokens[place - 2] in _CLAUSE_ENDS:
        worth = 4
    elif before.isspace():
        worth = 3
    else:
        worth = 2 if tokens[place].isspace() else int(is_word(tokens[place]))
    return worth


def starts_sentence(tokens: Sequence[str], place: int) -> bool:
    """Whether a sentence begins at ``tokens[place]``; closing quotation marks end the last one."""
    mark = place - 1
    blank = mark > 0 and tokens[mark].isspace()
    if blank:
        mark -= 1
    while mark > max(0, place - NEAR) and tokens[mark] in "\"'”’»)]*_":
        mark -= 1
    ends = mark >= 0 and tokens[mark] in _SENTENCE_ENDS
    return place == 0 or (ends and (blank or tokens[mark] in "。！？"))


def _share_marked(old: Sequence[str], new: Sequence[str], differences: list[Region]) -> float:
    marked = sum(_length(old[r.i : r.k]) + _length(new[r.m : r.n]) for r in differences)
    return marked / max(1, _length(old) + _length(new))


def _length(tokens: Sequence[str]) -> int:
    return sum(map(len, tokens))


def _is_simple(differences: Sequence[Region]) -> bool:
    """Whether words were only added or removed, or one word replaced: nothing reads better."""
    return len(differences) == 1 and all(
        (region.k - region.i) * (region.n - region.m) in {0, 1} for region in differences
    )


def _rewritten(old: Sequence[str], new: Sequence[str]) -> list[Region]:
    """Rule 4: all struck, all inserted, but for what is unchanged at either end.

    Whole sentences stay, and any run that is long enough for a reader to begin with.
    """
    most = min(len(old), len(new))
    same = head = tail = length = 0
    while same < most - 1 and old[same] == new[same]:
        length += len(old[same])
        same += 1
        if length >= LONG or (starts_sentence(old, same) and starts_sentence(new, same)):
            head = same
    length = 0
    for same in range(1, most - head):
        i, m = len(old) - same, len(new) - same
        if old[i] != new[m]:
            break
        length += len(old[i])
        if length >= LONG or (starts_sentence(old, i) and starts_sentence(new, m)):
            tail = same
    return [Region(head, len(old) - tail, head, len(new) - tail)]
