"""One outcome with one reason for several suggestions: shown first, then decided in one act."""

from functools import partial

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l, ngettext
from wtforms import IntegerField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # newer than its stubs
from wtforms.validators import InputRequired, NumberRange, Optional

from declaration.actions.deciding import rulings
from declaration.errors import Invalid
from declaration.queries import sight
from declaration.queries.deciding import preparations
from declaration.queries.deciding.queue import key
from declaration.queries.deciding.uncontested import Line
from declaration.queries.reading import texts
from declaration.queries.suggesting import suggestions
from declaration.queries.suggesting.alike import alike
from declaration.queries.suggesting.waiting import waiting
from declaration.verbs import Verb
from declaration.web.cache import shared
from declaration.web.deciding import batch, decision_form, desk
from declaration.web.frame import addresses, answers, layout
from declaration.web.frame.acting import actor, session, verb
from declaration.web.frame.forms import Form, WordsField
from models.debate import Suggestion
from models.document import Document
from models.vocabulary import Outcome, Status

CHOICES = (  # none of them changes a word: what is accepted is looked at by itself
    SelectChoice(Outcome.REJECTED.value, _l("Reject")),
    SelectChoice(Outcome.COVERED.value, _l("Covered by another suggestion")),
    SelectChoice(Outcome.OVERTAKEN.value, _l("Overtaken by other changes")),
)

blueprint = Blueprint("same_outcome", __name__)


class SameOutcomeForm(Form):
    """The outcome and the reason that several are given."""

    outcome = RadioField(_l("Outcome for all"), [InputRequired()], choices=CHOICES)
    reason = WordsField(
        _l("Reason for all"),
        description=_l("Shown with each decision. Required if you reject."),
        render_kw={"rows": 2},
    )
    standard_reason = SelectField(_l("Or a standard reason"), default="")
    covered = IntegerField(
        _l("Number of the suggestion that covers them"),
        validators=[Optional(), NumberRange(min=1, max=addresses.LARGEST)],
    )

    @property
    def why(self) -> str:
        """Return the reason that was typed, else the usual one that was picked."""
        return str(self.reason.data or self.standard_reason.data or "").strip()


@blueprint.post("/d/<slug>/desk/together")
@verb(Verb.PREPARE)
def choose(slug: str) -> ResponseReturnValue:
    """Show what was chosen on the queue, with the form that settles it; nothing is stored."""
    document = desk.open_document(slug, Verb.PREPARE)
    lines = _lines(document)
    if not lines:
        return answers.see_other(_back(slug), _("Select one or more suggestions first."), "warn")
    return _page(document, lines, _form(document, sent=False))


@blueprint.post("/d/<slug>/desk/together/preparation")
@verb(Verb.PREPARE)
def prepare(slug: str) -> ResponseReturnValue:
    """Prepare the same outcome for all that are chosen."""
    return _settle(slug, release=False)


@blueprint.post("/d/<slug>/desk/together/decision")
@verb(Verb.RELEASE)
def release(slug: str) -> ResponseReturnValue:
    """Decide the same on all that are chosen."""
    return _settle(slug, release=True)


def _settle(slug: str, *, release: bool) -> ResponseReturnValue:
    """Settle what still is as it was shown; whatever is not stays, and is reported."""
    document = desk.open_document(slug, Verb.RELEASE if release else Verb.PREPARE)
    form, lines = _form(document), _lines(document)
    sent = form.validate_on_submit()
    covered_by_id = _cover(document, form, lines) if sent else None
    if not sent or form.errors or not lines:
        return _page(document, lines, form, status=422)
    outcome = Outcome(form.outcome.data)
    rule = partial(rulings.giving, outcome, reason=form.why, covered_by_id=covered_by_id)
    settled = batch.settle(document, lines, rule, release=release)
    if settled.left:
        document = sight.document(session(), actor(), slug)
        lines = [line for line in _lines(document) if line[0].id not in settled.ids]
        return _page(document, lines, form, left=True, status=409)
    return answers.see_other(_back(slug))


def _form(document: Document, *, sent: bool = True) -> SameOutcomeForm:
    form = SameOutcomeForm() if sent else SameOutcomeForm(formdata=None)
    reasons = preparations.phrases(session(), document.language)
    form.standard_reason.choices = decision_form.usual(reasons)
    return form


def _cover(document: Document, form: SameOutcomeForm, lines: list[Line]) -> int | None:
    """Return the id of what covers them; what is missing or cannot be is said at its field."""
    outcome = Outcome(form.outcome.data)
    if outcome is Outcome.REJECTED and not form.why:
        form.refuse(Invalid("reason", "missing"))
    if outcome is not Outcome.COVERED:
        return None
    number = int(form.covered.data or 0)
    rolling = texts.rolling(session(), document)
    ids = waiting(session(), document, rolling).ids
    chosen = {item.number for line in lines for item in line}
    if number not in ids or number in chosen:
        form.refuse(Invalid("covered", "unknown" if number else "missing"))
    return ids.get(number)


def _lines(document: Document) -> list[Line]:
    """Load what the form names and still awaits a decision, equal wordings joined."""
    rolling = texts.rolling(session(), document)
    only = Suggestion.status == Status.SUBMITTED
    listed = suggestions.listed(session(), layout.reader(), document, rolling, only)
    listed = shared.supported(listed, Suggestion.document_id == document.id, only)
    numbers = {number for stamp in batch.stamps() for number in batch.numbers(stamp)}
    return list(alike(item for item in listed if item.number in numbers))


def _page(
    document: Document,
    lines: list[Line],
    form: SameOutcomeForm,
    *,
    left: bool = False,
    status: int = 200,
) -> ResponseReturnValue:
    draftsmen = preparations.draftsmen(session(), document)
    page = render_template(
        "deciding/same_outcome.html",
        document=document,
        count=sum(map(len, lines)),
        entries=batch.entries(lines, lambda _line: True),
        prepared={line: draftsmen.get(key(line[0])) for line in lines},
        opposed=_opposed(lines),
        form=form,
        left=left,
        back=_back(document.slug),
        filters=desk.filters(),
    )
    return page, status


def _opposed(lines: list[Line]) -> str:
    """Say how many of them have objections; nothing where none has."""
    opposed = sum(bool(item.support and item.support.objectors) for line in lines for item in line)
    if not opposed:
        return ""
    return ngettext("%(num)s has objections", "%(num)s have objections", opposed)


def _back(slug: str) -> str:
    """Return the queue as it was left."""
    return url_for("desk.show", slug=slug, **desk.filters())
