"""The whole text pasted into our copy: what it asks for is shown, and made into drafts."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from markupsafe import Markup
from sqlalchemy.orm import Session

from declaration.actions.suggesting import pasted_copy
from declaration.actions.suggesting.amendment import Amendment
from declaration.actions.suggesting.our_copy import DraftEdit, DraftEdits
from declaration.actions.suggesting.pasted_copy import Match
from declaration.errors import Invalid, Stale, TooLong
from declaration.formats import reading
from declaration.manuscript import Passage
from declaration.queries import sight
from declaration.rules import Verb
from declaration.web.cache import redlines, shared
from declaration.web.discussing import sentences
from declaration.web.frame.acting import actor, session, verb, writing
from declaration.web.our_copy import pages
from declaration.web.our_copy.pages import CopyForm, PastedForm
from models.document import Document

GROUPS = ("changed", "added", "removed", "placeless")

blueprint = Blueprint("pasted_copy", __name__)


class Words(NamedTuple):
    """Words alone, as what renders them asks for it."""

    words: str


class Line(NamedTuple):
    """One thing that is asked for, in words, and the words it is about as they would change."""

    asked: str
    html: Markup


class Row(NamedTuple):
    """What one pair of the comparison shows; ``chosen``: its box is ticked."""

    found: Match
    lines: tuple[Line, ...]
    chosen: bool


@blueprint.post("/d/<slug>/our-copy/pasted")
@verb(Verb.DRAFT)
def compare(slug: str) -> ResponseReturnValue:
    """Show what became of each paragraph in a pasted text; nothing is kept yet."""
    document, form = pages.opened(slug), PastedForm.on(slug, empty=False)
    found = _compared(session(), document, form)
    if found is None:
        return pages.page(document, CopyForm(formdata=None), pasted=form, status=_amiss(form))
    return _page(document, form, found)


@blueprint.post("/d/<slug>/our-copy/pasted/drafts")
@verb(Verb.DRAFT)
def make(slug: str) -> ResponseReturnValue:
    """Make drafts of what was chosen, as long as it is what was shown."""
    document, form = pages.opened(slug), PastedForm.on(slug, empty=False)
    found, chosen = _compared(session(), document, form), set(request.form.getlist("take"))
    if found is None:
        return pages.page(document, CopyForm(formdata=None), pasted=form, status=_amiss(form))
    if not chosen or not chosen <= {one.key for one in found if one.edits}:
        return _page(document, form, found, chosen, status=409 if chosen else 422)
    taken = [wish for one in found if one.key in chosen for wish in one.edits]
    try:
        count = _kept(slug, taken, _saved(session(), document))
    except Stale:
        return make(slug)
    except (Invalid, TooLong) as refusal:
        form.refuse(refusal)
        return _page(pages.opened(slug), form, found, chosen, status=422)
    flash(ngettext("%(num)s draft is made.", "%(num)s drafts are made.", count), "good")
    return redirect(url_for("reason_list.show", slug=slug), 303)


def _amiss(form: PastedForm) -> int:
    return 422 if form.errors else 200


def _compared(here: Session, document: Document, form: PastedForm) -> tuple[Match, ...] | None:
    """Compare what was pasted with the text that it was made from; None: the form says why not."""
    if not form.validate_on_submit():
        return None
    try:
        pieces = reading.pieces(form.pasted.data or "", document.scheme)
        text = shared.text(document.slug, str(form.source.data))
        live = [one for one in text.passages if one.live and not one.redacted]
        drafts = [one.draft for one in pages.mine(here, document)]
        return pasted_copy.compared(live, pieces, drafts)
    except (Invalid, TooLong) as refusal:
        form.refuse(refusal)
        return None


def _saved(here: Session, document: Document) -> dict[int, datetime]:
    """Return when each draft of the delegation was saved."""
    return {one.draft.id: one.draft.updated_at for one in pages.mine(here, document)}


def _kept(slug: str, wishes: Sequence[DraftEdit], seen: Mapping[int, datetime]) -> int:
    """Keep what is asked for. Stale if a draft was saved since it was ``seen``."""
    with writing() as here:
        document = sight.document(here, actor(), slug)
        if _saved(here, document) != seen:
            raise Stale
        pages.keep(here, document, DraftEdits(tuple(wishes)))
    return len(wishes)


def _page(
    document: Document,
    form: PastedForm,
    found: Sequence[Match],
    chosen: Collection[str] | None = None,
    *,
    status: int = 200,
) -> ResponseReturnValue:
    text = shared.text(document.slug, str(form.source.data))
    places = {one.paragraph_id: one for one in text.passages}
    rows = [_row(one, places, chosen) for one in found if one.edits or one.placeless]
    return (
        render_template(
            "our_copy/pasted.html",
            document=document,
            form=form,
            groups={kind: [row for row in rows if _group(row.found) == kind] for kind in GROUPS},
            same=sum(len(one.old) for one in found if one.kind == "kept"),
            drafted=sum(one.drafted for one in found),
            status=status,
        ),
        status,
    )


def _group(found: Match) -> str:
    if found.placeless:
        return "placeless"
    return found.kind if found.kind in GROUPS else "changed"


def _row(found: Match, places: dict[int, Passage], chosen: Collection[str] | None) -> Row:
    ticked = found.kind != "removed" if chosen is None else found.key in chosen
    lines = tuple(_line(wish.amendment, places) for wish in found.edits)
    return Row(found, lines, ticked)


def _line(asked: Amendment, places: dict[int, Passage]) -> Line:
    passage, after = (places.get(one or 0) for one in (asked.paragraph_id, asked.after_id))
    base = passage.words if passage else ""
    piece = sentences.showing(asked.form, asked.words, base)
    return Line(sentences.asking(asked.form, passage, after), _shown(piece))


def _shown(piece: redlines.Piece) -> Markup:
    if piece.old is None:
        return redlines.words_html(Words(piece.new))
    return redlines.redline_html(piece.old, piece.new)
