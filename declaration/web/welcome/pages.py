"""What is new for the reader, what awaits them, and until when."""

from operator import attrgetter

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from declaration.actions.people import visits as visiting
from declaration.errors import Invalid
from declaration.queries.suggesting import delegation
from declaration.rules import Verb
from declaration.web.discussing import sentences
from declaration.web.frame import acting, labels, layout
from declaration.web.frame.acting import actor, at, session, verb
from declaration.web.frame.answers import see_other
from declaration.web.frame.live import watched
from declaration.web.welcome import tasks
from declaration.web.welcome.guide import kind, steps
from declaration.web.welcome.news import since
from declaration.web.welcome.visit import current_visit
from models.vocabulary import Capacity

FATES = 8  # of the delegation's suggestions, the newest; its own page has all

blueprint = Blueprint("for_you", __name__)
blueprint.add_app_template_global(sentences.fate, "fate")


@blueprint.get("/for-you")
@verb(Verb.READ_FOR_YOU)
@watched
def show() -> ResponseReturnValue:
    """Show what happened since the last visit, what awaits the reader, what is due."""
    account, visit, by, state = acting.account(), current_visit(), actor(), layout.state()
    last = None if visit is None or request.args.get("all") == "1" else visit.at
    delegated = by.capacity is Capacity.DELEGATION
    fates = delegation.own_suggestions(session(), layout.reader()) if delegated else ()
    drafts = delegation.drafts(session(), by) if delegated else ()
    ahead = [
        due
        for due in state.documents
        if due.deadline and not due.passed and due.title.stage.takes_suggestions
    ]
    return render_template(
        "welcome/for_you.html",
        office=labels.office_and_post(account.office) if account and not by.seeing else "",
        last=last,
        since=since(visit.until if visit and last else 0),
        newest=state.events[0],
        tasks=tasks.awaiting(by.capacity, drafts, fates),
        deadlines=sorted(ahead, key=attrgetter("deadline")),
        at=at(),
        drafts=drafts,
        fates=fates[:FATES],
        many=len(fates),
        steps=steps(kind()) if visit is not None and not visit.guided else (),
    )


@blueprint.post("/for-you/seen")
@verb(Verb.KEEP_ACCOUNT, really=True)
def see() -> ResponseReturnValue:
    """Mark all that the page showed as seen."""
    account, until = acting.account(), request.form.get("until", "")
    if account is None or not until.isdecimal():
        raise Invalid("until", "unknown")
    by, office_id = acting.own_actor(), account.office.id
    with acting.writing() as transaction:
        visiting.see(transaction, by, office_id, int(until[:9]), at=at())
    message = _("Everything so far has been marked as seen. The journal keeps a full record.")
    return see_other(url_for("for_you.show"), message)
