"""The form in which a change is asked for, in the text itself, at the paragraph's place."""

from collections.abc import Iterable
from dataclasses import replace

from flask import render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from declaration.errors import NotFound
from declaration.queries.reading.shelf import ROLLING
from declaration.queries.suggesting import delegation
from declaration.queries.suggesting.delegation import Drafted
from declaration.rules import Case, Verb, require
from declaration.web import (
    beside,
    drafts,
    grounds,
    handing_in,
    keeping,
    others,
    suggest,
    text_page,
)
from declaration.web.acting import actor, session
from declaration.web.grounds import ON_PARAGRAPH
from declaration.web.handing_in import Work
from models.document import Document
from models.vocabulary import SuggestionKind

WAYS = ON_PARAGRAPH | {SuggestionKind.INSERT}


def page(slug: str) -> ResponseReturnValue:
    """Show the rolling text with the form in it.

    ``?open=`` names the paragraph, ``?write=`` what is asked about it; ``?draft=`` is one's
    delegation's own, and nothing where it is gone.
    """
    uid, wanted = request.args.get("open", ""), request.args.get("write", "")
    if not uid or wanted not in WAYS:
        raise NotFound
    document = keeping.shelf(slug).document
    require(actor(), Verb.DRAFT, Case(stage=document.stage))
    shown = text_page.content(slug, ROLLING)
    begun = delegation.drafts(session(), actor())
    work = _work(document, uid, SuggestionKind(wanted), begun)
    opened = beside.around(shown, uid, without_row=work.ground.form in ON_PARAGRAPH)
    listed = [one.one for one in opened.panel.live]
    part = render_template(
        "debate/_in_place.html",
        opened=replace(opened, panel=replace(opened.panel, form=None, suggests=False)),
        uid=uid,
        **handing_in.values(work, begun=begun, listed=listed),
    )
    part = Markup(part)  # noqa: S704 -- rendered by Jinja
    return render_template("reading/text.html", part=part, content=shown, opened=True)


def _work(document: Document, uid: str, wanted: SuggestionKind, begun: Iterable[Drafted]) -> Work:
    rolling = keeping.text(document.slug, ROLLING)
    place = {"after": uid} if wanted is SuggestionKind.INSERT else {"paragraph": uid}
    ground = grounds.at(session(), document, rolling, {"form": wanted.value} | place)
    draft_id = grounds.numeral(request.args.get("draft"))
    drafted = next((d for d in others.drafts(ground, begun) if d.draft.id == draft_id), None)
    return suggest.work(ground) if drafted is None else drafts.work(drafted, rolling)
