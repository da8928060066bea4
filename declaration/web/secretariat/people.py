"""The secretariat's pages on people: invitations, offices, accounts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l, ngettext
from sqlalchemy.orm import Session

from declaration.actions.journal import redaction
from declaration.actions.people import accounts, offices, people as actions
from declaration.actions.people.offices import Appointment
from declaration.actions.people.people import EMAIL as EMAIL_PATTERN, Invitee
from declaration.errors import Invalid
from declaration.formats.pasted import folded
from declaration.queries import secretariat
from declaration.queries.people import people
from declaration.rules import Verb
from declaration.web.frame import refusals
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.secretariat import tables
from declaration.web.secretariat.columns import EMAIL, NAME, PEOPLE, languages_by_name, members
from declaration.web.secretariat.forms import stored
from declaration.web.secretariat.people_forms import (
    CAPACITY,
    InvitationForm,
    OfficeForm,
    PersonForm,
)
from declaration.web.secretariat.tables import LineProblem, PastedTable, filled, member, once
from models.people import Membership
from models.vocabulary import Capacity, Post

blueprint = Blueprint("admin_people", __name__, url_prefix="/admin")


@blueprint.get("/people")
@verb(Verb.MANAGE_PEOPLE)
def people_list() -> str:
    """List everybody with their offices."""
    return render_template("secretariat/people.html", people=people.everybody(session(), at()))


@blueprint.get("/people/invitation")
@verb(Verb.MANAGE_PEOPLE)
def invitation() -> str:
    """Show the form that invites one person."""
    return _invitation_page(InvitationForm(formdata=None))


@blueprint.post("/people/invitation")
@verb(Verb.MANAGE_PEOPLE)
def invite() -> ResponseReturnValue:
    """Invite a person, and show their one-time link this once."""
    form = InvitationForm()
    if not form.validate_on_submit():
        return _invitation_page(form), 422
    try:
        with writing() as transaction:
            invited = actions.invite(transaction, actor(), form.invitee(), (form.office,), at=at())
            token = accounts.make_invitation(transaction, actor(), invited, at=at())
            number = invited.id
    except Invalid as error:
        form.refuse(error)
        return _invitation_page(form), 422
    return _person_page(number, token=token)


@blueprint.get("/people/<int:number>")
@verb(Verb.MANAGE_PEOPLE)
def person(number: int) -> str:
    """Show one person: name, address, offices, account."""
    return _person_page(number)


@blueprint.post("/people/<int:number>")
@verb(Verb.MANAGE_PEOPLE)
def change(number: int) -> ResponseReturnValue:
    """Correct a name, an address or a language."""
    form = PersonForm()

    def store(transaction: Session) -> None:
        person = secretariat.person(transaction, number)
        actions.change_person(transaction, actor(), person, form.invitee(person.time_zone))

    if not stored(form, store):
        return _person_page(number, form), 422
    return _back(number, _("Your changes are stored."))


@blueprint.post("/people/<int:number>/offices")
@verb(Verb.MANAGE_PEOPLE)
def give_office(number: int) -> ResponseReturnValue:
    """Give a person an office."""
    form = OfficeForm()

    def store(transaction: Session) -> None:
        person = secretariat.person(transaction, number)
        offices.give_office(transaction, actor(), person, form.office, at=at())

    if not stored(form, store):
        return _person_page(number, office=form), 422
    return _back(number, _("The office is given."))


@blueprint.post("/people/<int:number>/account/closing")
@verb(Verb.MANAGE_PEOPLE)
def close_account(number: int) -> ResponseReturnValue:
    """Switch an account off; all its sessions end."""
    with writing() as transaction:
        actions.close_account(
            transaction, actor(), secretariat.person(transaction, number), at=at()
        )
    return _back(number, _("The account is switched off. All its sessions have ended."))


@blueprint.post("/people/<int:number>/account/opening")
@verb(Verb.MANAGE_PEOPLE)
def open_account(number: int) -> ResponseReturnValue:
    """Switch an account on again."""
    with writing() as transaction:
        actions.open_account(transaction, actor(), secretariat.person(transaction, number), at=at())
    return _back(number, _("The account is switched on."))


@blueprint.post("/people/<int:number>/link")
@verb(Verb.MANAGE_PEOPLE)
def link(number: int) -> ResponseReturnValue:
    """Make a new one-time link, and show it this once; earlier ones stop working."""
    with writing() as transaction:
        person = secretariat.person(transaction, number)
        token = accounts.make_invitation(transaction, actor(), person, at=at())
    return _person_page(number, token=token)


@blueprint.get("/people/<int:number>/anonymity")
@verb(Verb.REDACT)
def anonymity(number: int) -> str:
    """Say what making a person anonymous means, before it is done."""
    entry = people.entry(session(), number, at())
    return render_template(
        "secretariat/final.html",
        title=_("Make anonymous"),
        parent=(entry.name, url_for("admin_people.person", number=entry.id)),
        record=None,
        consequence=_(
            "The name and the address of %(name)s are taken out for good. All offices end, the "
            "account is closed. What was done stays, without the name.",
            name=entry.name,
        ),
        button=_("Make anonymous for good"),
    )


@blueprint.post("/people/<int:number>/anonymity")
@verb(Verb.REDACT)
def anonymise(number: int) -> ResponseReturnValue:
    """Take a name and an address out for good."""
    with writing() as transaction:
        redaction.anonymise(transaction, actor(), secretariat.person(transaction, number), at=at())
    flash(_("The person is anonymous now. What they did stays, without their name."), "good")
    return redirect(url_for("admin_people.people_list"), 303)


@blueprint.post("/offices/<int:number>/ending")
@verb(Verb.MANAGE_PEOPLE)
def end_office(number: int) -> ResponseReturnValue:
    """End an office."""
    return _change_office(number, offices.end_office, _("The office has ended."))


@blueprint.post("/offices/<int:number>/submit-right")
@verb(Verb.MANAGE_PEOPLE)
def let_submit(number: int) -> ResponseReturnValue:
    """Let a member of a delegation submit."""
    return _change_office(number, offices.give_submit_right, _("They can submit now."))


@blueprint.post("/offices/<int:number>/submit-right/end")
@verb(Verb.MANAGE_PEOPLE)
def stop_submitting(number: int) -> ResponseReturnValue:
    """Let a member of a delegation submit no longer."""
    return _change_office(number, offices.take_submit_right, _("They cannot submit any more."))


@blueprint.get("/people/import")
@verb(Verb.MANAGE_PEOPLE)
def paste() -> str:
    """Show where to paste a table."""
    return tables.show(TABLE)


@blueprint.post("/people/import")
@verb(Verb.MANAGE_PEOPLE)
def enrol() -> ResponseReturnValue:
    """Show line by line whom the table invites; invite them when that is confirmed."""
    return tables.respond(TABLE)


def _invitation_page(form: InvitationForm) -> str:
    return render_template(
        "secretariat/form.html",
        form=form,
        title=_("Invite a person"),
        parent=(_("People"), url_for("admin_people.people_list")),
        lead=_("Afterwards you see the one-time link, once: send it by mail."),
        button=_("Invite"),
    )


def _person_page(
    number: int,
    form: PersonForm | None = None,
    *,
    office: OfficeForm | None = None,
    token: str = "",
) -> str:
    entry = people.entry(session(), number, at())
    return render_template(
        "secretariat/person.html",
        person=entry,
        form=form or PersonForm(formdata=None, obj=entry),
        office=office or OfficeForm(formdata=None),
        url=url_for("joining.join", token=token, _external=True) if token else "",
    )


def _change_office(
    number: int, change: Callable[..., Membership], message: str
) -> ResponseReturnValue:
    with writing() as transaction:
        membership = secretariat.membership(transaction, number)
        person_id = change(transaction, actor(), membership, at=at()).person_id
    return _back(person_id, message)


def _back(number: int, message: str) -> ResponseReturnValue:
    flash(message, "good")
    return redirect(url_for("admin_people.person", number=number), 303)


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A person with the office that they get."""

    invitee: Invitee
    office: Appointment


def _reader() -> Callable[[Mapping[str, str]], Enrolment]:
    everybody = people.everybody(session(), at())
    emails = {entry.email for entry in everybody}
    headed = {
        office.delegation_id
        for entry in everybody
        for office in entry.offices
        if office.capacity is Capacity.DELEGATION and office.post is Post.HEAD
    }
    delegations = {each.name.lower(): each.id for each in people.delegations(session())}
    posts, languages = members(Post), languages_by_name()

    def read(cells: Mapping[str, str]) -> Enrolment:
        name, email = filled(cells, NAME), filled(cells, EMAIL).lower()
        if not EMAIL_PATTERN.fullmatch(email):
            raise LineProblem(refusals.problem("not_an_address"))
        once(email, emails)
        post = member(posts, cells["office"], Post.ADVISER)
        office = _office(post, cells["delegation"], delegations)
        if office.post is Post.HEAD:
            if office.delegation_id in headed:
                raise LineProblem(refusals.problem("head_there"))
            headed.add(office.delegation_id)
        language = folded(cells["language"]).partition("-")[0]
        return Enrolment(Invitee(name, email, languages.get(language, "")), office)

    return read


def _office(post: Post, delegation: str, delegations: Mapping[str, int]) -> Appointment:
    if CAPACITY[post] is not Capacity.DELEGATION:
        return Appointment(CAPACITY[post], post)
    if delegation.lower() not in delegations:
        raise LineProblem(_("There is no delegation “%(name)s”.", name=delegation))
    return Appointment(Capacity.DELEGATION, post, delegations[delegation.lower()])


def _invite(transaction: Session, enrolment: Enrolment) -> None:
    actions.invite(transaction, actor(), enrolment.invitee, (enrolment.office,), at=at())


def _invited(count: int) -> str:
    return ngettext("%(num)d person is invited.", "%(num)d people are invited.", count)


TABLE = PastedTable(
    columns=PEOPLE,
    reader=_reader,
    store=_invite,
    stored=_invited,
    back="admin_links.links",
    parent=(_l("People"), "admin_people.people_list"),
    lead=_l("Nobody is invited before you have looked at every line. Links are made afterwards."),
    button=_l("Invite these people"),
)
