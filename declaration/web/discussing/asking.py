"""What authors are asked before a decision: loaded where the conference has it, and in words."""

from collections.abc import Iterable

import sqlalchemy as sa
from flask_babel import gettext as _, lazy_gettext as _l
from markupsafe import Markup
from wtforms import HiddenField

from declaration.queries.negotiating import asking
from declaration.queries.negotiating.asking import AskedRound
from declaration.web.cache.redlines import Piece, piece_html
from declaration.web.frame import language, layout
from declaration.web.frame.acting import session
from declaration.web.frame.forms import DebateForm, WordsField
from declaration.web.frame.labels import label
from declaration.web.frame.moments import today
from models.vocabulary import Consent, Outcome, Procedure

READERS = _l("Visible only to the author’s delegation, the drafting committee and the secretariat.")
ASKS = {
    Outcome.ACCEPTED: _l("The committee intends to accept it. Do you agree?"),
    Outcome.ADAPTED: _l("The committee intends to accept it with changes. Do you agree?"),
    Outcome.REJECTED: _l("The committee intends to reject it. Do you agree?"),
    Outcome.COVERED: _l(
        "The committee intends to treat it as covered by suggestion %(number)s. Do you agree?"
    ),
    Outcome.OVERTAKEN: _l(
        "The committee intends to treat it as overtaken by other changes. Do you agree?"
    ),
}
TONES = {
    Consent.WAITING: "accent",
    Consent.OVERDUE: "warn",
    Consent.AGREES: "good",
    Consent.DISAGREES: "bad",
    Consent.OUT_OF_DATE: "warn",
}


class AnswerForm(DebateForm):
    """The sentence of an author; whether it agrees says the button that is pressed."""

    language = HiddenField()
    sentence = WordsField(_l("In a sentence"), render_kw={"rows": 2})

    @classmethod
    def on(cls, question_id: int) -> "AnswerForm":
        """Build the form for one question: several may stand on a page."""
        return cls(prefix=f"question-{question_id}", data={"language": language.code()})


def asked(only: sa.ColumnElement[bool]) -> tuple[AskedRound, ...]:
    """Return what the reader may see of it, oldest first.

    One statement where the conference lets the committee ask, else none.
    """
    if Procedure.ASKING not in layout.parts():
        return ()
    return asking.rounds(session(), layout.reader(), today(), only)


def on_suggestion(number: int) -> tuple[AskedRound, ...]:
    """Return what was asked about one suggestion, oldest first."""
    return tuple(each for each in asked(asking.on_suggestions([number])) if each.number == number)


def asks(round_: AskedRound) -> str:
    """Say to the author what the committee intends."""
    return str(ASKS[round_.question.outcome]) % {"number": round_.covered_by or "–"}


def html(round_: AskedRound) -> Markup:
    """Render how the text would change; nothing where it would not, or has been redacted."""
    if round_.deletes:
        return piece_html(Piece("", round_.base_words))
    if not round_.changes_text:
        return Markup("")
    return piece_html(Piece(round_.question.words, round_.base_words))


def against_own(round_: AskedRound) -> Markup:
    """Render how the resulting text differs from the author's own; nothing where it has none."""
    adapted = round_.question.outcome is Outcome.ADAPTED and round_.form.makes_text
    if not (adapted and round_.changes_text and round_.own_words):
        return Markup("")
    return piece_html(Piece(round_.question.words, round_.own_words))


def tone(state: Consent) -> str:
    """Return the tone of a state's badge."""
    return TONES.get(state, "neutral")


def readers() -> str:
    """Say who reads a question and its answer."""
    return str(READERS)


def story(rounds: Iterable[AskedRound]) -> str:
    """Tell all rounds on one suggestion, for a cell of a table that is handed over.

    What the author said in its own words was said to the committee alone.
    """
    return "; ".join(_told(each) for each in rounds)


def _told(round_: AskedRound) -> str:
    outcome = label(round_.question.outcome)
    if round_.answer is None:
        return _("%(outcome)s? Not answered.", outcome=outcome)
    if round_.answer.agrees:
        return _("%(outcome)s? Agrees.", outcome=outcome)
    return _("%(outcome)s? Disagrees.", outcome=outcome)
