"""Drafts and the tray: what a delegation has not handed in yet."""

from collections.abc import Collection, Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, ngettext
from sqlalchemy.orm import Session

from declaration.actions.journal import audience
from declaration.actions.suggesting import amendment as amendments, drafts as drafting, suggestions
from declaration.errors import Invalid, Stale
from declaration.manuscript import Manuscript
from declaration.queries.suggesting import alike, delegation
from declaration.queries.suggesting.delegation import Drafted
from declaration.rules import Actor, Case, Verb, require
from declaration.web.cache import shared
from declaration.web.cache.redlines import rendered
from declaration.web.discussing import sentences
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.labels import label
from declaration.web.frame.layout import may, reader
from declaration.web.suggesting import base, sending, suggestion_form as ask_form
from declaration.web.suggesting.rivals import Rival
from declaration.web.suggesting.sending import Work
from declaration.web.suggesting.suggestion_form import AskForm
from models.vocabulary import Capacity


def shown(drafts: Sequence[Drafted]) -> dict[str, Any]:
    """Return the template's values: pairs of draft and redline, the ready ones apart.

    ``sendable``: what can be handed in now; ``hindrance``: why not the rest, or None;
    ``promise``: who will read what is handed in; ``same``: who asks for exactly what a draft
    asks, by its id; ``documents``: the titles of those they are on.
    """
    now = audience.of_conference(session())
    pairs = list(zip(drafts, rendered([sentences.piece(one) for one in drafts]), strict=True))
    ready = [one for one in drafts if one.draft.ready]
    answers = [may(Verb.SUBMIT, stage=one.document.stage) for one in ready]
    return {
        "ready": [(one, html) for one, html in pairs if one.draft.ready],
        "sendable": [one for one, answer in zip(ready, answers, strict=True) if answer],
        "hindrance": next((answer.why for answer in answers if answer.why), None),
        "drafts": [(one, html) for one, html in pairs if not one.draft.ready],
        "stamp": stamp,
        "documents": {one.document.slug: one.document.title for one in drafts},
        "promise": now.value,
        "promised": sentences.promised(now),
        "same": _same(),
    }


def _same() -> dict[int, list[Rival]]:
    found = alike.asked_already(session(), reader())
    committee = label(Capacity.COMMITTEE)
    return {
        draft_id: [Rival(number, name or committee) for number, name in who]
        for draft_id, who in found.items()
    }


def stamp(one: Drafted) -> str:
    """Name a draft as it was seen: saved again, it has another name."""
    return f"{one.draft.id}@{one.draft.updated_at.isoformat()}"


def chosen(here: Session, reader: Actor, seen: Collection[str]) -> list[Drafted]:
    """Return what lies in the tray as it was seen, oldest first."""
    drafts = delegation.drafts(here, reader)
    found = [one for one in drafts if one.draft.ready and stamp(one) in seen]
    return sorted(found, key=lambda one: one.draft.id)


blueprint = Blueprint("drafts", __name__)


@blueprint.get("/drafts/<int:draft_id>")
@verb(Verb.READ_DRAFTS)
def edit(draft_id: int) -> ResponseReturnValue:
    """Show a draft in its form."""
    return sending.page(_work(draft_id))


@blueprint.post("/drafts/<int:draft_id>")
@verb(Verb.DRAFT)
def save(draft_id: int) -> ResponseReturnValue:
    """Keep it, put it into the tray, or hand it in: the pressed button says which."""
    return sending.respond(_work(draft_id))


@blueprint.post("/drafts/<int:draft_id>/submission")
@verb(Verb.SUBMIT)
def submit(draft_id: int) -> ResponseReturnValue:
    """Hand one draft in as it was saved."""
    promised = sentences.promised_by(request.form.get("promise"))
    with writing() as here:
        found = delegation.draft(here, actor(), draft_id)
        if request.form.get("seen", stamp(found)) != stamp(found):
            raise Stale(found.draft)
        asked = amendments.of_draft(found.draft, promised)
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
    return render_template("suggesting/drafts.html", **shown(delegation.drafts(session(), actor())))


@blueprint.post("/tray/submission")
@verb(Verb.SUBMIT)
def submit_all() -> ResponseReturnValue:
    """Hand in what was shown as ready; what has changed since stays."""
    seen = set(request.form.getlist("draft"))
    require(actor(), Verb.SUBMIT, Case())
    promised = sentences.promised_by(request.form.get("promise"))
    with writing() as here:
        drafts = [one.draft for one in chosen(here, actor(), seen)]
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
    ground = base.of_draft(session(), drafted, rolling, request.form)
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
    return work(drafted, shared.present(drafted.document))
