"""A whole text comes back from a word processor: which paragraph became which, and what that asks.

Values in, values out; nothing is written.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from declaration.actions.suggesting.amendment import Amendment
from declaration.actions.suggesting.our_copy import DraftEdit, following
from declaration.blocks import block, misplaced, moved
from declaration.formats.reading import PastedPassage, reads_as_heading
from declaration.manuscript import Passage
from declaration.queries.suggesting.our_copy import insertions, newest
from declaration.text import Pair, align, merge, plain, targets, tidy
from models.debate import Draft
from models.vocabulary import Kind, SuggestionKind


@dataclass(frozen=True, slots=True)
class Match:
    """Paragraphs of the text and what became of them; ``kind`` as in ``text.Pair``.

    ``edits``: what is still to be drafted; ``drafted``: all of it is a draft already;
    ``placeless``: it moved to where it cannot stand, among a list that stays together;
    ``pasted_as``: kind and level of the first one as pasted, where they are others than before,
    which cannot be asked for either;
    ``taken``: numbers and signs that were taken off the new words and are not the paragraph's own.
    """

    kind: str
    old: tuple[Passage, ...]
    new: tuple[str, ...]
    edits: tuple[DraftEdit, ...] = ()
    drafted: bool = False
    placeless: bool = False
    pasted_as: tuple[Kind, int] | None = None
    taken: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Name what is asked for: another name as soon as anything in it is another."""
        versions = [(passage.uid, passage.version_id) for passage in self.old]
        drafts = [edit.draft.updated_at.isoformat() for edit in self.edits if edit.draft]
        places = [edit.amendment.after_id for edit in self.edits]
        named = repr((self.kind, versions, self.new, places, drafts))
        return hashlib.sha256(named.encode()).hexdigest()[:16]


class Moves(NamedTuple):
    """After which paragraphs others are to stand (None: at the head), and which cannot, by id."""

    asked: Mapping[int, Passage | None]
    stuck: Collection[int]


def compared(
    passages: Sequence[Passage], pieces: Sequence[PastedPassage], drafts: Sequence[Draft]
) -> tuple[Match, ...]:
    """Say what a pasted text asks for; every passage and every piece stands in exactly one Match.

    ``passages``: those of the text it was made from, live ones; ``drafts``: the delegation's own.
    Formats are the text's: a plain paste carries none. Raises TooLong as ``text.align`` does.
    """
    pairs = align(
        [plain(passage.words) for passage in passages], [plain(piece.words) for piece in pieces]
    )
    became = {m: passages[pair.old[-1]] for pair in pairs if pair.old for m in pair.new}
    moves = _moves(pairs, passages, became)
    return tuple(_match(pair, passages, pieces, became, moves, drafts) for pair in pairs)


def carried(old: str, new: str) -> str:
    """Return pasted words with the formats of those that they replace, where those still fit."""
    bare = plain(old)
    tidied = tidy(new, bare).text
    if targets(tidied) not in {(), targets(old)}:
        return tidy(new, old).text
    if plain(tidied) == bare:
        return old
    merged = merge(bare, old, tidied)
    return merged.text if bare != old and merged.clean else tidied


def _match(
    pair: Pair,
    passages: Sequence[Passage],
    pieces: Sequence[PastedPassage],
    became: dict[int, Passage],
    moves: Moves,
    drafts: Sequence[Draft],
) -> Match:
    old = tuple(passages[i] for i in pair.old)
    new = tuple(pieces[m] for m in pair.new)
    after = _before(pair.new[0], became) if pair.new else None
    words = _words(old, new)
    amendments = list(_amendments(pair.kind, old, new, words, after, moves.asked))
    edits = tuple(filter(None, (_edit(amendment, drafts) for amendment in amendments)))
    placeless = pair.kind == "moved" and old[0].paragraph_id in moves.stuck
    same = pair.kind in {"kept", "changed", "moved"} and not amendments and not placeless
    kind = "kept" if same else pair.kind
    drafted = bool(amendments) and not edits
    pasted_as = _pasted_as(old[0], pieces[pair.new[0]], pieces) if old and new else None
    return Match(
        kind=kind,
        old=old,
        new=words,
        edits=edits,
        drafted=drafted,
        placeless=placeless,
        pasted_as=pasted_as,
        taken=tuple(_taken(old, new)),
    )


def _taken(old: Sequence[Passage], new: Sequence[PastedPassage]) -> Iterator[str]:
    """Give the marks that told a number or a list; those of headings and tables are no words."""
    for at, piece in enumerate(new):
        mark = piece.mark.strip()
        own = old[0].printed if old and at == 0 else ""
        if mark and mark != own and not piece.headed and not mark.startswith("|"):
            yield mark


def _moves(pairs: Sequence[Pair], passages: Sequence[Passage], became: dict[int, Passage]) -> Moves:
    """Say which paragraphs are to move.

    One after another, so that what has come there with an earlier one need not be asked for. The
    items of what moves are looked at, too: some of them may have stayed behind.
    """
    kept = {passage.paragraph_id for passage in became.values()}
    order = tuple(passage for passage in passages if passage.paragraph_id in kept)
    moving: dict[int, Passage | None] = {}
    stuck: set[int] = set()
    along: set[int] = set()
    for pair in sorted((pair for pair in pairs if pair.old and pair.new), key=lambda p: p.new[0]):
        about, after = passages[pair.old[0]].paragraph_id, _before(pair.new[0], became)
        after_id = after.paragraph_id if after else None
        if pair.kind != "moved" and about not in along:
            continue
        then = moved(order, about, after_id)
        if misplaced(passages, about, after_id):
            stuck.add(about)
        elif then != order:
            moving[about] = after
            along |= {passage.paragraph_id for passage in block(order, about)}
            order = then
    return Moves(moving, frozenset(stuck))


def _before(m: int, became: dict[int, Passage]) -> Passage | None:
    """Return the paragraph of the text that a pasted one stands after."""
    return next((became[at] for at in range(m - 1, -1, -1) if at in became), None)


def _words(old: Sequence[Passage], new: Sequence[PastedPassage]) -> tuple[str, ...]:
    first = [_carried(old[0], piece) for piece in new[:1]] if old else []
    return (*first, *(piece.words for piece in new[len(first) :]))


def _carried(passage: Passage, piece: PastedPassage) -> str:
    """Return pasted words as ``carried``; what was taken off them may be the paragraph's own."""
    return passage.words if _is_same(passage, piece) else carried(passage.words, piece.words)


def _is_same(passage: Passage, piece: PastedPassage) -> bool:
    """Whether a paragraph was pasted as it stands in the text or in our file, sign for sign."""
    words = plain(passage.words)
    return not targets(piece.words) and _as_typed(piece) in {words, f"{passage.printed} {words}"}


def _as_typed(piece: PastedPassage) -> str:
    return plain(tidy(piece.mark + piece.words, numbered=False).text)


def _pasted_as(
    passage: Passage, piece: PastedPassage, pieces: Sequence[PastedPassage]
) -> tuple[Kind, int] | None:
    """Return what a paragraph was pasted as, if a sign tells that it is another thing now.

    Where no sign is, nothing is told: a plain paste has lost them, but for headings in Markdown.
    """
    depth = _depth(passage.kind, passage.level)
    if _as_typed(piece) == plain(passage.words) and piece.mark:
        return None
    if piece.headed:
        pasted = piece.mark.count("#")
        kind = Kind.HEADING if pasted > 1 else Kind.TITLE
        second = passage.kind is Kind.TITLE and pasted == 2 and piece is not pieces[0]  # noqa: PLR2004
        return None if pasted == depth or second else (kind, min(pasted - 1, 3))
    if piece.mark:
        both = piece.kind is passage.kind is Kind.ITEM
        signed = both and not piece.mark.rstrip().endswith(")")  # a dash tells no level
        level = passage.level if signed else piece.level
        same = (piece.kind, level) == (passage.kind, passage.level)
        return None if same else (piece.kind, level)
    told = any(other.headed for other in pieces) or reads_as_heading(piece.words)
    lost = depth and not _depth(piece.kind, piece.level)
    return (piece.kind, piece.level) if lost and told else None


def _depth(kind: Kind, level: int) -> int:
    """Return how many signs of Markdown a heading has; 0: it is none."""
    depths = {Kind.TITLE: 1, Kind.ANNEX: 2, Kind.HEADING: level + 1}
    return depths.get(kind, 0)


def _amendments(
    kind: str,
    old: Sequence[Passage],
    new: Sequence[PastedPassage],
    words: Sequence[str],
    after: Passage | None,
    moving: Mapping[int, Passage | None],
) -> Iterator[Amendment]:
    if kind == "added":
        yield _insertion(after, words[0], *_shape(new[0], after))
    elif kind == "removed":
        yield _on(SuggestionKind.DELETE, old[0])
    else:
        if old[0].paragraph_id in moving:
            before = moving[old[0].paragraph_id]
            after_id = before.paragraph_id if before else None
            yield _on(SuggestionKind.MOVE, old[0], after_id=after_id)
        if words[0] != old[0].words:
            yield _on(SuggestionKind.REPLACE, old[0], words=words[0])
        for further in words[1:]:
            yield _insertion(old[0], further, *following(old[0]))
        for passage in old[1:]:
            yield _on(SuggestionKind.DELETE, passage)


def _shape(piece: PastedPassage, after: Passage | None) -> tuple[Kind, int]:
    """Return what a new paragraph is: without a number of its own it is like its neighbour."""
    if piece.kind is Kind.PLAIN and after is not None:
        return following(after)
    return piece.kind, piece.level


def _on(
    kind: SuggestionKind, passage: Passage, *, words: str = "", after_id: int | None = None
) -> Amendment:
    return Amendment(
        kind,
        paragraph_id=passage.paragraph_id,
        after_id=after_id,
        words=words,
        base_version_id=passage.version_id,
        base_place_id=passage.place_id,
    )


def _insertion(after: Passage | None, words: str, kind: Kind, level: int) -> Amendment:
    return Amendment(
        SuggestionKind.INSERT,
        after_id=after.paragraph_id if after else None,
        kind=kind,
        level=level,
        words=words,
        base_place_id=after.place_id if after else None,
    )


def _edit(amendment: Amendment, drafts: Sequence[Draft]) -> DraftEdit | None:
    """Return the draft in which to save it; None: a draft asks for exactly that already."""
    if amendment.form is SuggestionKind.INSERT:
        others = insertions(drafts, amendment.after_id)
        drafted = any(draft.words == amendment.words for draft in others)
        return None if drafted else DraftEdit(amendment)
    draft = newest(drafts, amendment.form, amendment.paragraph_id or 0)
    if draft is None:
        return DraftEdit(amendment)
    if (draft.words, draft.after_id) == (amendment.words, amendment.after_id):
        return None
    return DraftEdit(replace(amendment, reason=draft.reason, language=draft.language), draft)
