"""How a suggestion stands to the current text: computed whenever it is shown, never stored.

One rule in two languages, ``standing`` in Python and ``stale`` in SQL; a test compares them for
every kind of suggestion and every change of the text. A suggestion is current while what it was
written on is as it was, and the paragraphs that it names are in the text:

    replace, delete   the words of the paragraph
    insert            the place of the paragraph it follows; at the head, nothing
    move              the place of the paragraph
    general           nothing: it is always current
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from declaration.blocks import block, moved
from declaration.manuscript import Passage
from declaration.queries import newest
from declaration.text import Conflict, Merged, merge
from models.debate import Suggestion, Wording
from models.document import Document, Place, Version
from models.vocabulary import Standing, SuggestionKind

MERGES = 2_048  # kept in memory: a long page shows some hundred stale ones, each some kilobytes
Id = InstrumentedAttribute[int | None]


@dataclass(frozen=True, slots=True)
class Request:
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


def standing(request: Request, current: Mapping[int, Passage]) -> Judged:
    """Judge one suggestion; ``current`` has the rolling passages by paragraph, in text order.

    Orphaned: the paragraph, or the one to stand after, is live no more. What is not current is
    stale, and mostly stale-clean:
    - replace: where the three-way merge has a conflict, stale-conflict;
    - delete: stale-clean, for a person has to look at what would go;
    - insert: stale-clean, wherever the paragraph that it follows has gone;
    - move: moved or reshaped by others since = stale-conflict, or stale-clean where the paragraph
      already stands where it was asked to stand.
    """
    form, about = request.form, request.paragraph_id
    needed = {None if form is SuggestionKind.INSERT else about, request.after_id} - {None}
    if form is SuggestionKind.GENERAL:
        judged = Judged(Standing.CURRENT)
    elif not all(key in current and current[key].live for key in needed if key is not None):
        judged = Judged(Standing.ORPHANED)
    elif form is SuggestionKind.INSERT:
        after = current.get(request.after_id or 0)
        same = after is None or after.place_id == request.base_place_id
        judged = Judged(Standing.CURRENT if same else Standing.STALE_CLEAN, request.words)
    elif form is SuggestionKind.MOVE:
        judged = _moving(request, current)
    elif form is SuggestionKind.DELETE:
        same = request.base_words == current[about or 0].words
        judged = Judged(Standing.CURRENT if same else Standing.STALE_CLEAN)
    else:
        judged = _replacing(request, current[about or 0])
    return judged


def stale() -> sa.ColumnElement[bool]:
    """Say of a suggestion, joined with its newest wording and its document: it is not current."""
    about, after = Suggestion.paragraph_id, Wording.after_id
    after_gone = after.is_not(None) & _gone(after)
    return sa.case(
        (Suggestion.form == SuggestionKind.GENERAL, sa.false()),
        (
            Suggestion.form == SuggestionKind.INSERT,
            after_gone | (after.is_not(None) & _elsewhere(after)),
        ),
        (Suggestion.form == SuggestionKind.MOVE, _gone(about) | after_gone | _elsewhere(about)),
        else_=_gone(about) | _reworded(),
    )


def by_paragraph(passages: tuple[Passage, ...]) -> dict[int, Passage]:
    """Return passages by paragraph id, in text order."""
    return {passage.paragraph_id: passage for passage in passages}


def stands_after(passages: Sequence[Passage], paragraph_id: int, after_id: int | None) -> bool:
    """Whether moving a paragraph after another (None: to the head) would change nothing."""
    live, then = (
        [passage.paragraph_id for passage in order if passage.live]
        for order in (passages, moved(passages, paragraph_id, after_id))
    )
    inside = {passage.paragraph_id for passage in block(passages, paragraph_id)}
    return live == then and after_id not in inside


@lru_cache(maxsize=MERGES)
def merge_of(base: str, ours: str, theirs: str) -> Merged:
    """Return the three-way merge; it is kept, for pages ask for the same again and again."""
    return merge(base, ours, theirs)


def _moving(request: Request, current: Mapping[int, Passage]) -> Judged:
    if current[request.paragraph_id or 0].place_id == request.base_place_id:
        return Judged(Standing.CURRENT)
    arrived = stands_after(tuple(current.values()), request.paragraph_id or 0, request.after_id)
    return Judged(Standing.STALE_CLEAN if arrived else Standing.STALE_CONFLICT)


def _replacing(request: Request, passage: Passage) -> Judged:
    if request.base_words == passage.words:
        return Judged(Standing.CURRENT, request.words)
    merged = merge_of(request.base_words, passage.words, request.words)
    if merged.clean:
        return Judged(Standing.STALE_CLEAN, merged.text)
    return Judged(Standing.STALE_CONFLICT, conflicts=merged.conflicts)


def _gone(paragraph_id: Id) -> sa.ColumnElement[bool]:
    live = _within(newest.place(Place.live, paragraph_id))
    return sa.not_(sa.func.coalesce(live, sa.false()))


def _elsewhere(paragraph_id: Id) -> sa.ColumnElement[bool]:
    place = _within(newest.place(Place.id, paragraph_id))
    return place.is_distinct_from(Wording.base_place_id)


def _reworded() -> sa.ColumnElement[bool]:
    base = sa.select(Version.words).where(Version.id == Wording.base_version_id)
    words = newest.version(Version.words, Suggestion.paragraph_id, Document.language)
    return _within(words).is_distinct_from(_within(base))


def _within(query: sa.Select[Any]) -> sa.ScalarSelect[Any]:
    return query.correlate(Suggestion, Wording, Document).scalar_subquery()
