"""One-time links: who has none, who asks for one, and all of them for a mail merge."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from declaration.actions.people import accounts, people as actions
from declaration.errors import Invalid
from declaration.formats.csv_file import sheet
from declaration.queries import secretariat
from declaration.queries.people import people
from declaration.rules import Verb
from declaration.web.frame import labels, language, moments
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.addresses import handed_out
from declaration.web.frame.answers import attachment, leads_to, see_other

blueprint = Blueprint("admin_links", __name__, url_prefix="/admin/links")
HEADER = ("name", "email", "delegation", "office", "language", "link", "expires")


@blueprint.get("")
@verb(Verb.MANAGE_PEOPLE)
def links() -> str:
    """List who has no password yet, and who asks for a new link."""
    entries = [entry for entry in people.everybody(session(), at()) if entry.active]
    return render_template(
        "secretariat/links.html",
        waiting=[entry for entry in entries if not entry.signed],
        requests=people.link_requests(session()),
        names={entry.id: entry.name for entry in entries},
    )


@blueprint.post("/mail-merge")
@verb(Verb.MANAGE_PEOPLE)
def mail_merge() -> ResponseReturnValue:
    """Make links for the people chosen, as a table for the secretariat's own mail merge."""
    chosen = {int(number) for number in request.form.getlist("person") if number.isdecimal()}
    entries = [entry for entry in people.everybody(session(), at()) if entry.id in chosen]
    if not entries:
        raise Invalid("person", "missing")
    with writing() as transaction:
        tokens = [
            accounts.make_invitation(
                transaction, actor(), secretariat.person(transaction, entry.id), at=at()
            )
            for entry in entries
        ]
    leads_to(url_for("admin_links.links"))
    zone = moments.conference_zone()
    expires = moments.clock((at() + accounts.LIFETIME).astimezone(zone))
    rows = [_row(*each, expires) for each in zip(entries, tokens, strict=True)]
    return attachment(sheet(HEADER, rows, language.code()), "links.csv", "text/csv; charset=utf-8")


@blueprint.post("/requests/<int:number>/dismissal")
@verb(Verb.MANAGE_PEOPLE)
def dismiss(number: int) -> ResponseReturnValue:
    """Take a request off the list that nobody here can have made."""
    with writing() as transaction:
        actions.dismiss_request(
            transaction, actor(), secretariat.link_request(transaction, number), at=at()
        )
    return see_other(url_for("admin_links.links"))


def _row(entry: people.ListedPerson, token: str, expires: str) -> tuple[str, ...]:
    held = entry.offices[0] if entry.offices else None
    return (
        entry.name,
        entry.email,
        held.delegation if held else "",
        labels.label(held.post) if held else "",
        entry.language,
        handed_out("joining.join", token=token),
        expires,
    )
