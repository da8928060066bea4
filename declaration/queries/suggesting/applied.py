"""A text as it would be if suggestions were accepted, one after the other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from declaration.blocks import depth, landing, moved
from declaration.manuscript import Manuscript, Passage, between
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

    ``apart``: those that await a decision and
    have no place in the text: general ones, those whose paragraph is gone, those that do not go
    together with the words there.
    """

    text: Manuscript
    placed: tuple[Placed, ...]
    apart: tuple[Suggested, ...]


def applied(text: Manuscript, suggestions: Iterable[Suggested]) -> Applied:
    """Accept all that await a decision, in the order given; others are left out."""
    passages, followed = tuple(text.passages), dict[int, int]()
    placed: list[Placed] = []
    apart: list[Suggested] = []
    for suggestion in (each for each in suggestions if each.live):
        changed = None if suggestion.redacted else _changed(passages, suggestion, followed)
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
    passages: Sequence[Passage], suggestion: Suggested, followed: dict[int, int]
) -> tuple[Passage, ...] | None:
    """Return the text with a suggestion; None where it has no place in it.

    ``followed``: behind which paragraph stands what was inserted before, and now.
    """
    ids = {passage.paragraph_id for passage in passages if passage.live}
    about, after = suggestion.paragraph_id, suggestion.after_id
    if suggestion.form is SuggestionKind.INSERT:
        return _inserted(passages, suggestion, followed) if after in {None, *ids} else None
    if about not in ids:
        return None
    if suggestion.form is SuggestionKind.MOVE:
        return moved(passages, about, after) if after in {None, *ids} else None
    own = next(passage for passage in passages if passage.paragraph_id == about)
    gone = suggestion.form is SuggestionKind.DELETE
    words = own.words if gone else _merged(own, suggestion)
    if words is None:
        return None
    new = replace(own, words=words, live=not gone)
    return tuple(new if passage is own else passage for passage in passages)


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
