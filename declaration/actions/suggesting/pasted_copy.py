"""A whole text comes back from a word processor: which paragraph became which, and what that asks.

Values in, wishes out; nothing is written.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from declaration.actions.suggesting.asked import Asked
from declaration.actions.suggesting.our_copy import Wish, following
from declaration.formats.reading import Piece
from declaration.manuscript import Passage
from declaration.queries.suggesting.our_copy import insertions, newest
from declaration.queries.suggesting.standing import by_paragraph, predecessor
from declaration.text import Pair, align, merge, plain, tidy
from models.debate import Draft
from models.vocabulary import Kind, SuggestionKind


@dataclass(frozen=True, slots=True)
class Found:
    """Paragraphs of the text and what became of them; ``kind`` as in ``text.Pair``.

    ``wishes``: what is still to be drafted; ``drafted``: all of it is a draft already;
    ``placeless``: it moved to the head of the text, which cannot be asked for.
    """

    kind: str
    old: tuple[Passage, ...]
    new: tuple[str, ...]
    wishes: tuple[Wish, ...] = ()
    drafted: bool = False
    placeless: bool = False

    @property
    def key(self) -> str:
        """Name what is asked for: another name as soon as anything in it is another."""
        stood = [(one.uid, one.version_id) for one in self.old]
        drafts = [one.draft.updated_at.isoformat() for one in self.wishes if one.draft]
        places = [one.asked.after_id for one in self.wishes]
        said = repr((self.kind, stood, self.new, places, drafts))
        return hashlib.sha256(said.encode()).hexdigest()[:16]


def compared(
    passages: Sequence[Passage], pieces: Sequence[Piece], drafts: Sequence[Draft]
) -> tuple[Found, ...]:
    """Say what a pasted text asks for; every passage and every piece stands in exactly one Found.

    ``passages``: those of the text it was made from, live ones; ``drafts``: the delegation's own.
    Formats are the text's: a plain paste carries none. Raises TooLong as ``text.align`` does.
    """
    old = [plain(one.words) for one in passages]
    new = [plain(one.words) for one in pieces]
    pairs = align(old, new)
    became = {m: passages[pair.old[-1]] for pair in pairs if pair.old for m in pair.new}
    return tuple(_found(pair, passages, pieces, became, drafts) for pair in pairs)


def carried(old: str, new: str) -> str:
    """Return pasted words with the formats of those that they replace, where those still fit."""
    bare = plain(old)
    said = tidy(new, bare).text
    if plain(said) == bare:
        return old
    merged = merge(bare, old, said)
    return merged.text if bare != old and merged.clean else said


def _found(
    pair: Pair,
    passages: Sequence[Passage],
    pieces: Sequence[Piece],
    became: dict[int, Passage],
    drafts: Sequence[Draft],
) -> Found:
    old = tuple(passages[i] for i in pair.old)
    new = tuple(pieces[m] for m in pair.new)
    after = _before(pair.new[0], became) if pair.new else None
    words = _words(old, new)
    asked = list(_asked(pair.kind, old, new, words, after, passages))
    wishes = [_wish(one, drafts) for one in asked]
    wanted = tuple(one for one in wishes if one is not None)
    placeless = pair.kind == "moved" and after is None
    same = pair.kind in {"kept", "changed", "moved"} and not asked and not placeless
    kind = "kept" if same else pair.kind
    drafted = bool(asked) and not wanted
    return Found(kind, old, words, wanted, drafted=drafted, placeless=placeless)


def _before(m: int, became: dict[int, Passage]) -> Passage | None:
    """Return the paragraph of the text that a pasted one stands after."""
    return next((became[at] for at in range(m - 1, -1, -1) if at in became), None)


def _words(old: Sequence[Passage], new: Sequence[Piece]) -> tuple[str, ...]:
    first = [carried(old[0].words, one.words) for one in new[:1]] if old else []
    return (*first, *(tidy(one.words).text for one in new[len(first) :]))


def _asked(
    kind: str,
    old: Sequence[Passage],
    new: Sequence[Piece],
    words: Sequence[str],
    after: Passage | None,
    passages: Sequence[Passage],
) -> Iterator[Asked]:
    if kind == "added":
        yield _insertion(after, words[0], *_shape(new[0], after))
    elif kind == "removed":
        yield _on(SuggestionKind.DELETE, old[0])
    else:
        if kind == "moved" and after is not None and not _stands(old[0], after, passages):
            yield _on(SuggestionKind.MOVE, old[0], after_id=after.paragraph_id)
        if words[0] != old[0].words:
            yield _on(SuggestionKind.REPLACE, old[0], words=words[0])
        for more in words[1:]:
            yield _insertion(old[0], more, *following(old[0]))
        for gone in old[1:]:
            yield _on(SuggestionKind.DELETE, gone)


def _stands(one: Passage, after: Passage, passages: Sequence[Passage]) -> bool:
    current = by_paragraph(tuple(passages))
    return predecessor(current, one.paragraph_id) == after.paragraph_id


def _shape(piece: Piece, after: Passage | None) -> tuple[Kind, int]:
    """Return what a new paragraph is: without a number of its own it is like its neighbour."""
    if piece.kind is Kind.PLAIN and after is not None:
        return following(after)
    return piece.kind, piece.level


def _on(
    form: SuggestionKind, passage: Passage, *, words: str = "", after_id: int | None = None
) -> Asked:
    return Asked(
        form,
        paragraph_id=passage.paragraph_id,
        after_id=after_id,
        words=words,
        base_version_id=passage.version_id,
        base_place_id=passage.place_id,
    )


def _insertion(after: Passage | None, words: str, kind: Kind, level: int) -> Asked:
    place = after.place_id if after else None
    after_id = after.paragraph_id if after else None
    return Asked(
        SuggestionKind.INSERT,
        after_id=after_id,
        kind=kind,
        level=level,
        words=words,
        base_place_id=place,
    )


def _wish(asked: Asked, drafts: Sequence[Draft]) -> Wish | None:
    """Give what is asked the draft that takes it; None: a draft asks for exactly that already."""
    if asked.form is SuggestionKind.INSERT:
        there = insertions(drafts, asked.after_id)
        return None if any(one.words == asked.words for one in there) else Wish(asked)
    mine = newest(drafts, asked.form, asked.paragraph_id or 0)
    if mine is None:
        return Wish(asked)
    same = (mine.words, mine.after_id) == (asked.words, asked.after_id)
    return None if same else Wish(replace(asked, reason=mine.reason, language=mine.language), mine)
