"""One suggestion: read, reworded, withdrawn, its receipt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from declaration.actions.suggesting import suggestions as suggesting
from declaration.actions.suggesting.suggestions import late_seconds
from declaration.errors import NotFound, SignInNeeded
from declaration.manuscript import Manuscript
from declaration.queries import comments
from declaration.queries.comments import Thread
from declaration.queries.suggesting import suggestions
from declaration.queries.suggesting.suggestions import RecordedWording, Suggested, SuggestionFilter
from declaration.rules import Case, Role, Verb, require
from declaration.web.cache import shared
from declaration.web.cache.live import watched
from declaration.web.cache.redlines import redline_html
from declaration.web.discussing import comments as discussing_comments, panel
from declaration.web.discussing.comments import Talk
from declaration.web.discussing.panel import Card
from declaration.web.frame.acting import account, actor, at, conference, session, verb, writing
from declaration.web.frame.forms import languages
from declaration.web.frame.layout import reader
from declaration.web.frame.moments import clock, zone
from declaration.web.suggesting import base, sending, suggestion_form
from declaration.web.suggesting.sending import Work
from declaration.web.suggesting.suggestion_form import AskForm
from models.debate import Suggestion
from models.document import Document
from models.vocabulary import Standing, SuggestionKind

BASES = ("after", "base_version", "base_place")  # what a form that came back stands on


@dataclass(frozen=True, slots=True)
class Page:
    """A suggestion with everything on its page.

    ``now``: the redline against the current words, where these are not those it was written on;
    ``wordings`` oldest first; ``case`` is what the rules ask about it; ``talk`` is None for
    readers who may not comment.
    """

    document: Document
    shown: Card
    now: Markup | None
    wordings: Sequence[RecordedWording]
    threads: tuple[Thread, ...]
    talk: Talk | None
    case: dict[str, Any]

    @property
    def one(self) -> Suggested:
        """Return the suggestion."""
        return self.shown.suggestion


def case(suggestion: Suggestion) -> Case:
    """Return what the rules ask about a suggestion."""
    return Case(**_case(suggestion))


def suggestion_page(suggestion: Suggestion) -> Page:
    """Load the page of a suggestion. Five statements at most, after the suggestion itself."""
    one, _rolling = _listed(suggestion)
    document = suggestion.document
    threads = comments.on_suggestion(session(), reader(), suggestion.id)
    return Page(
        document=document,
        shown=panel.cards([one])[0],
        now=_now(one),
        wordings=suggestions.of(session(), suggestion),
        threads=threads,
        talk=discussing_comments.talk_on_suggestion(suggestion)
        if panel.comments(document.stage)
        else None,
        case=_case(suggestion),
    )


def work(suggestion: Suggestion, *, on_current: bool = False) -> Work:
    """Return the form in which a suggestion is reworded, on the words it was written on.

    ``on_current``: on the words as they are now, merged where that is clean.
    """
    one, rolling = _listed(suggestion)
    on = one.paragraph if on_current and one.paragraph and one.paragraph.live else None
    values = {
        "form": one.form.value,
        "paragraph": one.paragraph.uid
        if one.paragraph and one.form is not SuggestionKind.INSERT
        else "",
        "after": one.after.uid if one.after else "",
        "base_version": str((on.version_id if on else one.base_version_id) or ""),
        "base_place": str((on.place_id if on else one.base_place_id) or ""),
    }
    returned = {name: request.form[name] for name in BASES if name in request.form}
    ground = base.at(session(), suggestion.document, rolling, values | returned)
    start = {
        "words": (one.merged or one.words) if on else one.words,
        "reason": one.reason,
        "language": one.reason_language,
        "shape": suggestion_form.shape(one.kind, one.level),
        "seen": str(one.wording_id),
    }
    url = url_for("suggestion.revise", number=one.number)
    form = AskForm.on(ground, **start)
    return Work(ground, form, url, number=one.number, readers=suggestion.audience)


def receipt_facts(suggestion: Suggestion) -> dict[str, Any]:
    """Return what the receipt shows; it is there for the delegation that handed it in."""
    if actor().delegation_id is None or suggestion.delegation_id != actor().delegation_id:
        raise SignInNeeded if actor().role is Role.PUBLIC else NotFound
    one, _rolling = _listed(suggestion)
    shown = panel.cards([one])[0]
    return {
        "document": suggestion.document,
        "shown": shown,
        "wordings": [(worded, moments(worded)) for worded in suggestions.of(session(), suggestion)],
        "submitted": stamps(suggestion.submitted_at),
        "tongues": {one.value: one.label for one in languages(None)},
    }


def stamps(moment: datetime) -> list[str]:
    """Return a moment in the conference's zone and in the reader's, else in UTC; zones named."""
    here = account()
    names = [conference().time_zone, (here.time_zone if here else "") or "UTC"]
    return [
        _("%(moment)s (%(zone)s)", moment=clock(moment.astimezone(zone(name))), zone=name)
        for name in dict.fromkeys(names)
    ]


def moments(worded: RecordedWording) -> list[str]:
    """Return when a wording was handed in, in both zones."""
    return stamps(worded.wording.created_at)


def _listed(suggestion: Suggestion) -> tuple[Suggested, Manuscript]:
    rolling = shared.present(suggestion.document)
    (one,) = suggestions.listed(
        session(),
        reader(),
        suggestion.document,
        rolling,
        only=SuggestionFilter(suggestion_id=suggestion.id),
    )
    return one, rolling


def _case(suggestion: Suggestion) -> dict[str, Any]:
    own = suggestion.delegation_id is not None
    return {
        "stage": suggestion.document.stage,
        "own": own and suggestion.delegation_id == actor().delegation_id,
        "state": suggestion.status,
        "late": late_seconds(suggestion.document, at()) > 0,
    }


def _now(one: Suggested) -> Markup | None:
    """Show a stale suggestion against the current words: merged, or as both sides stand."""
    if one.paragraph is None or one.form is not SuggestionKind.REPLACE:
        return None
    if one.standing is Standing.STALE_CLEAN:
        return redline_html(one.paragraph.words, one.merged or one.words)
    if one.standing is Standing.STALE_CONFLICT:
        return redline_html(one.paragraph.words, one.words)
    return None


blueprint = Blueprint("suggestion", __name__)


@blueprint.get("/suggestions/<int:number>")
@verb(Verb.READ_DEBATE)
@watched
def show(number: int) -> ResponseReturnValue:
    """Show a suggestion with its redline, its fate and what is said on it."""
    page = suggestion_page(_found(session(), number))
    return render_template("suggesting/suggestion.html", page=page)


@blueprint.get("/suggestions/<int:number>/wording")
@verb(Verb.REVISE)
def reword(number: int) -> ResponseReturnValue:
    """Show its newest wording in a form; ``?on=current`` puts it on the current words."""
    found = _found(session(), number)
    require(actor(), Verb.REVISE, case(found))
    return sending.page(work(found, on_current=request.args.get("on") == "current"))


@blueprint.post("/suggestions/<int:number>/wording")
@verb(Verb.REVISE)
def revise(number: int) -> ResponseReturnValue:
    """Submit a new wording; the earlier ones stay."""
    return sending.respond(work(_found(session(), number)))


@blueprint.get("/suggestions/<int:number>/withdrawal")
@verb(Verb.WITHDRAW)
def confirm(number: int) -> ResponseReturnValue:
    """Ask before a suggestion is withdrawn: there is no way back."""
    found = _found(session(), number)
    require(actor(), Verb.WITHDRAW, case(found))
    return render_template("suggesting/withdrawal.html", page=suggestion_page(found))


@blueprint.post("/suggestions/<int:number>/withdrawal")
@verb(Verb.WITHDRAW)
def withdraw(number: int) -> ResponseReturnValue:
    """Withdraw it; its page stays."""
    seen = request.form.get("seen", type=int)
    with writing() as here:
        found = _found(here, number)
        suggesting.withdraw(here, actor(), found, seen_wording_id=seen, at=at())
    flash(_("The suggestion is withdrawn."), "good")
    return redirect(url_for("suggestion.show", number=number), 303)


@blueprint.get("/suggestions/<int:number>/receipt")
@verb(Verb.READ_DEBATE)
def receipt(number: int) -> ResponseReturnValue:
    """Show what was handed in and when, to print and keep; of one's own delegation."""
    found = _found(session(), number)
    return render_template("suggesting/receipt.html", **receipt_facts(found))


def _found(here: Session, number: int) -> Suggestion:
    return suggestions.suggestion(here, reader(), number)
