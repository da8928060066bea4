"""A suggestion's redline in parts: each change can be taken singly, long kept words fold away."""

from collections.abc import Iterator
from dataclasses import dataclass

from declaration.text import Change, Choice, redlines
from declaration.web import language
from declaration.web.fragments import Piece, spoken
from declaration.web.memory import memory

AROUND = 70  # characters kept beside a change, about a line: enough to know where one is
FOLDED = 3 * AROUND  # of kept words: below, folding saves less than it hides


@dataclass(frozen=True, slots=True)
class Part:
    """Kept words (``number`` 0), or a change; ``closes`` its number: the last one that has it."""

    html: str
    number: int = 0
    folded: bool = False
    closes: bool = False


def parts(piece: Piece) -> tuple[Part, ...]:
    """Return the redline of a piece that has an ``old`` side, in the reader's language."""
    key = ("parts", piece, language.code())
    return memory().made(key, lambda: tuple(_parts(Choice(piece.old or "", piece.new))), size=4)


def folds(found: tuple[Part, ...]) -> bool:
    """Whether something is folded away."""
    return any(part.folded for part in found)


def _parts(choice: Choice) -> Iterator[Part]:
    cut = list(_cut(choice))
    html = redlines(choice.old, choice.new, [change for change, _, _ in cut], spoken=spoken())
    numbers = [number for _, number, _ in cut]
    for at, ((_, number, folded), shown) in enumerate(zip(cut, html, strict=True)):
        closes = number > 0 and number not in numbers[at + 1 :]
        yield Part(str(shown), number, folded, closes)


def _cut(choice: Choice) -> Iterator[tuple[Change, int, bool]]:
    """Part long kept words into those near a change and those that are folded away."""
    last = len(choice.changes) - 1
    for at, (change, number) in enumerate(zip(choice.changes, choice.numbers, strict=True)):
        kept = change.old
        if number or last == 0 or len(kept) <= FOLDED:
            yield change, number, False
            continue
        head = kept.find(" ", AROUND) if at > 0 else 0
        tail = kept.rfind(" ", 0, -AROUND) if at < last else len(kept)
        if not 0 <= head < tail:
            yield change, 0, False
            continue
        for words, folded in ((kept[:head], False), (kept[head:tail], True), (kept[tail:], False)):
            if words:
                yield Change(words, words), 0, folded
