"""The secretariat's pages on delegations: one by one, or pasted from a spreadsheet."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, ngettext
from sqlalchemy.orm import Session

from declaration.actions.people import people as actions
from declaration.actions.people.people import DelegationValues
from declaration.errors import Invalid
from declaration.queries import secretariat
from declaration.queries.people import people
from declaration.queries.people.people import Turnout
from declaration.rules import Verb
from declaration.web.frame.acting import actor, at, conference, session, verb, writing
from declaration.web.secretariat import tables
from declaration.web.secretariat.people_forms import DelegationForm
from declaration.web.secretariat.tables import Line, Pasting

blueprint = Blueprint("admin_delegations", __name__, url_prefix="/admin/delegations")


@blueprint.get("")
@verb(Verb.MANAGE_PEOPLE)
def delegations() -> str:
    """List the delegations, with a form for another one."""
    return _list_page(DelegationForm(formdata=None))


@blueprint.post("")
@verb(Verb.MANAGE_PEOPLE)
def add() -> ResponseReturnValue:
    """Add a delegation."""
    form = DelegationForm()
    if not form.validate_on_submit():
        return _list_page(form), 422
    try:
        with writing() as here:
            actions.add_delegation(here, actor(), form.values, at=at())
    except Invalid as error:
        form.refuse(error)
        return _list_page(form), 422
    flash(_("The delegation is added."), "good")
    return redirect(url_for("admin_delegations.delegations"), 303)


@blueprint.get("/<slug>")
@verb(Verb.MANAGE_PEOPLE)
def delegation(slug: str) -> str:
    """Show one delegation in its form."""
    found = secretariat.delegation(session(), slug)
    form = DelegationForm(formdata=None, obj=found)
    return render_template("secretariat/delegation.html", delegation=found, form=form)


@blueprint.post("/<slug>")
@verb(Verb.MANAGE_PEOPLE)
def change(slug: str) -> ResponseReturnValue:
    """Change what is known of a delegation."""
    form, found = DelegationForm(), secretariat.delegation(session(), slug)
    if not form.validate_on_submit():
        return render_template("secretariat/delegation.html", delegation=found, form=form), 422
    try:
        with writing() as here:
            found = secretariat.delegation(here, slug)
            actions.change_delegation(here, actor(), found, form.values, at=at())
    except Invalid as error:
        form.refuse(error)
        found = secretariat.delegation(session(), slug)
        return render_template("secretariat/delegation.html", delegation=found, form=form), 422
    flash(_("Your changes are stored."), "good")
    return redirect(url_for("admin_delegations.delegations"), 303)


@blueprint.get("/import")
@verb(Verb.MANAGE_PEOPLE)
def paste() -> str:
    """Show where to paste a table."""
    return tables.show(PASTING)


@blueprint.post("/import")
@verb(Verb.MANAGE_PEOPLE)
def enrol() -> ResponseReturnValue:
    """Show line by line what the table makes; make it when that is confirmed."""
    return tables.respond(PASTING)


def _list_page(form: DelegationForm) -> str:
    listed = people.delegations(session())
    turnout = people.turnout(session(), conference().counted_kinds)
    shown = {"delegations": listed, "figures": _figures(turnout)}
    return render_template("secretariat/delegations.html", form=form, **shown)


def _figures(turnout: Turnout) -> list[dict[str, object]]:
    return [
        {"label": _("Delegations that are counted"), "value": turnout.counted},
        {"label": _("Of these, have made suggestions"), "value": turnout.suggesting},
        {"label": _("Of these, have commented"), "value": turnout.commenting},
    ]


def _read(pasted: str) -> list[Line[DelegationValues]]:
    return tables.delegations(pasted, people.delegations(session()))


def _add(here: Session, values: DelegationValues) -> None:
    actions.add_delegation(here, actor(), values, at=at())


def _added(count: int) -> str:
    return ngettext("%(num)d delegation is added.", "%(num)d delegations are added.", count)


PASTING = Pasting(
    "secretariat/delegations_pasted.html",
    tables.DELEGATIONS,
    _read,
    _add,
    _added,
    "admin_delegations.delegations",
)
