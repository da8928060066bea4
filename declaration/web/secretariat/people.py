"""The secretariat's pages on people: invitations, offices, accounts."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, ngettext
from sqlalchemy.orm import Session

from declaration.actions.journal import redaction
from declaration.actions.people import accounts, offices, people as actions
from declaration.errors import Invalid
from declaration.queries import secretariat
from declaration.queries.people import people
from declaration.rules import Verb
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.secretariat import tables
from declaration.web.secretariat.people_forms import InvitationForm, OfficeForm, PersonForm
from declaration.web.secretariat.tables import Line, Newcomer, Pasting
from models.vocabulary import Capacity, Post

blueprint = Blueprint("admin_people", __name__, url_prefix="/admin/people")


@blueprint.get("")
@verb(Verb.MANAGE_PEOPLE)
def people_list() -> str:
    """List everybody with their offices."""
    return render_template("secretariat/people.html", people=people.everybody(session(), at()))


@blueprint.get("/invitation")
@verb(Verb.MANAGE_PEOPLE)
def invitation() -> str:
    """Show the form that invites one person."""
    return render_template("secretariat/invitation.html", form=InvitationForm(formdata=None))


@blueprint.post("/invitation")
@verb(Verb.MANAGE_PEOPLE)
def invite() -> ResponseReturnValue:
    """Invite a person, and show their one-time link this once."""
    form = InvitationForm()
    if not form.validate_on_submit():
        return render_template("secretariat/invitation.html", form=form), 422
    try:
        with writing() as here:
            invited = actions.invite(here, actor(), form.invitee(), (form.office,), at=at())
            token = accounts.make_invitation(here, actor(), invited, at=at())
            number = invited.id
    except Invalid as error:
        form.refuse(error)
        return render_template("secretariat/invitation.html", form=form), 422
    return _person_page(number, token=token)


@blueprint.get("/<int:number>")
@verb(Verb.MANAGE_PEOPLE)
def person(number: int) -> str:
    """Show one person: name, address, offices, account."""
    return _person_page(number)


@blueprint.post("/<int:number>")
@verb(Verb.MANAGE_PEOPLE)
def change(number: int) -> ResponseReturnValue:
    """Correct a name, an address or a language."""
    form = PersonForm()
    if not form.validate_on_submit():
        return _person_page(number, form), 422
    try:
        with writing() as here:
            found = secretariat.person(here, number)
            actions.change_person(here, actor(), found, form.invitee(found.time_zone))
    except Invalid as error:
        form.refuse(error)
        return _person_page(number, form), 422
    return _back(number, _("Your changes are stored."))


@blueprint.post("/<int:number>/offices")
@verb(Verb.MANAGE_PEOPLE)
def give_office(number: int) -> ResponseReturnValue:
    """Give a person an office."""
    form = OfficeForm()
    if not form.validate_on_submit():
        return _person_page(number, office=form), 422
    try:
        with writing() as here:
            found = secretariat.person(here, number)
            offices.give_office(here, actor(), found, form.office, at=at())
    except Invalid as error:
        form.refuse(error)
        return _person_page(number, office=form), 422
    return _back(number, _("The office is given."))


@blueprint.post("/<int:number>/account/closing")
@verb(Verb.MANAGE_PEOPLE)
def close_account(number: int) -> ResponseReturnValue:
    """Switch an account off; all its sessions end."""
    with writing() as here:
        actions.close_account(here, actor(), secretariat.person(here, number), at=at())
    return _back(number, _("The account is switched off. All its sessions have ended."))


@blueprint.post("/<int:number>/account/opening")
@verb(Verb.MANAGE_PEOPLE)
def open_account(number: int) -> ResponseReturnValue:
    """Switch an account on again."""
    with writing() as here:
        actions.open_account(here, actor(), secretariat.person(here, number), at=at())
    return _back(number, _("The account is switched on."))


@blueprint.post("/<int:number>/link")
@verb(Verb.MANAGE_PEOPLE)
def link(number: int) -> ResponseReturnValue:
    """Make a new one-time link, and show it this once; earlier ones stop working."""
    with writing() as here:
        found = secretariat.person(here, number)
        token = accounts.make_invitation(here, actor(), found, at=at())
    return _person_page(number, token=token)


@blueprint.get("/<int:number>/anonymity")
@verb(Verb.REDACT)
def anonymity(number: int) -> str:
    """Say what making a person anonymous means, before it is done."""
    entry = people.entry(session(), number, at())
    return render_template("secretariat/anonymity.html", person=entry)


@blueprint.post("/<int:number>/anonymity")
@verb(Verb.REDACT)
def anonymise(number: int) -> ResponseReturnValue:
    """Take a name and an address out for good."""
    with writing() as here:
        redaction.anonymise(here, actor(), secretariat.person(here, number), at=at())
    flash(_("The person is anonymous now. What they did stays, without their name."), "good")
    return redirect(url_for("admin_people.people_list"), 303)


@blueprint.get("/import")
@verb(Verb.MANAGE_PEOPLE)
def paste() -> str:
    """Show where to paste a table."""
    return tables.show(PASTING)


@blueprint.post("/import")
@verb(Verb.MANAGE_PEOPLE)
def enrol() -> ResponseReturnValue:
    """Show line by line whom the table invites; invite them when that is confirmed."""
    return tables.respond(PASTING)


def _person_page(
    number: int,
    form: PersonForm | None = None,
    *,
    office: OfficeForm | None = None,
    token: str = "",
) -> str:
    entry = people.entry(session(), number, at())
    shown = {
        "person": entry,
        "form": form or PersonForm(formdata=None, obj=entry),
        "office": office or OfficeForm(formdata=None),
        "url": url_for("joining.join", token=token, _external=True) if token else "",
    }
    return render_template("secretariat/person.html", **shown)


def _back(number: int, said: str) -> ResponseReturnValue:
    flash(said, "good")
    return redirect(url_for("admin_people.person", number=number), 303)


def _read(pasted: str) -> list[Line[Newcomer]]:
    listed = people.everybody(session(), at())
    headed = [
        office.delegation_id
        for entry in listed
        for office in entry.offices
        if office.capacity is Capacity.DELEGATION and office.post is Post.HEAD
    ]
    emails = [entry.email for entry in listed]
    there = people.delegations(session())
    return tables.newcomers(pasted, there, emails, [head for head in headed if head])


def _invite(here: Session, one: Newcomer) -> None:
    actions.invite(here, actor(), one.invitee, (one.office,), at=at())


def _invited(count: int) -> str:
    return ngettext("%(num)d person is invited.", "%(num)d people are invited.", count)


PASTING = Pasting(
    "secretariat/people_pasted.html",
    tables.PEOPLE,
    _read,
    _invite,
    _invited,
    "admin_links.links",
)


offices_blueprint = Blueprint("admin_offices", __name__, url_prefix="/admin/offices")


@offices_blueprint.post("/<int:number>/ending")
@verb(Verb.MANAGE_PEOPLE)
def end(number: int) -> ResponseReturnValue:
    """End an office."""
    with writing() as here:
        held = secretariat.membership(here, number)
        person = offices.end_office(here, actor(), held, at=at()).person_id
    return _back(person, _("The office has ended."))


@offices_blueprint.post("/<int:number>/submit-right")
@verb(Verb.MANAGE_PEOPLE)
def let_submit(number: int) -> ResponseReturnValue:
    """Let a member of a delegation submit."""
    with writing() as here:
        held = secretariat.membership(here, number)
        person = offices.give_submit_right(here, actor(), held, at=at()).person_id
    return _back(person, _("They can submit now."))


@offices_blueprint.post("/<int:number>/submit-right/end")
@verb(Verb.MANAGE_PEOPLE)
def stop_submitting(number: int) -> ResponseReturnValue:
    """Let a member of a delegation submit no longer."""
    with writing() as here:
        held = secretariat.membership(here, number)
        person = offices.take_submit_right(here, actor(), held, at=at()).person_id
    return _back(person, _("They cannot submit any more."))
