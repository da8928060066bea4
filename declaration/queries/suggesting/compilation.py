"""The compilation: what awaits a decision, set into the text or listed below it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from declaration.queries.suggesting.alike import alike
from declaration.queries.suggesting.suggestions import Listed
from models.vocabulary import Standing, SuggestionKind

HEAD = 0  # in ``noted``: what asks to stand before the first paragraph
PLACELESS = frozenset({Standing.STALE_CONFLICT, Standing.ORPHANED})


@dataclass(frozen=True, slots=True)
class Compilation:
    """``worded`` + ``noted`` + ``listed`` = all that await a decision, each once.

    ``worded``: other words, by paragraph id. ``noted``: what is said below a paragraph, by its
    id: new paragraphs, deletions, moves, wishes for the words that stand there; those that ask
    for the same are joined. ``listed``: what has no place in the words as they are now.
    """

    worded: Mapping[int, tuple[Listed, ...]]
    noted: Mapping[int, tuple[tuple[Listed, ...], ...]]
    listed: tuple[Listed, ...]

    @property
    def placed(self) -> int:
        """Count those that stand in the text."""
        groups = [group for groups in self.noted.values() for group in groups]
        return sum(map(len, self.worded.values())) + sum(map(len, groups))


def compilation(items: Iterable[Listed]) -> Compilation:
    """Say where each of ``items`` that awaits a decision stands; they keep their order."""
    worded: dict[int, tuple[Listed, ...]] = {}
    noted: dict[int, tuple[Listed, ...]] = {}
    apart: list[Listed] = []
    for item in (one for one in items if one.live):
        if item.redacted or item.form is SuggestionKind.GENERAL or item.standing in PLACELESS:
            apart.append(item)
        elif item.form is SuggestionKind.REPLACE and not _stands(item):
            worded[_place(item)] = (*worded.get(_place(item), ()), item)
        else:
            noted[_place(item)] = (*noted.get(_place(item), ()), item)
    return Compilation(worded, {at: alike(found) for at, found in noted.items()}, tuple(apart))


def _stands(item: Listed) -> bool:
    return item.paragraph is not None and item.merged == item.paragraph.words


def _place(item: Listed) -> int:
    passage = item.after if item.form is SuggestionKind.INSERT else item.paragraph
    return passage.paragraph_id if passage else HEAD
