"""The compilation: what awaits a decision, set into the text or listed below it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from declaration.queries.suggesting.alike import alike
from declaration.queries.suggesting.suggestions import Suggested
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

    worded: Mapping[int, tuple[Suggested, ...]]
    noted: Mapping[int, tuple[tuple[Suggested, ...], ...]]
    listed: tuple[Suggested, ...]

    @property
    def placed(self) -> int:
        """Count those that stand in the text."""
        groups = [group for groups in self.noted.values() for group in groups]
        return sum(map(len, self.worded.values())) + sum(map(len, groups))


def compilation(items: Iterable[Suggested]) -> Compilation:
    """Say where each of ``items`` that awaits a decision stands; they keep their order."""
    worded: dict[int, tuple[Suggested, ...]] = {}
    noted: dict[int, tuple[Suggested, ...]] = {}
    apart: list[Suggested] = []
    for item in (item for item in items if item.live):
        if item.redacted or item.form is SuggestionKind.GENERAL or item.standing in PLACELESS:
            apart.append(item)
        elif item.form is SuggestionKind.REPLACE and not _stands(item):
            worded[_place(item)] = (*worded.get(_place(item), ()), item)
        else:
            noted[_place(item)] = (*noted.get(_place(item), ()), item)
    return Compilation(worded, {at: alike(group) for at, group in noted.items()}, tuple(apart))


def _stands(item: Suggested) -> bool:
    return item.paragraph is not None and item.merged == item.paragraph.words


def _place(item: Suggested) -> int:
    passage = item.after if item.form is SuggestionKind.INSERT else item.paragraph
    return passage.paragraph_id if passage else HEAD
