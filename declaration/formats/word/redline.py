"""What became of one text in another, as a Word file with tracked changes.

Accepting all gives the new text, rejecting all the old one, numbers included. Numbers are labels
here: in a text that is both, nothing could count them. Comments stand on their words; one whose
paragraph is in neither text stands on the last line, which is of no text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import takewhile

from docx.text.paragraph import Paragraph

from declaration.comparison import (
    Fate,
    Hand,
    ParagraphPair,
    Redline,
    Step,
    compared,
    in_both_places,
)
from declaration.formats.word import package as packages, paragraphs, runs
from declaration.formats.word.comments import AnchoredWords, CommentRange, Margin
from declaration.formats.word.package import Package
from declaration.formats.word.runs import TrackedPiece, Tracking
from declaration.formats.word.styles import SEAL
from declaration.manuscript import Passage
from declaration.text import Change, Span, diff, provenance, seen, tracked

CHANGED = {"added", "removed"}

Hands = tuple[Hand, Hand]  # who added and who removed what one change changed


def write(redline: Redline) -> bytes:
    """Return a DOCX."""
    package = packages.begin(redline.new, redline.about)
    writer = _Writer(package, redline, Margin(package, redline.annotations))
    pairs = compared(redline.old, redline.new)
    places = [
        (_kept_or_two(pair, was_there=was_there), was_there)
        for pair, was_there in in_both_places(redline.old, pairs)
    ]
    following = [*(pair for pair, _was_there in places[1:]), None]
    for (pair, was_there), behind in zip(places, following, strict=True):
        writer.add(pair, behind, was_there=was_there)
    writer.end()
    return package.bytes()


def _kept_or_two(pair: ParagraphPair, *, was_there: bool) -> ParagraphPair:
    """Return what moved and kept no word as removed from one place and added at the other."""
    if pair.fate is not Fate.MOVED or any(run.mark not in CHANGED for run in seen(*pair.words)):
        return pair
    if was_there:
        return ParagraphPair(Fate.REMOVED, old=pair.old)
    return ParagraphPair(Fate.ADDED, new=pair.new)


@dataclass
class _Writer:
    """Writes paragraphs; ``moves`` names those that have been moved, by paragraph id."""

    package: Package
    redline: Redline
    margin: Margin
    moves: dict[int, str] = field(default_factory=dict)

    @cached_property
    def still(self) -> frozenset[int]:
        """Return the paragraphs that the new text has."""
        return frozenset(p.paragraph_id for p in self.redline.new.passages if p.live)

    def add(self, pair: ParagraphPair, behind: ParagraphPair | None, *, was_there: bool) -> None:
        """Write a paragraph as it became, or where it was and is no longer.

        ``behind``: the one that is written next.
        """
        if pair.fate is Fate.MOVED:
            self._moved(pair, was_there=was_there)
        elif pair.old and pair.new:
            coming = self._first(behind) if behind and behind.fate is Fate.ADDED else None
            self._stayed(pair, pair.old, pair.new, coming)
        else:
            self._alone(pair)

    def end(self) -> None:
        """Write the last line, and the comments that have no other place."""
        end = AnchoredWords(self.package, self.package.add(SEAL), self.margin.rest())
        seal = "" if self.redline.supposed else self.redline.new.seal
        end.write([paragraphs.last(self.redline.about, seal)])
        end.end()
        self.margin.write()

    def _stayed(self, pair: ParagraphPair, old: Passage, new: Passage, coming: Hand | None) -> None:
        """Write a paragraph of both texts; ``coming``: who added the next one, if it came."""
        paragraph = self._begin(new)
        self._words(paragraph, pair, coming=coming)
        if (paragraphs.style(old), old.printed) != (paragraphs.style(new), new.printed):
            paragraphs.changed(paragraph, self.package, old, self.redline.hand)

    def _alone(self, pair: ParagraphPair) -> None:
        """Write a paragraph that only one of the two texts has."""
        paragraph = self._begin(pair.either)
        self._words(paragraph, pair)
        tracking = runs.ADDED if pair.new else runs.REMOVED
        paragraphs.end_tracked(paragraph, self.package, tracking.by(self._first(pair)))

    def _moved(self, pair: ParagraphPair, *, was_there: bool) -> None:
        """Write what moved: where it was without what was added, where it is without what went."""
        passage = pair.old if was_there else pair.either
        if passage is None:
            raise ValueError("what moved is in both texts")
        hand = self.redline.moves.get(passage.paragraph_id, self.redline.hand)
        moved = (runs.MOVED_FROM if was_there else runs.MOVED_TO).by(hand)
        name = self.moves.setdefault(passage.paragraph_id, f"move{len(self.moves) + 1}")
        paragraph = self._begin(passage)
        self._words(paragraph, pair, moved, leaving="added" if was_there else "removed")
        paragraphs.end_tracked(paragraph, self.package, moved)
        paragraphs.name_move(paragraph, self.package, moved, name)

    def _begin(self, passage: Passage) -> Paragraph:
        paragraph = self.package.add(paragraphs.style(passage))
        if passage.printed:
            paragraphs.label(paragraph, self.package.labels.fixed(passage))
        return paragraph

    def _words(
        self,
        paragraph: Paragraph,
        pair: ParagraphPair,
        kept: Tracking = runs.KEPT,
        leaving: str = "",
        coming: Hand | None = None,
    ) -> None:
        """Write words with their changes; ``leaving`` out what was "added", or "removed"."""
        words = AnchoredWords(self.package, paragraph, self._anchors(pair, leaving))
        changes = self._changes(pair)
        marked = tracked(*pair.words, [change for change, _hands in changes])
        pieces = [
            piece
            for (_change, (added, removed)), each in zip(changes, marked, strict=True)
            for piece in runs.pieces(
                each, runs.ADDED.by(added), runs.REMOVED.by(removed), kept, leaving
            )
        ]
        words.write(_parted(pieces, coming))
        words.end()

    def _anchors(self, pair: ParagraphPair, leaving: str) -> Sequence[CommentRange]:
        """Return where comments stand: not where a paragraph was and is no longer.

        What is about the text as a whole stands on the first paragraph of the new one.
        """
        own = pair.either.paragraph_id
        if leaving == "added" or (pair.new is None and own in self.still):
            return ()
        return self.margin.on(None, own) if pair.new else self.margin.on(own)

    def _changes(self, pair: ParagraphPair) -> list[tuple[Change, Hands]]:
        """Return the changes of a paragraph, cut where the hand changes."""
        steps = self.redline.steps.get(pair.either.paragraph_id, ())
        if len({hand for hand, _words in steps}) > 1:
            return list(_credited(pair, steps, self.redline.hand))
        hand = self._first(pair)  # who did all of it
        return [(change, (hand, hand)) for change in diff(*pair.words)]

    def _first(self, pair: ParagraphPair) -> Hand:
        """Return who made the first of the wordings: an added paragraph is theirs."""
        steps = self.redline.steps.get(pair.either.paragraph_id, ())
        return steps[0][0] if steps else self.redline.hand


def _parted(pieces: Sequence[TrackedPiece], coming: Hand | None) -> Sequence[TrackedPiece]:
    """Let words at the end, and a paragraph that the same hand added behind, be two changes.

    LibreOffice takes them for one where hand and date are the same, and rejects with them the end
    of the paragraph between. So the words lose their date; where they have none, who made them
    has a blank behind the name.
    """
    last = pieces[-1].tracking if pieces else runs.KEPT
    if coming is None or (last.element, last.hand.name) != (runs.ADDED.element, coming.name):
        return pieces
    name = last.hand.name if last.hand.at else f"{last.hand.name} "
    parted = last.by(Hand(name))
    count = sum(1 for _ in takewhile(lambda piece: piece.tracking == last, reversed(pieces)))
    return [*pieces[:-count], *(replace(piece, tracking=parted) for piece in pieces[-count:])]


def _credited(
    pair: ParagraphPair, steps: Sequence[Step], other: Hand
) -> Iterator[tuple[Change, Hands]]:
    """Cut each change where another hand added, or removed, its words.

    ``other``: whose it is where nobody touched words that the comparison of the two shows changed.
    """
    old, new = pair.words
    hands: list[Hand | None] = [None, *(hand for hand, _words in steps)]
    texts = [old, *(words for _hand, words in steps)]
    added = provenance(list(zip(hands, texts, strict=True)))
    # Read backwards, words come in where they were taken out, by the hand of the later wording.
    removed = provenance(list(zip([None, *hands[:0:-1]], texts[::-1], strict=True)))
    at_old = at_new = 0
    for change in diff(old, new):
        if change.kept:
            yield change, (other, other)
        else:
            for text, hand in _cut(removed, at_old, change.old):
                yield Change(text, ""), (other, hand or other)
            for text, hand in _cut(added, at_new, change.new):
                yield Change("", text), (hand or other, other)
        at_old, at_new = at_old + len(change.old), at_new + len(change.new)


def _cut(
    spans: Sequence[Span[Hand | None]], at: int, text: str
) -> Iterator[tuple[str, Hand | None]]:
    """Cut the part of a text that begins ``at`` where one span follows another."""
    start = 0
    for span in spans:
        stop = start + len(span.text)
        part = text[max(0, start - at) : max(0, stop - at)]
        if part:
            yield part, span.author
        start = stop
