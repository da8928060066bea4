"""What of the suggestions can be taken into the resulting words: one change, one, or several."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from declaration import text
from declaration.queries.deciding.desk import PendingDecision
from declaration.queries.deciding.uncontested import Line
from declaration.queries.suggesting.suggestions import Suggested
from models.vocabulary import Outcome, Standing, SuggestionKind

REWRITTEN = 0.6  # of the current words in one change: as the text core calls it rewritten


@dataclass(frozen=True, slots=True)
class Contested:
    """A place in the current words for which several suggestions have other words."""

    words: str
    readings: tuple[tuple[str, Line], ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """A place where an accepted suggestion cannot be merged.

    ``wanted`` is what it asks for, ``stands`` what others have made of ``base`` in the result.
    """

    number: int
    base: str
    wanted: str
    stands: str


def choice(item: Suggested, matter: PendingDecision) -> text.Choice | None:
    """Return the changes of a suggestion; None where none is taken singly.

    In conflict, of the words on which it was written; else of the current ones.
    """
    if not _competes(item) or item.redacted:
        return None
    if item.standing is Standing.STALE_CONFLICT:
        return text.Choice(item.base_words, item.words)
    return text.Choice(matter.words, item.merged or item.words)


def contested(matter: PendingDecision) -> tuple[Contested, ...]:
    """Return the places that more than one suggestion wants to read otherwise.

    Suggestions that rewrite the whole paragraph are left out: their rows show them.
    """
    items = {
        item.number: item for item in matter.live if _competes(item) and not _rewrites(item, matter)
    }
    if len(items) < 2:  # noqa: PLR2004
        return ()
    words = {number: item.merged or item.words for number, item in items.items()}
    return tuple(
        Contested(
            text.plain(segment.base).strip() or "–",
            tuple(
                (
                    text.plain(other.text).strip() or "–",
                    tuple(items[owner] for owner in other.owners),
                )
                for other in segment.alternatives
            ),
        )
        for segment in text.compile(matter.words, words)
        if len(segment.alternatives) > 1
    )


def taken(matter: PendingDecision, outcomes: Mapping[int, Outcome]) -> list[Suggested]:
    """Return the replacements that are accepted, as they are or adapted.

    ``outcomes``: those chosen so far, by the number of the suggestion.
    """
    return [
        item
        for item in matter.live
        if item.form is SuggestionKind.REPLACE
        and item.number in outcomes
        and outcomes[item.number].taken
    ]


def merged(matter: PendingDecision, items: Sequence[Suggested]) -> str | None:
    """Return the current words with the changes of all these; None in conflict."""
    words = matter.words
    for item in items:
        result = text.merge(item.base_words, words, item.words)
        if not result.clean:
            return None
        words = result.text
    return words


def following(
    matter: PendingDecision, outcomes: Mapping[int, Outcome], words: str, chosen: Collection[int]
) -> tuple[str, tuple[Clash, ...]]:
    """Return words as the outcomes make them, and where they do not go together.

    ``chosen``: the numbers of those whose outcome was chosen just now: what is not accepted any
    more goes out, what is accepted comes in last. All else that was written by hand stays.
    """
    clashes: list[Clash] = []
    rows = [row[0] for row in matter.rows]  # who asks for the same has the same outcome
    pairs = [(item, changes) for item in rows if (changes := choice(item, matter))]
    for item, changes in pairs:
        outcome = outcomes.get(item.number)
        if item.number in chosen and not (outcome and outcome.taken):
            words = _without(changes, words)
    for item, changes in sorted(pairs, key=lambda pair: pair[0].number in chosen):
        if _comes_in(item, changes, outcomes, words, chosen):
            words, places = _with(changes, words)
            clashes += [Clash(item.number, *place) for place in places]
    return words, tuple(clashes)


def turned(item: Suggested, matter: PendingDecision, words: str, change: int) -> str | None:
    """Return words with one change of a suggestion, or without it if it is there.

    None in conflict, and where the suggestion has no such change.
    """
    changes = choice(item, matter)
    if changes is None or not 0 < change <= changes.count:
        return None
    turn = changes.leave if change in changes.taken(words) else changes.take
    result = turn(words, change)
    return result.text if result.clean else None


def _comes_in(
    item: Suggested,
    changes: text.Choice,
    outcomes: Mapping[int, Outcome],
    words: str,
    chosen: Collection[int],
) -> bool:
    """Whether all changes belong to the result: of one accepted with changes, to begin with."""
    outcome = outcomes.get(item.number)
    begins = outcome is Outcome.ADAPTED and item.number in chosen
    return outcome is Outcome.ACCEPTED or (begins and not changes.taken(words))


def _without(changes: text.Choice, words: str) -> str:
    for change in sorted(changes.taken(words)):
        result = changes.leave(words, change)
        words = result.text if result.clean else words
    return words


def _with(changes: text.Choice, words: str) -> tuple[str, list[tuple[str, str, str]]]:
    """Return words with all changes that can be merged, and base, wanted, stands of the others."""
    whole = text.merge(changes.old, words, changes.new)
    if whole.clean:
        return whole.text, []
    places = []
    for change in range(1, changes.count + 1):
        result = changes.take(words, change)
        if result.clean:
            words = result.text
        places += [
            (text.plain(conflict.base), text.plain(conflict.theirs), text.plain(conflict.ours))
            for conflict in result.conflicts
        ]
    return words, places


def _competes(item: Suggested) -> bool:
    """Whether it has other words for a paragraph that is there."""
    return item.form is SuggestionKind.REPLACE and item.standing is not Standing.ORPHANED


def _rewrites(item: Suggested, matter: PendingDecision) -> bool:
    """Whether it leaves next to nothing: the whole paragraph would be one place."""
    changes = text.diff(matter.words, item.merged or item.words)
    most = max((len(change.old) for change in changes if not change.kept), default=0)
    return len(matter.words) * REWRITTEN < most
