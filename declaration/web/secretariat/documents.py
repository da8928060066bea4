"""The secretariat's pages on outcome documents: covers, order, stages and deadlines."""

from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from declaration.actions.conference import documents as actions, stages
from declaration.actions.conference.documents import DocumentValues
from declaration.actions.conference.stages import StageValues
from declaration.errors import Invalid
from declaration.queries import secretariat, sight
from declaration.rules import NEXT_STAGES, Case, Verb, require
from declaration.web.frame import moments
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.stages import STAGES
from declaration.web.secretariat.forms import DocumentForm, StageForm, stored
from models.document import Document
from models.vocabulary import Scheme, Stage

blueprint = Blueprint("admin_documents", __name__, url_prefix="/admin/documents")


@blueprint.get("")
@verb(Verb.EDIT_CONFERENCE)
def documents() -> str:
    """List the documents in their order, with a form for another one."""
    return _list_page(DocumentForm(formdata=None, data={"language": "en"}))


@blueprint.post("")
@verb(Verb.EDIT_CONFERENCE)
def create() -> ResponseReturnValue:
    """Create a document in preparation."""
    form = DocumentForm()

    def store(transaction: Session) -> None:
        actions.create_document(transaction, actor(), _values(form), at=at())

    if not stored(form, store):
        return _list_page(form), 422
    flash(_("The document is created. Paste its text now."), "good")
    return redirect(url_for("admin_text.paste", slug=form.slug.data), 303)


@blueprint.post("/order")
@verb(Verb.EDIT_CONFERENCE)
def order() -> ResponseReturnValue:
    """Put the documents in another order: by the numbers typed beside them."""
    typed = [_number(request.form.get(f"position-{slug}", "")) for slug in _slugs()]
    ranked = [slug for _rank, slug in sorted(zip(typed, _slugs(), strict=True))]
    with writing() as transaction:
        documents = [sight.document(transaction, actor(), slug) for slug in ranked]
        actions.order_documents(transaction, actor(), documents, at=at())
    return redirect(url_for("admin_documents.documents"), 303)


@blueprint.get("/<slug>")
@verb(Verb.SET_STAGE)
def document(slug: str) -> str:
    """Show the cover of a document in its form."""
    document = _unfrozen(slug)
    return _cover_page(document, DocumentForm(formdata=None, obj=document))


@blueprint.post("/<slug>")
@verb(Verb.SET_STAGE)
def change(slug: str) -> ResponseReturnValue:
    """Change the cover of a document."""
    form = DocumentForm()

    def store(transaction: Session) -> None:
        document = sight.document(transaction, actor(), slug)
        actions.change_document(transaction, actor(), document, _values(form), at=at())

    if not stored(form, store):
        return _cover_page(sight.document(session(), actor(), slug), form), 422
    flash(_("Your changes are stored."), "good")
    return redirect(url_for("admin_documents.documents"), 303)


@blueprint.get("/<slug>/stage")
@verb(Verb.SET_STAGE)
def stage(slug: str) -> ResponseReturnValue:
    """Show the stages that can follow, and the deadline."""
    document = _unfrozen(slug)
    values = {"stage": document.stage.value, "deadline": _local_deadline(document)}
    return _stage_page(document, StageForm(formdata=None, data=values))


@blueprint.post("/<slug>/stage")
@verb(Verb.SET_STAGE)
def set_stage(slug: str) -> ResponseReturnValue:
    """Say first what the stage means; set it when that is confirmed."""
    document = _unfrozen(slug)
    form = StageForm().offer(NEXT_STAGES[document.stage])
    if not form.validate_on_submit():
        return _stage_page(document, form), 422
    values = StageValues(Stage(form.stage.data), _deadline(form))
    try:
        stages.check(session(), document, values, at())
        if "confirmed" not in request.form:
            return _stage_page(document, form, values)
        with writing() as transaction:
            document = sight.document(transaction, actor(), slug)
            stages.set_stage(transaction, actor(), document, values, at=at())
    except Invalid as error:
        form.refuse(error)
        return _stage_page(sight.document(session(), actor(), slug), form), 422
    flash(_("The stage is set."), "good")
    return redirect(url_for("admin_documents.documents"), 303)


def _unfrozen(slug: str) -> Document:
    """Return a document whose cover and stage may change now."""
    document = sight.document(session(), actor(), slug)
    require(actor(), Verb.SET_STAGE, Case(stage=document.stage))
    return document


def _list_page(form: DocumentForm) -> str:
    shelf = secretariat.documents(session())
    return render_template("secretariat/documents.html", form=form, shelf=shelf)


def _cover_page(document: Document, form: DocumentForm) -> str:
    return render_template(
        "secretariat/form.html",
        form=form,
        title=document.title,
        parent=(_("Documents"), url_for("admin_documents.documents")),
        lead=_(
            "Once a revision is out, address, numbering and language can no longer change: "
            "people have it in print."
        ),
        symbol=document.symbol,
        button=_("Store"),
    )


def _stage_page(document: Document, form: StageForm, values: StageValues | None = None) -> str:
    form.offer(NEXT_STAGES[document.stage])
    return render_template(
        "secretariat/stage.html",
        document=document,
        form=form,
        values=values,
        consequence=STAGES[values.stage].consequence if values else "",
    )


def _values(form: DocumentForm) -> DocumentValues:
    return DocumentValues(
        slug=form.slug.data or "",
        title=form.title.data or "",
        symbol=form.symbol.data or "",
        scheme=Scheme(form.scheme.data),
        language=form.language.data or "",
        rehearsal=form.rehearsal.data,
    )


def _slugs() -> list[str]:
    return [shelved.document.slug for shelved in secretariat.documents(session())]


def _number(typed: str) -> int:
    if not typed.isdecimal() or len(typed) > 4:  # noqa: PLR2004 - as many as nobody has
        raise Invalid("order", "incomplete")
    return int(typed)


def _local_deadline(document: Document) -> datetime | None:
    """Return the deadline on the conference's clock."""
    zone = moments.conference_zone()
    return None if document.deadline is None else document.deadline.astimezone(zone)


def _deadline(form: StageForm) -> datetime | None:
    """Return what was typed on the conference's clock; other stages have no deadline."""
    typed: datetime | None = form.deadline.data
    if typed is None or not Stage(form.stage.data).takes_suggestions:
        return None
    return typed.replace(tzinfo=moments.conference_zone())
