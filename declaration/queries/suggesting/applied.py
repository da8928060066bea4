"""A text as it would be if suggestions were accepted, one after the other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from declaration.blocks import depth, landing, moved
from declaration.manuscript import Manuscript, Passage, between
from declaration.queries.suggesting.compilation import PLACELESS
from declaration.queries.suggesting.suggestions import Suggested
from declaration.text import merge
from models.vocabulary import Kind, SuggestionKind


class Placed(NamedTuple):
    """A suggestion, the paragraph that it changed (below 0: one of its own), its words then."""

    suggestion: Suggested
    paragraph_id: int
    words: str


@dataclass(frozen=True, slots=True)
class Applied:
    """``text``: with all that are ``placed``, in the order in which they were accepted.

    ``apart``: those that await a decision and have no place in the text: general ones, those whose
    paragraph is gone, those that do not go together with the words there.
    """

    text: Manuscript
    placed: tuple[Placed, ...]
    apart: tuple[Suggested, ...]


def applied(text: Manuscript, suggestions: Iterable[Suggested]) -> Applied:
    """Accept all that await a decision, in the order given; others are left out."""
    passages, followed = tuple(text.passages), dict[int, int]()
    first = {passage.paragraph_id: passage for passage in passages if passage.live}
    placed: list[Placed] = []
    apart: list[Suggested] = []
    for suggestion in (each for each in suggestions if each.live):
        apart_anyway = suggestion.redacted or suggestion.standing in PLACELESS
        changed = None if apart_anyway else _changed(passages, suggestion, first, followed)
        if changed is None:
            apart.append(suggestion)
        else:
            passages = changed
            placed.append(_placed(suggestion, passages))
    earlier = {p.paragraph_id: p.number for p in text.passages if p.number}
    counted = between(earlier, passages, text.scheme)
    return Applied(replace(text, passages=counted), tuple(placed), tuple(apart))


def _placed(suggestion: Suggested, passages: Sequence[Passage]) -> Placed:
    inserts = suggestion.form is SuggestionKind.INSERT
    about = -suggestion.number if inserts else suggestion.paragraph_id
    own = next(passage for passage in passages if passage.paragraph_id == about)
    return Placed(suggestion, own.paragraph_id, own.words if own.live else "")


def _changed(
    passages: Sequence[Passage],
    suggestion: Suggested,
    first: Mapping[int, Passage],
    followed: dict[int, int],
) -> tuple[Passage, ...] | None:
    """Return the text with a suggestion; None where it has no place in it.

    ``first``: what was live in the beginning, by id; ``followed``: behind which paragraph stands
    what was inserted. Nobody deletes what another suggestion has just reworded.
    """
    now = {passage.paragraph_id: passage for passage in passages}
    own, after = now.get(suggestion.paragraph_id or 0), suggestion.after_id
    lands = after is None or (after in now and now[after].live)
    if suggestion.form is SuggestionKind.INSERT:
        return _inserted(passages, suggestion, followed) if lands else None
    if own is None or own.paragraph_id not in first:
        return None
    if suggestion.form is SuggestionKind.DELETE:
        same = own.words == first[own.paragraph_id].words
        return _with(passages, replace(own, live=False)) if same else None
    if not own.live:
        return None
    if suggestion.form is SuggestionKind.MOVE:
        return moved(passages, own.paragraph_id, after) if lands else None
    words = _merged(own, suggestion)
    return None if words is None else _with(passages, replace(own, words=words))


def _with(passages: Sequence[Passage], new: Passage) -> tuple[Passage, ...]:
    same = new.paragraph_id
    return tuple(new if passage.paragraph_id == same else passage for passage in passages)


def _merged(own: Passage, suggestion: Suggested) -> str | None:
    """Return the words that a paragraph has with those asked for; None where they conflict."""
    merged = merge(suggestion.base_words, own.words, suggestion.words)
    return merged.text if merged.clean else None


def _inserted(
    passages: Sequence[Passage], suggestion: Suggested, followed: dict[int, int]
) -> tuple[Passage, ...]:
    new = Passage(
        paragraph_id=-suggestion.number,
        uid=f"s{suggestion.number}",
        kind=suggestion.kind or Kind.PLAIN,
        level=suggestion.level,
        words=suggestion.words,
        version_id=0,
        place_id=0,
        language=suggestion.language,
    )
    deep = depth(new.kind, new.level)
    at = landing(passages, suggestion.after_id, deep, followed=followed)
    followed[new.paragraph_id] = suggestion.after_id or 0
    return (*passages[:at], new, *passages[at:])
