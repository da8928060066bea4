"""Weigh the verdicts on one paragraph: what they make of it, or why they cannot stand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from declaration.actions.deciding import doubts
from declaration.actions.deciding.doubts import Compared, Wish
from declaration.actions.suggesting.asked import MAX_WORDS, ON_PARAGRAPH
from declaration.actions.writing.paragraphs import Spot
from declaration.actions.writing.places import Newcomer
from declaration.errors import Doubtful, Invalid, TooLong
from declaration.text import normal
from models.debate import Suggestion, Wording
from models.document import Version
from models.vocabulary import Kind, Outcome, SuggestionKind

TAKEN = frozenset({Outcome.ACCEPTED, Outcome.ADAPTED})
REASONED = frozenset({Outcome.REJECTED, Outcome.ADAPTED})


@dataclass(frozen=True, slots=True)
class Item:
    """A verdict with what it is about; ``base`` are the words that it was written on."""

    suggestion: Suggestion
    wording: Wording
    base: Version | None
    outcome: Outcome
    reason: str = ""
    covered_by_id: int | None = None

    @property
    def form(self) -> SuggestionKind:
        """Return what the suggestion asks for."""
        return self.suggestion.form

    @property
    def on_paragraph(self) -> bool:
        """Whether it asks for something to be done to a paragraph that is there."""
        return self.form in ON_PARAGRAPH

    @property
    def taken(self) -> bool:
        """Whether it is accepted, as it is or adapted."""
        return self.outcome in TAKEN

    @property
    def newcomer(self) -> Newcomer:
        """Return what an insertion puts where."""
        wording = self.wording
        return Newcomer(wording.after_id, wording.kind or Kind.PLAIN, wording.level)

    def wish(self) -> Wish:
        """Return the words asked for, to compare with a result."""
        base = self.base.words if self.base is not None else ""
        return Wish(self.suggestion.id, base, self.wording.words, self.outcome)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done: new words (None: none), taken out, moved as asked, inserted as asked.

    ``compared``: the result with the outcomes, unless somebody has confirmed it.
    """

    words: str | None = None
    deleted: bool = False
    moved: Item | None = None
    inserted: Item | None = None
    compared: Compared | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """The words that somebody wrote (None: none), confirmed or compared before, if at all."""

    words: str | None
    confirmed: bool = False
    compared: Compared | None = None

    def ask(self, wishes: Sequence[Wish], current: str, result: str) -> Compared | None:
        """Compare the result with the outcomes, unless it is confirmed. Raises Doubtful."""
        if self.confirmed:
            return None
        found = doubts.compared(wishes, current, result, self.compared)
        if found.questions:
            raise Doubtful(found.questions)
        return found


def plan(items: Sequence[Item], spot: Spot | None, written: Result) -> Plan:
    """Return what the verdicts make of the paragraph.

    Raises Invalid where they cannot stand, Doubtful where they ought to be asked about.
    """
    for item in items:
        _check_verdict(item)
    words = written.words
    if words is not None:
        if len(words) > MAX_WORDS:
            raise TooLong(len(words), MAX_WORDS, "characters")
        written = replace(written, words=normal(words).strip())
    if spot is None:
        return _elsewhere(items[0], written)
    return _on_paragraph(items, spot, written)


def _check_verdict(item: Item) -> None:
    if item.outcome is Outcome.REOPENED:
        raise Invalid("outcome", "unknown")
    if item.outcome in REASONED and not item.reason:
        raise Invalid("reason", "missing")
    if len(item.reason) > MAX_WORDS:
        raise TooLong(len(item.reason), MAX_WORDS, "characters")
    if (item.outcome is Outcome.COVERED) != (item.covered_by_id is not None):
        raise Invalid("covered_by", "missing" if item.covered_by_id is None else "unknown")
    if item.form is SuggestionKind.MOVE and item.outcome is Outcome.ADAPTED:
        raise Invalid("outcome", "move_adapted")


def _elsewhere(item: Item, written: Result) -> Plan:
    """Plan an insertion; a general suggestion changes nothing by itself."""
    if item.form is not SuggestionKind.INSERT or not item.taken:
        return Plan()
    if written.words is None and item.outcome is Outcome.ADAPTED:
        raise Invalid("words", "missing")
    result = item.wording.words if written.words is None else written.words
    if not result:
        raise Invalid("words", "missing")
    compared = written.ask([item.wish()], item.wording.words, result)
    return Plan(words=result, inserted=item, compared=compared)


def _on_paragraph(items: Sequence[Item], spot: Spot, written: Result) -> Plan:
    taken = [item for item in items if item.taken]
    if taken and not spot.place.live:
        raise Invalid("outcome", "orphaned")
    deleted = any(i.form is SuggestionKind.DELETE and i.outcome is Outcome.ACCEPTED for i in taken)
    moves = [item for item in taken if item.form is SuggestionKind.MOVE]
    worded = [item for item in taken if item.form is not SuggestionKind.MOVE]
    if (deleted and any(item.form is not SuggestionKind.DELETE for item in taken)) or len(
        moves
    ) > 1:
        raise Invalid("outcome", "contradiction")
    if deleted:
        return Plan(deleted=True)
    result = _result(worded, spot, written.words)
    if not result:
        raise Invalid("words", "missing")
    if result != spot.version.words and not worded:
        raise Invalid("words", "unasked")
    wishes = [item.wish() for item in items if item.form is SuggestionKind.REPLACE]
    compared = written.ask(wishes, spot.version.words, result)
    changed = result if result != spot.version.words else None
    return Plan(words=changed, moved=moves[0] if moves else None, compared=compared)


def _result(worded: Sequence[Item], spot: Spot, words: str | None) -> str:
    """Return the resulting words. Nothing is merged here: a person has seen them."""
    if words is not None:
        return words
    if not worded:
        return spot.version.words
    only = worded[0]
    current = only.base is not None and only.base.words == spot.version.words
    if len(worded) == 1 and only.outcome is Outcome.ACCEPTED and current:
        return only.wording.words
    raise Invalid("words", "missing")
