"""The committee's desk: what awaits a decision, what is prepared, and its usual reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l, lazy_pgettext, ngettext

from declaration.actions.deciding import preparations as preparing, sharing as usual
from declaration.errors import Invalid
from declaration.queries import sight
from declaration.queries.deciding import preparations
from declaration.queries.deciding.preparations import Draftsman
from declaration.queries.deciding.queue import (
    START,
    DecisionGroup,
    QueueFilter,
    Section,
    Show,
    queue,
)
from declaration.queries.reading import texts
from declaration.queries.reading.shelf import ROLLING
from declaration.queries.suggesting.suggestions import Suggested
from declaration.rules import Actor, Case, Verb, require
from declaration.web.cache import redlines, shared
from declaration.web.cache.live import watched
from declaration.web.cache.redlines import Piece, plain_words
from declaration.web.deciding.decision import vocabulary
from declaration.web.discussing import sentences
from declaration.web.frame import language, moments
from declaration.web.frame.acting import actor, at, conference, session, verb, writing
from declaration.web.frame.forms import Form, WordsField
from declaration.web.frame.layout import reader
from models.document import Document
from models.vocabulary import Standing

AT_WORK = timedelta(minutes=10)  # since the last time that somebody kept what is prepared
ASKED = ("show", "section", "delegation", "mine")  # in the address
VIEWS = {
    Show.AWAITING: _l("Awaiting a decision"),
    Show.STALE: _l("On older words"),
    Show.PREPARED: lazy_pgettext("part of the desk", "Prepared"),
    Show.DECIDED: lazy_pgettext("part of the desk", "Decided"),
    Show.ALL: lazy_pgettext("part of the desk", "All"),
}


def open_document(slug: str, named: Verb) -> Document:
    """Load a document on which the committee may do this now."""
    found = sight.document(session(), actor(), slug)
    case = Case(stage=found.stage, members_release=conference().members_release)
    require(actor(), named, case)
    return found


def chosen_filters(by: Actor) -> QueueFilter:
    """Read what the address asks for; an unknown part is what awaits a decision."""
    asked = request.args
    shows = asked.get("show", "")
    return QueueFilter(
        show=Show(shows) if shows in set(Show) else Show.AWAITING,
        section=asked.get("section", ""),
        delegation=asked.get("delegation", ""),
        holder=by.person_id if asked.get("mine") else 0,
    )


def views(chosen: QueueFilter) -> list[dict[str, Any]]:
    """Return the parts of the queue, each with its address; what else is asked for stays."""
    slug = (request.view_args or {})["slug"]
    return [
        {
            "label": label,
            "url": url_for("desk.show", slug=slug, **kept() | {"show": view.value}),
            "current": view is chosen.show,
        }
        for view, label in VIEWS.items()
    ]


def kept() -> dict[str, Any]:
    """Return what the address asks for, to go on with it elsewhere."""
    return {name: request.args[name] for name in ASKED if request.args.get(name)}


def title(section: Section) -> str:
    """Name a section in the reader's language, or by its heading."""
    if section.heading is not None:
        return plain_words(section.heading.words)
    return _("Before the first heading") if section.key == START else _("On the text as a whole")


def busy(prepared: Draftsman | None) -> bool:
    """Whether somebody else is at work there at this moment."""
    if prepared is None or prepared.person_id == actor().person_id:
        return False
    return at() - prepared.at < AT_WORK


def mine(section: Section) -> bool:
    """Whether the reader goes through this section."""
    return section.holder is not None and section.holder.person_id == actor().person_id


def url(slug: str, group: DecisionGroup) -> str:
    """Return where a group is decided; what has no place any more is looked at by itself."""
    return decide_url(slug, group.lines[0][0])


def decide_url(slug: str, one: Suggested) -> str:
    """Return where a suggestion is decided."""
    if not one.form.on_paragraph:
        return url_for("deciding.page", slug=slug, number=one.number)
    if one.paragraph is None:
        return url_for("suggestion.show", number=one.number)
    return url_for("deciding.page", slug=slug, uid=one.paragraph.uid)


def authors(items: Sequence[Suggested]) -> str:
    """Name all in whose name the same is asked, each once."""
    return ", ".join(dict.fromkeys(sentences.author(one) for one in items))


def states(items: Sequence[Suggested]) -> list[tuple[str, str]]:
    """Return how they stand, each state once with its tone; on the current words: nothing."""
    found = dict.fromkeys(
        sentences.state(one) for one in items if one.standing is not Standing.CURRENT
    )
    return list(found)


ENOUGH = 2  # days from which on one reckons by the day


@dataclass(frozen=True, slots=True)
class Pace:
    """What is left until the next meeting.

    ``days``: between the two days in the conference's zone, 0 where one reckons by the hour:
    then ``time`` says how long. ``daily``: how many a day, rounded up.
    """

    meeting: datetime
    passed: bool
    days: int
    daily: int
    time: str


def pace(meeting: datetime | None, left: int, at: datetime) -> Pace | None:
    """Return how fast one has to go; None where no meeting is known."""
    if meeting is None:
        return None
    there = moments.zone(moments.conference_zone())
    days = (meeting.astimezone(there).date() - at.astimezone(there).date()).days
    days = days if days >= ENOUGH else 0
    time = sentences.duration(int((meeting - at).total_seconds()))
    daily = -(-left // days) if days else 0
    return Pace(meeting, passed=meeting <= at, days=days, daily=daily, time=time)


blueprint = Blueprint("desk", __name__)
blueprint.context_processor(vocabulary)


class PhrasesForm(Form):
    """The usual reasons, a line each."""

    phrases = WordsField(
        _l("Usual reasons, one a line"),
        description=_l("They are offered beside every decision, in this order."),
        render_kw={"rows": 14},
    )


@blueprint.get("/d/<slug>/desk")
@verb(Verb.READ_DESK)
@watched
def show(slug: str) -> ResponseReturnValue:
    """Show the queue; ``?show=``, ``section``, ``delegation`` and ``mine`` say what of it."""
    document = sight.document(session(), actor(), slug)
    rolling, wanted = shared.text(slug, ROLLING), chosen_filters(actor())
    found = queue(session(), reader(), document, (rolling, shared.listed(slug)), wanted)
    return render_template(
        "deciding/desk.html",
        document=document,
        language=rolling.language,
        projects=any(one.live for one in rolling.passages),
        queue=found,
        wanted=wanted,
        views=views(wanted),
        pace=pace(document.meeting_at, found.awaiting, at()),
        queueing={
            "authors": authors,
            "busy": busy,
            "kept": kept,
            "mine": mine,
            "states": states,
            "title": title,
            "url": url,
            "decide_url": decide_url,
        },
    )


@blueprint.get("/d/<slug>/desk/release")
@verb(Verb.READ_DESK)
def prepared(slug: str) -> ResponseReturnValue:
    """Show all that is prepared, before the chair releases it."""
    document = sight.document(session(), actor(), slug)
    rolling = texts.rolling(session(), document)
    waiting = preparations.waiting(session(), document, rolling)
    pieces = [Piece(one.words, one.current) for one in waiting]
    html = redlines.rendered(pieces)
    return render_template(
        "deciding/release.html", document=document, waiting=list(zip(waiting, html, strict=True))
    )


@blueprint.post("/d/<slug>/desk/release")
@verb(Verb.RELEASE)
def release(slug: str) -> ResponseReturnValue:
    """Release all that is prepared; what cannot be decided stays, and is named."""
    compared = preparing.foresee_all(session(), sight.document(session(), actor(), slug))
    with writing() as here:
        document = sight.document(here, actor(), slug)
        released = preparing.release_all(here, actor(), document, compared=compared, at=at())
        decided, kept = len(released.events), len(released.left)
    flash(ngettext("%(num)s decision released.", "%(num)s decisions released.", decided), "good")
    if not kept:
        return redirect(url_for("desk.show", slug=slug), 303)
    said = ngettext(
        "%(num)s preparation stays: something has changed since, or a question is open.",
        "%(num)s preparations stay: something has changed since, or a question is open.",
        kept,
    )
    flash(said, "warn")
    return redirect(url_for("desk.prepared", slug=slug), 303)


@blueprint.route("/d/<slug>/phrases", methods=["GET", "POST"])
@verb(Verb.PREPARE)
def phrases(slug: str) -> ResponseReturnValue:
    """Show and keep the usual reasons of the committee, in the language of the document."""
    document = open_document(slug, Verb.PREPARE)
    text, kept = document.language, preparations.phrases(session(), document.language)
    form = PhrasesForm(data={"phrases": "\n".join(kept)})
    if not form.validate_on_submit():
        return _phrases(document, form, 422 if request.method == "POST" else 200)
    try:
        with writing() as here:
            usual.set_phrases(here, actor(), str(form.phrases.data or "").splitlines(), text)
    except Invalid as refusal:
        form.refuse(refusal)
        return _phrases(document, form, 422)
    flash(_("The usual reasons are kept."), "good")
    return redirect(url_for("desk.phrases", slug=slug), 303)


def _phrases(document: Document, form: PhrasesForm, status: int) -> ResponseReturnValue:
    values: dict[str, Any] = {"document": document, "form": form, "language": language.code()}
    return render_template("deciding/phrases.html", **values), status
