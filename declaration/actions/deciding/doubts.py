"""Compare a result with the outcomes: «accepted» with words missing, «rejected» with words there.

Only questions come of it: words are counted, and a person knows better.
"""

from collections.abc import Sequence
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


@dataclass(frozen=True, slots=True)
class Question:
    """One doubt about one suggestion; ``words`` are those in doubt, if any can be named."""

    suggestion_id: int
    doubt: Doubt
    words: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """A suggestion's words, those it was written on, and what was decided on it."""

    suggestion_id: int
    base: str
    words: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Compared:
    """What was compared, and the questions that came of it: they hold wherever it is the same."""

    wishes: tuple[Wish, ...]
    current: str
    result: str
    questions: tuple[Question, ...]


def compared(
    wishes: Sequence[Wish], current: str, result: str, known: Compared | None = None
) -> Compared:
    """Compare; ``known`` saves the work where exactly this has been compared before."""
    here = (tuple(wishes), current, result)
    if known is not None and (known.wishes, known.current, known.result) == here:
        return known
    return Compared(*here, questions(wishes, current, result))


def questions(wishes: Sequence[Wish], current: str, result: str) -> tuple[Question, ...]:
    """Ask about every wish whose outcome ``result`` belies."""
    found: list[Question] = []
    for wish in wishes:
        if wish.outcome is Outcome.ACCEPTED:
            found += _missing(wish, result)
        elif wish.outcome is Outcome.REJECTED:
            found += _present(wish, current, result)
        elif wish.outcome is Outcome.ADAPTED and result == current:
            found.append(Question(wish.suggestion_id, Doubt.UNCHANGED))
    return tuple(found)


def _missing(wish: Wish, result: str) -> list[Question]:
    if _contains(wish, result):
        return []
    found = []
    for change in diff(wish.base, wish.words):
        doubt = _undone(change.old, change.new, wish, result) if not change.kept else None
        if doubt is not None:
            said = change.new if doubt is Doubt.MISSING else change.old
            found.append(Question(wish.suggestion_id, doubt, said.strip()))
    return found


def _undone(old: str, new: str, wish: Wish, result: str) -> Doubt | None:
    if _said(new):
        wanted = min(_count(new, wish.words), _count(new, wish.base) + 1)
        return Doubt.MISSING if _count(new, result) < wanted else None
    gone = _said(old) and _count(old, result) >= _count(old, wish.base)
    return Doubt.NOT_REMOVED if gone else None


def _present(wish: Wish, current: str, result: str) -> list[Question]:
    if result in {current, wish.base}:
        return []
    added = [change.new for change in diff(wish.base, wish.words) if not change.kept]
    worded = [piece for piece in added if _said(piece)]
    newly = worded and all(_count(piece, result) > _count(piece, current) for piece in worded)
    if newly or (_contains(wish, result) and not _contains(wish, current)):
        return [Question(wish.suggestion_id, Doubt.PRESENT, " … ".join(map(str.strip, worded)))]
    return []


def _contains(wish: Wish, text: str) -> bool:
    """Whether making the wish's changes in ``text`` would change nothing."""
    merged = merge(wish.base, text, wish.words)
    return merged.clean and merged.text == text


def _said(text: str) -> list[str]:
    return [token for token in words(text) if is_word(token)]


def _count(piece: str, text: str) -> int:
    """Count how often the words of ``piece`` stand in ``text``, one after another."""
    sought, tokens = _said(piece), _said(text)
    return sum(
        tokens[at : at + len(sought)] == sought for at in range(len(tokens) - len(sought) + 1)
    )
