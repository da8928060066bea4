"""Amend a suggestion; take, decide on or withdraw what amends one."""

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import HiddenField, SelectField
from wtforms.validators import DataRequired

from declaration.actions.amending import subamendments as amending
from declaration.actions.amending.subamendments import Amending, AmendingAnswer
from declaration.actions.suggesting import suggestions as suggesting
from declaration.errors import Invalid, NotFound, Stale, TooLong
from declaration.queries.sight import existing
from declaration.queries.suggesting import suggestions
from declaration.queries.suggesting.subamended import SubAmended, known
from declaration.queries.suggesting.suggestions import Suggested
from declaration.rules import Case, require
from declaration.verbs import Verb
from declaration.web.cache import shared
from declaration.web.discussing import amended, panel, sentences
from declaration.web.frame import language, layout
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.addresses import numeral
from declaration.web.frame.answers import see_other
from declaration.web.frame.forms import DebateForm, WordsField, languages, wanted
from declaration.web.frame.layout import reader
from declaration.web.frame.live import watched
from models.amending import SubAmendment
from models.debate import Suggestion
from models.vocabulary import Amended, Audience

FORM = "/suggestions/<int:number>/amending"
ALONE = "/suggestions/<int:number>/amendments/<int:ordinal>"
DESK = "desk"  # where an answer was pressed, in the address

blueprint = Blueprint("subamendments", __name__)
SENTENCES: dict[str, Callable[..., Any]] = {  # what templates of several rooms call
    "amendment_asks": amended.asked,
    "amendment_became": amended.became,
    "amendment_called": amended.called,
    "amendment_count": amended.count,
    "amendment_state": amended.state,
    "amendment_answered_by": amended.answered_by,
    "amendment_html": amended.html,
    "amendment_now": amended.now_html,
    "amendment_source": amended.source,
    "may_amend": lambda: known(layout.parts()),
}
for name, sentence in SENTENCES.items():
    blueprint.add_app_template_global(sentence, name)


class SubAmendForm(DebateForm):
    """Other words for a suggestion; ``seen``: the wording on the screen."""

    seen = HiddenField()
    promise = HiddenField()  # whom the page named as readers, when it was opened
    words = WordsField(
        _l("Text of the suggestion as you would have it"), [wanted], render_kw={"rows": 7}
    )
    reason = WordsField(_l("Reason"), render_kw={"rows": 3})
    language = SelectField(_l("Language of the reason"), validators=[DataRequired()])


class AmendingAnswerForm(DebateForm):
    """What becomes of a sub-amendment; ``seen``: the wording on the screen."""

    seen = HiddenField()
    words = WordsField(_l("Text that the suggestion is to have"), render_kw={"rows": 7})
    reason = WordsField(
        _l("Reason"),
        description=_l("Required if you reject it or change it."),
        render_kw={"rows": 2},
    )


@blueprint.route(FORM, methods=["GET", "POST"])
@verb(Verb.SUB_AMEND)
def make(number: int) -> ResponseReturnValue:
    """Write other words for a suggestion, and submit them."""
    suggestion = _suggestion(session(), number)
    require(actor(), Verb.SUB_AMEND, _case(suggestion))
    shown, _rolling = shared.alone(suggestion)
    form = _amend_form(suggestion, shown)
    if not form.validate_on_submit():
        return _form_page(suggestion, shown, form, 422 if form.errors else 200)
    asked = Amending(
        str(form.words.data or ""),
        reason=str(form.reason.data or ""),
        language=str(form.language.data),
        seen_wording_id=numeral(form.seen.data),
        promised=sentences.promised_by(form.promise.data),
    )
    try:
        with writing() as transaction:
            again = _suggestion(transaction, number)
            row = amending.make(transaction, actor(), again, asked, at=at())
            ordinal = row.ordinal
    except Stale:
        form.seen.data = str(shown.wording_id)
        return _form_page(_suggestion(session(), number), shown, form, 409)
    except (Invalid, TooLong) as refusal:
        form.refuse(refusal)
        return _form_page(_suggestion(session(), number), shown, form, 422)
    message = _("Sub-amendment %(name)s submitted.", name=f"{number}.{ordinal}")
    return see_other(_back(number, ordinal), message)


@blueprint.get(ALONE)
@verb(Verb.READ_DEBATE)
@watched
def show(number: int, ordinal: int) -> ResponseReturnValue:
    """Show one, with what the reader may do with it."""
    return _page(number, ordinal)


@blueprint.post(f"{ALONE}/acceptance")
@verb(Verb.TAKE_SUB_AMENDMENT)
def take(number: int, ordinal: int) -> ResponseReturnValue:
    """Take it into one's own suggestion."""
    return _answered(number, ordinal, AmendingAnswer(taken=True), Verb.TAKE_SUB_AMENDMENT)


@blueprint.post(f"{ALONE}/decision")
@verb(Verb.DECIDE_SUB_AMENDMENT)
def decide(number: int, ordinal: int) -> ResponseReturnValue:
    """Accept it into the suggestion, or reject it with a reason."""
    outcome = request.form.get("outcome")
    if outcome not in {Amended.ACCEPTED, Amended.REJECTED}:
        raise Invalid("outcome", "unknown")
    answer = AmendingAnswer(taken=outcome == Amended.ACCEPTED)
    return _answered(number, ordinal, answer, Verb.DECIDE_SUB_AMENDMENT)


@blueprint.post(f"{ALONE}/withdrawal")
@verb(Verb.WITHDRAW_SUB_AMENDMENT)
def withdraw(number: int, ordinal: int) -> ResponseReturnValue:
    """Withdraw one's own; it stays on record."""
    try:
        with writing() as transaction:
            row = _row(transaction, number, ordinal)
            amending.withdraw(transaction, actor(), row, at=at())
    except Stale:
        return _page(number, ordinal, status=409)
    return see_other(_back(number, ordinal), _("The sub-amendment has been withdrawn."))


def _answered(
    number: int, ordinal: int, answer: AmendingAnswer, named: Verb
) -> ResponseReturnValue:
    """Answer it as the form says; what is refused comes back with everything that was typed."""
    suggestion, shown, row = _loaded(number, ordinal)
    require(actor(), named, _case(suggestion))
    form, back = _answer_form(row), _back(number, ordinal, suggestion.document.slug, shown)
    if not form.validate_on_submit():
        return _page(number, ordinal, form, 422)
    typed = str(form.words.data or "") if "words" in request.form else None
    answer = replace(
        answer,
        words=None if typed == (row.merged or None) else typed,
        reason=str(form.reason.data or ""),
        seen_wording_id=numeral(form.seen.data),
    )
    act = amending.take if named is Verb.TAKE_SUB_AMENDMENT else amending.decide
    try:
        with writing() as transaction:
            stored = _row(transaction, number, ordinal)
            act(transaction, actor(), stored, answer, at=at())
    except Stale:
        return _page(number, ordinal, form, 409)
    except (Invalid, TooLong) as refusal:
        form.refuse(refusal)
        return _page(number, ordinal, form, 422)
    called = amended.called(row)
    message = (
        _("%(name)s accepted. The suggestion has a new text.", name=called)
        if answer.taken
        else _("%(name)s rejected.", name=called)
    )
    return see_other(back, message)


def _page(
    number: int, ordinal: int, form: AmendingAnswerForm | None = None, status: int = 200
) -> ResponseReturnValue:
    """Show a sub-amendment as it is now; ``form``: what was sent."""
    suggestion, shown, row = _loaded(number, ordinal)
    if form is None:
        form = _answer_form(row)
    else:
        form.seen.data = str(row.current_id)  # what is shown now
    page = render_template(
        "amending/subamendment.html",
        document=suggestion.document,
        card=panel.cards([shown])[0],
        one=row,
        form=form,
        case=asdict(_case(suggestion)),
        changed=status == 409,  # noqa: PLR2004
        returned=status != 200,  # noqa: PLR2004
    )
    return page, status


def _form_page(
    suggestion: Suggestion, shown: Suggested, form: SubAmendForm, status: int
) -> ResponseReturnValue:
    promise = sentences.promise(suggestion.document)
    readers = max(promise, suggestion.audience, key=tuple(Audience).index)
    page = render_template(
        "amending/amend.html",
        document=suggestion.document,
        card=panel.cards([shown])[0],
        form=form,
        readers=sentences.promised(readers),
        changed=status == 409,  # noqa: PLR2004
    )
    return page, status


def _amend_form(suggestion: Suggestion, shown: Suggested) -> SubAmendForm:
    """Build the form on the words that the suggestion has now."""
    if shown.own:
        raise Invalid("words", "own_suggestion")
    if not shown.form.makes_text or shown.redacted:
        raise Invalid("words", "redacted" if shown.redacted else "without_words")
    form = SubAmendForm(
        data={
            "seen": str(shown.wording_id),
            "promise": sentences.promise(suggestion.document).value,
            "words": shown.words,
            "language": language.code(),
        }
    )
    form.language.choices = languages(form.language.data)
    return form


def _answer_form(row: SubAmended) -> AmendingAnswerForm:
    """Build the form; where a person must write the text it begins with the suggestion's."""
    words = row.current if row.merged is None else row.merged
    return AmendingAnswerForm(data={"seen": str(row.current_id), "words": words})


def _loaded(number: int, ordinal: int) -> tuple[Suggestion, Suggested, SubAmended]:
    """Return a suggestion, and one of its sub-amendments, as far as the reader sees them."""
    suggestion = _suggestion(session(), number)
    shown, _rolling = shared.alone(suggestion)
    every = (each for each in shown.subamendments if each.ordinal == ordinal)
    return suggestion, shown, existing(next(every, None))


def _row(transaction: Session, number: int, ordinal: int) -> SubAmendment:
    return amending.subamendment(transaction, _suggestion(transaction, number), ordinal)


def _suggestion(session: Session, number: int) -> Suggestion:
    """Return a suggestion. Raises NotFound where the conference knows no sub-amendments."""
    if not known(layout.parts()):
        raise NotFound
    return suggestions.suggestion(session, reader(), number)


def _case(suggestion: Suggestion) -> Case:
    case = suggesting.case(actor(), suggestion, suggestion.document, at())
    members_release = layout.case().members_release
    return replace(case, procedure=layout.parts(), members_release=members_release)


def _back(number: int, ordinal: int, slug: str = "", shown: Suggested | None = None) -> str:
    """Return where it is read: with the suggestion, or at the desk if it was answered there."""
    if request.args.get("from") != DESK or shown is None:
        return url_for("suggestion.show", number=number, _anchor=f"amendment-{ordinal}")
    if shown.form.on_paragraph and shown.paragraph is not None:
        return url_for("decision.show", slug=slug, uid=shown.paragraph.uid)
    return url_for("decision.show", slug=slug, number=number)
