"""The secretariat's first page, and the conference: what it says, what it refers to."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from declaration.actions.conference import conference as actions
from declaration.actions.conference.conference import ConferenceValues, ReferenceValues, Switches
from declaration.queries import secretariat
from declaration.queries.people import people
from declaration.queries.reading import shelf
from declaration.queries.welcome import tasks
from declaration.rules import Verb
from declaration.web.frame import acting
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.secretariat.forms import (
    ConferenceForm,
    ReferenceForm,
    SwitchesForm,
    stored,
    zones,
)
from models.vocabulary import DelegationKind

blueprint = Blueprint("admin", __name__, url_prefix="/admin")


@blueprint.get("")
@verb(Verb.EDIT_CONFERENCE)
def index() -> str:
    """List the secretariat's tasks, and with whose eyes it can look."""
    return render_template(
        "secretariat/index.html",
        requests=people.link_requests(session()),
        delegations=people.delegations(session()),
        documents=secretariat.documents(session()),
    )


@blueprint.get("/conference")
@verb(Verb.EDIT_CONFERENCE)
def conference() -> str:
    """Show what the conference says of itself, and its switches."""
    return _page(_conference_form(), _switches_form())


@blueprint.post("/conference")
@verb(Verb.EDIT_CONFERENCE)
def change_conference() -> ResponseReturnValue:
    """Change what the conference says of itself."""
    form = _conference_form()

    def store(transaction: Session) -> None:
        values = _conference_values(form)
        actions.change_conference(transaction, actor(), acting.conference(), values, at=at())

    if not stored(form, store):
        return _page(form, _switches_form()), 422
    return _back("admin.conference")


@blueprint.post("/conference/switches")
@verb(Verb.EDIT_CONFERENCE)
def switch() -> ResponseReturnValue:
    """Say who releases decisions, and which delegations are counted."""
    form = _switches_form()
    if not form.validate_on_submit():
        return _page(_conference_form(), form), 422
    counted = tuple(DelegationKind(kind) for kind in form.counted_kinds.data or ())
    switches = Switches(members_release=form.members_release.data, counted_kinds=counted)
    with writing() as transaction:
        actions.set_switches(transaction, actor(), acting.conference(), switches, at=at())
    return _back("admin.conference")


@blueprint.post("/conference/debate/opening")
@verb(Verb.EDIT_CONFERENCE)
def open_debate() -> ResponseReturnValue:
    """Let everybody read what is written from now on."""
    with writing() as transaction:
        actions.open_debate(transaction, actor(), acting.conference(), at=at())
    return _back("admin.conference")


@blueprint.post("/conference/debate/closing")
@verb(Verb.EDIT_CONFERENCE)
def close_debate() -> ResponseReturnValue:
    """Let only those who are signed in read the debate."""
    with writing() as transaction:
        actions.close_debate(transaction, actor(), acting.conference(), at=at())
    return _back("admin.conference")


@blueprint.get("/references")
@verb(Verb.EDIT_CONFERENCE)
def references() -> str:
    """List the reference documents, with a form for another one."""
    return _reference_page(ReferenceForm(formdata=None))


@blueprint.post("/references")
@verb(Verb.EDIT_CONFERENCE)
def add_reference() -> ResponseReturnValue:
    """Add a reference document."""
    form = ReferenceForm()

    def store(transaction: Session) -> None:
        actions.add_reference(transaction, actor(), _reference_values(form), at=at())

    if not stored(form, store):
        return _reference_page(form), 422
    return _back("admin.references")


@blueprint.get("/references/<int:number>")
@verb(Verb.EDIT_CONFERENCE)
def reference(number: int) -> str:
    """Show one reference document in its form."""
    listed = secretariat.reference(session(), number)
    return _reference_page(ReferenceForm(formdata=None, obj=listed), number)


@blueprint.post("/references/<int:number>")
@verb(Verb.EDIT_CONFERENCE)
def change_reference(number: int) -> ResponseReturnValue:
    """Change a reference document."""
    form = ReferenceForm()

    def store(transaction: Session) -> None:
        listed = secretariat.reference(transaction, number)
        actions.change_reference(transaction, actor(), listed, _reference_values(form), at=at())

    if not stored(form, store):
        return _reference_page(form, number), 422
    return _back("admin.references")


@blueprint.post("/references/<int:number>/removal")
@verb(Verb.EDIT_CONFERENCE)
def remove_reference(number: int) -> ResponseReturnValue:
    """Take a reference document off the list."""
    with writing() as transaction:
        listed = secretariat.reference(transaction, number)
        actions.remove_reference(transaction, actor(), listed, at=at())
    return _back("admin.references")


def _conference_form() -> ConferenceForm:
    conference = acting.conference()
    form = ConferenceForm(
        data={name: getattr(conference, name) for name in ConferenceValues.__slots__}
    )
    form.time_zone.choices = [(zone, zone) for zone in zones()]
    return form


def _conference_values(form: ConferenceForm) -> ConferenceValues:
    typed: dict[str, Any] = {name: form[name].data or "" for name in ConferenceValues.__slots__}
    return ConferenceValues(
        **(typed | {"starts_on": form.starts_on.data, "ends_on": form.ends_on.data})
    )


def _switches_form() -> SwitchesForm:
    return SwitchesForm(obj=acting.conference())


def _page(form: ConferenceForm, switches: SwitchesForm) -> str:
    return render_template(
        "secretariat/conference.html",
        form=form,
        switches=switches,
        opened=acting.conference().debate_open,
        hidden=tasks.hidden(session()),
    )


def _reference_page(form: ReferenceForm, number: int | None = None) -> str:
    references = shelf.references(session())
    return render_template(
        "secretariat/references.html", form=form, references=references, number=number
    )


def _reference_values(form: ReferenceForm) -> ReferenceValues:
    return ReferenceValues(form.title.data or "", form.url.data or "", form.position.data or 0)


def _back(endpoint: str) -> ResponseReturnValue:
    flash(_("Your changes are stored."), "good")
    return redirect(url_for(endpoint), 303)
