"""Words to begin with: a suggestion's, or the clean merge of several. A person looks at them."""

from declaration.queries.suggesting.suggestions import Suggested
from declaration.text import merge, normal
from declaration.web.deciding import alternatives
from declaration.web.deciding.decision_form import DecisionForm
from declaration.web.frame.addresses import number
from models.vocabulary import TAKEN, Outcome, Standing, SuggestionKind

SINGLE = ":"  # between the number of a suggestion and that of its change


def words(form: DecisionForm, take: str) -> str | None:
    """Return what the pressed button takes; None where that is not clear.

    ``take``: «current», «merge» (all that are accepted), the number of a suggestion, or
    «12:3» to take or leave one of its changes.
    """
    if take == "current":
        return form.matter.words
    if take == "merge":
        return _merged(form)
    key, _, change = take.partition(SINGLE)
    item = next((item for item in form.matter.live if str(item.number) == key), None)
    if item is None or not item.form.makes_text:
        return None
    return _singled(form, item, number(change)) if change else item.merged or item.words


def untouched(form: DecisionForm) -> bool:
    """Whether words are wanted, and those in the form are still the current ones."""
    on_paragraph = form.matter.passage is not None
    return on_paragraph and form.typed.strip() == form.matter.words and bool(_taken(form))


def plain(form: DecisionForm) -> bool:
    """Whether exactly one suggestion is accepted, and it stands on the current words."""
    taken = _taken(form)
    return (
        len(taken) == 1
        and form.outcomes[taken[0].number] is Outcome.ACCEPTED
        and taken[0].standing is Standing.CURRENT
    )


def _merged(form: DecisionForm) -> str | None:
    """Return the current words with the changes of all that are accepted; None in conflict."""
    result = form.matter.words
    for item in _taken(form):
        merged = merge(item.base_words, result, item.words)
        if not merged.clean:
            return None
        result = merged.text
    return result


def _singled(form: DecisionForm, item: Suggested, change: int) -> str | None:
    """Return the words as typed with one change of a suggestion, or without it if it is there.

    None in conflict, and where the suggestion has no such change.
    """
    choice, typed = alternatives.choice(item, form.matter), normal(form.typed).strip()
    if choice is None or not 0 < change <= choice.count:
        return None
    turn = choice.leave if change in choice.taken(typed) else choice.take
    merged = turn(typed, change)
    return merged.text if merged.clean else None


def _taken(form: DecisionForm) -> list[Suggested]:
    """Return the replacements that are accepted, as they are or adapted."""
    outcomes = form.outcomes
    return [
        item
        for item in form.matter.live
        if item.form is SuggestionKind.REPLACE and outcomes.get(item.number) in TAKEN
    ]
