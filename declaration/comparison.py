"""Two texts of one document beside each other, paragraph by paragraph, by identity."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from declaration.manuscript import Manuscript, Passage
from declaration.text import diff, figures


class Fate(StrEnum):
    """What became of a paragraph from one text to the other; moved ones may be changed, too."""

    KEPT = "kept"
    CHANGED = "changed"
    MOVED = "moved"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class ParagraphPair:
    """A paragraph in both texts; one side is missing where it was added or removed."""

    fate: Fate
    old: Passage | None = None
    new: Passage | None = None

    @property
    def either(self) -> Passage:
        """Return the passage as it stands in the newer text, else as it stood."""
        passage = self.new or self.old
        if passage is None:
            raise ValueError("a pair has at least one side")
        return passage

    @property
    def words(self) -> tuple[str, str]:
        """Return the old and the new words, empty where there are none."""
        return self.old.words if self.old else "", self.new.words if self.new else ""

    @property
    def reworded(self) -> bool:
        """Say whether both sides are there and their words differ."""
        return self.old is not None and self.new is not None and self.old.words != self.new.words


@dataclass(frozen=True, slots=True)
class Totals:
    """Figures of a comparison: words, then paragraphs (a moved and changed one counts in both)."""

    words_added: int
    words_removed: int
    changed: int
    added: int
    removed: int
    moved: int


@dataclass(frozen=True, slots=True)
class Hand:
    """Who made a change, in a file that is taken away: a name, and when."""

    name: str
    at: datetime | None = None


Step = tuple[Hand, str]  # who made a wording of a paragraph, and its words


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody said to a comment; ``language``: of the words, "" for that of the text."""

    hand: Hand
    words: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Annotation:
    """A comment in the margin of a file: who made it, its words, and the answers to it.

    ``paragraph_id``: where it stands, None for the text as a whole. ``start``, ``end``: the words
    that it is about, in code points of what ``plain`` gives of the paragraph's new words; both 0:
    the whole paragraph. ``resolved``: it is done with. ``language``: of its own words, "" for that
    of the text.
    """

    paragraph_id: int | None
    hand: Hand
    words: str
    start: int = 0
    end: int = 0
    resolved: bool = False
    answers: tuple[Reply, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Redline:
    """Two texts, and whose hand changed what.

    ``steps``: by paragraph id, the wordings after the old one up to the new one in their order,
    each with who made it; what is not told there was changed by ``hand``. ``about`` is the line
    that says what the file is; ``annotations`` are in the order in which they were made.
    ``moves``: by paragraph id, who moved it, where that is told. ``supposed``: the new text is
    nobody's but this file's, which has no seal.
    """

    old: Manuscript
    new: Manuscript
    hand: Hand
    about: str
    steps: Mapping[int, Sequence[Step]] = field(default_factory=dict)
    annotations: Sequence[Annotation] = ()
    moves: Mapping[int, Hand] = field(default_factory=dict)
    supposed: bool = False


def compared(old: Manuscript, new: Manuscript) -> tuple[ParagraphPair, ...]:
    """Pair the live paragraphs of two texts: every one of both stands in exactly one pair.

    In the order of ``new``; a removed one follows the paragraph that it followed.
    """
    before = {passage.paragraph_id: passage for passage in old.passages if passage.live}
    after = {passage.paragraph_id: passage for passage in new.passages if passage.live}
    still = _unmoved([key for key in before if key in after], list(after))
    follows: dict[int, list[ParagraphPair]] = {}
    last = 0
    for key, passage in before.items():
        if key in after:
            last = key if key in still else last
        else:
            follows.setdefault(last, []).append(ParagraphPair(Fate.REMOVED, old=passage))
    pairs = list(follows.get(0, ()))
    for key, passage in after.items():
        pairs.append(_pair(before.get(key), passage, moved=key not in still))
        pairs += follows.get(key, ())
    return tuple(pairs)


def in_both_places(
    old: Manuscript, pairs: Sequence[ParagraphPair]
) -> Iterator[tuple[ParagraphPair, bool]]:
    """Yield the pairs of ``compared`` in its order, and what moved also where it was (True).

    What went (True, too) or was moved away follows the paragraph that it followed.
    """
    by_id = {pair.either.paragraph_id: pair for pair in pairs}
    behind: dict[int, list[ParagraphPair]] = {}
    last = 0
    for passage in old.passages:
        if passage.live:
            pair = by_id[passage.paragraph_id]
            if pair.fate in {Fate.REMOVED, Fate.MOVED}:
                behind.setdefault(last, []).append(pair)
            else:
                last = passage.paragraph_id
    yield from ((gone, True) for gone in behind.get(0, ()))
    for pair in pairs:
        if pair.new:
            yield pair, False
            stays = pair.fate is not Fate.MOVED
            yield from ((gone, True) for gone in behind.get(pair.new.paragraph_id, ()) if stays)


def totals(pairs: Sequence[ParagraphPair]) -> Totals:
    """Count what changed; words of added and removed paragraphs count in full."""
    counts = [figures(diff(*pair.words)) for pair in pairs if pair.words[0] != pair.words[1]]
    return Totals(
        words_added=sum(count.added for count in counts),
        words_removed=sum(count.removed for count in counts),
        changed=sum(pair.reworded for pair in pairs),
        added=sum(pair.fate is Fate.ADDED for pair in pairs),
        removed=sum(pair.fate is Fate.REMOVED for pair in pairs),
        moved=sum(pair.fate is Fate.MOVED for pair in pairs),
    )


def _pair(old: Passage | None, new: Passage, *, moved: bool) -> ParagraphPair:
    if old is None:
        return ParagraphPair(Fate.ADDED, new=new)
    if moved:
        return ParagraphPair(Fate.MOVED, old, new)
    same = (old.words, old.kind, old.level) == (new.words, new.kind, new.level)
    return ParagraphPair(Fate.KEPT if same else Fate.CHANGED, old, new)


def _unmoved(old: Sequence[int], new: Sequence[int]) -> set[int]:
    """Return a longest run of paragraphs that stand in the same order on both sides."""
    places = {key: place for place, key in enumerate(new)}
    tails: list[int] = []  # tails[n]: where the lowest-ending run of n + 1 ends
    keys: list[int] = []
    previous: dict[int, int | None] = {}
    for key in old:
        at = bisect_left(tails, places[key])
        previous[key] = keys[at - 1] if at else None
        tails[at : at + 1] = [places[key]]
        keys[at : at + 1] = [key]
    unmoved = set()
    step = keys[-1] if keys else None
    while step is not None:
        unmoved.add(step)
        step = previous[step]
    return unmoved
