"""What several sides did to one base, as edits of its tokens, and which of them collide."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from declaration.text.engine import Region
from declaration.text.tokens import is_word

Collision = Literal["overlap", "touching"]
CROWD = 32  # edits between two words


@dataclass(frozen=True, slots=True)
class Edit:
    """``base[i:k]`` replaced by ``new``; ``sides`` are the numbers of those who did it."""

    i: int
    k: int
    new: tuple[str, ...]
    sides: frozenset[int]


@dataclass(frozen=True, slots=True)
class EditGroup:
    """Edits that stand or fall together, in order; ``kind`` says how they collide, if they do."""

    edits: tuple[Edit, ...]
    kind: Collision | None = None

    @property
    def start(self) -> int:
        """The first token of the base that is touched."""
        return self.edits[0].i

    @property
    def stop(self) -> int:
        """The token of the base behind the last that is touched."""
        return max(edit.k for edit in self.edits)

    def tokens_of(self, base: Sequence[str], side: int) -> tuple[str, ...]:
        """Return the tokens that one side puts in the group's place."""
        mine = [edit for edit in self.edits if side in edit.sides]
        return tuple(apply(base, mine, self.start, self.stop))


def edits(sides: Sequence[tuple[Sequence[str], Iterable[Region]]]) -> list[Edit]:
    """Gather the edits of all sides, each given as its tokens and its differences from the base.

    The same edit by several sides counts once; edits come in the order of the base.
    """
    sides_of: dict[tuple[int, int, tuple[str, ...]], set[int]] = {}
    for number, (tokens, differences) in enumerate(sides):
        for region in differences:
            edit = region.i, region.k, tuple(tokens[region.m : region.n])
            sides_of.setdefault(edit, set()).add(number)
    return [Edit(*edit, frozenset(numbers)) for edit, numbers in sorted(sides_of.items())]


@dataclass(slots=True)
class _Gathering:
    """A group that may grow; ``common`` are the sides that did every edit of it."""

    edits: list[Edit]
    stop: int
    common: frozenset[int]
    kinds: set[Collision]

    def take(self, other: "_Gathering") -> None:
        self.edits += other.edits
        self.stop = max(self.stop, other.stop)
        self.common &= other.common
        self.kinds |= other.kinds

    @property
    def kind(self) -> Collision | None:
        return next((kind for kind in ("overlap", "touching") if kind in self.kinds), None)


def grouped(base: Sequence[str], all_edits: Iterable[Edit]) -> list[EditGroup]:
    """Group the edits of ``edits``: those that collide share a group.

    Where more than CROWD edits stand between two words, they are one group, and it collides if
    sides differ: no person could tell them apart, and to compare each with each takes minutes.
    """
    parting = _parting(base)
    groups: list[_Gathering] = []
    for edit in all_edits:
        gathering = _Gathering([edit], edit.k, edit.sides, set())
        first = _first_met(base, parting, groups, gathering)
        for group in groups[first + 1 :]:
            groups[first].take(group)
        del groups[first + 1 :]
        if first < len(groups):
            groups[first].take(gathering)
        else:
            groups.append(gathering)
    return [EditGroup(tuple(group.edits), group.kind) for group in groups]


def _first_met(
    base: Sequence[str], parting: Sequence[int], groups: Sequence[_Gathering], new: _Gathering
) -> int:
    """Find the first of the groups that a new edit joins, if any, and note how they collide."""
    (edit,) = new.edits
    first, passed = len(groups), 0
    for at in range(len(groups) - 1, -1, -1):
        group = groups[at]
        if parting[edit.i] > parting[group.stop]:
            break
        passed += len(group.edits)
        if passed > CROWD:
            new.kinds |= set() if edit.sides & group.common else {"touching"}
            return at
        for other in group.edits:
            kind = collision(base, parting, other, edit)
            if kind:
                first = at
                new.kinds.add(kind)
    return first


def collide(base: Sequence[str], some: Iterable[Edit], others: Iterable[Edit]) -> bool:
    """Whether an edit of the one kind collides with one of the other."""
    together = sorted([*some, *others], key=lambda edit: (edit.i, edit.k))
    return any(group.kind for group in grouped(base, together))


def collision(
    base: Sequence[str], parting: Sequence[int], edit: Edit, other: Edit
) -> Collision | None:
    """Say how two edits of different sides collide, if they do.

    They do where nothing parts them, unless they stand side by side and one of the two changes
    only blanks and punctuation.
    """
    first, last = sorted((edit, other), key=lambda each: (each.i, each.k))
    if (
        edit.sides & other.sides
        or parting[last.i] > parting[first.k]
        or _own_paragraph(base, first, last)
    ):
        kind: Collision | None = None
    elif last.i < first.k:
        kind = "overlap"
    elif first.i != last.k and (
        _only_marks_beside(base, first, last.new) or _only_marks_beside(base, last, first.new[::-1])
    ):
        kind = None
    else:
        kind = "touching"
    return kind


def _own_paragraph(base: Sequence[str], first: Edit, last: Edit) -> bool:
    """Whether one adds or removes a whole paragraph next to what the other changed."""
    if first.k != last.i or first.i == last.k:
        return False
    behind = (*base[last.i : last.k], *last.new)
    before = (*base[first.i : first.k], *first.new)
    return (_one_sided(last) and _empty_line(behind[0])) or (
        _one_sided(first) and _empty_line(before[-1])
    )


def _one_sided(edit: Edit) -> bool:
    return edit.i == edit.k or not edit.new


def _parting(base: Sequence[str]) -> list[int]:
    """Count the words and empty lines before each token: what keeps two changes apart."""
    return [0, *accumulate(is_word(token) or _empty_line(token) for token in base)]


def _empty_line(token: str) -> bool:
    return token.count("\n") > 1


def _only_marks_beside(base: Sequence[str], edit: Edit, beside: Sequence[str]) -> bool:
    """Whether an edit changes only marks and blanks, and the other's mark does not touch it."""
    mine = (*base[edit.i : edit.k], *edit.new)
    mark = bool(beside) and not is_word(beside[0]) and not beside[0].isspace()
    return not mark and not any(map(is_word, mine))


def apply(base: Sequence[str], done: Iterable[Edit], start: int, stop: int) -> Iterator[str]:
    """Give the tokens ``base[start:stop]`` with these edits, which are in order and apart."""
    at = start
    for edit in done:
        yield from base[at : edit.i]
        yield from edit.new
        at = edit.k
    yield from base[at:stop]
