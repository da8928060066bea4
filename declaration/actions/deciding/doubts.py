"""Compare a result with the outcomes: «accepted» with words missing, «rejected» with words there.

Only questions come of it: words are counted, and a person knows better.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from declaration.text import diff, merge, words
from declaration.text.tokens import is_word
from models.vocabulary import Outcome


class Doubt(StrEnum):
    """What does not fit."""

    MISSING = "missing"  # accepted, and these words are not in the result
    NOT_REMOVED = "not_removed"  # accepted, and these words are still in the result
    PRESENT = "present"  # rejected, and these words are in the result
    UNCHANGED = "unchanged"  # adapted, and nothing has changed
    EXCLUDED = "excluded"  # accepted, and what it excludes is accepted, too


@dataclass(frozen=True, slots=True)
class Question:
    """One doubt about one suggestion; ``words`` are those in doubt, if any can be named.

    ``other_id``: the suggestion that it excludes, where that is the doubt.
    """

    suggestion_id: int
    doubt: Doubt
    words: str = ""
    other_id: int = 0


@dataclass(frozen=True, slots=True)
class DecidedWords:
    """A suggestion's words, those it was written on, and what was decided on it."""

    suggestion_id: int
    base: str
    words: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Doubts:
    """What was compared, and the questions that came of it: they hold wherever it is the same."""

    decided: tuple[DecidedWords, ...]
    current: str
    result: str
    questions: tuple[Question, ...]


def compared(
    decided: Sequence[DecidedWords], current: str, result: str, earlier: Doubts | None = None
) -> Doubts:
    """Ask about every suggestion whose outcome ``result`` belies.

    ``earlier`` saves the work where exactly this has been compared before.
    """
    compares = (tuple(decided), current, result)
    if earlier is not None and (earlier.decided, earlier.current, earlier.result) == compares:
        return earlier
    asked = (question for each in decided for question in _questions(each, current, result))
    return Doubts(*compares, tuple(asked))


def _questions(decided: DecidedWords, current: str, result: str) -> Iterator[Question]:
    if decided.outcome is Outcome.ACCEPTED:
        yield from _missing(decided, result)
    elif decided.outcome is Outcome.REJECTED:
        yield from _present(decided, current, result)
    elif decided.outcome is Outcome.ADAPTED and result == current:
        yield Question(decided.suggestion_id, Doubt.UNCHANGED)


def _missing(decided: DecidedWords, result: str) -> Iterator[Question]:
    if _contains(decided, result):
        return
    for change in diff(decided.base, decided.words):
        doubt = _undone(change.old, change.new, decided, result) if not change.kept else None
        if doubt is not None:
            piece = change.new if doubt is Doubt.MISSING else change.old
            yield Question(decided.suggestion_id, doubt, piece.strip())


def _undone(old: str, new: str, decided: DecidedWords, result: str) -> Doubt | None:
    if _words(new):
        due = min(_count(new, decided.words), _count(new, decided.base) + 1)
        return Doubt.MISSING if _count(new, result) < due else None
    stays = _words(old) and _count(old, result) >= _count(old, decided.base)
    return Doubt.NOT_REMOVED if stays else None


def _present(decided: DecidedWords, current: str, result: str) -> Iterator[Question]:
    if result in {current, decided.base}:
        return
    added = [change.new for change in diff(decided.base, decided.words) if not change.kept]
    worded = [piece for piece in added if _words(piece)]
    newly = worded and all(_count(piece, result) > _count(piece, current) for piece in worded)
    if newly or (_contains(decided, result) and not _contains(decided, current)):
        yield Question(decided.suggestion_id, Doubt.PRESENT, " … ".join(map(str.strip, worded)))


def _contains(decided: DecidedWords, text: str) -> bool:
    """Whether making the suggestion's changes in ``text`` would change nothing."""
    merged = merge(decided.base, text, decided.words)
    return merged.clean and merged.text == text


def _words(text: str) -> list[str]:
    return [token for token in words(text) if is_word(token)]


def _count(piece: str, text: str) -> int:
    """Count how often the words of ``piece`` stand in ``text``, one after another."""
    sought, tokens = _words(piece), _words(text)
    return sum(
        tokens[at : at + len(sought)] == sought for at in range(len(tokens) - len(sought) + 1)
    )
