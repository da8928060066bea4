"""What turns a minimal diff into one by which people decide: rules 2 to 4 of the text core.

Cost = characters marked + 25 x regions; a rule may raise it only where a reader gains.
"""

from collections.abc import Sequence
from itertools import pairwise

from declaration.text.engine import Region, regions, trimmed
from declaration.text.tokens import is_markup, is_word

REGION_COST = 25  # characters: one more place to look at costs a reader as much
REWRITTEN = 0.6  # share of characters marked: beyond it, crumbs of the old text only distract
# Share of characters changed: below it, most of the old text still stands. It was marked because
# kept runs were short words, or characters of a script without blanks, which say as much as words.
CHANGED = 0.45

_SENTENCE_ENDS = frozenset(".!?…。！？؟।።")
_CLAUSE_ENDS = frozenset(",;:—–،؛、，；：")


def readable(old: Sequence[str], new: Sequence[str]) -> list[Region]:
    """Give the differences of two token sequences in order, with kept tokens between any two."""
    least = regions(old, new)
    placed = _placed(old, new, _absorbed(old, new, least))
    if _share_marked(old, new, placed) <= REWRITTEN or _one_sided(placed):
        return placed
    if _share_marked(old, new, least) > CHANGED:
        return _rewritten(old, new)
    return _placed(old, new, _absorbed(old, new, least, 2 * REGION_COST // 3))


def smallest(old: Sequence[str], new: Sequence[str]) -> list[Region]:
    """Give the smallest differences, each where a reader would see it: for merging."""
    return _shifted(old, new, regions(old, new))


def _placed(old: Sequence[str], new: Sequence[str], differences: list[Region]) -> list[Region]:
    return _shifted(old, new, [trimmed(old, new, region) for region in differences])


def _absorbed(
    old: Sequence[str], new: Sequence[str], differences: list[Region], cost: int = REGION_COST
) -> list[Region]:
    """Rule 2: a kept run shorter than what a region costs joins the changes beside it."""
    joined = differences[:1]
    for region in differences[1:]:
        last = joined[-1]
        gap = "".join(old[last.k : region.i])
        if gap.isspace() or (
            2 * len(gap) < cost
            and not _is_formatting(old, new, last)
            and not _is_formatting(old, new, region)
        ):
            joined[-1] = Region(last.i, region.k, last.m, region.n)
        else:
            joined.append(region)
    return joined


def _is_formatting(old: Sequence[str], new: Sequence[str], region: Region) -> bool:
    """Rule 5: emphasised words are kept words, so nothing between delimiters is absorbed.

    Brackets are delimiters in a text with links only: elsewhere they say «not agreed».
    """
    marks = *old[region.i : region.k], *new[region.m : region.n]
    return all(map(is_markup, marks)) and (
        not {"[", "]"} & set(marks) or any(t.startswith("](") for t in (*old, *new))
    )


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
    repeats = [token for token in tokens[start:stop] if is_word(token)][-1:] == [
        token for token in tokens[max(0, start - 2) : start] if is_word(token)
    ][-1:]
    return 2 * (_boundary(tokens, start) + _boundary(tokens, stop)) - repeats


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
    while mark > 0 and tokens[mark] in "\"'”’»)]*_":
        mark -= 1
    ends = mark >= 0 and tokens[mark] in _SENTENCE_ENDS
    return place == 0 or (ends and (blank or tokens[mark] in "。！？"))


def _share_marked(old: Sequence[str], new: Sequence[str], differences: list[Region]) -> float:
    marked = sum(_length(old[r.i : r.k]) + _length(new[r.m : r.n]) for r in differences)
    return marked / max(1, _length(old) + _length(new))


def _length(tokens: Sequence[str]) -> int:
    return sum(map(len, tokens))


def _one_sided(differences: list[Region]) -> bool:
    """Whether words were only added, or only removed, in one place: nothing is more readable."""
    return len(differences) == 1 and (
        differences[0].i == differences[0].k or differences[0].m == differences[0].n
    )


def _rewritten(old: Sequence[str], new: Sequence[str]) -> list[Region]:
    """Rule 4: all struck, all inserted, but for the unchanged sentences at either end."""
    most = min(len(old), len(new))
    head = tail = 0
    for place in range(1, most):
        if old[place - 1] != new[place - 1]:
            break
        if starts_sentence(old, place) and starts_sentence(new, place):
            head = place
    for length in range(1, most - head):
        i, m = len(old) - length, len(new) - length
        if old[i] != new[m]:
            break
        if starts_sentence(old, i) and starts_sentence(new, m):
            tail = length
    return [Region(head, len(old) - tail, head, len(new) - tail)]
