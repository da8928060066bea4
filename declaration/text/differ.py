"""What changed between two wordings: the same diff for page, print, mail and API."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from declaration.text.engine import common_ends
from declaration.text.readability import readable
from declaration.text.tokens import words

EDGE_LETTERS = 3  # that must stay at either end of a word to show a change inside it
INNER_LETTERS = 3  # at most, that change inside such a word, on either side


@dataclass(frozen=True, slots=True)
class Change:
    """``old`` became ``new``; where the two are equal, nothing changed. Never both empty."""

    old: str
    new: str

    @property
    def kept(self) -> bool:
        """Whether this is a run of kept words."""
        return self.old == self.new


def diff(old: str, new: str) -> tuple[Change, ...]:
    """Compare two texts in NFC, word by word.

    The old sides joined are ``old``, the new sides ``new``; kept and changed runs alternate;
    two empty texts give (). Deterministic. Raises ValueError outside NFC, TooLong beyond
    MAX_TOKENS on either side.
    """
    old_tokens, new_tokens = words(old), words(new)
    changes: list[Change] = []
    i = 0
    for region in readable(old_tokens, new_tokens):
        changes += _kept("".join(old_tokens[i : region.i]))
        changes += _changed(old_tokens[region.i : region.k], new_tokens[region.m : region.n])
        i = region.k
    changes += _kept("".join(old_tokens[i:]))
    return tuple(_joined(changes))


def _kept(text: str) -> list[Change]:
    return [Change(text, text)] if text else []


def _changed(old: Sequence[str], new: Sequence[str]) -> list[Change]:
    """Rule 1: whole words, except for a few letters inside one word."""
    before, after = "".join(old), "".join(new)
    head, tail = common_ends(before, after) if len(old) == len(new) == 1 else (0, 0)
    inner = before[head : len(before) - tail], after[head : len(after) - tail]
    if (
        min(head, tail) >= EDGE_LETTERS
        and max(map(len, inner)) <= INNER_LETTERS
        and (before + after).isalpha()  # no figures, and no combining marks: no cluster is cut
    ):
        return [*_kept(before[:head]), Change(*inner), *_kept(before[len(before) - tail :])]
    return [Change(before, after)]


def _joined(changes: list[Change]) -> Iterator[Change]:
    """Join kept runs that stand side by side."""
    run = ""
    for change in changes:
        if change.kept:
            run += change.old
        else:
            yield from _kept(run)
            yield change
            run = ""
    yield from _kept(run)
