"""What is new for the reader, what awaits them, and until when."""

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l
from markupsafe import Markup

from declaration.actions.people import visits as visiting
from declaration.errors import Invalid
from declaration.queries.suggesting import delegation
from declaration.queries.suggesting.delegation import OwnSuggestion
from declaration.queries.welcome.news import Feed
from declaration.verbs import Verb
from declaration.web.cache.redlines import short_html
from declaration.web.cache.watching import may_watch
from declaration.web.discussing import sentences
from declaration.web.frame import acting, labels, layout
from declaration.web.frame.acting import actor, at, session, verb
from declaration.web.frame.answers import see_other
from declaration.web.frame.live import watched
from declaration.web.negotiating import watching
from declaration.web.welcome import tasks
from declaration.web.welcome.guide import kind, steps
from declaration.web.welcome.news import since
from declaration.web.welcome.visit import current_visit
from models.vocabulary import Capacity

FATES = 8  # of the delegation's suggestions, the newest; its own page has all
FEEDS = {
    Feed.ALL: _l("Everything"),
    Feed.MINE: _l("Mine"),
    Feed.DECISIONS: _l("Decisions"),
    Feed.TEXT: _l("Text"),
}

blueprint = Blueprint("for_you", __name__)
blueprint.add_app_template_global(sentences.fate, "fate")


@blueprint.get("/for-you")
@verb(Verb.READ_FOR_YOU)
@watched
def show() -> ResponseReturnValue:
    """Show what awaits the reader, what is due, and what happened; ``?show=`` says which of it."""
    account, visit, by, state = acting.account(), current_visit(), actor(), layout.state()
    last = None if visit is None or request.args.get("all") == "1" else visit.at
    feed = _feed(delegated=by.capacity is Capacity.DELEGATION)
    # the secretariat is led by its checklist
    guided = visit is not None and not visit.guided and by.capacity is not Capacity.SECRETARIAT
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
        since=since(visit.until if visit and last else 0, feed),
        feeds=_feeds(feed, delegated=delegated),
        newest=state.events[0],
        tasks=tasks.awaiting(by.capacity, drafts, fates, visit.until if visit and last else 0),
        entries=tasks.entered_for(by) if delegated else (),
        deadlines=sorted(ahead, key=attrgetter("deadline")),
        drafts=drafts,
        fates=sorted(fates, key=_latest, reverse=True)[:FATES],
        many=len(fates),
        steps=steps(kind()) if guided else (),
        folded=visit is not None and visit.at is not None,
        watched=watching.lines() if may_watch() else None,
    )


@blueprint.app_template_global()
def own_snippet(own: OwnSuggestion) -> Markup:
    """Return a snippet of what one's own suggestion asks for; empty where it was redacted."""
    if own.form.words and not own.words:
        return Markup("")
    return short_html(sentences.piece(own))


def _latest(own: OwnSuggestion) -> datetime:
    """Return when something last became of a suggestion."""
    return own.ruling.decided_at if own.ruling else own.submitted_at


def _feed(*, delegated: bool) -> Feed:
    """Return the part of what happened that is asked for; all of it for an unknown one."""
    asked = request.args.get("show", "")
    feed = Feed(asked) if asked in set(Feed) else Feed.ALL
    return feed if delegated or feed is not Feed.MINE else Feed.ALL


def _feeds(chosen: Feed, *, delegated: bool) -> Sequence[dict[str, Any]]:
    """Return the parts that can be chosen, each with its address."""
    before = request.args.get("all") or None
    return [
        {
            "label": label,
            "url": url_for("for_you.show", show=feed.value or None, all=before, _anchor="news"),
            "current": feed is chosen,
        }
        for feed, label in FEEDS.items()
        if delegated or feed is not Feed.MINE
    ]


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
