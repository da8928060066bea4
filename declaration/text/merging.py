"""Merging two changes of one text, and where a person must choose."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from declaration.text.edits import Collision, Edit, EditGroup, apply, collide, edits, grouped
from declaration.text.readability import smallest
from declaration.text.tokens import is_word, words

SETTLED = 200  # collisions: where there are more, two texts were written, and people must choose
SHORT = 2_000  # tokens: a longer collision is as good as the whole text
_OURS, _THEIRS = 0, 1


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place where the changes of both sides collide.

    ``base`` stands in the merged text at ``at`` (in code points).
    """

    kind: Collision
    base: str
    ours: str
    theirs: str
    at: int


@dataclass(frozen=True, slots=True)
class Merged:
    """The merge, with the base's words at each conflict; conflicts in reading order.

    ``normalised``: the joined pieces were not in NFC, so a letter and its accent became one.
    """

    text: str
    conflicts: tuple[Conflict, ...] = ()
    normalised: bool = False

    @property
    def clean(self) -> bool:
        """Whether nothing is left for a person to choose."""
        return not self.conflicts


def merge(base: str, ours: str, theirs: str) -> Merged:
    """Merge two changes of ``base`` word by word; what both sides did is done once.

    Changes with no kept word between them conflict, unless one of the two changes only blanks
    and punctuation. ``merge(b, x, b).text == x``; swapping the sides swaps their names in the
    conflicts, no more. If merging a side again would change the result, or two words ran into one,
    or a delimiter of Markdown lost its other half, all is one conflict. Raises as diff does.
    Source: Khanna, Kunal, Pierce, A Formal Investigation of Diff3 (2007).
    """
    tokens, mine, yours = words(base), words(ours), words(theirs)
    first = _merge(tokens, mine, yours)
    sure = _sure(first, tokens, mine, yours)
    merged = sure or first
    proven = sure is not None or not merged.clean or _survives(merged, tokens, mine, yours)
    if proven and not _is_torn(words(merged.text), tokens, mine, yours):
        return merged
    return _written(tokens, [_all(_edits(tokens, mine, yours))])


def torn(text: str, *sides: str) -> bool:
    """Whether delimiters of Markdown lost their other half, which they have in one of the sides."""
    return _is_torn(words(unicodedata.normalize("NFC", text)), *map(words, sides))


def _is_torn(merged: Sequence[str], *sides: Sequence[str]) -> bool:
    """Whether more delimiters lack their other half than in any of the sides."""
    most = [max(alone) for alone in zip(*map(_alone, sides), strict=True)]
    return any(count > limit for count, limit in zip(_alone(merged), most, strict=True))


def _alone(tokens: Sequence[str]) -> list[int]:
    """Count the delimiters that lack their other half, by kind."""
    opened = closed = 0
    for mark in tokens:
        opened += mark == "["
        if mark == "]" or mark.startswith("]("):
            closed += opened == 0
            opened -= opened > 0
    return [opened, closed, *(tokens.count(mark) % 2 for mark in ("*", "**", "***", "_"))]


def _sure(
    merged: Merged, base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]
) -> Merged | None:
    """Give the merge if a side merged again would change nothing, or if one side has the other."""
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
    """Whether merging either side into the merge again changes nothing."""
    again = words(merged.text)
    return _no_new_word(again, base, ours, theirs) and all(
        _sure(_merge(base, again, side), base, again, side) == merged for side in (ours, theirs)
    )


def _no_new_word(merged: Sequence[str], *sides: Sequence[str]) -> bool:
    existing = {token for side in sides for token in side}
    return all(token in existing for token in merged if is_word(token))


def _merge(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Merged:
    groups = grouped(base, _edits(base, ours, theirs))
    if sum(group.kind is not None for group in groups) > SETTLED:
        return _written(base, groups)
    return _written(base, [_settled(base, group) for group in groups])


def _edits(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[Edit]:
    return edits([(side, smallest(base, side)) for side in (ours, theirs)])


def _all(all_edits: Sequence[Edit]) -> EditGroup:
    """Put every edit into one conflict."""
    return EditGroup(tuple(all_edits), "touching")


def _settled(base: Sequence[str], group: EditGroup) -> EditGroup:
    """Settle a collision where one side has all that the other wants, and more."""
    ours, theirs = group.tokens_of(base, _OURS), group.tokens_of(base, _THEIRS)
    tokens = tuple(base[group.start : group.stop])
    both = frozenset({_OURS, _THEIRS})
    short = max(map(len, (tokens, ours, theirs))) <= SHORT
    more = _more(tokens, ours, theirs) if group.kind and short else None
    if more is None or not all(_holds(tokens, more, side) for side in (ours, theirs)):
        return group
    return EditGroup((Edit(group.start, group.stop, tuple(more), both),))


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
    return not collide(less, undone, further)


def _shows(base: Sequence[str], more: Sequence[str], less: Sequence[str]) -> bool:
    """Whether ``more`` has what ``less`` added, and lacks what it removed.

    Counted, not aligned: an alignment may take what was put back for something else. A fifth may
    fail: in a long text the other side adds and removes some of the same words elsewhere.
    """
    was, far, near = (Counter(filter(is_word, side)) for side in (base, more, less))
    added, removed = near - was, was - near
    missing, back = added - far, removed & (far - near)
    return 5 * missing.total() <= added.total() and 5 * back.total() <= removed.total()


def _written(base: Sequence[str], groups: Sequence[EditGroup]) -> Merged:
    pieces: list[str] = []
    conflicts = []
    at = 0
    for group in groups:
        pieces += base[at : group.start]
        tokens = base[group.start : group.stop]
        if group.kind is None:
            pieces += apply(base, group.edits, group.start, group.stop)
        else:
            ours, theirs = ("".join(group.tokens_of(base, side)) for side in (_OURS, _THEIRS))
            place = len(unicodedata.normalize("NFC", "".join(pieces)))
            conflicts.append(Conflict(group.kind, "".join(tokens), ours, theirs, place))
            pieces += tokens
        at = group.stop
    joined = "".join((*pieces, *base[at:]))
    text = unicodedata.normalize("NFC", joined)
    return Merged(text, tuple(conflicts), normalised=text != joined)
