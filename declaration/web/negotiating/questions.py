"""The author reads what the committee asks before it decides, and answers by one press."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from declaration.actions.negotiating import answering
from declaration.actions.negotiating.answering import AuthorReply
from declaration.errors import Invalid, Stale, TooLong
from declaration.queries.negotiating import asking as queries
from declaration.queries.negotiating.asking import AskedRound
from declaration.queries.sight import existing
from declaration.queries.suggesting import suggestions
from declaration.verbs import Verb
from declaration.web.cache import shared
from declaration.web.cache.redlines import redline_html
from declaration.web.discussing import asking
from declaration.web.discussing.asking import AnswerForm
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.answers import see_other
from declaration.web.frame.layout import reader
from declaration.web.frame.live import watched

ANSWERS = {"yes": True, "no": False}

blueprint = Blueprint("questions", __name__)
blueprint.add_app_template_global(asking.asks, "question_asks")
blueprint.add_app_template_global(asking.html, "question_html")
blueprint.add_app_template_global(asking.against_own, "question_against_own")
blueprint.add_app_template_global(asking.tone, "consent_tone")
blueprint.add_app_template_global(AnswerForm.on, "answer_form")
blueprint.add_app_template_global(asking.readers, "question_readers")


@blueprint.get("/questions/<int:number>")
@verb(Verb.READ_QUESTIONS)
@watched
def show(number: int) -> ResponseReturnValue:
    """Show one question with its redline; to its author with the two answers."""
    return _page(_round(number), AnswerForm.on(number))


@blueprint.post("/questions/<int:number>/answer")
@verb(Verb.ANSWER_QUESTION)
def answer(number: int) -> ResponseReturnValue:
    """Agree, or say why not."""
    form = AnswerForm.on(number)
    agrees = ANSWERS.get(request.form.get("agrees", ""))
    if agrees is None:
        raise Invalid("agrees", "unknown")
    if not form.validate_on_submit():
        return _page(_round(number), form, 422)
    reply = AuthorReply(agrees, str(form.sentence.data or ""), str(form.language.data))
    try:
        with writing() as transaction:
            question = queries.question(transaction, reader(), number)
            answering.answer(transaction, actor(), question, reply, at=at())
    except Stale:
        return _page(_round(number), form, 409)
    except (Invalid, TooLong) as refusal:
        form.refuse(refusal)
        return _page(_round(number), form, 422)
    message = _("Your delegation agrees.") if agrees else _("Your delegation disagrees.")
    url = url_for("suggestion.show", number=_round(number).number, _anchor="questions")
    return see_other(url, message)


def _round(number: int) -> AskedRound:
    """Return one question, as it stands now. Raises NotFound."""
    question = queries.question(session(), reader(), number)
    asked = asking.asked(queries.of_press(question.press))
    return existing(next((each for each in asked if each.question.id == number), None))


def _page(round_: AskedRound, form: AnswerForm, status: int = 200) -> ResponseReturnValue:
    """Show the question; where something has changed since, with the text as it is now."""
    changed = status == 409  # noqa: PLR2004
    page = render_template(
        "negotiating/question.html",
        document=round_.document,
        round=round_,
        form=form,
        changed=changed,
        now=_now(round_) if changed else None,
    )
    return page, status


def _now(round_: AskedRound) -> object:
    """Render what has become of the paragraph since the question; None where it has none."""
    suggestion = suggestions.suggestion(session(), reader(), round_.number)
    shown, _rolling = shared.alone(suggestion)
    if shown.paragraph is None or not shown.form.on_paragraph:
        return None
    return redline_html(round_.base_words, shown.paragraph.words)
