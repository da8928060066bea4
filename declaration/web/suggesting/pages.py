"""Ask for a change: replace, insert, delete, move, or something general."""

from collections.abc import Iterable
from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from declaration.errors import NotFound
from declaration.manuscript import MAX_WORDS
from declaration.queries import sight
from declaration.queries.reading.shelf import ROLLING
from declaration.queries.suggesting import delegation
from declaration.queries.suggesting.delegation import Drafted
from declaration.rules import Case, Verb, require
from declaration.web.cache import shared
from declaration.web.frame.acting import actor, session, verb
from declaration.web.frame.addresses import numeral
from declaration.web.reading import beside, text
from declaration.web.suggesting import base, drafts, rivals, sending
from declaration.web.suggesting.base import Ground
from declaration.web.suggesting.sending import Work
from declaration.web.suggesting.suggestion_form import AskForm
from models.document import Document
from models.vocabulary import SuggestionKind

blueprint = Blueprint("suggest", __name__)


@blueprint.get("/d/<slug>/suggest")
@verb(Verb.DRAFT)
def ask(slug: str) -> ResponseReturnValue:
    """Show the form; ``?form=``, ``?paragraph=`` and ``?after=`` say what is asked about.

    ``?draft=``: it was saved as one typed, and the page was loaded again.
    """
    draft_id = numeral(request.args.get("draft"))
    if draft_id is not None:
        return redirect(url_for("drafts.edit", draft_id=draft_id), 303)
    ground = _ground(slug)
    require(actor(), Verb.DRAFT, Case(stage=ground.document.stage))
    return sending.page(work(ground))


@blueprint.post("/d/<slug>/suggest")
@verb(Verb.DRAFT)
def send(slug: str) -> ResponseReturnValue:
    """Keep a draft, put it into the tray, or hand it in: the pressed button says which."""
    return sending.respond(work(_ground(slug)))


@blueprint.post("/d/<slug>/suggest/preview")
@verb(Verb.DRAFT)
def preview(slug: str) -> ResponseReturnValue:
    """Answer with the redline of the words as they are being typed, and with who else."""
    ground = _ground(slug)
    require(actor(), Verb.DRAFT, Case(stage=ground.document.stage))
    written = work(ground)
    if len(written.form.typed) > MAX_WORDS:
        return "", 422
    redline = sending.shown(ground, sending.as_tidied(written))
    found = rivals.of(ground, written.form, but=numeral(request.form.get("reworded")))
    return render_template("suggesting/_preview.html", redline=redline, others=found, ground=ground)


def _ground(slug: str) -> Ground:
    document = sight.document(session(), actor(), slug)
    values = request.values.to_dict()
    values.setdefault("form", "replace" if values.get("paragraph") else "general")
    return base.at(session(), document, shared.text(slug, ROLLING), values)


def work(ground: Ground) -> Work:
    """Return the form of something new."""
    return Work(ground, AskForm.on(ground), url_for("suggest.send", slug=ground.document.slug))


WAYS = set(SuggestionKind) - {SuggestionKind.GENERAL}


@blueprint.get("/d/<slug>/rolling/editor")
@verb(Verb.DRAFT)
def write(slug: str) -> ResponseReturnValue:
    """Show the rolling text with the form in it.

    ``?open=`` names the paragraph, ``?write=`` what is asked about it; ``?draft=`` is one's
    delegation's own, and nothing where it is gone.
    """
    uid, wanted = request.args.get("open", ""), request.args.get("write", "")
    if not uid or wanted not in WAYS:
        raise NotFound
    document = shared.shelf(slug).document
    require(actor(), Verb.DRAFT, Case(stage=document.stage))
    shown = text.content(slug, ROLLING)
    begun = delegation.drafts(session(), actor())
    work = _work(document, uid, SuggestionKind(wanted), begun)
    opened = beside.around(shown, uid, without_row=work.ground.form.on_paragraph)
    listed = [card.suggestion for card in opened.panel.live]
    part = render_template(
        "suggesting/_in_place.html",
        opened=replace(opened, panel=replace(opened.panel, form=None, suggests=False)),
        uid=uid,
        **sending.values(work, begun=begun, listed=listed),
    )
    part = Markup(part)  # noqa: S704 -- rendered by Jinja
    return render_template("reading/text.html", part=part, content=shown, opened=True)


def _work(document: Document, uid: str, wanted: SuggestionKind, begun: Iterable[Drafted]) -> Work:
    rolling = shared.text(document.slug, ROLLING)
    place = {"after": uid} if wanted is SuggestionKind.INSERT else {"paragraph": uid}
    ground = base.at(session(), document, rolling, {"form": wanted.value} | place)
    draft_id = numeral(request.args.get("draft"))
    drafted = next((d for d in rivals.drafts(ground, begun) if d.draft.id == draft_id), None)
    return work(ground) if drafted is None else drafts.work(drafted, rolling)
