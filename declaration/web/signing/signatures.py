"""Who signed an adopted text: the public list with its files, and the way to sign."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l, lazy_pgettext

from declaration.actions.signing import requests as asking, signatures as actions
from declaration.errors import Invalid, NotFound
from declaration.formats import OPEN_TABLES
from declaration.formats.pasted import folded
from declaration.queries import sight
from declaration.queries.signing import signatures as queries
from declaration.queries.signing.signatures import SigningBook
from declaration.rules import Case, require
from declaration.verbs import Verb
from declaration.web.cache.pages import conditional
from declaration.web.figures.pages import SHORT
from declaration.web.frame import answers, language, layout, limits
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.addresses import file_link
from declaration.web.frame.answers import see_other, status
from declaration.web.frame.labels import label
from declaration.web.secretariat.columns import countries_of
from declaration.web.signing.figures import figures
from declaration.web.signing.forms import OwnSignatureForm, SignForm
from models.signing import Signature
from models.vocabulary import WorldRegion

COLUMNS = {  # key in files for programs: head
    "authority": _l("Authority"),
    "type": lazy_pgettext("authority", "Type"),
    "country": _l("Country"),
    "region": _l("World region"),
    "signatory": _l("Name of the signatory"),
    "office": _l("Title of the signatory"),
    "signed": _l("Date"),
    "how": _l("How"),
    "decision": _l("Decision of the council"),
    "withdrawn": _l("Withdrawn on"),
    "fingerprint": _l("Fingerprint (hash) of the adopted text"),
}
WALL = 12  # names on the projector, the newest first

blueprint = Blueprint("signatures", __name__)


@dataclass(frozen=True, slots=True)
class SignedRegion:
    """The signatures of a region of the world that stand."""

    region: WorldRegion
    signatures: tuple[Signature, ...]


@blueprint.get("/d/<slug>/signatures")
@verb(Verb.READ_SIGNATURES)
@conditional
def show(slug: str) -> ResponseReturnValue:
    """Show who signed, by region and country; ``?q=`` searches, ``?view=plenary`` is for a wall."""
    book = queries.opened(session(), slug)
    rows = queries.signatures(session(), book.adoption.id)
    if request.args.get("view") == "plenary":
        return _wall(book, rows)
    return _page(book, rows)


@blueprint.get("/d/<slug>/signatures.<format_>")
@verb(Verb.READ_SIGNATURES)
def table(slug: str, format_: str) -> ResponseReturnValue:
    """Send the whole list as a table; for programs with codes instead of names."""
    book = queries.opened(session(), slug)
    rows = _sorted(queries.signatures(session(), book.adoption.id))
    codes = format_ == "json"
    heads = COLUMNS if codes else COLUMNS.values()
    worded: Callable[[StrEnum], str] = str if codes else label
    lines = (_line(row, book, worded) for row in rows)
    return answers.table(f"{slug}-signatures", format_, heads, lines, OPEN_TABLES)


@blueprint.route("/d/<slug>/signatures/sign", methods=["GET", "POST"])
@verb(Verb.SIGN)
def sign(slug: str) -> ResponseReturnValue:
    """Ask that an authority be listed: the answer is the same whoever asked or signed before."""
    document = sight.document(session(), actor(), slug)
    require(actor(), Verb.SIGN, Case(stage=document.stage))
    book = queries.opened(session(), slug)
    if not book.takes and request.method == "GET":
        raise NotFound
    form = SignForm(data={"language": language.code()})
    if form.validate_on_submit():
        limits.before_signing()
        if form.subject.data or _asked(slug, form):
            return see_other(url_for("signatures.asked", slug=slug))
    return render_template("signing/sign.html", document=document, form=form), status()


@blueprint.get("/d/<slug>/signatures/sign/sent")
@verb(Verb.SIGN)
def asked(slug: str) -> ResponseReturnValue:
    """Say what happens next."""
    document = sight.document(session(), actor(), slug)
    require(actor(), Verb.SIGN, Case(stage=document.stage))
    book = queries.opened(session(), slug)
    return render_template("signing/sign_asked.html", document=book.document)


@blueprint.post("/d/<slug>/signatures/delegation")
@verb(Verb.SIGN_FOR_DELEGATION)
def sign_for_delegation(slug: str) -> ResponseReturnValue:
    """Sign for one's own delegation."""
    document = sight.document(session(), actor(), slug)
    require(actor(), Verb.SIGN_FOR_DELEGATION, layout.case(stage=document.stage))
    form = OwnSignatureForm()
    try:
        if form.validate_on_submit():
            with writing() as transaction:
                again = sight.document(transaction, actor(), slug)
                office = str(form.office.data or "")
                actions.sign_for_delegation(transaction, actor(), again, office, at=at())
            return see_other(
                url_for("signatures.show", slug=slug), _("Your delegation has signed.")
            )
    except Invalid as error:
        form.refuse(error)
    book = queries.opened(session(), slug)
    return _page(book, queries.signatures(session(), book.adoption.id), form), 422


@blueprint.app_template_global()
def country_name(code: str) -> str:
    """Name a country in the reader's language; a network has none."""
    return countries_of(language.code()).get(code, code)


def _asked(slug: str, form: SignForm) -> bool:
    """Store the request; False, with the reasons in the form, if it is refused."""
    try:
        with writing() as transaction:
            document = sight.document(transaction, actor(), slug)
            asking.ask(transaction, actor(), document, form.asking, at=at())
    except Invalid as error:
        form.refuse(error)
        return False
    return True


def _page(
    book: SigningBook, rows: Sequence[Signature], form: OwnSignatureForm | None = None
) -> str:
    sought = request.args.get("q", "").strip()
    standing = [row for row in rows if row.withdrawn_on is None]
    matching = [row for row in _sorted(rows) if _matches(row, sought)]
    slug = book.document.slug
    return render_template(
        "signing/signatures.html",
        book=book,
        document=book.document,
        count=len(standing),
        sought=sought,
        regions=list(_regions(row for row in matching if row.withdrawn_on is None)),
        withdrawn=[row for row in matching if row.withdrawn_on is not None],
        figures=list(figures(book, standing)),
        short=SHORT,
        form=form or _own_form(book, standing),
        files=[
            file_link("signatures.table", _("Signatures"), format_, slug=slug)
            for format_ in OPEN_TABLES
        ],
    )


def _wall(book: SigningBook, rows: Sequence[Signature]) -> str:
    """Show the newest names for a wall; the page shows by itself who signs next."""
    standing = [row for row in rows if row.withdrawn_on is None]
    newest = sorted(standing, key=lambda row: row.id, reverse=True)
    return render_template(
        "signing/signing_wall.html",
        document=book.document,
        count=len(standing),
        signatures=newest[:WALL],
        newer=url_for("signatures.show", slug=book.document.slug, view="plenary"),
    )


def _own_form(book: SigningBook, standing: Sequence[Signature]) -> OwnSignatureForm | None:
    """Return the form of a head whose delegation has not signed yet; None for all others."""
    by = actor()
    signed = any(row.delegation_id == by.delegation_id for row in standing)
    may = layout.may(Verb.SIGN_FOR_DELEGATION, stage=book.document.stage)
    return OwnSignatureForm(formdata=None) if may and book.takes and not signed else None


def _sorted(rows: Sequence[Signature]) -> list[Signature]:
    """Sort by region, country and authority, as the reader's language names and sorts them."""
    regions, named = list(WorldRegion), countries_of(language.code())
    return sorted(
        rows,
        key=lambda row: (
            regions.index(row.world_region),
            folded(named.get(row.country, "")),
            folded(row.authority),
        ),
    )


def _regions(rows: Iterator[Signature]) -> Iterator[SignedRegion]:
    listed = list(rows)
    for region in WorldRegion:
        several = tuple(row for row in listed if row.world_region is region)
        if several:
            yield SignedRegion(region, several)


def _matches(row: Signature, sought: str) -> bool:
    words = (row.authority, row.signatory, row.office, country_name(row.country), label(row.kind))
    return folded(sought) in folded(" ".join(words))


def _line(row: Signature, book: SigningBook, worded: Callable[[StrEnum], str]) -> list[str]:
    return [
        row.authority,
        worded(row.kind),
        row.country,
        worded(row.world_region),
        row.signatory,
        row.office,
        row.signed_on.isoformat(),
        worded(row.way),
        row.decision_url,
        row.withdrawn_on.isoformat() if row.withdrawn_on else "",
        book.revision.content_hash,
    ]
