"""Where a quoted passage stands, after the paragraph it was taken from has changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from declaration.text.engine import Region, near, regions
from declaration.text.tokens import is_word, words

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


def locate(quote: Quote, old: str, new: str) -> Located:
    """Find in ``new`` the passage quoted from ``old``, two wordings of one paragraph.

    ``anchored``: the words stand where they stood, by the diff; ``moved``: they were put in
    elsewhere; ``changed``: at least half of them stand; a quote of fewer than three words must
    match exactly. Words that already stood elsewhere in ``old`` are a look-alike, never found.
    Raises as diff does.
    """
    stretches = _stretches(old, new)
    start = _start(quote, old)
    located: Located | None = None
    if quote.exact and start is not None:
        span = start, start + len(quote.exact)
        located = _anchored(quote, span, stretches) or _moved(quote, new, stretches)
        located = located or _changed(quote, span, new, stretches)
    return located or Located("orphaned")


def _stretches(old: str, new: str) -> list[_Stretch]:
    """Give kept and changed stretches in turn, in code points; kept ones may be empty."""
    old_tokens, new_tokens = words(old), words(new)
    old_at = [0, *accumulate(map(len, old_tokens))]
    new_at = [0, *accumulate(map(len, new_tokens))]
    end = Region(len(old_tokens), len(old_tokens), len(new_tokens), len(new_tokens))
    stretches = []
    i = m = 0
    for region in [*regions(old_tokens, new_tokens), end]:
        a, b, c, d = old_at[region.i], old_at[region.k], new_at[region.m], new_at[region.n]
        stretches += [_Stretch(i, a, m, c, kept=True), _Stretch(a, b, c, d, kept=False)]
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


def _anchored(quote: Quote, span: tuple[int, int], stretches: Sequence[_Stretch]) -> Located | None:
    """Follow a quote whose words were all kept; a short one needs a kept word beside it."""
    start, end = span
    for stretch in stretches:
        if stretch.kept and stretch.i <= start and end <= stretch.k:
            by = stretch.m - stretch.i
            whole = stretch.i == 0 and stretch.k == stretches[-1].k
            alone = stretch.k - stretch.i <= len(quote.exact) + BLANKS_BESIDE
            if whole or not (alone and _is_short(quote)):
                return Located("anchored", start + by, end + by)
    return None


def _is_short(quote: Quote) -> bool:
    return sum(map(is_word, words(quote.exact))) < ALONE


def _moved(quote: Quote, new: str, stretches: Sequence[_Stretch]) -> Located | None:
    """Find a quote whose words were put in elsewhere: once, or between the words it stood in."""
    length = len(quote.exact)
    put_in = [
        at
        for at in _occurrences(quote.exact, new)
        if not any(
            stretch.kept and stretch.m <= at and at + length <= stretch.n for stretch in stretches
        )
    ]
    if len(put_in) > 1 or _is_short(quote):
        put_in = [at for at in put_in if _stands_between(quote, new, at)]
    return Located("moved", put_in[0], put_in[0] + length) if len(put_in) == 1 else None


def _stands_between(quote: Quote, new: str, at: int) -> bool:
    before = new[:at].endswith(quote.prefix[-ELSEWHERE:])
    after = new[at + len(quote.exact) :].startswith(quote.suffix[:ELSEWHERE])
    return before and after and bool(quote.prefix or quote.suffix)


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
