"""The secretariat's pages on signatures: open the register, verify, enter, paste, withdraw."""

from collections.abc import Callable, Mapping
from functools import partial

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l, lazy_pgettext, ngettext
from sqlalchemy.orm import Session

from declaration.actions.signing import register as switching, requests as asking, signatures
from declaration.actions.signing.signatures import SignedBy, Signing
from declaration.errors import Invalid, NotFound
from declaration.queries import sight
from declaration.queries.signing import requests, signatures as queries
from declaration.queries.signing.requests import known_by
from declaration.queries.signing.signatures import SigningBook
from declaration.rules import Case, require
from declaration.verbs import Verb
from declaration.web.frame import refusals
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.answers import see_other, status
from declaration.web.frame.forms import stored
from declaration.web.secretariat import tables
from declaration.web.secretariat.columns import (
    PastedColumn,
    countries,
    label_members,
    members,
)
from declaration.web.secretariat.delegations import country
from declaration.web.signing.forms import EntryForm
from models.document import Document
from models.signing import Signature, SignatureRequest, SigningWay
from models.vocabulary import DelegationKind, WorldRegion

PASTED = (
    PastedColumn(
        "authority", _l("Authority"), ("name", "nombre", "nom", "city", "ciudad", "ville")
    ),
    PastedColumn(
        "kind",
        lazy_pgettext("authority", "Type"),
        ("type",),
        partial(label_members, DelegationKind),
    ),
    PastedColumn("country", _l("Country")),
    PastedColumn(
        "world_region",
        _l("World region"),
        ("region of the world", "region"),
        partial(label_members, WorldRegion),
    ),
    PastedColumn("signatory", _l("Name of the signatory"), ("signatory", "firmante", "signataire")),
    PastedColumn("office", _l("Title of the signatory"), ("office", "cargo", "fonction")),
)

blueprint = Blueprint("admin_signatures", __name__, url_prefix="/admin/documents/<slug>/signatures")


@blueprint.route("", methods=["GET", "POST"])
@verb(Verb.VERIFY_SIGNATURES)
def show(slug: str) -> ResponseReturnValue:
    """List what waits and what is signed, with a form to enter a signature; enter it."""
    book = _book(slug)
    _forget_old(slug)
    form = EntryForm(
        data={"way": SigningWay.LETTER, "signed_on": book.adoption.adopted_on},
    )
    if stored(form, lambda transaction: _enter(transaction, slug, form.entered)):
        return _back(slug, _("Signature added."))
    return _page(_book(slug), form)


@blueprint.post("/switch")
@verb(Verb.VERIFY_SIGNATURES)
def switch(slug: str) -> ResponseReturnValue:
    """Open the register, or close it."""
    _book(slug)
    opened = request.form.get("open") == "1"
    with writing() as transaction:
        document = _document(transaction, slug)
        switching.switch(transaction, actor(), document, opened=opened, at=at())
    return _back(slug, _("Signatures opened.") if opened else _("Signatures closed."))


@blueprint.route("/import", methods=["GET", "POST"])
@verb(Verb.VERIFY_SIGNATURES)
def enrol(slug: str) -> ResponseReturnValue:
    """Show line by line what a pasted list makes; make it when that is confirmed."""
    book = _book(slug)
    if book.register is None:
        raise NotFound
    day, adoption_id = book.adoption.adopted_on, book.adoption.id
    table = tables.PastedTable(
        columns=PASTED,
        reader=lambda: _reader(adoption_id),
        store=lambda transaction, signing: _enter(
            transaction, slug, SignedBy(signing, SigningWay.ON_THE_DAY, day)
        ),
        stored=lambda count: ngettext(
            "%(num)d signature added.", "%(num)d signatures added.", count
        ),
        back="admin_signatures.show",
        parent=(_l("Signatures"), "admin_signatures.show"),
        lead=_l(
            "Signatures given on the day of the adoption. Nothing is saved until you have checked "
            "every line."
        ),
        button=_l("Add these signatures"),
    )
    return tables.respond(table)


@blueprint.post("/requests/<int:number>/verify")
@verb(Verb.VERIFY_SIGNATURES)
def verify(slug: str, number: int) -> ResponseReturnValue:
    """Take a request into the list."""
    _book(slug)
    try:
        with writing() as transaction:
            document, asked = _asked(transaction, slug, number)
            asking.verify(transaction, actor(), document, asked, at=at())
    except Invalid as error:
        return _refused(slug, error)
    return _back(slug, _("Signature added."))


@blueprint.post("/requests/<int:number>/refuse")
@verb(Verb.VERIFY_SIGNATURES)
def refuse(slug: str, number: int) -> ResponseReturnValue:
    """Refuse a request."""
    _book(slug)
    try:
        with writing() as transaction:
            document, asked = _asked(transaction, slug, number)
            reason = request.form.get("reason", "")
            asking.refuse(transaction, actor(), document, asked, reason, at=at())
    except Invalid as error:
        return _refused(slug, error)
    return _back(slug, _("Request refused."))


@blueprint.post("/requests/<int:number>/forget")
@verb(Verb.VERIFY_SIGNATURES)
def forget(slug: str, number: int) -> ResponseReturnValue:
    """Delete an email address."""
    _book(slug)
    with writing() as transaction:
        document, asked = _asked(transaction, slug, number)
        asking.forget(transaction, actor(), document, asked)
    return _back(slug, _("Email address deleted."))


@blueprint.post("/<int:number>/withdraw")
@verb(Verb.VERIFY_SIGNATURES)
def withdraw(slug: str, number: int) -> ResponseReturnValue:
    """Mark a signature as withdrawn."""
    _book(slug)
    with writing() as transaction:
        document = _document(transaction, slug)
        row = queries.signature(transaction, _book(slug).adoption.id, number)
        signatures.withdraw(transaction, actor(), document, row, at=at())
    return _back(slug, _("Signature withdrawn."))


def _document(transaction: Session, slug: str) -> Document:
    return sight.document(transaction, actor(), slug)


def _book(slug: str) -> SigningBook:
    """Return the register. Raises NotAllowed before the adoption, NotFound for a rehearsal."""
    document = _document(session(), slug)
    require(actor(), Verb.VERIFY_SIGNATURES, Case(stage=document.stage))
    return queries.book(session(), slug)


def _asked(transaction: Session, slug: str, number: int) -> tuple[Document, SignatureRequest]:
    adoption_id = queries.book(transaction, slug).adoption.id
    return _document(transaction, slug), requests.request(transaction, adoption_id, number)


def _enter(transaction: Session, slug: str, entered: SignedBy) -> Signature:
    document = _document(transaction, slug)
    return signatures.enter(transaction, actor(), document, entered, at=at())


def _forget_old(slug: str) -> None:
    """Delete what was asked a year ago: opening this page is enough."""
    if request.method == "GET" and requests.has_old(session(), at()) and not actor().seeing:
        with writing() as transaction:
            asking.forget_old(transaction, at())
        _book(slug)


def _page(book: SigningBook, form: EntryForm) -> ResponseReturnValue:
    adoption_id = book.adoption.id
    rows = queries.signatures(session(), adoption_id)
    asked = requests.requests(session(), adoption_id)
    page = render_template(
        "signing/register.html",
        book=book,
        document=book.document,
        form=form,
        waiting=requests.waiting(session(), asked, rows),
        answered=[each for each in asked if each.answered_at is not None],
        names={row.id: row.authority for row in rows},
        signatures=rows,
    )
    return page, status()


def _refused(slug: str, error: Invalid) -> ResponseReturnValue:
    """Show the page again, saying why a request was not answered."""
    book = _book(slug)
    form = EntryForm(
        formdata=None, data={"way": SigningWay.LETTER, "signed_on": book.adoption.adopted_on}
    )
    form.form_errors.append(refusals.invalid(error))
    return _page(book, form)


def _back(slug: str, message: str) -> ResponseReturnValue:
    return see_other(url_for("admin_signatures.show", slug=slug), message)


def _reader(adoption_id: int) -> Callable[[Mapping[str, str]], Signing]:
    kinds, regions, codes = members(DelegationKind), members(WorldRegion), countries()
    taken = {
        (row.kind, *known_by(row.authority, row.country))
        for row in queries.signatures(session(), adoption_id)
        if row.withdrawn_on is None
    }

    def read(cells: Mapping[str, str]) -> Signing:
        signing = Signing(
            authority=tables.filled(cells, PASTED[0]),
            kind=tables.member("kind", kinds, cells["kind"], DelegationKind.CITY),
            country=country(cells["country"], codes),
            world_region=tables.member("world_region", regions, cells["world_region"]),
            signatory=tables.filled(cells, PASTED[4]),
            office=cells["office"],
        )
        known = (signing.kind, *known_by(signing.authority, signing.country))
        if known in taken:
            raise tables.LineProblem(refusals.problem("signed"))
        try:
            checked = signatures.checked(signing)
        except Invalid as error:
            raise tables.LineProblem(refusals.invalid(error)) from error
        taken.add(known)
        return checked

    return read
