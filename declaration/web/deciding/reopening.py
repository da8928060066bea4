"""Reopen a decision, until the next revision."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import cast

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext as _, lazy_gettext as _l, ngettext
from sqlalchemy.orm import Session
from werkzeug.exceptions import Conflict
from wtforms import HiddenField
from wtforms.validators import DataRequired

from declaration.actions.deciding import reopening
from declaration.errors import Invalid, NotFound, Stale, TooLong
from declaration.queries import sight
from declaration.queries.deciding.reopening import Undoing, undoing
from declaration.queries.suggesting import suggestions
from declaration.queries.suggesting.waiting import Stop
from declaration.rules import require
from declaration.text import normal
from declaration.verbs import Verb
from declaration.web.cache import redlines
from declaration.web.deciding import decision_form
from declaration.web.frame import addresses, answers, language, layout
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.forms import WordsField, wanted
from declaration.web.negotiating.reopening_field import ReopensAgreed
from models.debate import Suggestion
from models.document import Document, Paragraph

blueprint = Blueprint("reopening", __name__)


class SinceError(Conflict):
    """Other things have happened to suggestions since they were decided; ``happened`` is shown."""

    def __init__(self, numbers: Sequence[int]) -> None:
        super().__init__()
        self.happened = ngettext(
            "Something else has happened to suggestion %(numbers)s since the decision. You can "
            "still reopen decisions one by one, on the pages of the suggestions.",
            "Something else has happened to suggestions %(numbers)s since the decision. You can "
            "still reopen decisions one by one, on the pages of the suggestions.",
            len(numbers),
            numbers=", ".join(map(str, numbers)),
        )


class ReopenForm(ReopensAgreed, decision_form.RulingForm):
    """Why, and the words that stand there afterwards."""

    base_version = HiddenField()
    reason = WordsField(_l("Reason"), validators=[DataRequired()], render_kw={"rows": 3})
    words = WordsField(
        _l("Text of the paragraph after reopening"),
        [wanted],
        render_kw={"rows": 7, "required": False},
    )

    @property
    def typed(self) -> str | None:
        """Return the words as they were typed; None where none result."""
        return str(self.words.data or "") if "words" in self else None


@blueprint.route("/suggestions/<int:number>/reopening", methods=["GET", "POST"])
@verb(Verb.REOPEN)
def reopen(number: int) -> ResponseReturnValue:
    """Show what reopening would do; do it."""
    suggestion, effect = _load(number)
    form = _form(suggestion, effect)
    if not form.validate_on_submit():
        return _page(suggestion, effect, form, 422 if form.errors else 200)
    values = reopening.Reopening(
        reason=str(form.reason.data or ""),
        words=form.typed,
        base_version_id=addresses.number(form.base_version.data)
        if form.base_version.data
        else None,
        reopening=form.why,
    )
    try:
        with writing() as transaction:
            again = suggestions.suggestion(transaction, layout.reader(), number)
            reopening.reopen(transaction, actor(), again, values, at=at())
            url = decision_form.stop_url(again.document.slug, _stop(transaction, again))
    except (Invalid, TooLong) as refusal:
        form.refuse(refusal)
        return _page(*_load(number), form, 422)
    except Stale:
        suggestion, effect = _load(number)
        form.base_version.data = _current(effect)
        return _page(suggestion, effect, form, 409)
    return answers.see_other(url, _("Suggestion %(number)s is pending again.", number=number))


@blueprint.post("/d/<slug>/desk/decisions/<int:first_id>-<int:last_id>/reopening")
@verb(Verb.REOPEN)
def undo(slug: str, first_id: int, last_id: int) -> ResponseReturnValue:
    """Reopen what was decided in one press, or one after the other: first event to last."""
    if max(first_id, last_id) > addresses.LARGEST:
        raise NotFound
    event_ids = range(first_id, last_id + 1)
    try:
        with writing() as transaction:
            document = sight.document(transaction, actor(), slug)
            reason = _reason(document)
            decisions = reopening.undo(transaction, actor(), document, event_ids, reason, at=at())
            suggestion = transaction.get_one(Suggestion, decisions[0].suggestion_id)
            url = decision_form.stop_url(slug, _stop(transaction, suggestion))
    except Stale as stale:
        raise SinceError(cast("list[int]", stale.current)) from stale
    if len(event_ids) > 1:
        url = url_for("desk.show", slug=slug)
    message = ngettext(
        "Undone. The suggestion is pending again.",
        "Undone. The suggestions are pending again.",
        len(decisions),
    )
    return answers.see_other(url, message)


def _reason(document: Document) -> str:
    with force_locale(document.language if document.language in language.LANGUAGES else "en"):
        return _("Undone at once")


def _load(number: int) -> tuple[Suggestion, Undoing]:
    suggestion = suggestions.suggestion(session(), layout.reader(), number)
    document = suggestion.document
    layout.about(document.slug)
    case = layout.case(stage=document.stage, state=suggestion.status)
    require(actor(), Verb.REOPEN, case)
    effect = undoing(session(), document, suggestion)
    if effect is None:
        raise NotFound
    if not effect.open:
        raise Invalid("decision", "published")
    return suggestion, effect


def _form(suggestion: Suggestion, effect: Undoing) -> ReopenForm:
    merged, current = effect.merged, effect.current
    words = merged.text if merged else ""
    if merged and not merged.clean and current:
        words = current.words
    form = ReopenForm(data={"base_version": _current(effect), "words": words})
    if merged is None:
        del form["words"]
    form.ask_why(suggestion.document.slug, suggestion.paragraph_id)
    return form


def _current(effect: Undoing) -> str:
    return str(effect.current.id) if effect.current is not None else ""


def _page(
    suggestion: Suggestion, effect: Undoing, form: ReopenForm, status: int
) -> ResponseReturnValue:
    current = effect.current.words if effect.current is not None else ""
    typed = normal(form.typed or "").strip()
    page = render_template(
        "deciding/reopening.html",
        suggestion=suggestion,
        document=suggestion.document,
        effect=effect,
        form=form,
        redline=redlines.changed(current, typed) if typed else None,
        stale=status == HTTPStatus.CONFLICT,
        returned=request.method == "POST",
    )
    return page, status


def _stop(session: Session, suggestion: Suggestion) -> Stop:
    """Return where the suggestion awaits its decision again."""
    if not suggestion.form.on_paragraph:
        return Stop("", suggestion.number)
    return Stop(session.get_one(Paragraph, suggestion.paragraph_id).uid, 0)
