"""Rulings on many suggestions at once, as a list shows them: a line for those that ask the same."""

from collections.abc import Iterable, Iterator, Sequence

from declaration.actions.deciding.verdicts import Ruling, Verdict
from declaration.queries.deciding.queue import key
from declaration.queries.deciding.uncontested import Line
from declaration.queries.suggesting.suggestions import Suggested
from declaration.text import merge
from models.vocabulary import Outcome, SuggestionKind

ONCE = frozenset({SuggestionKind.INSERT, SuggestionKind.MOVE})  # whoever else asked is covered


def accepting(lines: Iterable[Line], reason: str) -> Iterator[Ruling]:
    """Yield what accepts each line as it was shown."""
    for line in lines:
        first = line[0]
        covered_by_id = first.id if first.form in ONCE else None
        others = Outcome.COVERED if covered_by_id else Outcome.ACCEPTED
        verdicts = [
            _verdict(first, Outcome.ACCEPTED, reason),
            *(_verdict(item, others, reason, covered_by_id) for item in line[1:]),
        ]
        if first.form.on_paragraph:
            words = first.merged if first.form is SuggestionKind.REPLACE else None
            yield _ruling(first, verdicts, words)
        else:
            for item, verdict in zip(line, verdicts, strict=True):
                yield _ruling(item, [verdict])


def accepting_each(lines: Iterable[Line], reason: str) -> list[Ruling]:
    """Return what accepts all as proposed: one ruling a paragraph, its changes put together.

    Where they do not go together there are no words: a person has to write them.
    """
    gathered: dict[tuple[int, int], list[Suggested]] = {}
    for line in lines:
        for item in line:
            gathered.setdefault(key(item), []).append(item)
    return [
        _ruling(
            items[0],
            [_verdict(item, Outcome.ACCEPTED, reason) for item in items],
            _together(items),
        )
        for items in gathered.values()
    ]


def _together(items: Sequence[Suggested]) -> str | None:
    """Return the words of a paragraph once all is accepted; None where nobody can tell."""
    replacing = [item for item in items if item.form is SuggestionKind.REPLACE]
    passage = items[0].paragraph
    if not replacing or passage is None:
        return None
    words = passage.words
    for item in replacing:
        merged = merge(item.base_words, words, item.words)
        if not merged.clean:
            return None
        words = merged.text
    return words


def giving(
    outcome: Outcome, lines: Iterable[Line], reason: str, covered_by_id: int | None
) -> list[Ruling]:
    """Return what gives all the same outcome without changing a word: one ruling a paragraph."""
    gathered: dict[tuple[int, int], list[Suggested]] = {}
    for line in lines:
        for item in line:
            gathered.setdefault(key(item), []).append(item)
    return [
        _ruling(items[0], [_verdict(item, outcome, reason, covered_by_id) for item in items])
        for items in gathered.values()
    ]


def _verdict(
    item: Suggested, outcome: Outcome, reason: str, covered_by_id: int | None = None
) -> Verdict:
    return Verdict(item.id, item.wording_id, outcome, reason, covered_by_id)


def _ruling(first: Suggested, verdicts: Sequence[Verdict], words: str | None = None) -> Ruling:
    passage = first.paragraph if first.form.on_paragraph else None
    return Ruling(
        verdicts=verdicts,
        paragraph_id=first.paragraph_id if first.form.on_paragraph else None,
        words=words,
        base_version_id=passage.version_id if passage else None,
        base_place_id=passage.place_id if passage else None,
        alongside=True,
    )
