"""Ask for a change: replace, insert, delete, move, or something general."""

from collections.abc import Iterable
from dataclasses import replace

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from declaration.errors import NotFound
from declaration.queries import sight
from declaration.queries.reading.shelf import ROLLING
from declaration.queries.suggesting import delegation
from declaration.rules import Case, require
from declaration.verbs import Verb
from declaration.web.cache import shared
from declaration.web.frame.acting import actor, session, verb
from declaration.web.frame.addresses import numeral
from declaration.web.frame.answers import see_other
from declaration.web.reading import beside, text
from declaration.web.suggesting import drafts, sending
from declaration.web.suggesting.base import Base, read_base
from declaration.web.suggesting.rivals import drafts_at
from declaration.web.suggesting.suggestion_form import AskForm
from models.document import Document
from models.vocabulary import SuggestionKind

IN_TEXT = frozenset(SuggestionKind) - {SuggestionKind.GENERAL}  # asked for at a paragraph's place

blueprint = Blueprint("suggest", __name__)


@blueprint.get("/d/<slug>/suggest")
@verb(Verb.DRAFT)
def ask(slug: str) -> ResponseReturnValue:
    """Show the form; ``?form=``, ``?paragraph=`` and ``?after=`` say what is asked about.

    ``?draft=``: it was saved as one typed, and the page was loaded again.
    """
    draft_id = numeral(request.args.get("draft"))
    if draft_id is not None:
        return see_other(url_for("drafts.edit", draft_id=draft_id))
    return sending.opened(_change(slug))


@blueprint.get("/d/<slug>/rolling/editor")
@verb(Verb.DRAFT)
def write(slug: str) -> ResponseReturnValue:
    """Show the rolling text with the form in it.

    ``?open=`` names the paragraph, ``?write=`` what is asked about it. One's newest draft on it
    is gone on with; ``?draft=`` is another of one's delegation, or a new one where there is none.
    """
    uid, kind = request.args.get("open", ""), request.args.get("write", "")
    if not uid or kind not in IN_TEXT:
        raise NotFound
    document = shared.shelf(slug).document
    require(actor(), Verb.DRAFT, Case(stage=document.stage))
    content = text.content(slug, ROLLING)
    begun = delegation.drafts(session(), actor())
    change = _in_text(document, uid, SuggestionKind(kind), begun)
    opened = beside.opened(content, uid, remarks=False)
    listed = [card.suggestion for card in opened.panel.live]
    part = render_template(
        "suggesting/_in_place.html",
        opened=opened,
        panel=replace(opened.panel, suggests=False),
        page=sending.form_page(change, begun=begun, listed=listed),
    )
    return opened.page(part)


def _new(base: Base) -> sending.ChangeRequest:
    return sending.ChangeRequest(base, AskForm.on(base), {"slug": base.document.slug})


def _change(slug: str) -> sending.ChangeRequest:
    document = sight.document(session(), actor(), slug)
    values = request.values.to_dict()
    values.setdefault("form", "replace" if values.get("paragraph") else "general")
    return _new(read_base(session(), document, shared.text(slug, ROLLING), values))


def _in_text(
    document: Document, uid: str, kind: SuggestionKind, begun: Iterable[delegation.Drafted]
) -> sending.ChangeRequest:
    rolling = shared.text(document.slug, ROLLING)
    place = {"after": uid} if kind is SuggestionKind.INSERT else {"paragraph": uid}
    base = read_base(session(), document, rolling, {"form": kind.value} | place)
    at_place = drafts_at(base, begun)
    if "draft" in request.args:
        draft_id = numeral(request.args["draft"])
        drafted = next((drafted for drafted in at_place if drafted.draft.id == draft_id), None)
    else:
        own = [item for item in at_place if item.draft.person_id == actor().person_id]
        drafted = max(own, key=lambda item: item.draft.updated_at, default=None)
    return _new(base) if drafted is None else drafts.request_of(drafted, rolling)


sending.take(blueprint, "/d/<slug>/suggest", _change, Verb.DRAFT)
