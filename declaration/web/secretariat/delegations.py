"""The secretariat's pages on delegations: one by one, or pasted from a spreadsheet."""

from collections.abc import Callable, Mapping

from babel import Locale
from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l, ngettext
from sqlalchemy.orm import Session

from declaration.actions.people import people as actions
from declaration.errors import Invalid
from declaration.formats.pasted import folded
from declaration.queries import secretariat
from declaration.queries.people import people
from declaration.verbs import Verb
from declaration.web.frame import language, layout, refusals
from declaration.web.frame.acting import actor, at, conference, session, verb, writing
from declaration.web.frame.answers import see_other, status
from declaration.web.frame.forms import stored
from declaration.web.secretariat import tables
from declaration.web.secretariat.columns import DELEGATIONS, SENDER, countries, members
from declaration.web.secretariat.people_forms import DelegationForm
from models.people import Delegation
from models.vocabulary import DelegationKind, DelegationStatus, Procedure, WorldRegion

blueprint = Blueprint("admin_delegations", __name__, url_prefix="/admin/delegations")


@blueprint.route("", methods=["GET", "POST"])
@verb(Verb.MANAGE_PEOPLE)
def delegations() -> ResponseReturnValue:
    """List the delegations, with a form for another one; add it."""
    form = DelegationForm()
    if stored(form, lambda transaction: _add(transaction, form.values)):
        return _back(_("Delegation added."))
    page = render_template(
        "secretariat/delegations.html",
        form=form,
        delegations=people.delegations(session()),
        turnout=people.turnout(session(), conference().counted_kinds),
        checked=Procedure.CREDENTIALS in layout.parts(),
    )
    return page, status()


@blueprint.get("/<slug>")
@verb(Verb.MANAGE_PEOPLE)
def delegation(slug: str) -> ResponseReturnValue:
    """Show one delegation in its form."""
    delegation = secretariat.delegation(session(), slug)
    return _form_page(delegation, DelegationForm(formdata=None, obj=delegation))


@blueprint.post("/<slug>")
@verb(Verb.MANAGE_PEOPLE)
def change(slug: str) -> ResponseReturnValue:
    """Change what is known of a delegation."""
    form = DelegationForm()
    if stored(
        form,
        lambda transaction: actions.change_delegation(
            transaction, actor(), secretariat.delegation(transaction, slug), form.values, at=at()
        ),
    ):
        return _back(_("Your changes have been saved."))
    return _form_page(secretariat.delegation(session(), slug), form)


@blueprint.post("/credentials")
@verb(Verb.MANAGE_PEOPLE)
def credentials() -> ResponseReturnValue:
    """Accept the credentials of one delegation or of several, or hold them provisional again."""
    try:
        status_ = DelegationStatus(request.form.get("status", ""))
    except ValueError:
        raise Invalid("status", "unknown") from None
    slugs = request.form.getlist("delegation")
    with writing() as transaction:
        chosen = [secretariat.delegation(transaction, slug) for slug in slugs]
        actions.set_credentials(transaction, actor(), chosen, status_, at=at())
    return _back(_("Your changes have been saved."))


@blueprint.route("/import", methods=["GET", "POST"])
@verb(Verb.MANAGE_PEOPLE)
def enrol() -> ResponseReturnValue:
    """Show line by line what a pasted table makes; make it when that is confirmed."""
    return tables.respond(TABLE)


def _form_page(delegation: Delegation, form: DelegationForm) -> ResponseReturnValue:
    page = render_template(
        "secretariat/form.html",
        form=form,
        title=delegation.name,
        parent=(_("Delegations"), url_for("admin_delegations.delegations")),
        button=_("Save"),
    )
    return page, status()


def _back(message: str) -> ResponseReturnValue:
    return see_other(url_for("admin_delegations.delegations"), message)


def _reader() -> Callable[[Mapping[str, str]], actions.DelegationValues]:
    names = {delegation.name.lower() for delegation in people.delegations(session())}
    kinds, regions = members(DelegationKind), members(WorldRegion)
    states, codes = members(DelegationStatus), countries()

    def read(cells: Mapping[str, str]) -> actions.DelegationValues:
        name = tables.filled(cells, SENDER)
        tables.once(name, names)
        code = country(cells["country"], codes)
        kind = tables.member("kind", kinds, cells["kind"], DelegationKind.CITY)
        region = tables.member("world_region", regions, cells["world_region"])
        status = tables.member("status", states, cells["status"], DelegationStatus.PROVISIONAL)
        return actions.DelegationValues(name, kind, code, region, status)

    return read


def country(typed: str, codes: Mapping[str, str]) -> str:
    """Return a country's code, for its code or its name."""
    code = typed.upper()
    if not typed or (len(code) == len("SN") and code.isascii() and code.isalpha()):
        return code
    if folded(typed) in codes:
        return codes[folded(typed)]
    named = Locale(language.code()).territories
    problem = _("“%(value)s” is not recognised.", value=typed)
    words = f"{problem} {refusals.problem('two_letters')}"
    raise tables.unknown("country", typed, codes, named.__getitem__, words)


def _add(transaction: Session, values: actions.DelegationValues) -> Delegation:
    return actions.add_delegation(transaction, actor(), values, at=at())


TABLE = tables.PastedTable(
    columns=DELEGATIONS,
    reader=_reader,
    store=_add,
    stored=lambda count: ngettext("%(num)d delegation added.", "%(num)d delegations added.", count),
    back="admin_delegations.delegations",
    parent=(_l("Delegations"), "admin_delegations.delegations"),
    lead=_l("Nothing is saved until you have checked every line."),
    button=_l("Add these delegations"),
)
