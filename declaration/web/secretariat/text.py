"""The text of a document in preparation: pasted, looked at, corrected, paragraph by paragraph."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from declaration import text as core
from declaration.actions.writing import editing, paragraphs
from declaration.actions.writing.editing import EditedOn
from declaration.errors import Invalid, NotFound, Stale, TooLong
from declaration.formats import reading
from declaration.formats.reading import PastedPassage
from declaration.manuscript import MAX_WORDS, Manuscript, Passage
from declaration.queries import secretariat, sight
from declaration.queries.reading import texts
from declaration.rules import Case, Verb, require
from declaration.web.cache.redlines import words_html
from declaration.web.frame import refusals
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.forms import PasteForm
from declaration.web.secretariat import forms
from declaration.web.secretariat.forms import PieceForm, shape
from models.document import Document
from models.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph of the preview; ``problem`` says in words why it cannot be taken."""

    order: int
    shape: str
    words: str
    kept: bool
    problem: str = ""


def shapes() -> list[tuple[str, Any]]:
    """Return the kinds to choose from."""
    return forms.shapes()


def listed(read: Iterable[PastedPassage]) -> list[Row]:
    """Return what was read as rows, all kept."""
    return [
        Row(order, forms.shape(piece.kind, piece.level), piece.words, kept=True)
        for order, piece in enumerate(read, 1)
    ]


def typed(form: MultiDict[str, str]) -> list[Row]:
    """Read the rows of the preview back, in the order of the numbers typed beside them."""
    kept = set(form.getlist("kept"))
    columns = (form.getlist("order"), form.getlist("shape"), form.getlist("words"))
    rows = [
        _row(order, shape, words, kept=str(count) in kept)
        for count, (order, shape, words) in enumerate(zip(*columns, strict=False), 1)
    ]
    return sorted(rows, key=lambda row: row.order)


def kept(rows: Iterable[Row]) -> list[PastedPassage]:
    """Return what is to be stored."""
    return [_piece(row.shape, row.words) for row in rows if row.kept]


def typed_piece(form: PieceForm) -> PastedPassage:
    """Return what was typed about one paragraph."""
    return _piece(form.shape.data or "", core.normal(form.words.data or "").strip())


def passage_at(manuscript: Manuscript, uid: str) -> Passage:
    """Return a paragraph that stands in the text. Raises NotFound."""
    found = (each for each in manuscript.passages if each.uid == uid and each.live)
    one = next(found, None)
    if one is None:
        raise NotFound
    return one


def _row(order: str, shape: str, words: str, *, kept: bool) -> Row:
    place = int(order) if order.isdecimal() and len(order) < len("10000") else 0
    words = words.replace("\r\n", "\n").strip()
    problem = ""
    if kept:
        try:
            words = core.normal(words)
            paragraphs.check(_piece(shape, words))
        except Invalid as error:
            problem = refusals.problem(error.why)
        if len(words) > MAX_WORDS:
            problem = refusals.too_long(len(words), MAX_WORDS)
    return Row(place, shape, words, kept, problem)


def _piece(shape: str, words: str) -> PastedPassage:
    kind, _dash, level = shape.rpartition("-")
    known: Mapping[str, Kind] = {member.value: member for member in Kind}
    if kind not in known or not level.isdecimal():
        raise Invalid("shape", "unknown")
    return PastedPassage(known[kind], int(level), words)


blueprint = Blueprint("admin_text", __name__, url_prefix="/admin/documents/<slug>/text")


@blueprint.get("")
@verb(Verb.EDIT_CONFERENCE)
def text(slug: str) -> str:
    """Show the whole text with what can be done to it now."""
    found = sight.document(session(), actor(), slug)
    newest = texts.newest_revision(session(), found.id)
    manuscript = texts.rolling(session(), found)
    shown = {"text": manuscript, "newest": newest, "words_html": words_html}
    return render_template("secretariat/text.html", document=found, **shown)


@blueprint.get("/import")
@verb(Verb.EDIT_TEXT)
def paste(slug: str) -> str:
    """Show where to paste a text."""
    return _paste_page(_preparing(slug), PasteForm(formdata=None))


@blueprint.post("/import")
@verb(Verb.EDIT_TEXT)
def preview(slug: str) -> ResponseReturnValue:
    """Show what was read, kind by kind, to be corrected before anything is stored."""
    found, form = _preparing(slug), PasteForm()
    if not form.validate_on_submit():
        return _paste_page(found, form), 422
    try:
        read = reading.pieces(form.pasted.data or "", found.scheme)
    except (Invalid, TooLong) as error:
        form.refuse(error)
        return _paste_page(found, form), 422
    return _preview_page(found, listed(read))


@blueprint.post("/import/creation")
@verb(Verb.EDIT_TEXT)
def create(slug: str) -> ResponseReturnValue:
    """Give the document the text as it was corrected in the preview."""
    found, rows = _preparing(slug), typed(request.form)
    if "again" in request.form or any(row.problem for row in rows):
        return _preview_page(found, rows), 200 if "again" in request.form else 422
    try:
        with writing() as here:
            document = sight.document(here, actor(), slug)
            editing.import_text(here, actor(), document, kept(rows), at=at())
    except Invalid as error:
        return _preview_page(sight.document(session(), actor(), slug), rows, error), 422
    flash(_("The text is in. Read it once more, then publish the zero draft."), "good")
    return redirect(url_for("admin_text.text", slug=slug), 303)


@blueprint.get("/p/<uid>")
@verb(Verb.EDIT_TEXT)
def paragraph(slug: str, uid: str) -> str:
    """Show one paragraph in its form."""
    found = _preparing(slug)
    passage = passage_at(texts.rolling(session(), found), uid)
    seen = {"version": passage.version_id, "place": passage.place_id}
    data = {"words": passage.words, "shape": shape(passage.kind, passage.level), **seen}
    return _piece_page(found, PieceForm(formdata=None, data=data), uid)


@blueprint.post("/p/<uid>")
@verb(Verb.EDIT_TEXT)
def edit(slug: str, uid: str) -> ResponseReturnValue:
    """Give a paragraph other words or another kind."""
    found, form = _preparing(slug), PieceForm()
    if not form.validate_on_submit():
        return _piece_page(found, form, uid), 422
    try:
        with writing() as here:
            row = secretariat.paragraph(here, sight.document(here, actor(), slug), uid)
            piece = typed_piece(form)
            editing.edit_paragraph(here, actor(), row, piece, _seen(form), at=at())
    except Invalid as error:
        form.refuse(error)
        return _piece_page(_preparing(slug), form, uid), 422
    except Stale:
        return _stale_page(slug, form, uid)
    return redirect(url_for("admin_text.text", slug=slug, _anchor=uid), 303)


@blueprint.get("/insertion")
@verb(Verb.EDIT_TEXT)
def insertion(slug: str) -> str:
    """Show an empty paragraph, to stand after ``?after=``; without it at the head."""
    return _piece_page(_preparing(slug), PieceForm(formdata=None))


@blueprint.post("/insertion")
@verb(Verb.EDIT_TEXT)
def insert(slug: str) -> ResponseReturnValue:
    """Put a new paragraph after another."""
    found, form, after = _preparing(slug), PieceForm(), request.args.get("after", "")
    if not form.validate_on_submit():
        return _piece_page(found, form), 422
    try:
        with writing() as here:
            document = sight.document(here, actor(), slug)
            before = secretariat.paragraph(here, document, after) if after else None
            piece = typed_piece(form)
            made = editing.insert_paragraph(here, actor(), document, piece, before, at=at())
            uid = made.uid
    except Invalid as error:
        form.refuse(error)
        return _piece_page(_preparing(slug), form), 422
    return redirect(url_for("admin_text.text", slug=slug, _anchor=uid), 303)


@blueprint.post("/p/<uid>/place")
@verb(Verb.EDIT_TEXT)
def move(slug: str, uid: str) -> ResponseReturnValue:
    """Let a paragraph stand after another one; an empty ``after`` is the head."""
    after, seen = request.form.get("after", ""), _seen(PieceForm())
    with writing() as here:
        document = sight.document(here, actor(), slug)
        row = secretariat.paragraph(here, document, uid)
        before = secretariat.paragraph(here, document, after) if after else None
        editing.move_paragraph(here, actor(), row, before, seen, at=at())
    return redirect(url_for("admin_text.text", slug=slug, _anchor=uid), 303)


@blueprint.post("/p/<uid>/removal")
@verb(Verb.EDIT_TEXT)
def delete(slug: str, uid: str) -> ResponseReturnValue:
    """Take a paragraph out of the text."""
    seen = _seen(PieceForm())
    with writing() as here:
        row = secretariat.paragraph(here, sight.document(here, actor(), slug), uid)
        editing.delete_paragraph(here, actor(), row, seen, at=at())
    flash(_("The paragraph is out of the text."), "good")
    return redirect(url_for("admin_text.text", slug=slug), 303)


def _preparing(slug: str) -> Document:
    """Return a document whose text the secretariat may edit now."""
    found = sight.document(session(), actor(), slug)
    require(actor(), Verb.EDIT_TEXT, Case(stage=found.stage))
    return found


def _seen(form: PieceForm) -> EditedOn:
    return EditedOn(form.version.data or 0, form.place.data or 0)


def _paste_page(found: Document, form: PasteForm) -> str:
    return render_template("secretariat/paste.html", document=found, form=form)


def _preview_page(found: Document, rows: list[Row], error: Invalid | None = None) -> str:
    shown = {"rows": rows, "shapes": shapes(), "error": error}
    return render_template("secretariat/pasted.html", document=found, **shown)


def _piece_page(found: Document, form: PieceForm, uid: str = "") -> str:
    manuscript = texts.rolling(session(), found)
    places = [passage for passage in manuscript.passages if passage.live and passage.uid != uid]
    shown = {"document": found, "form": form, "uid": uid, "places": places, "stale": None}
    return render_template("secretariat/piece.html", **shown)


def _stale_page(slug: str, form: PieceForm, uid: str) -> ResponseReturnValue:
    """Give the words back beside those that stand there now."""
    found = _preparing(slug)
    manuscript = texts.rolling(session(), found)
    now = passage_at(manuscript, uid)
    form.version.raw_data = form.place.raw_data = None
    form.version.data, form.place.data = now.version_id, now.place_id
    places = [passage for passage in manuscript.passages if passage.live and passage.uid != uid]
    shown = {"document": found, "form": form, "uid": uid, "places": places, "stale": now}
    return render_template("secretariat/piece.html", **shown), 409
