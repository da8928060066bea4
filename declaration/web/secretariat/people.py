"""The secretariat's pages on people: invitations, offices, accounts."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l, ngettext
from sqlalchemy.orm import Session

from declaration.actions.journal import redaction
from declaration.actions.people import accounts, offices, people as actions
from declaration.formats.pasted import folded
from declaration.queries import secretariat
from declaration.queries.people import people
from declaration.queries.people.accounts import by_email
from declaration.verbs import Verb
from declaration.web.frame import labels, moments, refusals
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.addresses import handed_out
from declaration.web.frame.answers import leads_to, see_other, status, table
from declaration.web.frame.forms import stored, typed
from declaration.web.secretariat import tables
from declaration.web.secretariat.columns import EMAIL, NAME, PEOPLE, languages_by_name, members
from declaration.web.secretariat.people_forms import InvitationForm, OfficeForm, PersonForm
from models.people import Delegation, Person
from models.vocabulary import Capacity, Post

Enrolment = tuple[actions.Invitee, offices.Appointment]

blueprint = Blueprint("admin_people", __name__, url_prefix="/admin")


@blueprint.get("/people")
@verb(Verb.MANAGE_PEOPLE)
def people_list() -> str:
    """List everybody with their offices; ``?show=unused``: those who never used their link."""
    return render_template("secretariat/people.html", people=_listed(), show=_show())


@blueprint.get("/people/table")
@verb(Verb.MANAGE_PEOPLE)
def people_table() -> ResponseReturnValue:
    """Answer with the same list as a table, for letters that remind; links are in none."""
    heads = (_("Name"), _("Email address"), _("Delegation"), _("Role"), _("Link made"))
    rows = [
        (*cells(person), moments.day(person.linked_at) if person.linked_at else "")
        for person in _listed()
    ]
    return table("people", "csv", heads, rows)


def _show() -> str:
    return "unused" if request.args.get("show") == "unused" else ""


def _listed() -> list[people.ListedPerson]:
    everyone = people.everybody(session(), at())
    return [person for person in everyone if person.unused or not _show()]


def cells(person: people.ListedPerson) -> tuple[str, str, str, str]:
    """Return who a person is, for a table: name, email address, delegation, role."""
    held = person.offices[0] if person.offices else None
    seat = (held.delegation, labels.label(held.post)) if held else ("", "")
    return (person.name, person.email, *seat)


@blueprint.route("/people/invitation", methods=["GET", "POST"])
@verb(Verb.MANAGE_PEOPLE)
def invite() -> ResponseReturnValue:
    """Show the form that invites one person; invite, and show their one-time link this once."""
    form = InvitationForm()

    def store(transaction: Session) -> tuple[int, str]:
        invitee = typed(form, actions.Invitee)
        person = actions.invite(transaction, actor(), invitee, (form.office,), at=at())
        return person.id, accounts.make_invitation(transaction, actor(), person, at=at())

    invited = stored(form, store)
    if invited is not None:
        leads_to(url_for("admin_people.person", number=invited[0]))
        return _person_page(invited[0], token=invited[1])
    page = render_template(
        "secretariat/form.html",
        form=form,
        title=_("Invite a person"),
        parent=(_("People"), url_for("admin_people.people_list")),
        lead=_("You will then see the one-time link, once only. Send it by email."),
        button=_("Invite"),
    )
    return page, status()


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

    def store(transaction: Session) -> Person:
        person = secretariat.person(transaction, number)
        values = replace(typed(form, actions.Invitee), time_zone=person.time_zone)
        return actions.change_person(transaction, actor(), person, values)

    if stored(form, store):
        return _back(number, _("Your changes have been saved."))
    return _person_page(number, form), 422


@blueprint.post("/people/<int:number>/offices")
@verb(Verb.MANAGE_PEOPLE)
def give_office(number: int) -> ResponseReturnValue:
    """Give a person an office."""
    form = OfficeForm()
    if stored(
        form,
        lambda transaction: offices.give_office(
            transaction, actor(), secretariat.person(transaction, number), form.office, at=at()
        ),
    ):
        return _back(number, _("Role assigned."))
    return _person_page(number, office=form), 422


@blueprint.post("/people/<int:number>/account/<any(closing, opening):step>")
@verb(Verb.MANAGE_PEOPLE)
def switch_account(number: int, step: str) -> ResponseReturnValue:
    """Switch an account off, all its sessions end; or on again."""
    switch = actions.close_account if step == "closing" else actions.open_account
    with writing() as transaction:
        switch(transaction, actor(), secretariat.person(transaction, number), at=at())
    if step == "opening":
        return _back(number, _("Account activated."))
    return _back(number, _("Account deactivated. All its sessions have been signed out."))


@blueprint.post("/people/<int:number>/link")
@verb(Verb.MANAGE_PEOPLE)
def link(number: int) -> ResponseReturnValue:
    """Make a new one-time link, and show it this once; one that waits is replaced if confirmed."""
    if people.entry(session(), number, at()).link and "confirmed" not in request.form:
        return _person_page(number, replaces=True)
    with writing() as transaction:
        person = secretariat.person(transaction, number)
        token = accounts.make_invitation(transaction, actor(), person, at=at())
    leads_to(url_for("admin_people.person", number=number))
    return _person_page(number, token=token)


@blueprint.route("/people/<int:number>/anonymity", methods=["GET", "POST"])
@verb(Verb.REDACT)
def anonymise(number: int) -> ResponseReturnValue:
    """Say what making a person anonymous means; take name and address out for good."""
    if request.method == "POST":
        with writing() as transaction:
            person = secretariat.person(transaction, number)
            redaction.anonymise(transaction, actor(), person, at=at())
        message = _(
            "This person has been anonymised. Their contributions remain, without their name."
        )
        return see_other(url_for("admin_people.people_list"), message)
    entry = people.entry(session(), number, at())
    return render_template(
        "secretariat/final.html",
        title=_("Anonymise"),
        parent=(entry.name, url_for("admin_people.person", number=entry.id)),
        record=None,
        consequence=_(
            "The name and address of %(name)s will be permanently removed. All roles end and "
            "the account is closed. What this person did remains, without the name.",
            name=entry.name,
        ),
        button=_("Anonymise permanently"),
    )


@blueprint.post("/offices/<int:number>/ending")
@verb(Verb.MANAGE_PEOPLE)
def end_office(number: int) -> ResponseReturnValue:
    """End an office."""
    with writing() as transaction:
        membership = secretariat.membership(transaction, number)
        person_id = offices.end_office(transaction, actor(), membership, at=at()).person_id
    return _back(person_id, _("The role has ended."))


@blueprint.post("/offices/<int:number>/submit-right", defaults={"given": True})
@blueprint.post("/offices/<int:number>/submit-right/end", defaults={"given": False})
@verb(Verb.MANAGE_PEOPLE)
def let_submit(number: int, *, given: bool) -> ResponseReturnValue:
    """Let a member of a delegation submit, or submit no longer."""
    with writing() as transaction:
        membership = secretariat.membership(transaction, number)
        offices.set_submit_right(transaction, actor(), membership, given=given, at=at())
        person_id = membership.person_id
    message = (
        _("This person can now submit suggestions.")
        if given
        else _("This person can no longer submit suggestions.")
    )
    return _back(person_id, message)


@blueprint.route("/people/import", methods=["GET", "POST"])
@verb(Verb.MANAGE_PEOPLE)
def enrol() -> ResponseReturnValue:
    """Show line by line whom a pasted table invites; invite them when that is confirmed."""
    return tables.respond(TABLE)


def _person_page(
    number: int,
    form: PersonForm | None = None,
    *,
    office: OfficeForm | None = None,
    token: str = "",
    replaces: bool = False,
) -> str:
    entry = people.entry(session(), number, at())
    return render_template(
        "secretariat/person.html",
        person=entry,
        form=form or PersonForm(formdata=None, obj=entry),
        office=office or OfficeForm(formdata=None),
        url=handed_out("joining.join", token=token) if token else "",
        replaces=replaces,
    )


def _back(number: int, message: str) -> ResponseReturnValue:
    return see_other(url_for("admin_people.person", number=number), message)


def _reader() -> Callable[[Mapping[str, str]], Enrolment]:
    everybody = people.everybody(session(), at())
    emails = {entry.email for entry in everybody}
    listed: dict[str, list[offices.Appointment]] = {}  # addresses of the list, with their offices
    headed = {
        office.delegation_id
        for entry in everybody
        for office in entry.offices
        if office.capacity is Capacity.DELEGATION and office.post is Post.HEAD
    }
    delegations = {each.name.lower(): each for each in people.delegations(session())}
    posts, languages = members(Post), languages_by_name()

    def read(cells: Mapping[str, str]) -> Enrolment:
        name, email = tables.filled(cells, NAME), _address(tables.filled(cells, EMAIL))
        if not actions.EMAIL.fullmatch(email):
            raise tables.LineProblem(refusals.problem("not_an_address"))
        if email not in listed:
            tables.once(email, set(emails))
        post = tables.member("office", posts, cells["office"], Post.ADVISER)
        office = _office(post, cells["delegation"], delegations)
        if office in listed.get(email, ()):
            raise tables.LineProblem(refusals.problem("held_already"))
        if office.post is Post.HEAD:
            if office.delegation_id in headed:
                raise tables.LineProblem(refusals.problem("head_there"))
            headed.add(office.delegation_id)
        listed.setdefault(email, []).append(office)
        language = folded(cells["language"]).partition("-")[0]
        return actions.Invitee(name, email, languages.get(language, "")), office

    return read


def _address(typed: str) -> str:
    """Return an address as a spreadsheet or a mail program has it: mailto:…, Ana <…>."""
    inner = re.search(r"<([^<>]*)>\s*$", typed)
    return (inner[1] if inner else typed).strip().lower().removeprefix("mailto:")


def _office(
    post: Post, delegation: str, delegations: Mapping[str, Delegation]
) -> offices.Appointment:
    if offices.CAPACITY[post] is not Capacity.DELEGATION:
        return offices.Appointment(offices.CAPACITY[post], post)
    if delegation.lower() not in delegations:
        names = {folded(each.name): each.name for each in delegations.values()}
        problem = _("No delegation is called “%(name)s”.", name=delegation)
        raise tables.unknown("delegation", delegation, names, str, problem)
    return offices.Appointment(Capacity.DELEGATION, post, delegations[delegation.lower()].id)


def _enrol_person(transaction: Session, enrolment: Enrolment) -> Person:
    """Invite a person; whoever stands in the list a second time gets a second office."""
    invitee, office = enrolment
    person = by_email(transaction, invitee.email)
    if person is not None:
        offices.give_office(transaction, actor(), person, office, at=at())
        return person
    return actions.invite(transaction, actor(), invitee, (office,), at=at())


TABLE = tables.PastedTable(
    columns=PEOPLE,
    reader=_reader,
    store=_enrol_person,
    stored=lambda count: ngettext("%(num)d person invited.", "%(num)d people invited.", count),
    back="admin_links.links",
    parent=(_l("People"), "admin_people.people_list"),
    lead=_l("No one is invited until you have checked every line. Links are created afterwards."),
    button=_l("Invite these people"),
)
