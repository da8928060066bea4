"""The committee's desk: what awaits a decision, what is prepared, and its standard reasons."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l, lazy_pgettext, ngettext, pgettext

from declaration.actions.deciding import preparations as preparing, sharing
from declaration.queries import sight
from declaration.queries.deciding import preparations
from declaration.queries.deciding.queue import (
    START,
    WHOLE,
    Order,
    QueueFilter,
    Section,
    Show,
    pace,
    queue,
)
from declaration.queries.negotiating import asking
from declaration.queries.reading import shelf, texts
from declaration.queries.suggesting.suggestions import Suggested
from declaration.queries.suggesting.support import together
from declaration.queries.suggesting.waiting import waiting
from declaration.rules import require
from declaration.verbs import Verb
from declaration.web.cache import shared
from declaration.web.cache.redlines import plain_words, redline_html, words_html
from declaration.web.deciding import alternatives, batch, decision_form
from declaration.web.discussing import amended, asking as discussing, places, sentences
from declaration.web.discussing.below import below
from declaration.web.frame import addresses, answers, layout, moments
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.forms import Form, WordsField, stored
from declaration.web.frame.live import watched, work_watched
from models.document import Document
from models.vocabulary import Procedure

AT_WORK = timedelta(minutes=10)  # since the last time that somebody kept what is prepared
FILTERS = ("show", "section", "delegation", "mine", "order")  # in the address
VIEWS = {
    Show.AWAITING: lazy_pgettext("several suggestions", "Pending"),
    Show.STALE: _l("Based on an earlier version"),
    Show.PREPARED: lazy_pgettext("part of the desk", "Prepared"),
    Show.ASKED: lazy_pgettext("part of the desk", "Author asked"),
    Show.DECIDED: lazy_pgettext("part of the desk", "Decided"),
    Show.ALL: lazy_pgettext("part of the desk", "All"),
}

blueprint = Blueprint("desk", __name__)
# what several templates of this room and of publishing call
SENTENCES: dict[str, Callable[..., Any]] = {
    "suggestion_asks": sentences.asked,
    "suggestion_below": below,
    "suggestion_author": sentences.author,
    "suggestion_language": sentences.language,
    "suggestion_note": sentences.note,
    "suggestion_snippet": alternatives.snippet,
    "suggestion_state": sentences.state,
    "support_together": lambda items: together(item.support for item in items),
    "duration": sentences.duration,
    "excerpt": places.excerpt,
    "place_name": places.name,
    "place_within": places.within,
    "words_html": words_html,
}
for name, sentence in SENTENCES.items():
    blueprint.add_app_template_global(sentence, name)


class StandardReasonsForm(Form):
    """The standard reasons, a line each."""

    phrases = WordsField(
        _l("Standard reasons (one per line)"),
        description=_l("Offered with every decision, in this order."),
        render_kw={"rows": 14},
    )


@blueprint.get("/d/<slug>/desk")
@verb(Verb.READ_DESK)
@work_watched
def show(slug: str) -> ResponseReturnValue:
    """Show the queue; ``?show=``, ``section``, ``delegation`` and ``mine`` say what of it."""
    document = sight.document(session(), actor(), slug)
    rolling, choice = shared.text(slug, shelf.ROLLING), _chosen()
    asked = asking.latest(discussing.asked(asking.on_document(document)))
    marks = {key: each.mark for key, each in asked.items()}
    debated = rolling, shared.listed(slug)
    queued = queue(session(), layout.reader(), document, debated, choice, marks)
    return render_template(
        "deciding/desk.html",
        document=document,
        language=rolling.language,
        left_open_count=rolling.open_places,
        projects=any(passage.live for passage in rolling.passages),
        queue=queued,
        choice=choice,
        awaits=choice.show is Show.AWAITING,
        chooses=choice.show is not Show.DECIDED,
        views=_views(slug, choice),
        pace=pace(document.meeting_at, queued.tally.pending, at(), moments.conference_zone()),
        filters=filters(),
    )


@blueprint.get("/d/<slug>/desk/next")
@verb(Verb.READ_DESK)
@watched
def begin(slug: str) -> ResponseReturnValue:
    """Lead to the first decision that is pending, in text order; if none is, to the desk."""
    document = sight.document(session(), actor(), slug)
    stops = waiting(session(), document, shared.text(slug, shelf.ROLLING)).stops
    if not stops:
        return answers.see_other(url_for("desk.show", slug=slug))
    return answers.see_other(decision_form.stop_url(slug, stops[min(stops)]))


@blueprint.get("/d/<slug>/desk/release")
@verb(Verb.READ_DESK)
@work_watched
def prepared(slug: str) -> ResponseReturnValue:
    """Show all that is prepared, before the chair releases it."""
    return _prepared(slug)


def _prepared(slug: str, *, none_chosen: bool = False) -> ResponseReturnValue:
    document = sight.document(session(), actor(), slug)
    rolling = texts.rolling(session(), document)
    waiting = preparations.waiting(session(), document, rolling)
    rulings = [(ruling, redline_html(ruling.current, ruling.words)) for ruling in waiting]
    page = render_template(
        "deciding/release.html", document=document, waiting=rulings, none_chosen=none_chosen
    )
    return page, answers.status()


@blueprint.post("/d/<slug>/desk/release")
@verb(Verb.RELEASE)
def release(slug: str) -> ResponseReturnValue:
    """Release what is chosen of what is prepared; what cannot be decided stays, and is named."""
    open_document(slug, Verb.RELEASE)
    chosen = (value.partition(" ") for value in request.form.getlist("chosen"))
    seen = {addresses.number(id_): mark for id_, _blank, mark in chosen}
    if not seen:
        return _prepared(slug, none_chosen=True)
    compared = preparing.foresee_all(session(), sight.document(session(), actor(), slug))
    with writing() as transaction:
        document = sight.document(transaction, actor(), slug)
        released = preparing.release_all(
            transaction, actor(), document, compared=compared, seen=seen, at=at()
        )
        decided = len(released.done)
        left = len(seen) - decided
    message = ngettext("%(num)s decision released.", "%(num)s decisions released.", decided)
    batch.tell(slug, message, released.event_ids)
    batch.tell_left(released)
    if not left:
        return answers.see_other(url_for("desk.show", slug=slug))
    message = ngettext(
        "%(num)s prepared decision was not released: something has changed since, or a "
        "question is still open.",
        "%(num)s prepared decisions were not released: something has changed since, or a "
        "question is still open.",
        left,
    )
    return answers.see_other(url_for("desk.prepared", slug=slug), message, "warn")


@blueprint.route("/d/<slug>/phrases", methods=["GET", "POST"])
@verb(Verb.PREPARE)
def standard_reasons(slug: str) -> ResponseReturnValue:
    """Show and keep the standard reasons of the committee, in the language of the document."""
    document = open_document(slug, Verb.PREPARE)
    reasons = preparations.phrases(session(), document.language)
    form = StandardReasonsForm(data={"phrases": "\n".join(reasons)})
    lines = str(form.phrases.data or "").splitlines()
    keep = partial(sharing.set_phrases, by=actor(), phrases=lines, language=document.language)
    if stored(form, keep) is not None:
        url = url_for("desk.standard_reasons", slug=slug)
        return answers.see_other(url, _("Standard reasons saved."))
    page = render_template("deciding/standard_reasons.html", document=document, form=form)
    return page, answers.status()


def open_document(slug: str, named: Verb) -> Document:
    """Load a document on which the committee may do this now."""
    document = sight.document(session(), actor(), slug)
    require(actor(), named, layout.case(stage=document.stage))
    return document


def filters() -> dict[str, Any]:
    """Return what of the queue the address asks for, to go on with it elsewhere."""
    return {name: request.args[name] for name in FILTERS if request.args.get(name)}


@blueprint.app_template_global()
def section_title(section: Section) -> str:
    """Name a section in the reader's language, or by its heading."""
    if section.heading is not None:
        return plain_words(section.heading.words)
    if section.key == START:
        return _("Before the first heading")
    return pgettext("part of the desk", "On the text as a whole")


@blueprint.app_template_global()
def section_act(section: Section) -> str:
    """Return what a member can do: «take» a section, give it «back», or nothing with others'."""
    if section.holder is None:
        return "" if section.key == WHOLE else "take"
    return "back" if section.holder.person_id == actor().person_id else ""


@blueprint.app_template_global()
def is_busy(prepared: preparations.Draftsman | None) -> bool:
    """Whether somebody else is at work there at this moment."""
    if prepared is None or prepared.person_id == actor().person_id:
        return False
    return at() - prepared.at < AT_WORK


@blueprint.app_template_global()
def decide_url(slug: str, item: Suggested) -> str:
    """Return where a suggestion is decided; what has no place any more is looked at by itself."""
    if not item.form.on_paragraph:
        return url_for("decision.show", slug=slug, number=item.number)
    if item.paragraph is None:
        return url_for("suggestion.show", number=item.number)
    return url_for("decision.show", slug=slug, uid=item.paragraph.uid)


@blueprint.app_template_global()
def suggestion_authors(items: Sequence[Suggested]) -> str:
    """Name all in whose name the same is asked, each once."""
    return ", ".join(dict.fromkeys(name for item in items for name in sentences.authors(item)))


@blueprint.app_template_global()
def suggestion_states(items: Sequence[Suggested]) -> list[tuple[str, str]]:
    """Return how they stand, each state once with its tone; on the current words: nothing.

    What has to be decided before them is named.
    """
    badges = [sentences.badge(item) for item in items]
    badges += [(amended.first(item), "warn") for item in items]
    return list(dict.fromkeys(badge for badge in badges if badge[0]))


def _chosen() -> QueueFilter:
    """Read what the address asks for; an unknown part is what awaits a decision."""
    asked = request.args
    part = asked.get("show", "")
    return QueueFilter(
        show=Show(part) if part in set(Show) else Show.AWAITING,
        section=asked.get("section", ""),
        delegation=asked.get("delegation", ""),
        holder=actor().person_id if asked.get("mine") else 0,
        order=Order.CONTESTED if asked.get("order") == Order.CONTESTED else Order.TEXT,
    )


def _views(slug: str, choice: QueueFilter) -> list[dict[str, Any]]:
    """Return the parts of the queue, each with its address; what else is asked for stays."""
    return [
        {
            "label": label,
            "url": url_for("desk.show", slug=slug, **filters() | {"show": part.value}),
            "current": part is choice.show,
        }
        for part, label in VIEWS.items()
        if part is not Show.ASKED or Procedure.ASKING in layout.parts()
    ]
