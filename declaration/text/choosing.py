"""Taking some changes of a wording without the others."""

import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from declaration.text.differ import Change, diff
from declaration.text.markup import is_bare
from declaration.text.merging import Merged, merge, torn
from declaration.text.tokens import is_word, words

MOST = 50  # changes of a marked-up text that are told apart: each asks for the whole text again
AROUND = 70  # characters kept beside a change, about a line: enough to know where one is


@dataclass(frozen=True)
class Choice:
    """The changes that made ``new`` of ``old``, numbered from 1, to be taken one by one.

    ``numbers`` has one entry for each item of ``diff(old, new)``; 0 means kept words. Changes that
    only make sense together share a number: no word stands between them, or one opens what the
    other closes. Of a text with markup that has more than ``MOST`` changes all share one number.
    """

    old: str
    new: str

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Return the kept runs and the changes, in order."""
        return diff(self.old, self.new)

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """Return the number of each change; raises as diff does."""
        return tuple(_numbered(self.old, self.new, self.changes))

    @property
    def count(self) -> int:
        """Count the changes that can be taken on their own."""
        return max(self.numbers, default=0)

    def text(self, chosen: Collection[int]) -> str:
        """Return ``old`` with the chosen changes alone: all of them give ``new``."""
        pairs = zip(self.changes, self.numbers, strict=True)
        text = "".join(change.new if number in chosen else change.old for change, number in pairs)
        return unicodedata.normalize("NFC", text)

    def taken(self, result: str) -> frozenset[int]:
        """Return the numbers of the changes that ``result`` already contains."""
        if result == self.old:
            return frozenset()
        return frozenset(n for n in range(1, self.count + 1) if self._holds(result, n))

    def take(self, result: str, number: int) -> Merged:
        """Merge one change into ``result``, which is another wording of ``old``."""
        return merge(self.old, result, self.text({number}))

    def leave(self, result: str, number: int) -> Merged:
        """Undo one change that ``result`` contains."""
        return merge(self.text({number}), result, self.old)

    def folded(self, around: int = AROUND) -> Iterator[tuple[Change, int, bool]]:
        """Yield each change with its number, and whether it is kept words far from any other.

        Of long kept words the ``around`` characters near a change are parted from the rest,
        between words; below three times as many, folding saves less than it hides.
        """
        last = len(self.changes) - 1
        for at, (change, number) in enumerate(zip(self.changes, self.numbers, strict=True)):
            words = change.old
            head = words.find(" ", around) if at > 0 else 0
            tail = words.rfind(" ", 0, -around) if at < last else len(words)
            if number or last == 0 or len(words) <= 3 * around or not 0 <= head < tail:
                yield change, number, False
                continue
            parts = (words[:head], words[head:tail], words[tail:])
            yield from ((Change(part, part), 0, at == 1) for at, part in enumerate(parts) if part)

    def _holds(self, result: str, number: int) -> bool:
        pairs = zip(self.changes, self.numbers, strict=True)
        if any(own == number and change.new.strip() not in result for change, own in pairs):
            return False  # quick, and right nearly always: merging is slow
        with_it = self.take(result, number)
        return with_it.clean and with_it.text == result


def _numbered(old: str, new: str, changes: Sequence[Change]) -> Iterator[int]:
    number, gap, open_ = 0, "", False
    marked = not (is_bare(old) and is_bare(new))
    if marked and sum(not change.kept for change in changes) > MOST:
        yield from (int(not change.kept) for change in changes)
        return
    for at, change in enumerate(changes):
        if change.kept:
            gap = change.old
            yield 0
        else:
            if not open_ and (number == 0 or any(map(is_word, words(gap)))):
                number += 1
            yield number
            sides = (piece.new if place <= at else piece.old for place, piece in enumerate(changes))
            open_ = marked and torn("".join(sides), old, new)
