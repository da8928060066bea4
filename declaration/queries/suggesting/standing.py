"""How a suggestion stands to the current words: computed whenever it is shown, never stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from declaration.manuscript import Passage
from declaration.queries import newest
from declaration.text import Conflict, Merged, merge
from models.debate import Suggestion, Wording
from models.document import Document, Place, Version
from models.vocabulary import Standing, SuggestionKind

MERGES = 2_048  # kept in memory: a long page shows some hundred stale ones, each some kilobytes


@dataclass(frozen=True, slots=True)
class Wish:
    """What a wording asks for, and the words and the place on which it was written."""

    form: SuggestionKind
    paragraph_id: int | None = None
    after_id: int | None = None
    words: str = ""
    base_words: str = ""
    base_place_id: int | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """``merged``: the words that accepting gives without a person writing; else None.

    ``conflicts`` are those of the merge of base, current words (ours) and suggestion (theirs).
    """

    standing: Standing
    merged: str | None = None
    conflicts: tuple[Conflict, ...] = ()


def standing(wish: Wish, current: Mapping[int, Passage]) -> Judged:
    """Judge one suggestion; ``current`` has the rolling passages by paragraph, in text order.

    Orphaned: the paragraph, or the one to stand after, is live no more. Otherwise
    - replace looks at the words alone: unchanged = current, else the three-way merge;
    - insert looks at the place of the paragraph it follows: moved or reshaped = stale-clean;
    - delete looks at the words: a deletion of words that changed since is stale-clean, for a
      person has to look at what would go;
    - move looks at the place: moved or reshaped by others since = stale-conflict, or stale-clean
      where the paragraph already stands where it was asked to stand;
    - general is always current.
    """
    needed = (None if wish.form is SuggestionKind.INSERT else wish.paragraph_id, wish.after_id)
    if wish.form is SuggestionKind.GENERAL:
        judged = Judged(Standing.CURRENT)
    elif any(one is not None and not _lives(current, one) for one in needed):
        judged = Judged(Standing.ORPHANED)
    elif wish.form is SuggestionKind.REPLACE:
        judged = _replacing(wish, _asked_on(wish, current))
    elif wish.form is SuggestionKind.DELETE:
        same = wish.base_words == _asked_on(wish, current).words
        judged = Judged(Standing.CURRENT if same else Standing.STALE_CLEAN)
    elif wish.form is SuggestionKind.INSERT:
        judged = _inserting(wish, current)
    else:
        judged = _moving(wish, current)
    return judged


def by_paragraph(passages: tuple[Passage, ...]) -> dict[int, Passage]:
    """Return passages by paragraph id, in text order."""
    return {passage.paragraph_id: passage for passage in passages}


def _lives(current: Mapping[int, Passage], paragraph_id: int) -> bool:
    return paragraph_id in current and current[paragraph_id].live


def _asked_on(wish: Wish, current: Mapping[int, Passage]) -> Passage:
    if wish.paragraph_id is None:
        raise ValueError(f"{wish.form} asks about no paragraph")
    return current[wish.paragraph_id]


def _replacing(wish: Wish, now: Passage) -> Judged:
    if wish.base_words == now.words:
        return Judged(Standing.CURRENT, wish.words)
    merged = _merged(wish.base_words, now.words, wish.words)
    if merged.clean:
        return Judged(Standing.STALE_CLEAN, merged.text)
    return Judged(Standing.STALE_CONFLICT, conflicts=merged.conflicts)


@lru_cache(maxsize=MERGES)
def _merged(base: str, ours: str, theirs: str) -> Merged:
    return merge(base, ours, theirs)


def _inserting(wish: Wish, current: Mapping[int, Passage]) -> Judged:
    after = current.get(wish.after_id or 0)
    same = after is None or after.place_id == wish.base_place_id
    return Judged(Standing.CURRENT if same else Standing.STALE_CLEAN, wish.words)


def _moving(wish: Wish, current: Mapping[int, Passage]) -> Judged:
    if _asked_on(wish, current).place_id == wish.base_place_id:
        return Judged(Standing.CURRENT)
    there = predecessor(current, wish.paragraph_id) == wish.after_id
    return Judged(Standing.STALE_CLEAN if there else Standing.STALE_CONFLICT)


def predecessor(current: Mapping[int, Passage], paragraph_id: int | None) -> int | None:
    """Return the live paragraph before this one, None at the head of the document."""
    before = None
    for passage in current.values():
        if passage.paragraph_id == paragraph_id:
            break
        if passage.live:
            before = passage.paragraph_id
    return before


Id = InstrumentedAttribute[int | None]


def on_older_words() -> sa.ColumnElement[bool]:
    """Say it of a suggestion, joined with its newest wording and its document."""
    on, after = Suggestion.paragraph_id, Wording.after_id
    here, base = _place(on, Place.id), Wording.base_place_id
    follows = after.is_not(None)
    return sa.case(
        (Suggestion.form == SuggestionKind.GENERAL, sa.false()),
        (
            Suggestion.form == SuggestionKind.INSERT,
            follows & (_place(after, Place.id).is_distinct_from(base) | _gone(after)),
        ),
        (
            Suggestion.form == SuggestionKind.MOVE,
            here.is_distinct_from(base) | _gone(on) | (follows & _gone(after)),
        ),
        else_=_gone(on) | _words_now().is_distinct_from(_words_then()),
    )


def _place(paragraph_id: Id, column: Any) -> sa.ScalarSelect[Any]:  # noqa: ANN401 -- any column
    return _within(newest.place(column, paragraph_id))


def _gone(paragraph_id: Id) -> sa.ColumnElement[bool]:
    return sa.not_(sa.func.coalesce(_place(paragraph_id, Place.live), sa.false()))


def _words_now() -> sa.ScalarSelect[str]:
    return _within(newest.version(Version.words, Suggestion.paragraph_id, Document.language))


def _words_then() -> sa.ScalarSelect[str]:
    return _within(sa.select(Version.words).where(Version.id == Wording.base_version_id))


def _within(query: sa.Select[Any]) -> sa.ScalarSelect[Any]:
    return query.correlate(Suggestion, Wording, Document).scalar_subquery()
