"""Open brackets: what is left open in a text, and the committee's forms to open and to close."""

from collections.abc import Sequence

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l, ngettext
from markupsafe import Markup
from sqlalchemy.orm import Session
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # newer than its stubs

from declaration.actions.journal.audience import debated
from declaration.actions.negotiating import brackets as opening
from declaration.actions.negotiating.brackets import ASKING, BracketOpening
from declaration.errors import Invalid, Stale, TooLong
from declaration.formats import TABLES
from declaration.manuscript import Manuscript, Passage
from declaration.queries import sight
from declaration.queries.negotiating import brackets
from declaration.queries.negotiating.brackets import OpenPlace
from declaration.queries.people.people import delegations
from declaration.queries.reading.shelf import ROLLING
from declaration.report import Block, Grid, Report, said, shown
from declaration.rules import require
from declaration.verbs import Verb
from declaration.web.cache import shared
from declaration.web.cache.files import links, report, table_links
from declaration.web.cache.pages import conditional
from declaration.web.discussing import places, sentences
from declaration.web.discussing.panel import Card, cards
from declaration.web.frame import answers, language, layout
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.addresses import numeral
from declaration.web.frame.moments import day
from declaration.web.negotiating.bracket_form import (
    AlternativeForm,
    BracketForm,
    CloseForm,
    read_options,
)
from declaration.web.reading import notices, open_brackets
from models.document import Document

HEADS = (
    _l("Paragraph"),
    _l("Current text"),
    _l("Alternatives"),
    _l("Reason"),
    _l("Open since"),
)
blueprint = Blueprint("brackets", __name__)


@blueprint.get("/d/<slug>/brackets")
@verb(Verb.READ_BRACKETS)
@conditional
def show(slug: str) -> str:
    """List what is open, in the order of the text."""
    document = _document(slug, Verb.READ_BRACKETS)
    return render_template(
        "brackets/brackets.html",
        document=document,
        places=_open_places(slug),
        closes=layout.may(Verb.BRACKET, stage=document.stage),
        files=[
            *links("brackets.file", slug=slug),
            *table_links("brackets.file", _("Table of open brackets"), slug=slug),
        ],
    )


@blueprint.get("/d/<slug>/brackets.<format_>")
@verb(Verb.READ_BRACKETS)
def file(slug: str, format_: str) -> ResponseReturnValue:
    """Send the same list as a table, or set to hand over."""
    _document(slug, Verb.READ_BRACKETS)
    name = f"{slug}-open-brackets"
    if format_ in TABLES:
        return answers.table(name, format_, HEADS, map(_row, _open_places(slug)))
    return report(name, format_, make=lambda: _report(slug))


@blueprint.route("/d/<slug>/p/<uid>/bracket", methods=["GET", "POST"])
@verb(Verb.BRACKET)
def leave_open(slug: str, uid: str) -> ResponseReturnValue:
    """Show the form; leave a place open."""
    document = _document(slug, Verb.BRACKET)
    passage = _passage(slug, uid)
    form, asked = _form(document, passage)
    if not form.validate_on_submit():
        return _page(document, passage, form, asked)
    try:
        values = _values(session(), form, passage)
        with writing() as transaction:
            again = sight.document(transaction, actor(), slug)
            opened = opening.leave_open(transaction, actor(), again, values, at=at())
            count = len(opened)
    except (Invalid, TooLong) as refusal:
        form.refuse(refusal)
        return _page(document, passage, form, asked, 422)
    except Stale:
        passage = _passage(slug, uid)
        form.version.data = str(passage.version_id)
        return _page(document, passage, form, asked, 409)
    message = ngettext(
        "%(num)s place has been left open in brackets.",
        "%(num)s places have been left open in brackets.",
        count,
    )
    return answers.see_other(url_for("brackets.show", slug=slug), message)


@blueprint.route("/d/<slug>/brackets/<int:number>/closing", methods=["GET", "POST"])
@verb(Verb.BRACKET)
def close(slug: str, number: int) -> ResponseReturnValue:
    """Show what is open once more; keep the text as it stands."""
    document = _document(slug, Verb.BRACKET)
    place = _place(slug, number)
    form = CloseForm()
    status = answers.status()
    if form.validate_on_submit():
        try:
            with writing() as transaction:
                again = sight.document(transaction, actor(), slug)
                row = opening.bracket(transaction, again, number)
                reason = form.reason.data or ""
                opening.close(transaction, actor(), row, reason, at=at())
        except (Invalid, TooLong) as refusal:
            form.refuse(refusal)
            status = 422
        else:
            message = _("The brackets have been closed. The text stays as it was.")
            return answers.see_other(url_for("brackets.show", slug=slug), message)
    page = render_template(
        "brackets/closing.html",
        document=document,
        place=place,
        form=form,
        audience=sentences.readers(debated(session(), document)),
    )
    return page, status


@blueprint.route("/d/<slug>/brackets/<int:number>/alternative", methods=["GET", "POST"])
@verb(Verb.BRACKET)
def add(slug: str, number: int) -> ResponseReturnValue:
    """Show what is open once more; add an alternative."""
    document = _document(slug, Verb.BRACKET)
    place = _place(slug, number)
    form = AlternativeForm()
    status = answers.status()
    if form.validate_on_submit():
        try:
            with writing() as transaction:
                options = tuple(read_options(transaction, [form.option.form]))
                again = sight.document(transaction, actor(), slug)
                row = opening.bracket(transaction, again, number)
                opening.add_alternatives(transaction, actor(), row, options, at=at())
        except (Invalid, TooLong) as refusal:
            form.refuse(refusal)
            status = 422
        else:
            message = _("The alternative has been added.")
            return answers.see_other(url_for("brackets.show", slug=slug), message)
    page = render_template(
        "brackets/alternative.html",
        document=document,
        place=place,
        form=form,
        delegations=[row.name for row in delegations(session())],
        audience=sentences.readers(debated(session(), document)),
    )
    return page, status


def _place(slug: str, number: int) -> OpenPlace:
    return sight.existing(
        next((each for each in _open_places(slug) if each.bracket.id == number), None)
    )


@blueprint.app_template_global()
def open_place(place: OpenPlace) -> Markup:
    """Render a bracket alone."""
    return open_brackets.alone(place.bracket, _standing(place))


@blueprint.app_template_global()
def left_open(rolling: Manuscript, passage: Passage) -> Markup:
    """Show what is open in a paragraph that is decided on, and say what closes it.

    One statement where brackets are switched on, none where they are not.
    """
    if not shared.brackets_known():
        return Markup("")
    laid = brackets.laid(session(), rolling).passages
    current = next((p for p in laid if p.paragraph_id == passage.paragraph_id), passage)
    return open_brackets.below(current, inline=False, closes=True)


@blueprint.app_template_global()
def open_below(passage: Passage) -> Markup:
    """Show what is open in a paragraph, below its words."""
    return open_brackets.below(passage, inline=False)


@blueprint.app_template_global()
def paragraph_words(passage: Passage) -> Markup:
    """Render a paragraph with what is open in it."""
    return open_brackets.words(passage)


def _document(slug: str, named: Verb) -> Document:
    document = sight.document(session(), actor(), slug)
    require(actor(), named, layout.case(stage=document.stage))
    return document


def _passage(slug: str, uid: str) -> Passage:
    """Return a live paragraph of the rolling text."""
    passages = shared.text(slug, ROLLING).passages
    return sight.existing(next((p for p in passages if p.uid == uid and p.live), None))


def _open_places(slug: str) -> tuple[OpenPlace, ...]:
    return brackets.places(session(), shared.text(slug, ROLLING))


def _form(document: Document, passage: Passage) -> tuple[BracketForm, tuple[Card, ...]]:
    rolling = shared.text(document.slug, ROLLING)
    pending = [
        suggestion
        for suggestion in shared.on_paragraph(document, rolling, passage)
        if suggestion.live
        and suggestion.form in ASKING
        and suggestion.paragraph_id == passage.paragraph_id
    ]
    asked = set(request.args.getlist("suggestion"))
    free = [s for s in pending if s.number not in passage.in_brackets]
    ticked = [s.id for s in free if str(s.number) in asked]
    form = BracketForm(
        data={"version": str(passage.version_id), "suggestions": ticked}
        | {"exact": request.args.get("exact", "")}
    )
    form.suggestions.choices = [SelectChoice(s.id, str(s.number)) for s in pending]
    return form, cards(pending)


def _values(session_: Session, form: BracketForm, passage: Passage) -> BracketOpening:
    """Return what was asked for. Raises Invalid for names that nobody bears, and as the action."""
    options = tuple(read_options(session_, [each.form for each in form.options]))
    if options and form.suggestions.data:
        raise Invalid("options", "both")
    return BracketOpening(
        paragraph_id=passage.paragraph_id,
        version_id=numeral(form.version.data),
        quote=str(form.exact.data or "") if not form.suggestions.data else "",
        options=options,
        suggestions=tuple(form.suggestions.data or ()),
        reason=str(form.reason.data or ""),
    )


def _page(
    document: Document,
    passage: Passage,
    form: BracketForm,
    asked: tuple[Card, ...],
    status: int | None = None,
) -> ResponseReturnValue:
    page = render_template(
        "brackets/bracket.html",
        document=document,
        passage=passage,
        form=form,
        asked=asked,
        stale=status == 409,  # noqa: PLR2004
        delegations=[row.name for row in delegations(session())],
        audience=sentences.readers(debated(session(), document)),
    )
    return page, status or answers.status()


def _standing(place: OpenPlace) -> str:
    bracket = place.bracket
    if bracket.lost or place.passage is None:
        return bracket.quoted
    return place.passage.words[bracket.start : bracket.end]


def _alternatives(place: OpenPlace) -> list[str]:
    return [
        " – ".join(
            filter(
                None,
                (
                    sentences.redacted() if option.redacted else option.words or _("delete"),
                    option.names,
                    *(_("Suggestion %(number)s", number=each) for each in option.numbers),
                ),
            )
        )
        for option in place.bracket.alternatives
    ]


def _row(place: OpenPlace) -> list[str]:
    return [
        places.name(place.passage),
        _standing(place),
        "\n".join(_alternatives(place)),
        place.reason,
        place.since.isoformat(timespec="seconds"),
    ]


def _report(slug: str) -> Report:
    text = shared.text(slug, ROLLING)
    rows = tuple(
        (
            said(places.name(place.passage), language.code()),
            shown(_standing(place), text.language),
            tuple(line for words in _alternatives(place) for line in shown(words, text.language)),
            said(place.reason, text.language),
            said(day(place.since), language.code()),
        )
        for place in _open_places(slug)
    )
    heads = tuple(str(head) for head in HEADS)
    blocks: Sequence[Block] = [Grid(heads, rows, (3, 6, 6, 4, 2))]
    return notices.report(slug, _("Open brackets"), blocks, wide=True)
