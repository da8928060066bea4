"""What excludes each other: the list, and the committee's forms to say so and to lift it."""

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l
from sqlalchemy.orm import Session

from declaration.actions.amending import exclusions as excluding
from declaration.actions.journal.audience import debated
from declaration.errors import Invalid, TooLong
from declaration.queries import sight
from declaration.queries.amending import groups
from declaration.queries.suggesting import suggestions
from declaration.rules import require
from declaration.verbs import Verb
from declaration.web.amending.tabling_form import PROBLEMS
from declaration.web.cache import shared
from declaration.web.discussing import groupings, panel, sentences
from declaration.web.frame import addresses, answers, layout
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.forms import DebateForm, LineField, WordsField, wanted
from declaration.web.frame.live import watched
from models.amending import Exclusion
from models.document import Document

NUMBERS = re.compile(r"[0-9]{1,9}")

blueprint = Blueprint("exclusions", __name__)


class ExclusionForm(DebateForm):
    """Which suggestions exclude each other, and why."""

    numbers = LineField(
        _l("Suggestions, by number"),
        [wanted],
        description=_l("Write numbers with commas between them."),
    )
    reason = WordsField(_l("Reason"), render_kw={"rows": 3})

    def refuse(self, error: Invalid | TooLong) -> None:
        """Say what is wrong with the numbers beside them."""
        if isinstance(error, Invalid) and error.field == "suggestions":
            message = (
                _("Enter the number of at least one suggestion.")
                if error.why == "none"
                else PROBLEMS.get(error.why) or _("There is no such suggestion on this text.")
            )
            self.blame("numbers", str(message))
        else:
            super().refuse(error)


@blueprint.get("/d/<slug>/exclusions")
@verb(Verb.READ_EXCLUSIONS)
@watched
def show(slug: str) -> ResponseReturnValue:
    """List what excludes each other; ``?suggestion=`` fills the form."""
    document = _document(slug, Verb.READ_EXCLUSIONS)
    asked = [number for value in request.args.getlist("suggestion") for number in _numbers(value)]
    form = ExclusionForm(formdata=None, data={"numbers": groupings.listed(asked)})
    return _page(document, form)


@blueprint.post("/d/<slug>/exclusions")
@verb(Verb.EXCLUDE)
def exclude(slug: str) -> ResponseReturnValue:
    """Say of suggestions that no more than one of them can be accepted."""
    document, form = _document(slug, Verb.EXCLUDE), ExclusionForm()
    if not form.validate_on_submit():
        return _page(document, form, 422)
    try:
        with writing() as transaction:
            again = sight.document(transaction, actor(), slug)
            ids = _ids(transaction, again, str(form.numbers.data or ""))
            reason = str(form.reason.data or "")
            excluding.exclude(transaction, actor(), again, ids, reason, at=at())
    except (Invalid, TooLong) as refusal:
        form.refuse(refusal)
        return _page(document, form, 422)
    return _back(slug, _("Marked as excluding each other."))


@blueprint.post("/d/<slug>/desk/exclusions")
@verb(Verb.EXCLUDE)
def choose(slug: str) -> ResponseReturnValue:
    """Lead from the desk to the form, with what was chosen there; nothing is stored."""
    _document(slug, Verb.EXCLUDE)
    numbers = [n for value in request.form.getlist("chosen") for n in _numbers(value)]
    if not numbers:
        url = url_for("desk.show", slug=slug)
        return answers.see_other(url, _("Select one or more suggestions first."), "warn")
    url = url_for("exclusions.show", slug=slug, suggestion=numbers, _anchor="new")
    return answers.see_other(url)


@blueprint.post("/d/<slug>/exclusions/<int:number>/suggestions")
@verb(Verb.EXCLUDE)
def add(slug: str, number: int) -> ResponseReturnValue:
    """Add suggestions to those that exclude each other."""
    document = _document(slug, Verb.EXCLUDE)
    try:
        with writing() as transaction:
            again = sight.document(transaction, actor(), slug)
            ids = _ids(transaction, again, request.form.get("numbers", ""))
            row = _exclusion(transaction, again, number)
            excluding.add(transaction, actor(), row, ids, at=at())
    except Invalid as refusal:
        form = ExclusionForm()
        form.refuse(refusal)
        return _page(document, ExclusionForm(formdata=None), 422, adding={number: form})
    return _back(slug, _("Marked as excluding each other."))


@blueprint.post("/d/<slug>/exclusions/<int:number>/suggestions/<int:suggestion>/removal")
@verb(Verb.EXCLUDE)
def take_out(slug: str, number: int, suggestion: int) -> ResponseReturnValue:
    """Say that one of them excludes none of the others."""
    with writing() as transaction:
        document = sight.document(transaction, actor(), slug)
        row = _exclusion(transaction, document, number)
        taken = suggestions.suggestion(transaction, layout.reader(), suggestion)
        excluding.take_out(transaction, actor(), row, taken, at=at())
    return _back(slug, _("Suggestion %(number)s excludes none of them.", number=suggestion))


@blueprint.post("/d/<slug>/exclusions/<int:number>/lifting")
@verb(Verb.EXCLUDE)
def lift(slug: str, number: int) -> ResponseReturnValue:
    """Say that they do not exclude each other."""
    with writing() as transaction:
        document = sight.document(transaction, actor(), slug)
        excluding.lift(transaction, actor(), _exclusion(transaction, document, number), at=at())
    return _back(slug, _("No longer marked as excluding each other."))


def _document(slug: str, named: Verb) -> Document:
    document = sight.document(session(), actor(), slug)
    require(actor(), named, layout.case(stage=document.stage))
    return document


def _exclusion(transaction: Session, document: Document, number: int) -> Exclusion:
    return groups.exclusion(transaction, layout.reader(), document, number)


def _numbers(words: str) -> list[int]:
    numbers = (int(each) for each in NUMBERS.findall(words))
    return [number for number in numbers if 0 < number <= addresses.LARGEST]


def _ids(transaction: Session, document: Document, words: str) -> list[int]:
    """Return the ids of the suggestions that are named. Raises Invalid for a number without one."""
    numbers = set(_numbers(words))
    ids = groups.ids(transaction, document, numbers)
    if len(ids) < len(numbers):
        raise Invalid("suggestions", "unknown")
    return [*ids.values()]


def _page(
    document: Document,
    form: ExclusionForm,
    status: int = 200,
    *,
    adding: Mapping[int, ExclusionForm] = MappingProxyType({}),
) -> ResponseReturnValue:
    """Show the list and the form; ``adding``: what could not be added, by the group's number."""
    listed = shared.listed(document.slug)  # a form that comes back has changed nothing
    rows = groups.exclusions(session(), layout.reader(), document, listed)
    html = render_template(
        "amending/exclusions.html",
        document=document,
        groups=[
            (row, panel.cards(replace(each, exclusion=None) for each in row.suggestions))
            for row in rows
        ],
        form=form,
        adding=adding,
        audience=sentences.readers(debated(session(), document)),
    )
    return html, status


def _back(slug: str, message: str) -> ResponseReturnValue:
    return answers.see_other(url_for("exclusions.show", slug=slug), message)
