"""The secretariat's pages on outcome documents: covers, order, stages and deadlines."""

from datetime import datetime
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from declaration.actions.conference import documents as actions, stages
from declaration.errors import Invalid
from declaration.queries import secretariat, sight
from declaration.rules import NEXT_STAGES, Case, require
from declaration.verbs import Verb
from declaration.web.frame import moments
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.answers import see_other, status
from declaration.web.frame.forms import stored, typed
from declaration.web.frame.stages import STAGES
from declaration.web.secretariat.forms import DocumentForm, StageForm, members
from models.document import Document

blueprint = Blueprint("admin_documents", __name__, url_prefix="/admin/documents")


@blueprint.route("", methods=["GET", "POST"])
@verb(Verb.EDIT_CONFERENCE)
def documents() -> ResponseReturnValue:
    """List the documents in their order, with a form for another one; create it in preparation."""
    form = DocumentForm(data={"language": "en"})
    if stored(
        form,
        lambda transaction: actions.create_document(
            transaction, actor(), typed(form, actions.DocumentValues), at=at()
        ),
    ):
        url = url_for("admin_text.paste", slug=form.slug.data)
        return see_other(url, _("Document created. Now paste its text."))
    shelf = secretariat.documents(session())
    return render_template("secretariat/documents.html", form=form, shelf=shelf), status()


@blueprint.post("/order")
@verb(Verb.EDIT_CONFERENCE)
def order() -> ResponseReturnValue:
    """Put the documents in another order: by the numbers typed beside them."""
    slugs = [listed.document.slug for listed in secretariat.documents(session())]
    places = [_number(request.form.get(f"position-{slug}", "")) for slug in slugs]
    ranked = [slug for _place, slug in sorted(zip(places, slugs, strict=True))]
    with writing() as transaction:
        documents = [sight.document(transaction, actor(), slug) for slug in ranked]
        actions.order_documents(transaction, actor(), documents, at=at())
    return see_other(url_for("admin_documents.documents"))


@blueprint.get("/<slug>")
@verb(Verb.SET_STAGE)
def document(slug: str) -> ResponseReturnValue:
    """Show the cover of a document in its form."""
    document = _unfrozen(slug)
    return _cover_page(document, DocumentForm(formdata=None, obj=document))


@blueprint.post("/<slug>")
@verb(Verb.SET_STAGE)
def change(slug: str) -> ResponseReturnValue:
    """Change the cover of a document."""
    form = DocumentForm()
    if stored(
        form,
        lambda transaction: actions.change_document(
            transaction,
            actor(),
            sight.document(transaction, actor(), slug),
            typed(form, actions.DocumentValues),
            at=at(),
        ),
    ):
        return see_other(url_for("admin_documents.documents"), _("Your changes have been saved."))
    return _cover_page(sight.document(session(), actor(), slug), form)


@blueprint.get("/<slug>/stage")
@verb(Verb.SET_STAGE)
def stage(slug: str) -> ResponseReturnValue:
    """Show the stages that can follow, and the deadline."""
    document = _unfrozen(slug)
    values = {"stage": document.stage, "deadline": _local_deadline(document)}
    return _stage_page(document, _stage_form(document, formdata=None, data=values))


@blueprint.post("/<slug>/stage")
@verb(Verb.SET_STAGE)
def set_stage(slug: str) -> ResponseReturnValue:
    """Say first what the stage means; set it when that is confirmed."""
    document = _unfrozen(slug)
    form = _stage_form(document)
    if not form.validate_on_submit():
        return _stage_page(document, form), 422
    values = stages.StageValues(form.stage.data, _deadline(form))
    try:
        if values.deadline is not None and not moments.exists(values.deadline):
            next_one = moments.clock(moments.following(values.deadline))
            form.deadline.errors = [
                _(
                    "The clocks change: this hour is skipped. The next one is %(time)s.",
                    time=next_one,
                )
            ]
            return _stage_page(document, form), 422
        if "confirmed" not in request.form:
            stages.check(session(), document, values, at())
            return _stage_page(document, form, values)
        with writing() as transaction:
            document = sight.document(transaction, actor(), slug)
            stages.set_stage(transaction, actor(), document, values, at=at())
    except Invalid as error:
        form.refuse(error)
        return _stage_page(sight.document(session(), actor(), slug), form), 422
    return see_other(url_for("admin_documents.documents"), _("Stage updated."))


def _unfrozen(slug: str) -> Document:
    """Return a document whose cover and stage may change now."""
    document = sight.document(session(), actor(), slug)
    require(actor(), Verb.SET_STAGE, Case(stage=document.stage))
    return document


def _cover_page(document: Document, form: DocumentForm) -> ResponseReturnValue:
    page = render_template(
        "secretariat/form.html",
        form=form,
        title=document.title,
        parent=(_("Documents"), url_for("admin_documents.documents")),
        lead=_(
            "Once a revision has been published, the web address, numbering and language can "
            "no longer be changed: printed copies may exist."
        ),
        symbol=document.symbol,
        button=_("Save"),
    )
    return page, status()


def _stage_form(document: Document, **kwargs: Any) -> StageForm:  # noqa: ANN401
    """Return the form with the stages that can follow."""
    form = StageForm(**kwargs)
    form.stage.choices = members(NEXT_STAGES[document.stage])
    return form


def _stage_page(
    document: Document, form: StageForm, values: stages.StageValues | None = None
) -> str:
    return render_template(
        "secretariat/stage.html",
        document=document,
        form=form,
        values=values,
        consequence=STAGES[values.stage].consequence if values else "",
    )


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
    if typed is None or not form.stage.data.takes_suggestions:
        return None
    return typed.replace(tzinfo=moments.conference_zone())
