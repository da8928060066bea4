"""The text of a document in preparation: pasted, looked at, corrected, paragraph by paragraph."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from declaration import text as core
from declaration.actions.writing import editing, paragraphs
from declaration.errors import Invalid, Stale, TooLong
from declaration.formats import reading
from declaration.manuscript import MAX_WORDS, Manuscript, Passage
from declaration.queries import secretariat, sight
from declaration.queries.reading import texts
from declaration.rules import Case, require
from declaration.verbs import Verb
from declaration.web.cache.redlines import words_html
from declaration.web.discussing.below import below
from declaration.web.frame import refusals
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.answers import see_other, status
from declaration.web.frame.forms import PasteForm, stored
from declaration.web.secretariat.forms import PieceForm, shape, shapes
from models.document import Document, Paragraph
from models.vocabulary import Kind, SuggestionKind

blueprint = Blueprint("admin_text", __name__, url_prefix="/admin/documents/<slug>/text")


@dataclass(frozen=True, slots=True)
class PreviewedPiece:
    """A paragraph of the preview; ``problem`` says in words why it cannot be taken."""

    order: int
    shape: str
    words: str
    taken: bool
    problem: str = ""


@blueprint.get("")
@verb(Verb.EDIT_CONFERENCE)
def text(slug: str) -> str:
    """Show the whole text with what can be done to it now."""
    document = sight.document(session(), actor(), slug)
    return render_template(
        "secretariat/text.html",
        document=document,
        newest=texts.newest_revision(session(), document.id),
        text=texts.rolling(session(), document),
        words_html=words_html,
    )


@blueprint.route("/import", methods=["GET", "POST"])
@verb(Verb.EDIT_TEXT)
def paste(slug: str) -> ResponseReturnValue:
    """Show where to paste a text; show what was read, to be corrected before it is stored."""
    document, form = _preparing(slug), PasteForm()
    if form.validate_on_submit():
        try:
            pieces = reading.pieces(form.pasted.data or "", document.scheme)
        except (Invalid, TooLong) as error:
            form.refuse(error)
        else:
            rows = [
                PreviewedPiece(order, shape(piece.kind, piece.level), piece.words, taken=True)
                for order, piece in enumerate(pieces, 1)
            ]
            return _preview_page(document, rows)
    return render_template("secretariat/paste.html", document=document, form=form), status()


@blueprint.post("/import/creation")
@verb(Verb.EDIT_TEXT)
def create(slug: str) -> ResponseReturnValue:
    """Give the document the text as it was corrected in the preview."""
    document, rows = _preparing(slug), _read_rows(request.form)
    if "again" in request.form or any(row.problem for row in rows):
        return _preview_page(document, rows), 200 if "again" in request.form else 422
    pieces = [_piece(row.shape, row.words) for row in rows if row.taken]
    try:
        with writing() as transaction:
            document = sight.document(transaction, actor(), slug)
            editing.import_text(transaction, actor(), document, pieces, at=at())
    except Invalid as error:
        return _preview_page(sight.document(session(), actor(), slug), rows, error), 422
    message = _("Text imported. Check it once more, then publish the zero draft.")
    return see_other(url_for("admin_text.text", slug=slug), message)


@blueprint.get("/p/<uid>")
@verb(Verb.EDIT_TEXT)
def paragraph(slug: str, uid: str) -> ResponseReturnValue:
    """Show one paragraph in its form."""
    document = _preparing(slug)
    passage = _passage(texts.rolling(session(), document), uid)
    return _piece_page(document, _piece_form(document, passage, _values(passage)), uid)


@blueprint.post("/p/<uid>")
@verb(Verb.EDIT_TEXT)
def edit(slug: str, uid: str) -> ResponseReturnValue:
    """Give a paragraph other words or another kind."""
    document = _preparing(slug)
    form = _piece_form(document, _passage(texts.rolling(session(), document), uid))
    try:
        if stored(
            form,
            lambda transaction: editing.edit_paragraph(
                transaction,
                actor(),
                _paragraph(transaction, slug, uid),
                _typed_piece(form),
                _seen(form),
                at=at(),
            ),
        ):
            return _back(slug, uid)
    except Stale:
        return _stale_page(document, form, uid)
    return _piece_page(document, form, uid)


@blueprint.route("/insertion", methods=["GET", "POST"])
@verb(Verb.EDIT_TEXT)
def insert(slug: str) -> ResponseReturnValue:
    """Show an empty paragraph, to stand after ``?after=``, without it at the head; insert it."""
    document, form = _preparing(slug), PieceForm()
    del form["reopening"]

    def store(transaction: Session) -> str:
        document = sight.document(transaction, actor(), slug)
        before = _before(transaction, document, request.args.get("after", ""))
        piece = _typed_piece(form)
        return editing.insert_paragraph(transaction, actor(), document, piece, before, at=at()).uid

    uid = stored(form, store)
    return _piece_page(document, form) if uid is None else _back(slug, uid)


@blueprint.post("/p/<uid>/place")
@verb(Verb.EDIT_TEXT)
def move(slug: str, uid: str) -> ResponseReturnValue:
    """Let a paragraph stand after another one; an empty ``after`` is the head."""
    after, seen = request.form.get("after", ""), _seen(PieceForm())
    try:
        with writing() as transaction:
            document = sight.document(transaction, actor(), slug)
            paragraph = secretariat.paragraph(transaction, document, uid)
            before = _before(transaction, document, after)
            editing.move_paragraph(transaction, actor(), paragraph, before, seen, at=at())
    except Invalid as error:
        return _refused(slug, uid, error)
    return _back(slug, uid)


@blueprint.post("/p/<uid>/removal")
@verb(Verb.EDIT_TEXT)
def delete(slug: str, uid: str) -> ResponseReturnValue:
    """Take a paragraph out of the text."""
    seen = _seen(PieceForm())
    try:
        with writing() as transaction:
            paragraph = _paragraph(transaction, slug, uid)
            editing.delete_paragraph(transaction, actor(), paragraph, seen, at=at())
    except Invalid as error:
        return _refused(slug, uid, error)
    return see_other(url_for("admin_text.text", slug=slug), _("Paragraph removed from the text."))


def _values(passage: Passage) -> dict[str, object]:
    """Return what the form of a paragraph says before anybody has typed."""
    return {
        "words": passage.words,
        "shape": shape(passage.kind, passage.level),
        "version": passage.version_id,
        "place": passage.place_id,
    }


def _preparing(slug: str) -> Document:
    """Return a document whose text the secretariat may edit now."""
    document = sight.document(session(), actor(), slug)
    require(actor(), Verb.EDIT_TEXT, Case(stage=document.stage))
    return document


def _paragraph(transaction: Session, slug: str, uid: str) -> Paragraph:
    document = sight.document(transaction, actor(), slug)
    return secretariat.paragraph(transaction, document, uid)


def _before(transaction: Session, document: Document, uid: str) -> Paragraph | None:
    """Return the paragraph after which another is to stand; None for the head of the text."""
    return secretariat.paragraph(transaction, document, uid) if uid else None


def _back(slug: str, uid: str) -> ResponseReturnValue:
    return see_other(url_for("admin_text.text", slug=slug, _anchor=uid))


def _preview_page(
    document: Document, rows: list[PreviewedPiece], error: Invalid | None = None
) -> str:
    return render_template(
        "secretariat/pasted.html", document=document, rows=rows, shapes=shapes(), error=error
    )


def _read_rows(form: MultiDict[str, str]) -> list[PreviewedPiece]:
    """Read the rows of the preview back, in the order of the numbers typed beside them."""
    taken = set(form.getlist("kept"))
    columns = (form.getlist("order"), form.getlist("shape"), form.getlist("words"))
    rows = [
        _row(order, shape, words, taken=str(count) in taken)
        for count, (order, shape, words) in enumerate(zip(*columns, strict=False), 1)
    ]
    return sorted(rows, key=lambda row: row.order)


def _row(order: str, shape: str, words: str, *, taken: bool) -> PreviewedPiece:
    place = int(order) if order.isdecimal() and len(order) < len("10000") else 0
    words = core.lines(words).strip()
    problem = ""
    if taken:
        try:
            words = core.normal(words)
            paragraphs.check(_piece(shape, words))
        except Invalid as error:
            problem = refusals.problem(error.why)
        if len(words) > MAX_WORDS:
            problem = refusals.too_long(len(words), MAX_WORDS)
    return PreviewedPiece(place, shape, words, taken, problem)


def _piece(shape: str, words: str) -> reading.PastedPassage:
    kind, _dash, level = shape.rpartition("-")
    if kind not in set(Kind) or not level.isdecimal():
        raise Invalid("shape", "unknown")
    return reading.PastedPassage(Kind(kind), int(level), words)


def _typed_piece(form: PieceForm) -> reading.PastedPassage:
    """Return what was typed about one paragraph."""
    return _piece(form.shape.data or "", core.normal(form.words.data or "").strip())


def _seen(form: PieceForm) -> editing.EditedOn:
    return editing.EditedOn(form.version.data or 0, form.place.data or 0, form.why)


def _piece_form(
    document: Document, passage: Passage, values: Mapping[str, object] | None = None
) -> PieceForm:
    """Return the form of a paragraph; ``values``: what it says before anybody has typed."""
    form = PieceForm() if values is None else PieceForm(formdata=None, data=values)
    form.ask_why(document.slug, passage.paragraph_id)
    return form


def _refused(slug: str, uid: str, error: Invalid) -> ResponseReturnValue:
    """Show the paragraph again, with why it was neither moved nor removed; its form is kept.

    What is not about agreement has a page of its own.
    """
    if error.field != "reopening":
        raise error
    document = _preparing(slug)
    passage = _passage(texts.rolling(session(), document), uid)
    form = _piece_form(
        document, passage, _values(passage) | {"reopening": _seen(PieceForm()).reopening}
    )
    form.refuse(error)
    page, _status = _piece_page(document, form, uid)
    return page, 422


def _passage(manuscript: Manuscript, uid: str) -> Passage:
    """Return a paragraph that stands in the text. Raises NotFound."""
    live = (passage for passage in manuscript.passages if passage.live)
    return sight.existing(next((passage for passage in live if passage.uid == uid), None))


def _piece_page(
    document: Document, form: PieceForm, uid: str = "", stale: Passage | None = None
) -> tuple[str, int]:
    manuscript = texts.rolling(session(), document)
    passage = next((each for each in manuscript.passages if each.uid == uid), None)
    page = render_template(
        "secretariat/piece.html",
        document=document,
        form=form,
        uid=uid,
        places=[each for each in manuscript.passages if each.live and each.uid != uid],
        stale=stale,
        moving=below(SuggestionKind.MOVE, passage, manuscript),
        going=below(SuggestionKind.DELETE, passage, manuscript),
    )
    return page, 409 if stale else status()


def _stale_page(document: Document, form: PieceForm, uid: str) -> ResponseReturnValue:
    """Give the words back beside those that stand there now."""
    now = _passage(texts.rolling(session(), document), uid)
    form.version.raw_data = form.place.raw_data = None
    form.version.data, form.place.data = now.version_id, now.place_id
    return _piece_page(document, form, uid, now)
