"""The libraries that compare: nothing else imports them, so that either can be replaced.

rapidfuzz's Indel opcodes (a longest common subsequence, bit-parallel) are the one engine of
every comparison: as few words as diff-match-patch marks, in a quarter of the time or less, and
no timeout to turn off. diff-match-patch looks inside words, and finds a quote whose place moved.
"""

from collections.abc import Sequence
from typing import NamedTuple

from diff_match_patch import diff_match_patch
from rapidfuzz.distance import Indel


class Region(NamedTuple):
    """Where two sequences differ: ``old[i:k]`` became ``new[m:n]``; ends excluded."""

    i: int
    k: int
    m: int
    n: int


def regions(old: Sequence[str], new: Sequence[str]) -> list[Region]:
    """Give the differences of a minimal word diff, in order; no two of them touch.

    Deterministic. Time grows with len(old) * len(new) / 64.
    """
    codes: dict[str, str] = {}
    for token in (*old, *new):
        codes.setdefault(token, chr(0xE000 + len(codes)))
    blocks = Indel.opcodes(
        "".join([codes[token] for token in old]), "".join([codes[token] for token in new])
    ).as_matching_blocks()
    found = []
    i = m = 0
    for block in blocks:
        if i < block.a or m < block.b:
            found.append(Region(i, block.a, m, block.b))
        i, m = block.a + block.size, block.b + block.size
    return found


def _matcher() -> diff_match_patch:
    matcher = diff_match_patch()
    matcher.Diff_Timeout = 0  # an answer must not depend on the machine's load
    matcher.Match_Threshold = 0.3  # of the characters may differ: more is another passage
    matcher.Match_Distance = 1000
    return matcher


_MATCHER = _matcher()


def common_ends(old: str, new: str) -> tuple[int, int]:
    """Count the characters that two words share at their start, and then at their end."""
    head: int = _MATCHER.diff_commonPrefix(old, new)
    tail: int = _MATCHER.diff_commonSuffix(old[head:], new[head:])
    return head, tail


def near(text: str, pattern: str, at: int) -> int | None:
    """Find the place nearest to ``at`` where ``text`` reads nearly like ``pattern``.

    Time grows with the pattern's length: some 30 characters tell a place well enough.
    """
    place: int = _MATCHER.match_main(text, pattern, at)
    return None if place < 0 else place
