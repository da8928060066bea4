"""Reopen a decision, until the next revision."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import DataRequired

from declaration.actions.deciding import reopening
from declaration.actions.deciding.reopening import Reopening
from declaration.errors import Invalid, NotFound, Stale, TooLong
from declaration.queries.deciding.reopening import Undoing, undoing
from declaration.queries.suggesting import suggestions
from declaration.queries.suggesting.waiting import Stop
from declaration.rules import Case, Verb, require
from declaration.text import normal, redline
from declaration.web.cache import redlines
from declaration.web.deciding import decision_form
from declaration.web.frame import addresses, layout, refusals
from declaration.web.frame.acting import actor, at, conference, session, verb, writing
from declaration.web.frame.forms import Form, WordsField, wanted
from models.debate import Suggestion
from models.document import Paragraph

blueprint = Blueprint("reopening", __name__)


class ReopenForm(Form):
    """Why, and the words that stand there afterwards."""

    base_version = HiddenField()
    reason = WordsField(_l("Reason"), validators=[DataRequired()], render_kw={"rows": 3})
    words = WordsField(
        _l("Words of the paragraph from then on"),
        [wanted],
        render_kw={"rows": 7, "required": False},
    )


@blueprint.route("/suggestions/<int:number>/reopening", methods=["GET", "POST"])
@verb(Verb.REOPEN)
def reopen(number: int) -> ResponseReturnValue:
    """Show what reopening would do; do it."""
    suggestion, effect = _load(number)
    form = _form(effect)
    if not form.validate_on_submit():
        return _page(suggestion, effect, form, 422 if form.errors else 200)
    try:
        values = _values(form)
        with writing() as transaction:
            again = suggestions.suggestion(transaction, layout.reader(), number)
            reopening.reopen(transaction, actor(), again, values, at=at())
    except (Invalid, TooLong) as refusal:
        if isinstance(refusal, Invalid):
            form.refuse(refusal)
        else:
            form.form_errors.append(refusals.too_long(refusal.length, refusal.limit))
        return _page(*_load(number), form, 422)
    except Stale:
        suggestion, effect = _load(number)
        form.base_version.data = _current(effect)
        return _page(suggestion, effect, form, 409)
    flash(_("Suggestion %(number)s awaits a decision again.", number=number), "good")
    return redirect(_desk(number), 303)


def _load(number: int) -> tuple[Suggestion, Undoing]:
    suggestion = suggestions.suggestion(session(), layout.reader(), number)
    document = suggestion.document
    layout.about(document.slug)
    members = conference().members_release
    case = Case(stage=document.stage, state=suggestion.status, members_release=members)
    require(actor(), Verb.REOPEN, case)
    effect = undoing(session(), document, suggestion)
    if effect is None:
        raise NotFound
    if not effect.open:
        raise Invalid("decision", "published")
    return suggestion, effect


def _form(effect: Undoing) -> ReopenForm:
    words = effect.merged.text if effect.merged is not None else ""
    if effect.merged is not None and not effect.merged.clean and effect.current is not None:
        words = effect.current.words
    form = ReopenForm(data={"base_version": _current(effect), "words": words})
    if effect.merged is None:
        del form["words"]
    return form


def _values(form: ReopenForm) -> Reopening:
    return Reopening(
        reason=str(form.reason.data or ""),
        words=str(form.words.data or "") if "words" in form else None,
        base_version_id=addresses.number(form.base_version.data)
        if form.base_version.data
        else None,
    )


def _current(effect: Undoing) -> str:
    return str(effect.current.id) if effect.current is not None else ""


def _page(
    suggestion: Suggestion, effect: Undoing, form: ReopenForm, status: int
) -> ResponseReturnValue:
    current = effect.current.words if effect.current is not None else ""
    typed = normal(str(form.words.data or "")).strip() if "words" in form else ""
    page = render_template(
        "deciding/reopening.html",
        suggestion=suggestion,
        document=suggestion.document,
        effect=effect,
        form=form,
        redline=redline(current, typed, spoken=redlines.spoken()) if typed else None,
        stale=status == HTTPStatus.CONFLICT,
        returned=request.method == "POST",
    )
    return page, status


def _desk(number: int) -> str:
    suggestion = suggestions.suggestion(session(), layout.reader(), number)
    slug = suggestion.document.slug
    if not suggestion.form.on_paragraph or suggestion.paragraph_id is None:
        return decision_form.stop_url(slug, Stop("", number))
    paragraph = session().get_one(Paragraph, suggestion.paragraph_id)
    return decision_form.stop_url(slug, Stop(paragraph.uid, 0))
