"""The question that is asked before one of several is accepted that exclude each other."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from flask import request
from flask_babel import gettext as _

from declaration.actions.deciding.doubts import Doubt, Question
from declaration.actions.deciding.rivals import RivalQuestion
from declaration.actions.deciding.verdicts import RivalAnswer
from declaration.errors import DeclarationError, Doubtful, Invalid
from declaration.queries.deciding.desk import PendingDecision
from declaration.queries.suggesting import suggestions
from declaration.web.deciding.decision_form import CONFIRMED, EXCLUDING
from declaration.web.discussing import sentences
from declaration.web.frame import addresses, layout
from declaration.web.frame.acting import session
from declaration.web.frame.labels import label
from models.debate import Suggestion
from models.vocabulary import Outcome

SENT = re.compile(r"rival-([0-9]{1,9})-outcome")
PENDING = "pending"
REASON = "rival_reason"


class AskedRival(NamedTuple):
    """A pending suggestion that is excluded, and what is chosen for it so far.

    ``by``: the number of the accepted one that excludes it, 0 where the question is not asked anew.
    """

    number: int
    author: str
    asked: str
    wording_id: int
    by: int
    chosen: str

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """Return what can become of it: value and label each."""
        covered = _("Covered by suggestion %(number)s", number=self.by)
        return (
            (Outcome.COVERED.value, covered if self.by else label(Outcome.COVERED)),
            (Outcome.OVERTAKEN.value, label(Outcome.OVERTAKEN)),
            (PENDING, _("Leave it pending")),
        )


def confirmation(questions: Sequence[object]) -> str:
    """Return what the button sends that confirms: more, where what excludes each other is taken."""
    return EXCLUDING if any(_is_contradiction(each) for each in questions) else CONFIRMED[0]


def excludes(error: DeclarationError) -> bool:
    """Whether something was not decided because it excludes something else."""
    return isinstance(error, Doubtful) and any(
        isinstance(each, RivalQuestion) or _is_contradiction(each) for each in error.questions
    )


def answers(matter: PendingDecision) -> tuple[RivalAnswer, ...]:
    """Return what was answered. Raises Invalid for what is no answer."""
    ids = {number: id_ for id_, number in matter.numbers.items()}
    reason = request.form.get(REASON, "")
    given = []
    for number, value in _sent().items():
        if number not in ids or value not in {Outcome.COVERED, Outcome.OVERTAKEN, PENDING}:
            raise Invalid("rivals", "unknown")
        wording_id = addresses.number(request.form.get(f"rival-{number}-wording"))
        outcome = None if value == PENDING else Outcome(value)
        given.append(RivalAnswer(ids[number], wording_id, outcome, reason))
    return tuple(given)


def asked(matter: PendingDecision, questions: Sequence[object]) -> tuple[AskedRival, ...]:
    """Return those that are asked about, or were answered about in a form that comes back.

    One statement where there are any.
    """
    pairs = [pair for each in questions if isinstance(each, RivalQuestion) for pair in each.pairs]
    by = {id_: matter.numbers.get(taken, 0) for id_, taken in pairs}
    sent = _sent()
    ids = {*by, *(id_ for id_, number in matter.numbers.items() if number in sent)}
    if not ids:
        return ()
    only = Suggestion.id.in_(ids)
    document, rolling = matter.document, matter.rolling
    rows = suggestions.listed(session(), layout.reader(), document, rolling, only)
    return tuple(
        AskedRival(
            number=item.number,
            author=sentences.author(item),
            asked=sentences.asked(item),
            wording_id=item.wording_id,
            by=by.get(item.id, 0),
            chosen=sent.get(item.number, Outcome.COVERED.value),
        )
        for item in rows
        if item.live
    )


def _is_contradiction(question: object) -> bool:
    return isinstance(question, Question) and question.doubt is Doubt.EXCLUDED


def _sent() -> dict[int, str]:
    fields = ((SENT.fullmatch(key), value) for key, value in request.form.items())
    return {int(match[1]): value for match, value in fields if match}
