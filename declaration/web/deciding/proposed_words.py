"""Words to begin with: a suggestion's, or the clean merge of several. A person looks at them."""

from collections.abc import Iterable

from declaration.queries.suggesting.suggestions import Suggested
from declaration.text import Choice, merge, normal
from declaration.web.deciding.alternatives import sides
from declaration.web.deciding.decision_form import Work, outcomes
from declaration.web.frame.addresses import number
from models.vocabulary import Outcome, Standing, SuggestionKind

SINGLE = ":"  # between the number of a suggestion and that of its change


def words(of: Work, take: str) -> str | None:
    """Return what the pressed button takes; None where that is not clear.

    ``take``: «current», «merge» (all that are accepted), the number of a suggestion, or
    «12:3» to take or leave one of its changes.
    """
    if take == "current":
        return of.bench.words
    if take == "merge":
        return merged(of, _taken(of))
    asked, _, change = take.partition(SINGLE)
    item = next((one for one in of.bench.live if str(one.number) == asked), None)
    if item is None or not item.form.makes_text:
        return None
    return singled(of, item, change) if change else item.merged or item.words


def singled(of: Work, item: Suggested, change: str) -> str | None:
    """Return the words as typed with one change of a suggestion, or without it if it is there.

    None in conflict, and where the suggestion has no such change.
    """
    piece, typed = sides(item, of.bench), normal(str(of.form.words.data or "")).strip()
    if piece is None:
        return None
    choice, wanted = Choice(piece.old or "", piece.new), number(change)
    if not 0 < wanted <= choice.count:
        return None
    turn = choice.leave if wanted in choice.taken(typed) else choice.take
    merged = turn(typed, wanted)
    return merged.text if merged.clean else None


def merged(of: Work, items: Iterable[Suggested]) -> str | None:
    """Return the current words with the changes of several suggestions; None in conflict."""
    result = of.bench.words
    for item in items:
        one = merge(item.base_words, result, item.words)
        if not one.clean:
            return None
        result = one.text
    return result


def untouched(of: Work) -> bool:
    """Whether words are wanted, and those in the form are still the current ones."""
    typed = str(of.form.words.data or "").strip() if of.worded else ""
    return of.bench.passage is not None and typed == of.bench.words and bool(_taken(of))


def plain(of: Work) -> bool:
    """Whether exactly one suggestion is accepted, and it stands on the current words."""
    taken = _taken(of)
    chosen = outcomes(of)
    return (
        len(taken) == 1
        and chosen[taken[0].number] is Outcome.ACCEPTED
        and taken[0].standing is Standing.CURRENT
    )


def _taken(of: Work) -> list[Suggested]:
    """Return the replacements that are accepted, as they are or adapted."""
    taken = {number for number, outcome in outcomes(of).items() if outcome.taken}
    return [
        item
        for item in of.bench.live
        if item.form is SuggestionKind.REPLACE and item.number in taken
    ]
