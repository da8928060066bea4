"""Adopt a revision: a record of when, where and how, after a page that asks again."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l
from wtforms import DateField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # newer than its stubs
from wtforms.validators import DataRequired, Length

from declaration.actions.publishing import adoption
from declaration.errors import Invalid
from declaration.queries.reading import shelf as shelves
from declaration.rules import Case, Verb, require
from declaration.web.frame import labels
from declaration.web.frame.acting import actor, at, conference, session, verb, writing
from declaration.web.frame.answers import see_other, status
from declaration.web.frame.forms import Form, LineField, typed
from models.vocabulary import Method

blueprint = Blueprint("adoption", __name__)


class AdoptForm(Form):
    """Which revision, when, where and how."""

    revision = SelectField(_l("Revision"))
    adopted_on = DateField(_l("Day of adoption"), validators=[DataRequired()])
    place = LineField(_l("Place"), validators=[DataRequired(), Length(max=200)])
    method = SelectField(
        _l("How it was adopted"),
        choices=lambda: [SelectChoice(method.value, labels.label(method)) for method in Method],
    )


@blueprint.route("/d/<slug>/adoption", methods=["GET", "POST"])
@verb(Verb.ADOPT)
def adopt(slug: str) -> ResponseReturnValue:
    """Ask for the record, show what it means, adopt."""
    shelf = shelves.shelf(session(), actor(), slug)
    require(actor(), Verb.ADOPT, Case(stage=shelf.document.stage))
    form = _form(shelf)
    if not form.validate_on_submit():
        return _page(shelf, form)
    if request.form.get("confirmed") != form.revision.data:  # asked about another one
        return _page(shelf, form, asks=True)
    try:
        with writing() as transaction:
            again = shelves.shelf(transaction, actor(), slug)
            revision = again.revision(str(form.revision.data))
            record = typed(form, adoption.Record)
            adoption.adopt(transaction, actor(), revision, record, at=at())
    except Invalid as refusal:
        form.refuse(refusal)
        return _page(shelves.shelf(session(), actor(), slug), form)
    return see_other(
        url_for("reading.text", slug=slug),
        _("The document is adopted. Nothing in it can be changed any more."),
    )


def _form(shelf: shelves.Shelf) -> AdoptForm:
    form = AdoptForm(data={"adopted_on": at().date(), "place": conference().place})
    form.revision.choices = [
        SelectChoice(revision.slug, revision.label)
        for revision in reversed(shelf.revisions)
        if revision.id not in shelf.errors
    ]
    return form


def _page(shelf: shelves.Shelf, form: AdoptForm, *, asks: bool = False) -> ResponseReturnValue:
    revisions = {revision.slug: revision for revision in shelf.revisions}
    chosen = revisions.get(str(form.revision.data))
    page = render_template(
        "publishing/adoption.html",
        document=shelf.document,
        form=form,
        asks=asks,
        chosen=chosen,
        newest=chosen is shelf.in_force,
        how=labels.method(str(form.method.data or "")),
    )
    return page, 200 if asks else status()
