"""One-time links: who has none, who asks for one, and all of them for a mail merge."""

import io
import zipfile
from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, lazy_pgettext

from declaration.actions.people import accounts, people as actions
from declaration.errors import Invalid
from declaration.formats.csv_file import MEDIA_TYPE, sheet
from declaration.queries import secretariat
from declaration.queries.people import people
from declaration.verbs import Verb
from declaration.web.frame import language, moments
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.addresses import handed_out
from declaration.web.frame.answers import leads_to, see_other
from declaration.web.secretariat.people import cells

blueprint = Blueprint("admin_links", __name__, url_prefix="/admin/links")
HEADS = (  # of the fields that a letter names: single words, so that a word processor keeps them
    lazy_pgettext("mail merge", "name"),
    lazy_pgettext("mail merge", "email"),
    lazy_pgettext("mail merge", "delegation"),
    lazy_pgettext("mail merge", "office"),
    lazy_pgettext("mail merge", "language"),
    lazy_pgettext("mail merge", "link"),
    lazy_pgettext("mail merge", "expires"),
    lazy_pgettext("mail merge", "expires_on"),
)


class MadeFile(NamedTuple):
    """A file that a page carries in one of its links."""

    name: str
    media_type: str
    content: bytes

    @property
    def url(self) -> str:
        """Return the file as an address of its own (RFC 2397)."""
        return f"data:{self.media_type.replace(' ', '')};base64,{b64encode(self.content).decode()}"


@blueprint.get("")
@verb(Verb.MANAGE_PEOPLE)
def links() -> str:
    """List who has no password yet, and who asks for a new link."""
    return _page()


@blueprint.post("/mail-merge")
@verb(Verb.MANAGE_PEOPLE)
def mail_merge() -> ResponseReturnValue:
    """Make links for the people chosen, as tables for the secretariat's own mail merge.

    Links that wait are replaced once that is confirmed. The page that says so carries the file:
    links are not stored. A letter is written in one language, and so is its table.
    """
    chosen = {int(number) for number in request.form.getlist("person") if number.isdecimal()}
    entries = [entry for entry in people.everybody(session(), at()) if entry.id in chosen]
    if not entries:
        raise Invalid("person", "missing")
    if any(entry.link for entry in entries) and "confirmed" not in request.form:
        return _page(asked=entries)
    with writing() as transaction:
        tokens = [
            accounts.make_invitation(
                transaction, actor(), secretariat.person(transaction, entry.id), at=at()
            )
            for entry in entries
        ]
    leads_to(url_for("admin_links.links"))
    files = _files(zip(entries, tokens, strict=True))
    if len(files) == 1:
        (content,) = files.values()
        return _page(made=entries, file=MadeFile("links.csv", MEDIA_TYPE, content))
    return _page(made=entries, file=MadeFile("links.zip", "application/zip", _zipped(files)))


@blueprint.post("/requests/<int:number>/dismissal")
@verb(Verb.MANAGE_PEOPLE)
def dismiss(number: int) -> ResponseReturnValue:
    """Take a request off the list that nobody here can have made."""
    with writing() as transaction:
        actions.dismiss_request(
            transaction, actor(), secretariat.link_request(transaction, number), at=at()
        )
    return see_other(url_for("admin_links.links"))


def _page(
    *,
    asked: Sequence[people.ListedPerson] = (),
    made: Sequence[people.ListedPerson] = (),
    file: MadeFile | None = None,
) -> str:
    """Show who has which link. ``asked``: whose to replace? ``made``: for whom just now."""
    entries = [entry for entry in people.everybody(session(), at()) if entry.active]
    return render_template(
        "secretariat/links.html",
        waiting=[entry for entry in entries if not entry.signed],
        requests=people.link_requests(session()),
        names={entry.id: entry.name for entry in entries},
        asked=asked,
        made=made,
        file=file,
        made_at=f"{at().astimezone(moments.conference_zone()):%H:%M}",
    )


def _files(links: Iterable[tuple[people.ListedPerson, str]]) -> dict[str, bytes]:
    """Return by name a table for each language in which somebody here reads: one letter each."""
    by_language = defaultdict(list)
    for entry, token in links:
        known = entry.language in language.LANGUAGES
        by_language[entry.language if known else language.code()].append((entry, token))
    expires = (at() + accounts.LIFETIME).astimezone(moments.conference_zone())
    files = {}
    for code, received in sorted(by_language.items()):
        with force_locale(code):
            rows = [_row(*each, expires) for each in received]
            files[f"links-{code}.csv"] = sheet([str(head) for head in HEADS], rows, code)
    return files


def _zipped(files: Mapping[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return whole.getvalue()


def _row(entry: people.ListedPerson, token: str, expires: datetime) -> tuple[str, ...]:
    return (
        *cells(entry),
        entry.language,
        handed_out("joining.join", token=token),
        moments.clock(expires),
        expires.date().isoformat(),
    )
