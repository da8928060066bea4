"""Decide on one paragraph: every suggestion with its outcome, one text that results."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from declaration.actions.deciding import decisions, preparations
from declaration.actions.deciding.decisions import Ruling
from declaration.errors import Doubtful, Invalid, Stale, TooLong
from declaration.queries import sight
from declaration.rules import Case, Verb, require
from declaration.text import normal, redline
from declaration.web import alternatives, behind, bench, fragments, proposing, reasons, rows
from declaration.web.acting import actor, at, conference, session, verb, writing
from declaration.web.bench import Work
from declaration.web.news import watched
from declaration.web.questions import vocabulary
from models.document import Document

blueprint = Blueprint("deciding", __name__)
blueprint.context_processor(vocabulary)

PARAGRAPH = "/d/<slug>/desk/p/<uid>"
ALONE = "/d/<slug>/desk/s/<int:number>"


@blueprint.get(PARAGRAPH)
@blueprint.get(ALONE)
@verb(Verb.READ_DESK)
@watched
def page(slug: str, uid: str = "", number: int = 0) -> ResponseReturnValue:
    """Show what is asked, and the form that decides on it."""
    return _page(bench.work(session(), slug, uid, number))


@blueprint.post(f"{PARAGRAPH}/decision")
@blueprint.post(f"{ALONE}/decision")
@verb(Verb.RELEASE)
def decision(slug: str, uid: str = "", number: int = 0) -> ResponseReturnValue:
    """Decide; what would be taken unseen is shown first."""
    work = _work(Verb.RELEASE, slug, uid, number)
    if proposing.untouched(work) and not proposing.plain(work) and "confirmed" not in request.form:
        work.form.validate_on_submit()
        return _proposed(work, "merge")
    return _done(work, _decide)


@blueprint.post(f"{PARAGRAPH}/preparation")
@blueprint.post(f"{ALONE}/preparation")
@verb(Verb.PREPARE)
def preparation(slug: str, uid: str = "", number: int = 0) -> ResponseReturnValue:
    """Keep what the form says for the chair."""
    return _done(_work(Verb.PREPARE, slug, uid, number), _prepare)


@blueprint.post(f"{PARAGRAPH}/words")
@blueprint.post(f"{ALONE}/words")
@verb(Verb.PREPARE)
def words(slug: str, uid: str = "", number: int = 0) -> ResponseReturnValue:
    """Put a suggestion's words, or the merge of several, into the form; nothing is stored."""
    work = _work(Verb.PREPARE, slug, uid, number)
    if not work.form.validate_on_submit():
        return _page(work, 422)
    take = request.form.get("take", "typed")
    return _page(work) if take == "typed" else _proposed(work, take)


@blueprint.post(f"{PARAGRAPH}/preview")
@blueprint.post(f"{ALONE}/preview")
@verb(Verb.PREPARE)
def preview(slug: str, uid: str = "", number: int = 0) -> ResponseReturnValue:
    """Answer with the redline of the resulting words alone."""
    work = _work(Verb.PREPARE, slug, uid, number)
    if not work.form.validate():
        return "", 422
    return _result(work)


def _work(named: Verb, slug: str, uid: str, number: int) -> Work:
    """Load a decision that the reader may make, or prepare, now."""
    work = bench.work(session(), slug, uid, number)
    members = conference().members_release
    require(actor(), named, Case(stage=work.document.stage, members_release=members))
    return work


def _page(work: Work, status: int = 200, **said: Any) -> ResponseReturnValue:  # noqa: ANN401
    """Show the form. ``said``: questions, behind, proposed; see the template."""
    values: dict[str, Any] = {"questions": (), "behind": None, "proposed": None} | said
    return (
        render_template(
            "committee/decide.html",
            work=work,
            bench=work.bench,
            form=work.form,
            alternatives=alternatives.alternatives(session(), work.bench, _typed(work) or ""),
            contested=alternatives.contested(work.bench),
            leads=rows.leads(work.bench),
            result=_result(work),
            stop_url=bench.stop_url,
            returned=request.method == "POST",
            **values,
        ),
        status,
    )


def _result(work: Work) -> Markup:
    """Return the redline of the resulting words, and which single changes they hold.

    Made afresh: they are being written.
    """
    typed = _typed(work)
    if typed is None:
        return Markup()
    try:
        html = redline(work.bench.words, typed, spoken=fragments.spoken())
        held = " ".join(alternatives.taken(work.bench, typed))
    except TooLong:
        return Markup()
    return Markup.escape(html) + Markup('<span hidden data-taken="{}"></span>').format(held)


def _typed(work: Work) -> str | None:
    """Return the resulting words as they would be stored; None where they cannot be."""
    try:
        return normal(str(work.form.words.data or "")).strip() if work.worded else None
    except Invalid:
        return None


def _proposed(work: Work, take: str) -> ResponseReturnValue:
    """Show words to begin with; where they are in conflict, say so and leave those typed."""
    try:
        found = proposing.words(work, take)
    except (Invalid, TooLong) as refusal:
        _refuse(work, refusal)
        return _page(work, 422)
    if found is not None:
        work.form.words.data = found
    single = proposing.SINGLE in take and found is not None
    return _page(work, proposed=None if single else found is not None)


def _done(work: Work, deed: Callable[[Session, Document, Ruling], object]) -> ResponseReturnValue:
    """Do it and go on; whatever is refused comes back with everything that was typed."""
    if not work.form.validate_on_submit():
        return _page(work, 422)
    try:
        ruling = bench.ruling(work, words=_words(work))
        if deed is _decide:
            ruling = decisions.foresee(session(), actor(), work.document, ruling)
        with writing() as here:
            behind.check(here, work)
            deed(here, sight.document(here, actor(), work.document.slug), ruling)
    except (Invalid, TooLong) as refusal:
        _refuse(work, refusal)
        return _page(work, 422)
    except Doubtful as doubtful:
        return _page(work, 422, questions=doubtful.questions)
    except Stale:
        return _behind(work)
    return _next(work, deed)


def _words(work: Work) -> str | None:
    """Return the words that were typed; None for those of the only one that is accepted."""
    if not work.worded or (proposing.untouched(work) and proposing.plain(work)):
        return None
    return str(work.form.words.data or "")


def _refuse(work: Work, refusal: Invalid | TooLong) -> None:
    if isinstance(refusal, TooLong):
        work.form.form_errors.append(reasons.too_long(refusal.length, refusal.limit))
    elif refusal.field == "verdicts":
        work.form.form_errors.append(_("Choose an outcome for at least one suggestion."))
    elif refusal.field == "reason":
        work.form.form_errors.append(_("A rejection or an adaptation needs its reason."))
    elif refusal.field == "covered_by":
        work.form.form_errors.append(_("Say by its number which other suggestion covers it."))
    else:
        work.form.refuse(refusal)


def _behind(work: Work) -> ResponseReturnValue:
    """Show what has changed since the form was opened, with everything that was typed."""
    passage = work.bench.passage
    number = 0 if passage else work.bench.items[0].number
    fresh = bench.work(session(), work.document.slug, passage.uid if passage else "", number)
    found = behind.behind(session(), fresh)
    behind.catch_up(fresh)
    return _page(fresh, 409, behind=found)


def _next(work: Work, deed: Callable[[Session, Document, Ruling], object]) -> ResponseReturnValue:
    if deed is _prepare:
        flash(_("Prepared. The chair can release it."), "good")
    else:
        flash(_("Decided: %(place)s.", place=work.title), "good")
    after = work.bench.after or work.bench.before
    if after is None:
        return redirect(url_for("desk.show", slug=work.document.slug), 303)
    return redirect(bench.stop_url(work.document.slug, after), 303)


def _decide(here: Session, document: Document, ruling: Ruling) -> None:
    decisions.decide(here, actor(), document, ruling, at=at())


def _prepare(here: Session, document: Document, ruling: Ruling) -> None:
    preparations.prepare(here, actor(), document, ruling, at=at())
