"""Drafts and the tray: what a delegation has not submitted yet."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, ngettext
from sqlalchemy.orm import Session

from declaration.actions.journal import audience
from declaration.actions.suggesting import amendment as amendments, drafts as drafting, suggestions
from declaration.errors import Invalid, Stale
from declaration.manuscript import Manuscript
from declaration.queries.suggesting import alike, delegation
from declaration.rules import require
from declaration.verbs import Verb
from declaration.web.cache import shared
from declaration.web.cache.redlines import piece_html
from declaration.web.discussing import sentences
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.answers import see_other
from declaration.web.frame.labels import label
from declaration.web.frame.layout import case, may, reader
from declaration.web.suggesting import sending, suggestion_form
from declaration.web.suggesting.base import read_base
from models.debate import Draft
from models.vocabulary import Capacity

blueprint = Blueprint("drafts", __name__)


@dataclass(frozen=True, slots=True)
class DraftRequest(sending.ChangeRequest):
    """A change that a delegation has saved; ``ready``: saving takes it out of the tray."""

    ready: bool
    kind, views, verb = "draft", "drafts", Verb.READ_DRAFTS

    def draft(self, session: Session) -> Draft:
        """Load it again; Stale if somebody of the delegation has saved it meanwhile."""
        draft = delegation.draft(session, actor(), self.place["draft_id"]).draft
        if self.form.seen.data and sending.seen(draft) != self.form.seen.data:
            raise Stale(draft)
        return draft


def request_of(drafted: delegation.Drafted, rolling: Manuscript) -> DraftRequest:
    """Return a draft with its form, on the text as it is now and the place that the form names."""
    draft = drafted.draft
    saved = {
        "form": draft.form.value,
        "paragraph": drafted.paragraph_uid,
        "after": request.form.get("after", drafted.after_uid),
        "base_version": str(draft.base_version_id or ""),
        "base_place": str(draft.base_place_id or ""),
    }
    base = read_base(session(), drafted.document, rolling, saved)
    start = {
        "after": base.after.uid if base.after else "",
        "words": draft.words,
        "reason": draft.reason,
        "language": draft.language,
        "seen": sending.seen(draft),
        "shape": suggestion_form.shape(draft.kind, draft.level),
    }
    return DraftRequest(
        base, suggestion_form.AskForm.on(base, **start), {"draft_id": draft.id}, draft.ready
    )


@blueprint.get("/drafts/<int:draft_id>")
@verb(Verb.READ_DRAFTS)
def edit(draft_id: int) -> ResponseReturnValue:
    """Show a draft in its form."""
    return sending.opened(_change(draft_id))


@blueprint.post("/drafts/<int:draft_id>/discard")
@verb(Verb.DRAFT)
def discard(draft_id: int) -> ResponseReturnValue:
    """Throw a draft away."""
    with writing() as transaction:
        draft = delegation.draft(transaction, actor(), draft_id).draft
        drafting.discard(transaction, actor(), draft)
    return see_other(url_for("drafts.tray"), _("Draft discarded."))


@blueprint.get("/tray")
@verb(Verb.READ_DRAFTS)
def tray() -> ResponseReturnValue:
    """Show all drafts of the delegation, those that are ready first, each as its redline."""
    drafts = delegation.drafts(session(), actor())
    promise = audience.of_conference(session())
    pairs = [(drafted, piece_html(sentences.piece(drafted))) for drafted in drafts]
    ready = [drafted for drafted in drafts if drafted.draft.ready]
    answers = [may(Verb.SUBMIT, stage=drafted.document.stage) for drafted in ready]
    return render_template(
        "suggesting/drafts.html",
        ready=[pair for pair in pairs if pair[0].draft.ready],
        sendable=[drafted for drafted, answer in zip(ready, answers, strict=True) if answer],
        hindrance=next((answer.why for answer in answers if answer.why), None),
        drafts=[pair for pair in pairs if not pair[0].draft.ready],
        documents={drafted.document.slug: drafted.document.title for drafted in drafts},
        committee=label(Capacity.COMMITTEE),
        promise=promise.value,
        promised=sentences.promised(promise),
        same=alike.asked_already(session(), reader()),
    )


@blueprint.post("/tray/<int:draft_id>")
@verb(Verb.DRAFT)
def move(draft_id: int) -> ResponseReturnValue:
    """Put a draft into the tray, or take it out."""
    ready = request.form.get("ready") == "1"
    with writing() as transaction:
        draft = delegation.draft(transaction, actor(), draft_id).draft
        drafting.mark_ready(transaction, actor(), draft, ready=ready, at=at())
    message = (
        _("Your draft is ready to submit.")
        if ready
        else _("Your draft is no longer marked as ready.")
    )
    return see_other(url_for("drafts.tray"), message)


@blueprint.post("/tray/<int:draft_id>/submission")
@verb(Verb.SUBMIT)
def submit_saved(draft_id: int) -> ResponseReturnValue:
    """Submit one draft as it was saved."""
    promised = sentences.promised_by(request.form.get("promise"))
    with writing() as transaction:
        drafted = delegation.draft(transaction, actor(), draft_id)
        draft, document = drafted.draft, drafted.document
        if request.form.get("seen", stamp(drafted)) != stamp(drafted):
            raise Stale(draft)
        asked = amendments.of_draft(draft, promised)
        suggestion = suggestions.submit(transaction, actor(), document, asked, draft=draft, at=at())
        number = suggestion.number
    return see_other(
        url_for("suggestion.show", number=number),
        _("Suggestion submitted. You can print or save the receipt."),
    )


@blueprint.post("/tray/submission")
@verb(Verb.SUBMIT)
def submit_all() -> ResponseReturnValue:
    """Submit what was shown as ready; what has changed since stays."""
    stamps = set(request.form.getlist("draft"))
    require(actor(), Verb.SUBMIT, case())
    promised = sentences.promised_by(request.form.get("promise"))
    with writing() as transaction:
        seen = [
            drafted.draft
            for drafted in delegation.drafts(transaction, actor())
            if drafted.draft.ready and stamp(drafted) in stamps
        ]
        if not seen:
            raise Invalid("drafts", "missing")
        drafts = sorted(seen, key=lambda draft: draft.id)
        suggestions.submit_ready(transaction, actor(), drafts, promised=promised, at=at())
    message = ngettext(
        "%(num)s suggestion submitted.", "%(num)s suggestions submitted.", len(drafts)
    )
    return see_other(url_for("delegation.show"), message)


def stamp(drafted: delegation.Drafted) -> str:
    """Name a draft as it was seen: saved again, it has another name."""
    return f"{drafted.draft.id}@{sending.seen(drafted.draft)}"


blueprint.add_app_template_global(stamp, "draft_stamp")


def _change(draft_id: int) -> DraftRequest:
    drafted = delegation.draft(session(), actor(), draft_id)
    return request_of(drafted, shared.present(drafted.document))


sending.take(blueprint, "/drafts/<int:draft_id>", _change, Verb.READ_DRAFTS)
