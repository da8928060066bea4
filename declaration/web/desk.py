"""The committee's desk: what awaits a decision, what is prepared, and its usual reasons."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l, ngettext

from declaration.actions.deciding import preparations as preparing, sharing as usual
from declaration.errors import Invalid
from declaration.queries import sight
from declaration.queries.deciding import preparations
from declaration.queries.deciding.queue import queue
from declaration.queries.reading import texts
from declaration.queries.reading.shelf import ROLLING
from declaration.rules import Verb
from declaration.web import fragments, keeping, language, pacing, queueing
from declaration.web.acting import actor, at, session, verb, writing
from declaration.web.forms import Form, WordsField
from declaration.web.fragments import Piece
from declaration.web.layout import reader
from declaration.web.news import watched
from declaration.web.questions import vocabulary
from models.document import Document

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
    rolling, wanted = keeping.text(slug, ROLLING), queueing.wanted(actor())
    found = queue(session(), reader(), document, (rolling, keeping.listed(slug)), wanted)
    return render_template(
        "committee/desk.html",
        document=document,
        language=rolling.language,
        projects=any(one.live for one in rolling.passages),
        queue=found,
        wanted=wanted,
        views=queueing.views(wanted),
        pace=pacing.pace(document.meeting_at, found.awaiting, at()),
        queueing=queueing,
    )


@blueprint.get("/d/<slug>/desk/release")
@verb(Verb.READ_DESK)
def prepared(slug: str) -> ResponseReturnValue:
    """Show all that is prepared, before the chair releases it."""
    document = sight.document(session(), actor(), slug)
    rolling = texts.rolling(session(), document)
    waiting = preparations.waiting(session(), document, rolling)
    pieces = [Piece(one.words, one.current) for one in waiting]
    html = fragments.rendered(pieces)
    return render_template(
        "committee/release.html", document=document, waiting=list(zip(waiting, html, strict=True))
    )


@blueprint.post("/d/<slug>/desk/release")
@verb(Verb.RELEASE)
def release(slug: str) -> ResponseReturnValue:
    """Release all that is prepared; what cannot be decided stays, and is named."""
    compared = preparing.foresee_all(session(), sight.document(session(), actor(), slug))
    with writing() as here:
        document = sight.document(here, actor(), slug)
        released = preparing.release_all(here, actor(), document, compared=compared, at=at())
        decided, kept = len(released.events), len(released.kept)
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
    document = queueing.document(slug, Verb.PREPARE)
    text, kept = document.language, preparations.phrases(session(), document.language)
    form = PhrasesForm(data={"phrases": "\n".join(kept)})
    if not form.validate_on_submit():
        return _phrases(document, form, 422 if request.method == "POST" else 200)
    try:
        with writing() as here:
            usual.keep(here, actor(), str(form.phrases.data or "").splitlines(), text)
    except Invalid as refusal:
        form.refuse(refusal)
        return _phrases(document, form, 422)
    flash(_("The usual reasons are kept."), "good")
    return redirect(url_for("desk.phrases", slug=slug), 303)


def _phrases(document: Document, form: PhrasesForm, status: int) -> ResponseReturnValue:
    values: dict[str, Any] = {"document": document, "form": form, "language": language.code()}
    return render_template("committee/phrases.html", **values), status
