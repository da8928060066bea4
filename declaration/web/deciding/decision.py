"""Decide on one paragraph: every suggestion with its outcome, one text that results."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from declaration.actions.deciding import decisions, preparations as preparing
from declaration.actions.deciding.decisions import Ruling
from declaration.actions.deciding.doubts import Doubt, Question
from declaration.errors import Doubtful, Invalid, Stale, TooLong
from declaration.queries import sight
from declaration.queries.deciding import preparations
from declaration.rules import Case, Verb, require
from declaration.text import normal, redline
from declaration.web.cache import redlines
from declaration.web.cache.live import watched
from declaration.web.cache.redlines import words_html
from declaration.web.deciding import alternatives, decision_form, proposed_words
from declaration.web.deciding.decision_form import Work
from declaration.web.discussing import sentences
from declaration.web.frame import addresses, refusals
from declaration.web.frame.acting import actor, at, conference, session, verb, writing
from models.document import Document, Version


@dataclass(frozen=True, slots=True)
class Behind:
    """``words``: how the paragraph's have changed; ``numbers``: of suggestions that were changed.

    ``prepared``: the words that the committee has prepared meanwhile, against the current ones.
    ``lost``: what was typed in fields that the page has no more.
    """

    words: Markup | None
    numbers: tuple[int, ...]
    prepared: Markup | None
    lost: tuple[str, ...]


def check(session: Session, of: Work) -> None:
    """Raise Stale if somebody has prepared the same meanwhile: it would be lost unseen."""
    passage = of.bench.passage
    now = (
        preparations.moment(session, paragraph_id=passage.paragraph_id)
        if passage
        else preparations.moment(session, suggestion_id=of.bench.items[0].id)
    )
    if request.form.get("prepared", decision_form.mark(now)) != decision_form.mark(now):
        raise Stale


def behind(session: Session, fresh: Work) -> Behind:
    """Return what the page says, with ``fresh`` as it is now."""
    passage = fresh.bench.passage
    seen = session.get(Version, addresses.number(request.form.get("base_version")))
    return Behind(
        words=redlines.redline_html(seen.words, fresh.bench.words)
        if passage and seen and seen.paragraph_id == passage.paragraph_id
        else None,
        numbers=_changed(fresh),
        prepared=_prepared(fresh),
        lost=_lost(fresh),
    )


def catch_up(of: Work) -> None:
    """Let the form stand on what is there now: whoever sends it again has seen it."""
    fresh = decision_form.start(of.bench, sent=True)
    for name, value in fresh.items():
        if name.startswith(("wording_", "base_", "prepared")):
            of.form[name].data = value
            of.form[name].raw_data = None


def _changed(of: Work) -> tuple[int, ...]:
    """Return the numbers of suggestions that were reworded, decided or withdrawn meanwhile."""
    live = {str(item.number): str(item.wording_id) for item in of.bench.live}
    seen = {
        name.removeprefix("wording_"): value
        for name, value in request.form.items()
        if name.startswith("wording_")
    }
    known = {str(one) for one in of.bench.numbers.values()}
    return tuple(sorted(int(one) for one in seen if one in known and live.get(one) != seen[one]))


def _prepared(of: Work) -> Markup | None:
    found = of.bench.preparation
    known = decision_form.mark(found.updated_at if found else None)
    if found is None or request.form.get("prepared", known) == known:
        return None
    return redlines.redline_html(of.bench.words, found.words or of.bench.words)


def _lost(of: Work) -> tuple[str, ...]:
    """Return reasons of suggestions that await no more, and the words where nothing does."""
    kept = {f"reason_{item.number}" for item in of.bench.live}
    if of.bench.live:
        kept |= {"words", "shared_reason"}
    typed = (
        value.strip()
        for name, value in request.form.items()
        if name not in kept and (name in {"words", "shared_reason"} or name.startswith("reason_"))
    )
    return tuple(dict.fromkeys(words for words in typed if words))


def asked_about(question: Question, numbers: Mapping[int, int]) -> str:
    """Say what does not fit; ``numbers`` are the suggestions' by id."""
    number = numbers.get(question.suggestion_id, "–")
    if question.doubt is Doubt.MISSING:
        said = _(
            "Suggestion %(number)s is accepted, but these words are not in the result:"
            " “%(words)s”.",
            number=number,
            words=question.words,
        )
    elif question.doubt is Doubt.NOT_REMOVED:
        said = _(
            "Suggestion %(number)s is accepted, but these words are still in the result:"
            " “%(words)s”.",
            number=number,
            words=question.words,
        )
    elif question.doubt is Doubt.PRESENT:
        said = _(
            "Suggestion %(number)s is rejected, but its words are in the result: “%(words)s”.",
            number=number,
            words=question.words,
        )
    else:
        said = _(
            "Suggestion %(number)s is accepted as adapted, but the words have not changed.",
            number=number,
        )
    return said


def vocabulary() -> dict[str, Any]:
    """Return what the templates of the committee call."""
    return {"naming": sentences, "words_html": words_html, "asked_about": asked_about}


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
    return _page(decision_form.work(session(), slug, uid, number))


@blueprint.post(f"{PARAGRAPH}/decision")
@blueprint.post(f"{ALONE}/decision")
@verb(Verb.RELEASE)
def decision(slug: str, uid: str = "", number: int = 0) -> ResponseReturnValue:
    """Decide; what would be taken unseen is shown first."""
    work = _work(Verb.RELEASE, slug, uid, number)
    if (
        proposed_words.untouched(work)
        and not proposed_words.plain(work)
        and "confirmed" not in request.form
    ):
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
    work = decision_form.work(session(), slug, uid, number)
    members = conference().members_release
    require(actor(), named, Case(stage=work.document.stage, members_release=members))
    return work


def _page(work: Work, status: int = 200, **said: Any) -> ResponseReturnValue:  # noqa: ANN401
    """Show the form. ``said``: questions, behind, proposed; see the template."""
    values: dict[str, Any] = {"questions": (), "behind": None, "proposed": None} | said
    return (
        render_template(
            "deciding/decision.html",
            work=work,
            bench=work.bench,
            form=work.form,
            alternatives=alternatives.alternatives(session(), work.bench, _typed(work) or ""),
            contested=alternatives.contested(work.bench),
            leads=decision_form.leads(work.bench),
            result=_result(work),
            stop_url=decision_form.stop_url,
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
        html = redline(work.bench.words, typed, spoken=redlines.spoken())
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
        found = proposed_words.words(work, take)
    except (Invalid, TooLong) as refusal:
        _refuse(work, refusal)
        return _page(work, 422)
    if found is not None:
        work.form.words.data = found
    single = proposed_words.SINGLE in take and found is not None
    return _page(work, proposed=None if single else found is not None)


def _done(work: Work, deed: Callable[[Session, Document, Ruling], object]) -> ResponseReturnValue:
    """Do it and go on; whatever is refused comes back with everything that was typed."""
    if not work.form.validate_on_submit():
        return _page(work, 422)
    try:
        ruling = decision_form.ruling(work, words=_words(work))
        if deed is _decide:
            ruling = decisions.foresee(session(), actor(), work.document, ruling)
        with writing() as here:
            check(here, work)
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
    if not work.worded or (proposed_words.untouched(work) and proposed_words.plain(work)):
        return None
    return str(work.form.words.data or "")


def _refuse(work: Work, refusal: Invalid | TooLong) -> None:
    if isinstance(refusal, TooLong):
        work.form.form_errors.append(refusals.too_long(refusal.length, refusal.limit))
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
    fresh = decision_form.work(
        session(), work.document.slug, passage.uid if passage else "", number
    )
    found = behind(session(), fresh)
    catch_up(fresh)
    return _page(fresh, 409, behind=found)


def _next(work: Work, deed: Callable[[Session, Document, Ruling], object]) -> ResponseReturnValue:
    if deed is _prepare:
        flash(_("Prepared. The chair can release it."), "good")
    else:
        flash(_("Decided: %(place)s.", place=work.title), "good")
    after = work.bench.after or work.bench.before
    if after is None:
        return redirect(url_for("desk.show", slug=work.document.slug), 303)
    return redirect(decision_form.stop_url(work.document.slug, after), 303)


def _decide(here: Session, document: Document, ruling: Ruling) -> None:
    decisions.decide(here, actor(), document, ruling, at=at())


def _prepare(here: Session, document: Document, ruling: Ruling) -> None:
    preparing.prepare(here, actor(), document, ruling, at=at())
