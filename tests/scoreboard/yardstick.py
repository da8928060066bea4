"""How readable a diff is, and how readable one could be at best.

cost = characters marked + 25 x regions. A region is a run of changes; a gap of blanks alone does
not part two regions. How such a gap is charged can be read in two ways, and both are measured:

- charged: the region is shown as one deletion and one insertion, so that the blank between two
  changed words is struck and inserted with them: it is marked on both sides;
- free: a blank that both sides of a region have, in the same order, is nobody's change.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

REGION = 25  # characters
_COUNT = 1 << 20  # costs are kept as cost * _COUNT + regions: among the cheapest, fewest regions
_NEVER = 1 << 60


class Region(NamedTuple):
    """``old[i:k]`` became ``new[m:n]``, in tokens."""

    i: int
    k: int
    m: int
    n: int


@dataclass(frozen=True)
class Cost:
    """What a diff costs its reader; ``blanks`` are characters that the free reading forgives."""

    marked: int
    regions: int
    blanks: int = 0

    @property
    def charged(self):
        """Return the cost with blanks inside a region marked."""
        return self.marked + REGION * self.regions

    @property
    def free(self):
        """Return the cost without them."""
        return self.charged - self.blanks


def cost(old, new, differences):
    """Measure a diff, given as regions of tokens in order."""
    joined = joined_over_blanks(old, differences)
    marked = sum(length(old[r.i : r.k]) + length(new[r.m : r.n]) for r in joined)
    shared = 0
    for region in joined:
        gone, came = (
            [token for token in side if token.isspace()]
            for side in (old[region.i : region.k], new[region.m : region.n])
        )
        shared += length(gone) + length(came) - cheapest(gone, came, region=0).marked
    return Cost(marked, len(joined), shared)


def joined_over_blanks(old, differences):
    """Join the regions between which nothing but blanks is kept."""
    joined = []
    for region in differences:
        last = joined[-1] if joined else None
        if last and not "".join(old[last.k : region.i]).strip():
            joined[-1] = Region(last.i, region.k, last.m, region.n)
        else:
            joined.append(region)
    return joined


def length(tokens):
    """Count characters."""
    return sum(map(len, tokens))


def regions(changes, old, new):
    """Say which tokens the changes of a core's diff touch; a word changed inside counts whole."""
    starts = [0, *accumulate(map(len, old))], [0, *accumulate(map(len, new))]
    touched = []
    ends = [0, 0]
    for change in changes:
        begins, ends = ends, [ends[0] + len(change.old), ends[1] + len(change.new)]
        if not change.kept:
            touched.append(_whole(starts, begins, ends))
    return touched


def _whole(starts, begins, ends):
    """Widen a change to where both sides have a boundary of words; what is kept is equal."""
    (a, c), (b, d) = begins, ends
    old, new = (set(side) for side in starts)
    while min(a, c) > 0 and not (a in old and c in new):
        a, c = a - 1, c - 1
    while b < starts[0][-1] and d < starts[1][-1] and not (b in old and d in new):
        b, d = b + 1, d + 1
    return Region(
        bisect_right(starts[0], a) - 1,
        bisect_left(starts[0], b),
        bisect_right(starts[1], c) - 1,
        bisect_left(starts[1], d),
    )


def cheapest(old: Sequence[str], new: Sequence[str], *, region=REGION, free=False) -> Cost:
    """Search every word alignment for the one that costs least; ``region=0``: marks fewest.

    A global alignment with affine gaps: Gotoh, An improved algorithm for matching biological
    sequences (1982); deleted and inserted words share one gap. ``free`` lets equal blanks pass
    inside a gap. Time grows with len(old) * len(new). What both sides share at their ends is
    kept in some cheapest alignment, and left out.
    """
    old, new = _trimmed(old, new)
    opening = region * _COUNT + 1
    sizes = [len(token) * _COUNT for token in new]
    # By number of new tokens read, with the last token changed, or with it changed or kept.
    changed = [_NEVER] + [opening + size for size in accumulate(sizes)]
    best = [0, *changed[1:]]
    for token in old:
        size, passing = len(token) * _COUNT, free and token.isspace()
        above_changed, above = changed, best
        left = min(above_changed[0], above[0] + opening) + size
        changed, best, going = [left], [left], left  # going: the cost of being in a gap here
        for at, other in enumerate(new):
            up = min(above_changed[at + 1], above[at + 1] + opening) + size
            least = min(up, going + sizes[at])
            if token == other:
                if passing:
                    least = min(least, above_changed[at])
                both = min(least, above[at])
                going = min(least, above[at] + opening)
            else:
                both = going = least
            changed.append(least)
            best.append(both)
    total, count = divmod(best[-1], _COUNT)
    return Cost(total - region * count, count)


def _trimmed(old, new):
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    stop = 0
    while stop < min(len(old), len(new)) - start and old[-1 - stop] == new[-1 - stop]:
        stop += 1
    return old[start : len(old) - stop], new[start : len(new) - stop]


def breaks(check, *texts):
    """Say whether a check finds a promise broken, or an error comes out."""
    try:
        check(*texts)
    except Exception:  # noqa: BLE001 -- whatever it is, the promise is broken
        return True
    return False
