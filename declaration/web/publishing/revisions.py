"""Publish a revision, after a look at what it changes; mark one as published in error."""

from dataclasses import replace

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext as _, lazy_gettext as _l
from wtforms import HiddenField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # newer than its stubs
from wtforms.validators import DataRequired, Length

from declaration.actions.publishing import revisions as publishing
from declaration.comparison import Fate
from declaration.errors import Invalid, Stale
from declaration.queries import sight
from declaration.queries.comments import Anchor
from declaration.queries.publishing import revisions
from declaration.queries.reading import shelf as shelves
from declaration.rules import Case, require
from declaration.verbs import Verb
from declaration.web.cache import shared
from declaration.web.cache.redlines import redline_html
from declaration.web.frame import addresses, language
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.answers import see_other, status
from declaration.web.frame.forms import Form, LineField, WordsField, typed
from declaration.web.frame.labels import is_final, revision_label
from declaration.web.frame.layout import reader
from models.document import Document, Revision

blueprint = Blueprint("publishing", __name__)
blueprint.add_app_template_global(Anchor, "Anchor")
blueprint.add_app_template_global(Fate, "Fate")


class PublishForm(Form):
    """How the revision is called; ``seen`` is the newest event of the preview."""

    seen = HiddenField()
    label = LineField(
        _l("Revision name"),
        description=_l("Zero draft, Rev. 1, Final draft: as it will be cited."),
        validators=[DataRequired(), Length(max=80)],
    )
    symbol = LineField(_l("Symbol"), validators=[Length(max=80)])
    cover_note = WordsField(_l("Cover note"), render_kw={"rows": 5})
    open_reason = WordsField(
        _l("Reason for a final draft with open brackets"),
        description=_l("Only needed if the revision is called “Final draft”."),
        render_kw={"rows": 3},
    )


class SupersedeForm(Form):
    """Which revision is the right one, and why."""

    right = SelectField(_l("Correct revision"))
    reason = WordsField(_l("Reason"), validators=[DataRequired()], render_kw={"rows": 3})


@blueprint.route("/d/<slug>/publish", methods=["GET", "POST"])
@verb(Verb.PUBLISH)
def publish(slug: str) -> ResponseReturnValue:
    """Show what would be printed; ask once more, then print it."""
    document = sight.document(session(), actor(), slug)
    require(actor(), Verb.PUBLISH, Case(stage=document.stage))
    preview = revisions.preview(
        session(), reader(), document, brackets_known=shared.brackets_known()
    )
    form = PublishForm(data=_start(document, preview))
    if not preview.opened:
        del form.open_reason
    if not form.validate_on_submit():
        return _page(document, preview, form)
    if _lacks_reason(form):
        return _page(document, preview, form)
    if "confirmed" not in request.form and not preview.nothing:
        stale = form.seen.data not in {"", None, str(preview.base_event_id)}
        form.seen.data = str(preview.base_event_id)
        return _page(document, preview, form, stale=stale, asks=not stale)
    try:
        with writing() as transaction:
            again = sight.document(transaction, actor(), slug)
            name = publishing.publish(transaction, actor(), again, _values(form), at=at()).slug
    except Invalid as refusal:
        form.refuse(refusal)
        return _page(document, preview, form)
    except Stale:
        form.seen.data = str(preview.base_event_id)
        return _page(document, preview, form, stale=True)
    return see_other(url_for("reading.revision", slug=slug, name=name), _("Revision published."))


@blueprint.route("/d/<slug>/revisions/<name>/supersession", methods=["GET", "POST"])
@verb(Verb.SUPERSEDE)
def supersede(slug: str, name: str) -> ResponseReturnValue:
    """Mark a revision as published in error."""
    shelf, revision = _wrong(slug, name)
    form = SupersedeForm()
    form.right.choices = [
        SelectChoice(other.slug, revision_label(other.label))
        for other in reversed(shelf.right)
        if other is not revision
    ]
    if not form.validate_on_submit():
        return _superseding(shelf, revision, form)
    try:
        with writing() as transaction:
            again = shelves.shelf(transaction, actor(), slug)
            wrong, right = again.revision(name), again.revision(str(form.right.data))
            reason = form.reason.data or ""
            publishing.supersede(transaction, actor(), wrong, right, reason, at=at())
    except Invalid as refusal:
        form.refuse(refusal)
        return _superseding(*_wrong(slug, name), form)
    return see_other(
        url_for("reading.revision", slug=slug, name=name),
        _("Revision marked as published in error."),
    )


def _lacks_reason(form: PublishForm) -> bool:
    """Say at its field that a final draft with open brackets needs a reason."""
    if "open_reason" not in form or not is_final(str(form.label.data)):
        return False
    if (form.open_reason.data or "").strip():
        return False
    form.blame("open_reason", _("Close the brackets first, or give a reason."))
    return True


def _start(document: Document, preview: revisions.Preview) -> dict[str, str]:
    newest = preview.newest
    label = _zero(document) if newest is None else f"Rev. {newest.ordinal + 1}"
    symbol = document.symbol
    if newest is not None and symbol:
        symbol = f"{symbol}/Rev.{newest.ordinal + 1}"
    return {"label": label, "symbol": symbol, "seen": str(preview.base_event_id)}


def _zero(document: Document) -> str:
    """Return the first label in the text's own language: it becomes part of the text."""
    with force_locale(document.language if document.language in language.LANGUAGES else "en"):
        return _("Zero draft")


def _values(form: PublishForm) -> publishing.Publication:
    seen = addresses.number(form.seen.data)
    final = is_final(str(form.label.data))
    return replace(typed(form, publishing.Publication), base_event_id=seen, final=final)


def _page(
    document: Document,
    preview: revisions.Preview,
    form: PublishForm,
    *,
    stale: bool = False,
    asks: bool = False,
) -> ResponseReturnValue:
    """Show the form, or (``asks``) the last question, with what was typed."""
    page = render_template(
        "publishing/publish.html",
        document=document,
        preview=preview,
        form=form,
        changed=[(pair, redline_html(*pair.words)) for pair in preview.changed],
        renumbered=[passage for passage in preview.renumbered if passage.old != passage.new],
        stale=stale,
        asks=asks,
        returned=request.method == "POST",
    )
    return page, 409 if stale else 200 if asks else status()


def _wrong(slug: str, name: str) -> tuple[shelves.Shelf, Revision]:
    shelf = shelves.shelf(session(), actor(), slug)
    revision = shelf.revision(name)
    require(actor(), Verb.SUPERSEDE, Case(stage=shelf.document.stage))
    if revision.id in shelf.errors:
        raise Invalid("revision", "superseded")
    return shelf, revision


def _superseding(
    shelf: shelves.Shelf, revision: Revision, form: SupersedeForm
) -> ResponseReturnValue:
    page = render_template(
        "publishing/supersede.html", document=shelf.document, revision=revision, form=form
    )
    return page, status()
