"""Drafts and the tray: what a delegation has not handed in yet."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, ngettext

from declaration.actions.suggesting import asked as asking, drafts as drafting, suggestions
from declaration.errors import Invalid, Stale
from declaration.manuscript import Manuscript
from declaration.queries.suggesting import delegation
from declaration.queries.suggesting.delegation import Drafted
from declaration.rules import Case, Verb, require
from declaration.web import (
    asking as ask_form,
    grounds,
    handing_in,
    keeping,
    trays,
)
from declaration.web.acting import actor, at, session, verb, writing
from declaration.web.asking import AskForm
from declaration.web.handing_in import Work

blueprint = Blueprint("drafts", __name__)


@blueprint.get("/drafts/<int:draft_id>")
@verb(Verb.READ_DRAFTS)
def edit(draft_id: int) -> ResponseReturnValue:
    """Show a draft in its form."""
    return handing_in.page(_work(draft_id))


@blueprint.post("/drafts/<int:draft_id>")
@verb(Verb.DRAFT)
def save(draft_id: int) -> ResponseReturnValue:
    """Keep it, put it into the tray, or hand it in: the pressed button says which."""
    return handing_in.respond(_work(draft_id))


@blueprint.post("/drafts/<int:draft_id>/submission")
@verb(Verb.SUBMIT)
def submit(draft_id: int) -> ResponseReturnValue:
    """Hand one draft in as it was saved."""
    promised = ask_form.promised(request.form.get("promise"))
    with writing() as here:
        found = delegation.draft(here, actor(), draft_id)
        if request.form.get("seen", trays.stamp(found)) != trays.stamp(found):
            raise Stale(found.draft)
        asked = asking.of_draft(found.draft, promised)
        sent = suggestions.submit(here, actor(), found.document, asked, draft=found.draft, at=at())
        number = sent.number
    flash(_("Submitted. The receipt is below: print or keep it."), "good")
    return redirect(url_for("suggestion.show", number=number), 303)


@blueprint.post("/drafts/<int:draft_id>/tray")
@verb(Verb.DRAFT)
def move(draft_id: int) -> ResponseReturnValue:
    """Put a draft into the tray, or take it out."""
    ready = request.form.get("ready") == "1"
    with writing() as here:
        draft = delegation.draft(here, actor(), draft_id).draft
        drafting.mark_ready(here, actor(), draft, ready=ready, at=at())
    flash(_("Your draft is in the tray.") if ready else _("It is out of the tray again."), "good")
    return redirect(url_for("drafts.tray"), 303)


@blueprint.post("/drafts/<int:draft_id>/discard")
@verb(Verb.DRAFT)
def discard(draft_id: int) -> ResponseReturnValue:
    """Throw a draft away."""
    with writing() as here:
        draft = delegation.draft(here, actor(), draft_id).draft
        drafting.discard(here, actor(), draft, at=at())
    flash(_("The draft is discarded."), "good")
    return redirect(url_for("drafts.tray"), 303)


@blueprint.get("/tray")
@verb(Verb.READ_DRAFTS)
def tray() -> ResponseReturnValue:
    """Show all drafts of the delegation, those that are ready first, each as its redline."""
    return render_template("debate/tray.html", **trays.shown(delegation.drafts(session(), actor())))


@blueprint.post("/tray/submission")
@verb(Verb.SUBMIT)
def submit_all() -> ResponseReturnValue:
    """Hand in what was shown as ready; what has changed since stays."""
    seen = set(request.form.getlist("draft"))
    require(actor(), Verb.SUBMIT, Case())
    promised = ask_form.promised(request.form.get("promise"))
    with writing() as here:
        drafts = [one.draft for one in trays.chosen(here, actor(), seen)]
        if not drafts:
            raise Invalid("drafts", "missing")
        sent = suggestions.submit_ready(here, actor(), drafts, promised=promised, at=at())
        count = len(sent)
    flash(
        ngettext("%(num)s suggestion was submitted.", "%(num)s suggestions were submitted.", count),
        "good",
    )
    return redirect(url_for("delegation.show"), 303)


def work(drafted: Drafted, rolling: Manuscript) -> Work:
    """Return the form of a draft, on the text as it is now."""
    ground = grounds.of_draft(session(), drafted, rolling, request.form)
    draft = drafted.draft
    start = {
        "words": draft.words,
        "reason": draft.reason,
        "language": draft.language,
        "seen": draft.updated_at.isoformat(),
        "shape": ask_form.shape(draft.kind, draft.level),
    }
    url = url_for("drafts.save", draft_id=draft.id)
    return Work(ground, AskForm.on(ground, **start), url, draft_id=draft.id, ready=draft.ready)


def _work(draft_id: int) -> Work:
    drafted = delegation.draft(session(), actor(), draft_id)
    return work(drafted, keeping.present(drafted.document))
