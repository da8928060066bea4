"""What was put to authors: a list on the desk, and several decided as agreed by one press."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from declaration.actions.deciding import asking as acts
from declaration.queries import sight
from declaration.queries.negotiating import asking as queries
from declaration.queries.negotiating.asking import AskedRound
from declaration.queries.suggesting.waiting import Stop
from declaration.rules import require
from declaration.verbs import Verb
from declaration.web.deciding import batch, decision_form, desk
from declaration.web.deciding.asked import press_list
from declaration.web.discussing import asking
from declaration.web.frame import addresses, answers, layout
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.live import watched
from models.document import Document

blueprint = Blueprint("asking", __name__)


@blueprint.get("/d/<slug>/desk/questions")
@verb(Verb.READ_QUESTIONS)
@watched
def show(slug: str) -> ResponseReturnValue:
    """Show what was asked and is still pending, first what all authors have agreed to."""
    document = sight.document(session(), actor(), slug)
    require(actor(), Verb.READ_QUESTIONS, layout.case(stage=document.stage, own=False))
    return _page(document)


@blueprint.post("/d/<slug>/desk/questions")
@verb(Verb.ASK_AUTHOR)
def decide(slug: str) -> ResponseReturnValue:
    """Decide what is chosen exactly as it was agreed; what cannot be decided stays."""
    document = desk.open_document(slug, Verb.ASK_AUTHOR)
    chosen = [addresses.number(value) for value in request.form.getlist("chosen")]
    if not chosen:
        return _page(document, none_chosen=True)
    with writing() as transaction:
        again = sight.document(transaction, actor(), slug)
        several = acts.decide_all_agreed(transaction, actor(), again, chosen, at=at())
        done, event_ids = len(several.done), several.event_ids
    if done:
        message = ngettext(
            "%(num)s decision made as agreed.", "%(num)s decisions made as agreed.", done
        )
        batch.tell(slug, message, event_ids)
    if done < len(chosen):
        return _page(sight.document(session(), actor(), slug), left=True)
    return answers.see_other(url_for("asking.show", slug=slug))


@blueprint.app_template_global()
def asked_stop_url(round_: AskedRound) -> str:
    """Return where it is decided."""
    stop = Stop(round_.uid, 0) if round_.form.on_paragraph else Stop("", round_.number)
    return decision_form.stop_url(round_.document.slug, stop)


def _page(
    document: Document, *, none_chosen: bool = False, left: bool = False
) -> ResponseReturnValue:
    html = render_template(
        "negotiating/questions.html",
        document=document,
        presses=press_list(asking.asked(queries.on_document(document))),
        none_chosen=none_chosen,
        left=left,
    )
    return html, 409 if left else answers.status()
