"""The record of an adoption: a page, a file to print and sign by hand, and its undoing."""

from collections.abc import Iterator
from typing import NamedTuple

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l
from wtforms.validators import Length

from declaration.actions.publishing import adoption as adopting
from declaration.errors import Invalid, NotFound, Stale
from declaration.manuscript import MAX_WORDS
from declaration.queries.people import people
from declaration.queries.publishing import adoption as queries
from declaration.queries.publishing.adoption import EnteredAdoption
from declaration.queries.reading import shelf as shelves
from declaration.queries.sight import existing
from declaration.report import Block, Facts, Grid, Heading, Lines, Report
from declaration.rules import Case, require
from declaration.verbs import Verb
from declaration.web.cache import shared
from declaration.web.cache.files import links, report
from declaration.web.discussing.report_lines import line, told
from declaration.web.frame import labels, language, layout
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.addresses import number
from declaration.web.frame.answers import see_other, status
from declaration.web.frame.forms import Form, WordsField, wanted
from declaration.web.frame.layout import reader
from declaration.web.frame.moments import day, when
from models.document import Adoption, Document

blueprint = Blueprint("adoption_record", __name__)


class UndoForm(Form):
    """Why an adoption is undone."""

    reason = WordsField(_l("Reason"), validators=[wanted, Length(max=MAX_WORDS)])


class AdoptionRecord(NamedTuple):
    """What the record of a document's adoption tells; ``earlier``: those that were undone."""

    document: Document
    holds: EnteredAdoption
    earlier: tuple[EnteredAdoption, ...]
    lapsed: tuple[int, ...]


@blueprint.get("/d/<slug>/adopted")
@verb(Verb.READ_ADOPTION)
def show(slug: str) -> ResponseReturnValue:
    """Show when, where and how a document was adopted, and what lapsed."""
    record = _record(slug)
    return render_template(
        "publishing/adopted.html",
        record=record,
        document=record.document,
        facts=_facts(record),
        stands=adopting.followed(session(), record.document.id),
        earlier=[(_sentence(each), each) for each in record.earlier],
        files=links("adoption_record.file", slug=slug),
    )


@blueprint.get("/d/<slug>/adopted.<format_>")
@verb(Verb.READ_ADOPTION)
def file(slug: str, format_: str) -> ResponseReturnValue:
    """Send the record as a file, with room for the delegations' signatures by hand."""
    record = _record(slug)
    return report(f"{slug}-adopted", format_, slug, make=lambda: _report(record))


@blueprint.route("/d/<slug>/adopted/undo", methods=["GET", "POST"])
@verb(Verb.UNDO_ADOPTION)
def undo(slug: str) -> ResponseReturnValue:
    """Ask why an adoption was entered in error; undo it."""
    shelf = shelves.shelf(session(), actor(), slug)
    require(actor(), Verb.UNDO_ADOPTION, Case(stage=shelf.document.stage))
    form, stale = UndoForm(), False
    if form.validate_on_submit():
        try:
            with writing() as transaction:
                seen = existing(transaction.get(Adoption, number(request.form.get("adoption"))))
                if seen.document_id != shelf.document.id:
                    raise NotFound
                adopting.undo(transaction, actor(), seen, form.reason.data or "", at=at())
        except Invalid as refusal:
            form.refuse(refusal)
        except Stale:
            stale = True
        else:
            url = url_for("reading.text", slug=slug)
            return see_other(url, _("The adoption has been undone."))
    record = _record(slug)
    page = render_template(
        "publishing/undo_adoption.html",
        record=record,
        document=record.document,
        how=_how(record.holds.adoption),
        form=form,
        stale=stale,
    )
    return page, 409 if stale else status()


def _record(slug: str) -> AdoptionRecord:
    """Load the record. Raises NotAllowed before the adoption. Three statements at most."""
    shelf = shared.shelf(slug)
    require(actor(), Verb.READ_ADOPTION, Case(stage=shelf.document.stage))
    holds, *earlier = queries.entered(session(), shelf.document)
    readable = layout.may(Verb.READ_DEBATE)
    lapsed = queries.lapsed(session(), reader(), shelf.document) if readable else ()
    return AdoptionRecord(shelf.document, holds, tuple(earlier), lapsed)


def _facts(record: AdoptionRecord) -> list[tuple[str, str]]:
    """Return names and values of the record."""
    adoption, revision, _undoing, entry = record.holds
    pairs = [
        (_("Document"), " · ".join(filter(None, (revision.symbol, record.document.title)))),
        (_("Place"), adoption.place),
        (_("Date of adoption"), day(adoption.adopted_on)),
        (_("Method of adoption"), _how(adoption)),
        (_("Presided over by"), adoption.presided),
        (_("Adopted with open brackets because"), adoption.open_reason),
        (_("Published as"), labels.revision_label(revision.label)),
        (_("SHA-256 of the adopted text"), revision.content_hash),
        (_("Suggestions that lapsed"), ", ".join(str(number) for number in record.lapsed)),
        (_("Recorded by"), f"{labels.label(adoption.capacity)}, {when(adoption.created_at)}"),
        (_("Journal entry"), str(entry or "")),
    ]
    return [(name, value) for name, value in pairs if value]


def _how(adoption: Adoption) -> str:
    return labels.voted(adoption.method, adoption.tally)


def _sentence(undone: EnteredAdoption) -> str:
    """Say of an adoption that was undone what it was, and why it no longer holds."""
    values = {
        "revision": labels.revision_label(undone.revision.label),
        "date": day(undone.adoption.adopted_on),
        "entered": when(undone.adoption.created_at),
    }
    return _("%(revision)s, adopted on %(date)s; recorded %(entered)s", **values)


def _report(record: AdoptionRecord) -> Report:
    """Return the record to print and sign."""
    title = _("Record of adoption")
    document = record.document
    about = " · ".join(filter(None, (record.holds.revision.symbol, document.title)))
    heads = (_("Delegation"), _("Name and title"), _("Signature"))
    digest = record.holds.revision.content_hash
    half = len(digest) // 2  # whole, it does not fit beside its name
    facts = (
        (name, value.replace(digest, f"{digest[:half]}\n{digest[half:]}"))
        for name, value in _facts(record)
    )
    blocks: list[Block] = [Facts(tuple((name, told(value)) for name, value in facts))]
    rows = tuple(_rows())
    if rows:
        blocks += [Heading(line(_("Signatures")), 2), Grid(heads, rows, (30, 35, 35))]
    return Report(title, language.code(), about, tuple(blocks), record.holds.adoption.created_at)


def _rows() -> Iterator[tuple[Lines, Lines, Lines]]:
    """Yield a row to sign for each delegation, for those who may know who takes part."""
    if layout.may(Verb.READ_PARTICIPANTS):
        for delegation in people.delegations(session()):
            yield told(delegation.name), (), ()
