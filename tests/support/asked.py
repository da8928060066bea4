"""Questions to the authors of suggestions, asked by the chair of the cast, and their answers."""

from datetime import date

from declaration.actions.deciding import asking
from declaration.actions.deciding.asking import Asking
from declaration.actions.negotiating import answering
from declaration.actions.negotiating.answering import Reply
from models.vocabulary import Outcome
from tests.support.cast import LATER
from tests.support.desk import ruling, verdict

UNTIL = date(2017, 10, 6)
LESS = "We will give every newcomer a first point of contact."


def question(session, cast, *suggestions, by=None, at=LATER, on="arrival", **values):
    """Ask whether what the suggestions ask for can be accepted with these words."""
    outcome = values.pop("outcome", Outcome.ADAPTED)
    note, until = values.pop("note", ""), values.pop("until", UNTIL)
    verdicts = [verdict(session, suggestion, outcome) for suggestion in suggestions]
    if outcome.taken:
        values.setdefault("words", LESS)
    meant = ruling(session, *verdicts, on=on, cast=cast, confirmed=True, **values)
    asked = Asking(until, note)
    by = by or cast.marie
    return asking.ask(session, by, cast.document, meant, asked, at=at)


def answer(session, by, asked, *, agrees=True, sentence="", at=LATER):
    """Answer one question for the delegation of ``by``."""
    return answering.answer(session, by, asked, Reply(agrees, sentence), at=at)
