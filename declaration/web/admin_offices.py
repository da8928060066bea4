"""Offices: given, ended, with the right to submit or without it, from a person's page."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from declaration.actions import offices as actions
from declaration.queries import administration
from declaration.rules import Verb
from declaration.web.acting import actor, at, verb, writing
from declaration.web.admin_people_forms import OfficeForm

blueprint = Blueprint("admin_offices", __name__, url_prefix="/admin")


@blueprint.post("/people/<int:number>/offices")
@verb(Verb.MANAGE_PEOPLE)
def give(number: int) -> ResponseReturnValue:
    """Give a person an office."""
    form = OfficeForm()
    form.validate_on_submit()
    with writing() as here:
        found = administration.person(here, number)
        actions.give_office(here, actor(), found, form.office, at=at())
    return _back(number, _("The office is given."))


@blueprint.post("/offices/<int:number>/ending")
@verb(Verb.MANAGE_PEOPLE)
def end(number: int) -> ResponseReturnValue:
    """End an office."""
    with writing() as here:
        held = administration.membership(here, number)
        person = actions.end_office(here, actor(), held, at=at()).person_id
    return _back(person, _("The office has ended."))


@blueprint.post("/offices/<int:number>/submit-right")
@verb(Verb.MANAGE_PEOPLE)
def let_submit(number: int) -> ResponseReturnValue:
    """Let a member of a delegation submit."""
    with writing() as here:
        held = administration.membership(here, number)
        person = actions.give_submit_right(here, actor(), held, at=at()).person_id
    return _back(person, _("They can submit now."))


@blueprint.post("/offices/<int:number>/submit-right/end")
@verb(Verb.MANAGE_PEOPLE)
def stop_submitting(number: int) -> ResponseReturnValue:
    """Let a member of a delegation submit no longer."""
    with writing() as here:
        held = administration.membership(here, number)
        person = actions.take_submit_right(here, actor(), held, at=at()).person_id
    return _back(person, _("They cannot submit any more."))


def _back(person: int, said: str) -> ResponseReturnValue:
    flash(said, "good")
    return redirect(url_for("admin_people.person", number=person), 303)
