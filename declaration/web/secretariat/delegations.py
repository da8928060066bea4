"""The secretariat's pages on delegations: one by one, or pasted from a spreadsheet."""

from collections.abc import Callable, Mapping

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l, ngettext
from sqlalchemy.orm import Session

from declaration.actions.people import people as actions
from declaration.actions.people.people import DelegationValues
from declaration.queries import secretariat
from declaration.queries.people import people
from declaration.queries.people.people import Turnout
from declaration.rules import Verb
from declaration.web.frame import refusals
from declaration.web.frame.acting import actor, at, conference, session, verb
from declaration.web.secretariat import tables
from declaration.web.secretariat.columns import DELEGATIONS, SENDER, members
from declaration.web.secretariat.forms import stored
from declaration.web.secretariat.people_forms import DelegationForm
from declaration.web.secretariat.tables import LineProblem, PastedTable, filled, member, once
from models.people import Delegation
from models.vocabulary import DelegationKind, DelegationStatus, WorldRegion

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
    if not stored(form, lambda transaction: _add(transaction, form.values)):
        return _list_page(form), 422
    flash(_("The delegation is added."), "good")
    return redirect(url_for("admin_delegations.delegations"), 303)


@blueprint.get("/<slug>")
@verb(Verb.MANAGE_PEOPLE)
def delegation(slug: str) -> str:
    """Show one delegation in its form."""
    delegation = secretariat.delegation(session(), slug)
    return _form_page(delegation, DelegationForm(formdata=None, obj=delegation))


@blueprint.post("/<slug>")
@verb(Verb.MANAGE_PEOPLE)
def change(slug: str) -> ResponseReturnValue:
    """Change what is known of a delegation."""
    form = DelegationForm()

    def store(transaction: Session) -> None:
        delegation = secretariat.delegation(transaction, slug)
        actions.change_delegation(transaction, actor(), delegation, form.values, at=at())

    if not stored(form, store):
        return _form_page(secretariat.delegation(session(), slug), form), 422
    flash(_("Your changes are stored."), "good")
    return redirect(url_for("admin_delegations.delegations"), 303)


@blueprint.get("/import")
@verb(Verb.MANAGE_PEOPLE)
def paste() -> str:
    """Show where to paste a table."""
    return tables.show(TABLE)


@blueprint.post("/import")
@verb(Verb.MANAGE_PEOPLE)
def enrol() -> ResponseReturnValue:
    """Show line by line what the table makes; make it when that is confirmed."""
    return tables.respond(TABLE)


def _list_page(form: DelegationForm) -> str:
    return render_template(
        "secretariat/delegations.html",
        form=form,
        delegations=people.delegations(session()),
        figures=_figures(people.turnout(session(), conference().counted_kinds)),
    )


def _figures(turnout: Turnout) -> list[dict[str, object]]:
    return [
        {"label": _("Delegations that are counted"), "value": turnout.counted},
        {"label": _("Of these, have made suggestions"), "value": turnout.suggesting},
        {"label": _("Of these, have commented"), "value": turnout.commenting},
    ]


def _form_page(delegation: Delegation, form: DelegationForm) -> str:
    return render_template(
        "secretariat/form.html",
        form=form,
        title=delegation.name,
        parent=(_("Delegations"), url_for("admin_delegations.delegations")),
        button=_("Store"),
    )


def _reader() -> Callable[[Mapping[str, str]], DelegationValues]:
    names = {delegation.name.lower() for delegation in people.delegations(session())}
    kinds, regions = members(DelegationKind), members(WorldRegion)
    states = members(DelegationStatus)

    def read(cells: Mapping[str, str]) -> DelegationValues:
        name = filled(cells, SENDER)
        once(name, names)
        country = cells["country"].upper()
        if country and not (len(country) == len("SN") and country.isascii() and country.isalpha()):
            raise LineProblem(refusals.problem("two_letters"))
        kind = member(kinds, cells["kind"], DelegationKind.CITY)
        region = member(regions, cells["world_region"])
        status = member(states, cells["status"], DelegationStatus.PROVISIONAL)
        return DelegationValues(name, kind, country, region, status)

    return read


def _add(transaction: Session, values: DelegationValues) -> None:
    actions.add_delegation(transaction, actor(), values, at=at())


def _added(count: int) -> str:
    return ngettext("%(num)d delegation is added.", "%(num)d delegations are added.", count)


TABLE = PastedTable(
    columns=DELEGATIONS,
    reader=_reader,
    store=_add,
    stored=_added,
    back="admin_delegations.delegations",
    parent=(_l("Delegations"), "admin_delegations.delegations"),
    lead=_l("Nothing is stored before you have looked at every line."),
    button=_l("Add these delegations"),
)
