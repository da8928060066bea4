"""Three wordings into one: what both sides changed, and where a person must choose."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from declaration.text.edits import Collision, Edit, Group, apply, collision, edits, grouped
from declaration.text.readability import smallest
from declaration.text.tokens import is_word, words

_OURS, _THEIRS = 0, 1


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place where both sides changed what only a person can join.

    ``at`` counts code points of the merged text: there stands ``base``.
    """

    kind: Collision
    base: str
    ours: str
    theirs: str
    at: int


@dataclass(frozen=True, slots=True)
class Merged:
    """The merge, with the base's words at each conflict; conflicts in reading order.

    ``normalised``: the joined pieces needed NFC again, so that a letter was composed anew.
    """

    text: str
    conflicts: tuple[Conflict, ...] = ()
    normalised: bool = False

    @property
    def clean(self) -> bool:
        """Whether nothing is left for a person to choose."""
        return not self.conflicts


def merge(base: str, ours: str, theirs: str) -> Merged:
    """Merge two changes of ``base`` word by word; disjoint changes are kept, the same is once.

    Changes between which no kept word stands conflict, unless one of the two is of blanks and
    punctuation alone. ``merge(b, x, b).text == x``; swapping the sides swaps their names in the
    conflicts, no more. A merge that would not survive being merged again, that runs two words
    into one or tears delimiters of Markdown apart, is one conflict. Raises as diff does.
    Source: Khanna, Kunal, Pierce, A Formal Investigation of Diff3 (2007).
    """
    old, one, other = words(base), words(ours), words(theirs)
    sure = _sure(old, one, other)
    found = sure or _merge(old, one, other)
    proven = sure is not None or not found.clean or _survives(found, old, one, other)
    if proven and not _is_torn(words(found.text), old, one, other):
        return found
    return _written(old, [_all(_edits(old, one, other))])


def torn(text: str, *sides: str) -> bool:
    """Whether delimiters of Markdown lost their other half that have it in one of the sides."""
    return _is_torn(words(unicodedata.normalize("NFC", text)), *map(words, sides))


def _is_torn(merged: Sequence[str], *sides: Sequence[str]) -> bool:
    """Whether more delimiters stand alone than in any of the sides."""
    most = [max(alone) for alone in zip(*map(_alone, sides), strict=True)]
    return any(here > there for here, there in zip(_alone(merged), most, strict=True))


def _alone(tokens: Sequence[str]) -> list[int]:
    """Count the delimiters that lack their other half, by kind."""
    opened = closed = 0
    for mark in tokens:
        opened += mark == "["
        if mark == "]" or mark.startswith("]("):
            closed += opened == 0
            opened -= opened > 0
    return [opened, closed, *(tokens.count(mark) % 2 for mark in ("*", "**", "***", "_"))]


def _sure(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Merged | None:
    """Merge, if merging a side again changes nothing, or one side holds all of the other."""
    merged = _merge(base, ours, theirs)
    again = words(merged.text)
    if merged.clean and (
        base in {ours, theirs}
        or (
            _no_new_word(again, base, ours, theirs)
            and all(_merge(base, again, side) == merged for side in (ours, theirs))
        )
    ):
        return merged
    more = _more(base, ours, theirs)
    if more is None or not all(_shows(base, more, side) for side in (ours, theirs)):
        return None
    return Merged("".join(more))


def _survives(
    merged: Merged, base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]
) -> bool:
    """Whether the merge is found to hold either side, should that be merged into it again."""
    again = words(merged.text)
    return _no_new_word(again, base, ours, theirs) and all(
        _sure(base, again, side) == merged for side in (ours, theirs)
    )


def _no_new_word(merged: Sequence[str], *sides: Sequence[str]) -> bool:
    said = {token for side in sides for token in side}
    return all(token in said for token in merged if is_word(token))


def _merge(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Merged:
    groups = grouped(base, _edits(base, ours, theirs))
    return _written(base, [_settled(base, group) for group in groups])


def _edits(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[Edit]:
    return edits([(side, smallest(base, side)) for side in (ours, theirs)])


def _all(found: Sequence[Edit]) -> Group:
    """Put every edit into one conflict."""
    return Group(tuple(found), "touching")


def _settled(base: Sequence[str], group: Group) -> Group:
    """Settle a collision where one side has all that the other wants, and more."""
    ours, theirs = group.said(base, _OURS), group.said(base, _THEIRS)
    here = tuple(base[group.start : group.stop])
    both = frozenset({_OURS, _THEIRS})
    more = None if group.kind is None else _more(here, ours, theirs)
    if more is None or not all(_holds(here, more, side) for side in (ours, theirs)):
        return group
    return Group((Edit(group.start, group.stop, tuple(more), both),))


def _more(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Sequence[str] | None:
    """Give the side that has all that the other wants, and more, if one of the two does."""
    mine, yours = _contains(base, ours, theirs), _contains(base, theirs, ours)
    if mine == yours:
        return ours if ours == theirs else None
    return ours if mine else theirs


def _holds(base: Sequence[str], more: Sequence[str], less: Sequence[str]) -> bool:
    """Whether every word that ``less`` added is added in ``more``, and what it removed removed."""
    was, far, near = (Counter(filter(is_word, side)) for side in (base, more, less))
    return near - was <= far - was and was - near <= was - far


def _contains(base: Sequence[str], more: Sequence[str], less: Sequence[str]) -> bool:
    """Whether ``more`` is ``less`` with further changes, apart from those that made ``less``."""
    undone = edits([(base, smallest(less, base))])
    further = [
        Edit(region.i, region.k, tuple(more[region.m : region.n]), frozenset({_THEIRS}))
        for region in smallest(less, more)
    ]
    return not any(collision(less, one, other) for one, other in product(undone, further))


def _shows(base: Sequence[str], more: Sequence[str], less: Sequence[str]) -> bool:
    """Whether what ``less`` added is there in ``more``, and what it removed is not.

    Counted, not aligned: an alignment may take what was put back for something else. A fifth may
    fail: in a long text the other side adds and removes some of the same words elsewhere.
    """
    was, far, near = (Counter(filter(is_word, side)) for side in (base, more, less))
    added, removed = near - was, was - near
    missing, back = added - far, removed & (far - near)
    return 5 * missing.total() <= added.total() and 5 * back.total() <= removed.total()


def _written(base: Sequence[str], groups: Sequence[Group]) -> Merged:
    pieces: list[str] = []
    conflicts = []
    at = 0
    for group in groups:
        pieces += base[at : group.start]
        here = base[group.start : group.stop]
        if group.kind is None:
            pieces += apply(base, group.edits, group.start, group.stop)
        else:
            ours, theirs = ("".join(group.said(base, side)) for side in (_OURS, _THEIRS))
            place = len(unicodedata.normalize("NFC", "".join(pieces)))
            conflicts.append(Conflict(group.kind, "".join(here), ours, theirs, place))
            pieces += here
        at = group.stop
    joined = "".join((*pieces, *base[at:]))
    text = unicodedata.normalize("NFC", joined)
    return Merged(text, tuple(conflicts), normalised=text != joined)
