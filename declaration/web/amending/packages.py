"""Packages: the list, each by itself, and what its delegation does with it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # newer than its stubs
from wtforms.validators import InputRequired

from declaration.actions.amending import packages as tabling
from declaration.errors import Invalid, TooLong
from declaration.queries import sight
from declaration.queries.amending import groups
from declaration.queries.amending.groups import TabledPackage
from declaration.queries.deciding.uncontested import stamp
from declaration.queries.sight import existing
from declaration.queries.suggesting import delegation, suggestions
from declaration.queries.suggesting.delegation import Drafted
from declaration.queries.suggesting.suggestions import Suggested
from declaration.rules import require
from declaration.verbs import Verb
from declaration.web.amending.tabling_form import ChoosingForm, TablingForm, Tickable
from declaration.web.cache import shared
from declaration.web.cache.pages import conditional
from declaration.web.cache.redlines import piece_html
from declaration.web.discussing import groupings, panel, sentences
from declaration.web.frame import answers, layout
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.forms import Form, WordsField
from declaration.web.frame.live import watched
from declaration.web.suggesting.drafts import stamp as draft_stamp
from models.amending import Package
from models.debate import Suggestion
from models.document import Document
from models.vocabulary import Outcome

SUGGESTIONS, DRAFTS = "suggestions", "drafts"  # of what a package is made

blueprint = Blueprint("packages", __name__)
blueprint.add_app_template_global(groupings.package_html, "package_html")
blueprint.add_app_template_global(groupings.exclusion_note, "exclusion_note")


class TogetherForm(Form):
    """One outcome for all that is pending of a package, and one reason."""

    outcome = RadioField(
        _l("Outcome for all"),
        [InputRequired()],
        choices=(
            SelectChoice(Outcome.ACCEPTED.value, _l("Accept all as proposed")),
            SelectChoice(Outcome.REJECTED.value, _l("Reject all")),
        ),
    )
    reason = WordsField(
        _l("Reason for all"),
        description=_l("Shown with each decision. Required if you reject."),
        render_kw={"rows": 2},
    )


class LeftSuggestion(NamedTuple):
    """What could not be decided with the others, by its numbers, and why."""

    numbers: tuple[int, ...]
    why: str


@blueprint.get("/d/<slug>/packages")
@verb(Verb.READ_PACKAGES)
@conditional
def show_all(slug: str) -> str:
    """List all packages of a text."""
    document = _document(slug, Verb.READ_PACKAGES)
    return render_template(
        "amending/packages.html",
        document=document,
        packages=_packages(document),
        tables=_may_table(document),
    )


@blueprint.get("/d/<slug>/packages/<int:number>")
@verb(Verb.READ_PACKAGES)
@watched
def show(slug: str, number: int) -> ResponseReturnValue:
    """Show a package: why, and each of its suggestions."""
    document = _document(slug, Verb.READ_PACKAGES)
    return page(document, number, together=TogetherForm(formdata=None))


@blueprint.route("/d/<slug>/packages/new", methods=["GET", "POST"])
@verb(Verb.TABLE_PACKAGE)
def table(slug: str) -> ResponseReturnValue:
    """Table suggestions that are submitted already; ``?suggestion=`` ticks one."""
    document = _document(slug, Verb.TABLE_PACKAGE)
    ticks = [_tickable(item) for item in _free(document)]
    form = TablingForm.on(
        sentences.promise(document).value, request.args.getlist("suggestion", str)
    )
    form.offer(ticks)
    if form.behind:
        return _form_page(document, form, ticks, SUGGESTIONS, 409)
    if not form.validate_on_submit():
        return _form_page(document, form, ticks, SUGGESTIONS)
    try:
        with writing() as transaction:
            again = sight.document(transaction, actor(), slug)
            ids = _ids(transaction, again, form)
            package = tabling.table(transaction, actor(), again, ids, form.tabling, at=at())
            number = package.number
    except (Invalid, TooLong) as refusal:
        form.refuse(refusal)
        return _form_page(document, form, ticks, SUGGESTIONS, 422)
    return _tabled(slug, number)


@blueprint.route("/d/<slug>/packages/drafts", methods=["GET", "POST"])
@verb(Verb.TABLE_PACKAGE)
def submit(slug: str) -> ResponseReturnValue:
    """Submit drafts that are ready, together as a package."""
    document = _document(slug, Verb.TABLE_PACKAGE)
    require(actor(), Verb.SUBMIT, layout.case(stage=document.stage))
    ticks = [_tickable_draft(drafted) for drafted in _ready(session(), document)]
    form = TablingForm.on(sentences.promise(document).value, [tick.value for tick in ticks])
    form.offer(ticks)
    if form.behind:
        return _form_page(document, form, ticks, DRAFTS, 409)
    if not form.validate_on_submit():
        return _form_page(document, form, ticks, DRAFTS)
    stamps = set(form.chosen.data or ())
    try:
        with writing() as transaction:
            again = sight.document(transaction, actor(), slug)
            ready = [each for each in _ready(transaction, again) if draft_stamp(each) in stamps]
            drafts = sorted((each.draft for each in ready), key=lambda draft: draft.id)
            package = tabling.submit(transaction, actor(), again, drafts, form.tabling, at=at())
            number = package.number
    except (Invalid, TooLong) as refusal:
        form.refuse(refusal)
        return _form_page(document, form, ticks, DRAFTS, 422)
    return _tabled(slug, number)


@blueprint.post("/d/<slug>/packages/<int:number>/suggestions")
@verb(Verb.TABLE_PACKAGE)
def join(slug: str, number: int) -> ResponseReturnValue:
    """Add suggestions of one's own to a package."""
    document = sight.document(session(), actor(), slug)
    own = _package(session(), document, number).delegation_id == actor().delegation_id
    require(actor(), Verb.TABLE_PACKAGE, layout.case(stage=document.stage, own=own))
    form = ChoosingForm()
    form.offer([_tickable(item) for item in _free(document)])
    if form.behind:
        return page(document, number, together=TogetherForm(formdata=None), join=form, status=409)
    try:
        with writing() as transaction:
            again = sight.document(transaction, actor(), slug)
            ids = _ids(transaction, again, form)
            package = _package(transaction, again, number)
            tabling.join(transaction, actor(), package, ids, at=at())
    except Invalid as refusal:
        form.refuse(refusal)
        return page(document, number, together=TogetherForm(formdata=None), join=form, status=422)
    return _back(slug, number, _("Added to the package."))


@blueprint.post("/d/<slug>/packages/<int:number>/suggestions/<int:suggestion>/removal")
@verb(Verb.TABLE_PACKAGE)
def take_out(slug: str, number: int, suggestion: int) -> ResponseReturnValue:
    """Take a suggestion out of a package; it stays pending by itself."""
    with writing() as transaction:
        document = sight.document(transaction, actor(), slug)
        package = _package(transaction, document, number)
        row = suggestions.suggestion(transaction, layout.reader(), suggestion)
        tabling.take_out(transaction, actor(), package, row, at=at())
        dissolved = package.dissolved_at is not None
    if dissolved:
        return _back(slug, number, _("Only one was left, so the package has been dissolved."))
    message = _("Suggestion %(number)s is no longer part of the package.", number=suggestion)
    return _back(slug, number, message)


@blueprint.post("/d/<slug>/packages/<int:number>/dissolution")
@verb(Verb.TABLE_PACKAGE)
def dissolve(slug: str, number: int) -> ResponseReturnValue:
    """Dissolve a package; its suggestions stay pending."""
    with writing() as transaction:
        document = sight.document(transaction, actor(), slug)
        package = _package(transaction, document, number)
        tabling.dissolve(transaction, actor(), package, at=at())
    message = _("The package has been dissolved. Its suggestions stay pending.")
    return _back(slug, number, message)


def page(
    document: Document,
    number: int,
    *,
    together: TogetherForm,
    join: ChoosingForm | None = None,
    left: Sequence[LeftSuggestion] = (),
    status: int = 200,
) -> ResponseReturnValue:
    """Show a package, with the forms of its delegation and of the committee."""
    package = of_document(document, number)
    own = package.own and package.dissolved_at is None and _may_table(document)
    free = [_tickable(item) for item in _free(document)] if own else []
    if join is None:
        join = ChoosingForm(formdata=None)
        join.offer(free)
    html = render_template(
        "amending/package.html",
        document=document,
        package=package,
        cards=panel.cards(replace(each, package=None) for each in package.suggestions),
        stamps=[stamp((item,)) for item in package.pending],
        own=own,
        free=free,
        join=join,
        together=together,
        left=left,
        promise=sentences.promise(document).value,
        acts=panel.acts(document.stage),
    )
    return html, status


def of_document(document: Document, number: int) -> TabledPackage:
    """Return a package as it stands now. Raises NotFound."""
    return existing(next((p for p in _packages(document) if p.number == number), None))


def _document(slug: str, named: Verb) -> Document:
    document = sight.document(session(), actor(), slug)
    require(actor(), named, layout.case(stage=document.stage))
    return document


def _may_table(document: Document) -> bool:
    return bool(layout.may(Verb.TABLE_PACKAGE, stage=document.stage))


def _packages(document: Document) -> tuple[TabledPackage, ...]:
    return groups.packages(session(), layout.reader(), document, _listed(document))


def _listed(document: Document) -> tuple[Suggested, ...]:
    """Return all suggestions of a text; after an act as they stand now."""
    if request.method == "GET":
        return shared.listed(document.slug)
    rolling = shared.present(document)
    listed = suggestions.listed(session(), layout.reader(), document, rolling)
    return shared.supported(listed, Suggestion.document_id == document.id)


def _package(transaction: Session, document: Document, number: int) -> Package:
    return groups.package(transaction, layout.reader(), document, number)


def _free(document: Document) -> list[Suggested]:
    """Return the reader's own pending suggestions that are in no package."""
    return [item for item in _listed(document) if item.own and item.live and item.package is None]


def _ready(transaction: Session, document: Document) -> list[Drafted]:
    drafts = delegation.drafts(transaction, actor(), document)
    return [drafted for drafted in drafts if drafted.draft.ready]


def _tickable(item: Suggested) -> Tickable:
    label = _("Suggestion %(number)s – %(asked)s", number=item.number, asked=sentences.asked(item))
    html = piece_html(sentences.piece(item))
    return Tickable(str(item.number), label, html, sentences.language(item))


def _tickable_draft(drafted: Drafted) -> Tickable:
    draft, document = drafted.draft, drafted.document
    language = document.language if draft.form.makes_text else draft.language
    html = piece_html(sentences.piece(drafted))
    return Tickable(draft_stamp(drafted), sentences.placed(drafted), html, language)


def _ids(transaction: Session, document: Document, form: ChoosingForm) -> list[int]:
    numbers = [int(value) for value in form.chosen.data or ()]
    return [*groups.ids(transaction, document, numbers).values()]


def _form_page(
    document: Document,
    form: TablingForm,
    ticks: Iterable[Tickable],
    made_of: str,
    status: int | None = None,
) -> ResponseReturnValue:
    html = render_template(
        "amending/tabling.html",
        document=document,
        form=form,
        ticks=list(ticks),
        drafts=made_of == DRAFTS,
        promised=sentences.promised(sentences.promise(document)),
        readers=sentences.readers(sentences.promise(document)),
    )
    return html, status or answers.status()


def _tabled(slug: str, number: int) -> ResponseReturnValue:
    return _back(slug, number, _("Package %(number)s has been tabled.", number=number))


def _back(slug: str, number: int, message: str) -> ResponseReturnValue:
    return answers.see_other(url_for("packages.show", slug=slug, number=number), message)
