"""Offices: ended, with the right to submit or without it, from a person's page."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from declaration.actions.people import offices as actions
from declaration.queries import secretariat
from declaration.rules import Verb
from declaration.web.acting import actor, at, verb, writing

blueprint = Blueprint("admin_offices", __name__, url_prefix="/admin/offices")


@blueprint.post("/<int:number>/ending")
@verb(Verb.MANAGE_PEOPLE)
def end(number: int) -> ResponseReturnValue:
    """End an office."""
    with writing() as here:
        held = secretariat.membership(here, number)
        person = actions.end_office(here, actor(), held, at=at()).person_id
    return _back(person, _("The office has ended."))


@blueprint.post("/<int:number>/submit-right")
@verb(Verb.MANAGE_PEOPLE)
def let_submit(number: int) -> ResponseReturnValue:
    """Let a member of a delegation submit."""
    with writing() as here:
        held = secretariat.membership(here, number)
        person = actions.give_submit_right(here, actor(), held, at=at()).person_id
    return _back(person, _("They can submit now."))


@blueprint.post("/<int:number>/submit-right/end")
@verb(Verb.MANAGE_PEOPLE)
def stop_submitting(number: int) -> ResponseReturnValue:
    """Let a member of a delegation submit no longer."""
    with writing() as here:
        held = secretariat.membership(here, number)
        person = actions.take_submit_right(here, actor(), held, at=at()).person_id
    return _back(person, _("They cannot submit any more."))


def _back(person: int, said: str) -> ResponseReturnValue:
    flash(said, "good")
    return redirect(url_for("admin_people.person", number=person), 303)
