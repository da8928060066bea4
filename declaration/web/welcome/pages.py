"""What is new for the reader, what awaits them, and until when."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_timedelta, gettext as _

from declaration.actions.people import visits as visiting
from declaration.errors import Invalid
from declaration.queries.reading.shelf import Title
from declaration.queries.suggesting import delegation
from declaration.queries.suggesting.delegation import Drafted, OwnSuggestion
from declaration.rules import Verb
from declaration.web.discussing import sentences
from declaration.web.frame import acting, labels, layout
from declaration.web.frame.acting import actor, at, own_actor, session, verb, writing
from declaration.web.frame.layout import reader
from declaration.web.frame.live import watched
from declaration.web.welcome import tasks
from declaration.web.welcome.guide import kind, steps
from declaration.web.welcome.news import newest, since
from declaration.web.welcome.tasks import Task
from declaration.web.welcome.visit import CurrentVisit, current_visit
from models.vocabulary import Capacity

FATES = 8  # of the delegation's suggestions, the newest; its own page has all

blueprint = Blueprint("for_you", __name__)
blueprint.add_app_template_global(sentences.fate, "fate")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A text that is open for suggestions, and for how long it still is.

    ``our_copy``: where the reader's delegation writes on it; "" for those who may not.
    """

    title: str
    url: str
    moment: datetime
    left: str
    our_copy: str


@blueprint.get("/for-you")
@verb(Verb.READ_FOR_YOU)
@watched
def show() -> ResponseReturnValue:
    """Show what happened since the last visit, what awaits the reader, what is due."""
    visit = current_visit()
    last = _last(visit)
    fates, drafts = _own()
    return render_template(
        "welcome/for_you.html",
        office=_office(),
        last=last,
        since=since(visit.until if visit and last else 0),
        newest=newest(),
        tasks=_tasks(drafts, fates),
        deadlines=_deadlines(),
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
    with writing() as transaction:
        visiting.see(transaction, own_actor(), account.office.id, int(until[:9]), at=at())
    flash(_("Everything up to now is marked as seen. The journal keeps it all."), "good")
    return redirect(url_for("for_you.show"), 303)


def _own() -> tuple[tuple[OwnSuggestion, ...], tuple[Drafted, ...]]:
    """Return the delegation's suggestions and drafts; none without one. Two statements."""
    if actor().capacity is not Capacity.DELEGATION:
        return (), ()
    return delegation.own_suggestions(session(), reader()), delegation.drafts(session(), actor())


def _tasks(drafts: tuple[Drafted, ...], fates: tuple[OwnSuggestion, ...]) -> list[Task] | None:
    """Return what awaits the reader; None for observers, whom nothing awaits."""
    capacity = actor().capacity
    if capacity is Capacity.DELEGATION:
        return tasks.of_delegation(drafts, fates)
    if capacity is Capacity.COMMITTEE:
        return tasks.of_committee()
    return tasks.of_secretariat() if capacity is Capacity.SECRETARIAT else None


def _office() -> str:
    """Say in whose name the reader acts; nothing while seeing, the ribbon says it."""
    account = acting.account()
    return labels.office_and_post(account.office) if account and not actor().seeing else ""


def _last(visit: CurrentVisit | None) -> datetime | None:
    """Return since when there are news; None for everything: the first time, or ``?all=1``."""
    return None if visit is None or request.args.get("all") == "1" else visit.at


def _deadlines() -> list[Deadline]:
    """Return those to come, soonest first, from the state of the conference."""
    deadlines = [
        Deadline(
            due.title.title,
            url_for("reading.rolling", slug=due.title.slug),
            due.deadline,
            format_timedelta(due.deadline - at(), add_direction=True),
            _our_copy(due.title),
        )
        for due in layout.state().documents
        if due.deadline is not None and not due.passed and due.title.stage.takes_suggestions
    ]
    return sorted(deadlines, key=lambda deadline: deadline.moment)


def _our_copy(title: Title) -> str:
    drafts = layout.may(Verb.DRAFT, stage=title.stage)
    return url_for("our_copy.show", slug=title.slug) if drafts else ""
