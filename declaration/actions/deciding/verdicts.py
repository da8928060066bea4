"""Weigh the verdicts on one paragraph: what they make of it, or why they cannot stand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from declaration.actions.deciding import doubts
from declaration.actions.writing.paragraphs import CurrentParagraph
from declaration.errors import Doubtful, Invalid
from declaration.manuscript import check_length
from declaration.text import normal
from models.debate import Suggestion, Wording
from models.document import Version
from models.vocabulary import Outcome, SuggestionKind


@dataclass(frozen=True, slots=True)
class Changes:
    """What was changed for a general suggestion, by ids: nothing where both are empty."""

    suggestions: tuple[int, ...] = ()
    paragraphs: tuple[int, ...] = ()

    @property
    def ids(self) -> dict[str, list[int]]:
        """Return them as rows and events keep them."""
        return {
            "paragraphs": sorted(set(self.paragraphs)),
            "suggestions": sorted(set(self.suggestions)),
        }


@dataclass(frozen=True, slots=True)
class Verdict:
    """An outcome for one suggestion, on the wording that the decider saw.

    ``changes``: what was changed for it, of a general one that is taken alone.
    """

    suggestion_id: int
    wording_id: int
    outcome: Outcome
    reason: str = ""
    covered_by_id: int | None = None
    changes: Changes | None = None


@dataclass(frozen=True, slots=True)
class RivalAnswer:
    """What becomes of a suggestion that excludes one that is accepted.

    ``wording_id``: what was on the screen. ``outcome``: covered by it, or overtaken; None = it
    stays pending.
    """

    suggestion_id: int
    wording_id: int
    outcome: Outcome | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Ruling:
    """Verdicts on suggestions to one paragraph, and the words that result.

    ``paragraph_id`` is empty for the one verdict on an insertion or a general suggestion.
    ``words``: the resulting ones; None = unchanged, or those of the only accepted suggestion, if
    it was written on the current words. The bases, and the ``mark`` of what was ``prepared``, are
    what was on the screen; None = not checked.
    ``compared``: what ``foreseen`` found, so that it need not be done under the lock.
    ``alongside``: what is prepared for others on the paragraph stays prepared.
    ``reopening``: why text that was agreed is changed.
    ``rivals``: what becomes of the pending suggestions that exclude what is accepted.
    ``excluding``: it is confirmed that what excludes each other is accepted.
    """

    verdicts: Sequence[Verdict]
    paragraph_id: int | None = None
    words: str | None = None
    base_version_id: int | None = None
    base_place_id: int | None = None
    prepared: str | None = None
    confirmed: bool = False
    compared: doubts.Doubts | None = None
    alongside: bool = False
    reopening: str = ""
    rivals: tuple[RivalAnswer, ...] = ()
    excluding: bool = False

    @property
    def ids(self) -> tuple[int, ...]:
        """Return what is decided on."""
        return tuple(verdict.suggestion_id for verdict in self.verdicts)


@dataclass(frozen=True, slots=True)
class Matter:
    """A suggestion that is decided on, and how; ``base`` are the words that it was written on."""

    suggestion: Suggestion
    wording: Wording
    base: Version | None
    outcome: Outcome
    reason: str = ""
    covered_by_id: int | None = None
    changes: Changes | None = None

    @property
    def form(self) -> SuggestionKind:
        """Return what the suggestion asks for."""
        return self.suggestion.form


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done: new words (None: none), deleted, moved as asked, inserted as asked.

    ``compared``: the result with the outcomes, unless somebody has confirmed it.
    """

    words: str | None = None
    deleted: bool = False
    moved: Matter | None = None
    inserted: Matter | None = None
    compared: doubts.Doubts | None = None


def weigh(matters: Sequence[Matter], current: CurrentParagraph | None, ruling: Ruling) -> Plan:
    """Return what the verdicts make of the paragraph.

    Raises Invalid where they cannot stand, Doubtful where they ought to be asked about.
    """
    for matter in matters:
        _check_verdict(matter)
    if ruling.words is not None:
        check_length(ruling.words)
        ruling = replace(ruling, words=normal(ruling.words).strip())
    if current is None:
        return _elsewhere(matters[0], ruling)
    return _on_paragraph(matters, current, ruling)


def _check_verdict(matter: Matter) -> None:
    if not matter.outcome.chosen:
        raise Invalid("outcome", "unknown")
    if matter.outcome.needs_reason and not matter.reason:
        raise Invalid("reason", "missing")
    check_length(matter.reason)
    if (matter.outcome is Outcome.COVERED) != (matter.covered_by_id is not None):
        raise Invalid("covered_by", "missing" if matter.covered_by_id is None else "unknown")
    remark_taken = matter.form is SuggestionKind.GENERAL and matter.outcome.taken
    if remark_taken != (matter.changes is not None):
        raise Invalid("changes", "missing" if matter.changes is None else "unknown")
    if matter.form is SuggestionKind.MOVE and matter.outcome is Outcome.ADAPTED:
        raise Invalid("outcome", "move_adapted")


def _compared(
    ruling: Ruling, matters: Sequence[Matter], current: str, result: str
) -> doubts.Doubts | None:
    """Compare the result with the outcomes, unless it is confirmed. Raises Doubtful."""
    if ruling.confirmed:
        return None
    decided = [
        doubts.DecidedWords(
            matter.suggestion.id,
            matter.base.words if matter.base else "",
            matter.wording.words,
            matter.outcome,
        )
        for matter in matters
    ]
    compared = doubts.compared(decided, current, result, ruling.compared)
    if compared.questions:
        raise Doubtful(compared.questions)
    return compared


def _elsewhere(matter: Matter, ruling: Ruling) -> Plan:
    """Plan an insertion; a general suggestion changes nothing by itself."""
    if matter.form is not SuggestionKind.INSERT or not matter.outcome.taken:
        return Plan()
    adapted = ruling.words is None and matter.outcome is Outcome.ADAPTED
    result = matter.wording.words if ruling.words is None else ruling.words
    if adapted or not result:
        raise Invalid("words", "missing")
    compared = _compared(ruling, [matter], matter.wording.words, result)
    return Plan(words=result, inserted=matter, compared=compared)


def _on_paragraph(matters: Sequence[Matter], current: CurrentParagraph, ruling: Ruling) -> Plan:
    taken = [matter for matter in matters if matter.outcome.taken]
    if taken and not current.place.live:
        raise Invalid("outcome", "orphaned")
    moves = [matter for matter in taken if matter.form is SuggestionKind.MOVE]
    worded = [matter for matter in taken if matter.form is not SuggestionKind.MOVE]
    if _deleted(taken, moves):
        return Plan(deleted=True)
    words = current.version.words
    result = _result(worded, words, ruling.words)
    if not result and (worded or words):
        raise Invalid("words", "missing")
    if result != words and not worded:
        raise Invalid("words", "unasked")
    replacing = [matter for matter in matters if matter.form is SuggestionKind.REPLACE]
    return Plan(
        words=result if result != words else None,
        moved=moves[0] if moves else None,
        compared=_compared(ruling, replacing, words, result),
    )


def _deleted(taken: Sequence[Matter], moves: Sequence[Matter]) -> bool:
    """Whether the paragraph is deleted; raises Invalid for what cannot go together."""
    deletions = [matter for matter in taken if matter.form is SuggestionKind.DELETE]
    deleted = any(matter.outcome is Outcome.ACCEPTED for matter in deletions)
    if (deleted and len(deletions) < len(taken)) or len(moves) > 1:
        raise Invalid("outcome", "contradiction")
    return deleted


def _result(worded: Sequence[Matter], current: str, written: str | None) -> str:
    """Return the resulting words. Nothing is merged here: a person has seen them."""
    if written is not None:
        return written
    if not worded:
        return current
    only = worded[0]
    unchanged = only.base is not None and only.base.words == current
    if len(worded) == 1 and only.outcome is Outcome.ACCEPTED and unchanged:
        return only.wording.words
    raise Invalid("words", "missing")
