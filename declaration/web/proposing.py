"""Words to begin with: a suggestion's, or the clean merge of several. A person looks at them."""

from collections.abc import Iterable

from declaration.queries.debate import Listed
from declaration.text import merge
from declaration.web.bench import TAKEN, Work, outcomes
from models.vocabulary import Form, Outcome, Standing

WORDED = frozenset({Form.REPLACE, Form.INSERT})


def words(of: Work, take: str) -> str | None:
    """Return what the pressed button takes; None where that is not clear.

    ``take``: «current», «merge» (all that are accepted), or the number of a suggestion.
    """
    if take == "current":
        return of.bench.words
    if take == "merge":
        return merged(of, _taken(of))
    item = next((one for one in of.bench.live if str(one.number) == take), None)
    if item is None or item.form not in WORDED:
        return None
    return item.merged or item.words


def merged(of: Work, items: Iterable[Listed]) -> str | None:
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


def _taken(of: Work) -> list[Listed]:
    """Return the replacements that are accepted, as they are or adapted."""
    chosen = outcomes(of)
    return [
        item
        for item in of.bench.live
        if item.form is Form.REPLACE and chosen.get(item.number) in TAKEN
    ]
