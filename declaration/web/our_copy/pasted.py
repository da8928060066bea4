"""The whole text pasted into our copy: what it asks for is shown, and made into drafts."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, ngettext
from markupsafe import Markup
from sqlalchemy.orm import Session

from declaration.actions.suggesting import pasted_copy
from declaration.actions.suggesting.amendment import Amendment
from declaration.actions.suggesting.our_copy import DraftEdit, DraftEdits
from declaration.errors import Invalid, Stale, TooLong
from declaration.formats import reading
from declaration.manuscript import Passage
from declaration.queries import sight
from declaration.queries.suggesting import delegation
from declaration.text import opening, plain
from declaration.verbs import Verb
from declaration.web.cache import redlines, shared
from declaration.web.discussing import places, sentences
from declaration.web.frame import labels
from declaration.web.frame.acting import actor, session, verb, writing
from declaration.web.frame.answers import see_other
from declaration.web.frame.forms import Form
from declaration.web.our_copy import pages
from declaration.web.reading.notices import covers, unmarked
from models.document import Document

GROUPS = ("changed", "added", "removed", "placeless")

blueprint = Blueprint("pasted_copy", __name__)


class PastedWish(NamedTuple):
    """One thing that is asked for, in words, and the words it is about as they would change."""

    asked: str
    html: Markup


class PastedRow(NamedTuple):
    """What one pair of the comparison shows; ``chosen``: its box is ticked.

    ``numbers``: what became of numbers at the beginning, in sentences.
    """

    pair: pasted_copy.Match
    wishes: tuple[PastedWish, ...]
    chosen: bool
    numbers: tuple[str, ...]


@blueprint.post("/d/<slug>/our-copy/pasted")
@verb(Verb.DRAFT)
def compare(slug: str) -> ResponseReturnValue:
    """Show what became of each paragraph in a pasted text; nothing is kept yet."""
    document, form = pages.opened(slug), pages.PastedForm.on(slug)
    pairs = _compared(document, form)
    return _again(document, form) if pairs is None else _page(document, form, pairs)


@blueprint.post("/d/<slug>/our-copy/pasted/drafts")
@verb(Verb.DRAFT)
def make(slug: str) -> ResponseReturnValue:
    """Make drafts of what was chosen, as long as it is what was shown."""
    document, form = pages.opened(slug), pages.PastedForm.on(slug)
    pairs, chosen = _compared(document, form), set(request.form.getlist("take"))
    if pairs is None:
        return _again(document, form)
    if not chosen or not chosen <= {pair.key for pair in pairs if pair.edits}:
        return _page(document, form, pairs, chosen, status=409 if chosen else 422)
    wishes = [wish for pair in pairs if pair.key in chosen for wish in pair.edits]
    try:
        _keep(slug, wishes, _saved(session(), document))
    except Stale:
        return make(slug)
    except (Invalid, TooLong) as refusal:
        form.refuse(refusal)
        return _page(pages.opened(slug), form, pairs, chosen, status=422)
    return see_other(
        url_for("reason_list.show", slug=slug),
        ngettext("%(num)s draft created.", "%(num)s drafts created.", len(wishes)),
    )


def _compared(document: Document, form: pages.PastedForm) -> tuple[pasted_copy.Match, ...] | None:
    """Compare what was pasted with the text that it was made from; None: the form says why not."""
    if not form.validate_on_submit():
        return None
    try:
        text = shared.text(document.slug, str(form.source.data))
        read = reading.pieces(form.pasted.data or "", document.scheme)
        around = covers(text)
        bare = [replace(piece, words=unmarked(piece.words)) for piece in read]
        pieces = [piece for piece in bare if piece.words not in around]
        live = [passage for passage in text.passages if passage.live and not passage.redacted]
        drafts = [drafted.draft for drafted in delegation.drafts(session(), actor(), document)]
        return pasted_copy.compared(live, pieces, drafts)
    except (Invalid, TooLong) as refusal:
        form.refuse(refusal)
        return None


def _again(document: Document, form: pages.PastedForm) -> ResponseReturnValue:
    status = 422 if form.errors else 200
    return pages.page(document, Form(formdata=None), pasted=form, status=status)


def _keep(slug: str, wishes: Sequence[DraftEdit], seen: Mapping[int, datetime]) -> None:
    """Keep what is asked for. Stale if a draft was saved since it was ``seen``."""
    with writing() as transaction:
        document = sight.document(transaction, actor(), slug)
        if _saved(transaction, document) != seen:
            raise Stale
        pages.keep(transaction, document, DraftEdits(tuple(wishes)))


def _saved(session: Session, document: Document) -> dict[int, datetime]:
    drafts = delegation.drafts(session, actor(), document)
    return {drafted.draft.id: drafted.draft.updated_at for drafted in drafts}


def _page(
    document: Document,
    form: pages.PastedForm,
    pairs: Sequence[pasted_copy.Match],
    chosen: Collection[str] | None = None,
    *,
    status: int = 200,
) -> ResponseReturnValue:
    text = shared.text(document.slug, str(form.source.data))
    places = {passage.paragraph_id: passage for passage in text.passages}
    rows = [_row(pair, places, chosen) for pair in pairs if pair.edits or pair.placeless]
    page = render_template(
        "our_copy/pasted.html",
        document=document,
        form=form,
        groups={kind: [row for row in rows if _group(row.pair) == kind] for kind in GROUPS},
        same=sum(len(pair.old) for pair in pairs if pair.kind == "kept" and not pair.pasted_as),
        reshaped=[_reshaped(pair) for pair in pairs if pair.pasted_as],
        drafted=sum(pair.drafted for pair in pairs),
        status=status,
    )
    return page, status


def _reshaped(pair: pasted_copy.Match) -> tuple[str, str]:
    """Return what a paragraph is in the text and as pasted, in a sentence, and its words."""
    old, pasted = pair.old[0], pair.pasted_as or (pair.old[0].kind, pair.old[0].level)
    sentence = _(
        "In the text: %(old)s. As pasted: %(new)s.",
        old=labels.shape(old.kind, old.level),
        new=labels.shape(*pasted),
    )
    return sentence, plain(old.words)


def _group(pair: pasted_copy.Match) -> str:
    if pair.placeless:
        return "placeless"
    return pair.kind if pair.kind in GROUPS else "changed"


def _row(
    pair: pasted_copy.Match, places: Mapping[int, Passage], chosen: Collection[str] | None
) -> PastedRow:
    ticked = pair.kind != "removed" if chosen is None else pair.key in chosen
    wishes = tuple(_wish(wish.amendment, places) for wish in pair.edits)
    return PastedRow(pair, wishes, ticked, tuple(_numbers(pair)))


def _numbers(pair: pasted_copy.Match) -> Iterator[str]:
    for mark in pair.taken:
        yield _(
            "%(mark)s was detected as a number or a list mark and has been removed.",
            mark=places.quoted(mark),
        )
    before = pair.old[0].words if pair.old else ""
    for words in pair.new:
        begun = opening(words)
        if begun is not None and not before.startswith(begun.mark):
            yield _(
                "%(mark)s may be a number and has been kept. Remove it in the draft if it is "
                "the paragraph’s own number.",
                mark=places.quoted(begun.mark.strip()),
            )


def _wish(asked: Amendment, places: Mapping[int, Passage]) -> PastedWish:
    passage, after = places.get(asked.paragraph_id or 0), places.get(asked.after_id or 0)
    piece = sentences.showing(asked.form, asked.words, passage.words if passage else "")
    return PastedWish(sentences.asking(asked.form, passage, after), redlines.piece_html(piece))
