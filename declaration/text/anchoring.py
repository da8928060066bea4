"""Where a quoted passage stands, after the paragraph it was taken from has changed."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from typing import Literal

from declaration.text.engine import Region, near, regions
from declaration.text.tokens import is_markup, is_word, words

ALONE = 3  # words; a shorter quote is found elsewhere only with its surroundings
BLANKS_BESIDE = 2  # characters: a kept stretch so much longer than its quote is the quote alone
ELSEWHERE = 16  # characters before and after that must agree where the words are not enough
LEFT = 0.5  # share of a quote's characters: where fewer are kept, it is gone, not changed


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage of one paragraph: its words, what stands around them, and where.

    ``prefix`` and ``suffix`` are some characters before and after; ``start`` and ``end`` count
    code points, end excluded. Source: W3C Web Annotation, text quote and position selectors.
    """

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Located:
    """What became of a quote, and where it stands in the new text; orphaned: 0, 0."""

    outcome: Literal["anchored", "moved", "changed", "orphaned"]
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Characters ``old[i:k]`` that became ``new[m:n]``."""

    i: int
    k: int
    m: int
    n: int
    kept: bool
    light: bool = False


def locate(quote: Quote, old: str, new: str) -> Located:
    """Find in ``new`` the passage quoted from ``old``, two wordings of one paragraph.

    ``anchored``: the words stand where they stood, by the diff; ``moved``: they were put in
    elsewhere; ``changed``: at least half of them stand; a quote of fewer than three words must
    match exactly. Words that already stood elsewhere in ``old`` are a look-alike, never found.
    Raises as diff does.
    """
    tokens = words(old), words(new)
    differences = regions(*tokens)
    old_at, new_at = ([0, *accumulate(map(len, side))] for side in tokens)
    stretches = _stretches(*tokens, old_at, new_at, differences)
    start = _start(quote, old)
    located: Located | None = None
    if quote.exact and start is not None:
        span = start, start + len(quote.exact)
        located = _anchored(quote, span, old, stretches) or _moved(quote, new, stretches)
        if located is None and not _is_struck(span, tokens[0], old_at, differences):
            located = _changed(quote, span, new, stretches)
    return located or Located("orphaned")


def _stretches(
    old: Sequence[str],
    new: Sequence[str],
    old_at: Sequence[int],
    new_at: Sequence[int],
    differences: Sequence[Region],
) -> list[_Stretch]:
    """Give kept and changed stretches in turn, in code points; kept ones may be empty.

    ``old_at``, ``new_at``: where each token begins, and the last one ends.
    A change of markup alone is ``light``: the words on its both sides are neighbours.
    """
    stretches = []
    i = m = 0
    for region in [*differences, Region(len(old), len(old), len(new), len(new))]:
        a, b, c, d = old_at[region.i], old_at[region.k], new_at[region.m], new_at[region.n]
        marks = chain(old[region.i : region.k], new[region.m : region.n])
        stretches += [
            _Stretch(i, a, m, c, kept=True),
            _Stretch(a, b, c, d, kept=False, light=all(map(is_markup, marks))),
        ]
        i, m = b, d
    return stretches


def _start(quote: Quote, old: str) -> int | None:
    """Say where the quote stands in the text it was taken from, even if its offsets are stale."""
    if old[quote.start : quote.end] == quote.exact:
        return quote.start
    before = quote.prefix[-16:]
    expected = near(old, before + quote.exact[:16], quote.start - len(before))
    at = quote.start if expected is None else expected + len(before)
    return min(_occurrences(quote.exact, old), key=lambda place: abs(place - at), default=None)


def _occurrences(exact: str, text: str) -> Iterator[int]:
    at = text.find(exact)
    while at >= 0:
        yield at
        at = text.find(exact, at + 1)


def _anchored(
    quote: Quote, span: tuple[int, int], old: str, stretches: Sequence[_Stretch]
) -> Located | None:
    """Follow a quote whose words were all kept; a short one needs a kept word beside it."""
    start, end = span
    for place, stretch in enumerate(stretches):
        if stretch.kept and stretch.i <= start and end <= stretch.k:
            if _is_short(quote) and not _has_neighbour(quote, old, stretches, place):
                return None
            return Located("anchored", start + stretch.m - stretch.i, end + stretch.m - stretch.i)
    return None


def _is_short(quote: Quote) -> bool:
    return sum(map(is_word, words(quote.exact))) < ALONE


def _has_neighbour(quote: Quote, old: str, stretches: Sequence[_Stretch], place: int) -> bool:
    """Whether another word is kept beside the quote; at an edge of the paragraph, anywhere."""
    first = last = place
    while first > 1 and stretches[first - 1].light:
        first -= 2
    while last < len(stretches) - 2 and stretches[last + 1].light:
        last += 2
    run = stretches[first : last + 1]
    if sum(stretch.k - stretch.i for stretch in run if stretch.kept) > (
        len(quote.exact) + BLANKS_BESIDE
    ):
        return True
    ends = stretches[-1]
    at_edge = run[0].i == run[0].m == 0 or (run[-1].k, run[-1].n) == (ends.k, ends.n)
    others = chain(stretches[:first], stretches[last + 1 :])
    return at_edge and (
        len(run) == len(stretches) - 1
        or any(other.kept and any(map(str.isalnum, old[other.i : other.k])) for other in others)
    )


def _moved(quote: Quote, new: str, stretches: Sequence[_Stretch]) -> Located | None:
    """Find a quote whose words were put in elsewhere: once, or between the words it stood in."""
    length = len(quote.exact)
    kept = iter([stretch for stretch in stretches if stretch.kept])
    near = next(kept)
    put_in = []
    for at in _occurrences(quote.exact, new):
        while near.n < at + length and (following := next(kept, None)):
            near = following
        if not near.m <= at <= at + length <= near.n:
            put_in.append(at)
    if len(put_in) > 1 or _is_short(quote):
        put_in = [at for at in put_in if _stands_between(quote, new, at)]
    return Located("moved", put_in[0], put_in[0] + length) if len(put_in) == 1 else None


def _stands_between(quote: Quote, new: str, at: int) -> bool:
    before = new.endswith(quote.prefix[-ELSEWHERE:], 0, at)
    after = new.startswith(quote.suffix[:ELSEWHERE], at + len(quote.exact))
    return before and after and bool(quote.prefix or quote.suffix)


def _is_struck(
    span: tuple[int, int], old: Sequence[str], at: Sequence[int], differences: Sequence[Region]
) -> bool:
    """Whether what was removed may as well be the whole quote.

    Where sentences begin alike, «protect air. We commit to» may go for «We commit to protect air.»:
    what is left of the quote are the words of the next sentence.
    """
    start, end = bisect_right(at, span[0]) - 1, bisect_left(at, span[1])
    last = 0
    for region, following in pairwise([*differences, Region(len(old), len(old), 0, 0)]):
        low, high = region.i, region.k
        while low > last and old[low - 1] == old[low - 1 + region.k - region.i]:
            low -= 1
        while high < following.i and old[high] == old[high - region.k + region.i]:
            high += 1
        if low <= start and end <= high and end - start <= region.k - region.i:
            return True
        last = region.k
    return False


def _changed(
    quote: Quote, span: tuple[int, int], new: str, stretches: Sequence[_Stretch]
) -> Located | None:
    """Find what a quote became, if enough of its words were kept."""
    start, end = span
    inside = [stretch for stretch in stretches if stretch.i < end and stretch.k > start]
    left = sum(min(stretch.k, end) - max(stretch.i, start) for stretch in inside if stretch.kept)
    if _is_short(quote) or left < LEFT * len(quote.exact):
        return None
    first, last = inside[0], inside[-1]
    begin = first.m + (start - first.i if first.kept else 0)
    stop = last.n - (last.k - end if last.kept else 0)
    text = new[begin:stop]
    begin += len(text) - len(text.lstrip())
    return Located("changed", begin, begin + len(text.strip()))
