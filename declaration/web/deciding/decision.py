"""Decide on one paragraph: every suggestion with its outcome, one text that results."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, get_template_attribute, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l
from markupsafe import Markup

from declaration.actions.deciding import asking as acts, decisions, preparations as preparing
from declaration.actions.deciding.doubts import Doubt, Question
from declaration.errors import Doubtful, Invalid, NotFound, Stale, TooLong
from declaration.queries import comments, sight
from declaration.queries.deciding import choices, preparations
from declaration.queries.deciding.desk import PendingDecision
from declaration.queries.suggesting.waiting import Stop
from declaration.rules import require
from declaration.text import normal
from declaration.verbs import Verb
from declaration.web.cache import redlines
from declaration.web.deciding import alternatives, asked, batch, decision_form, rivals
from declaration.web.discussing import sentences
from declaration.web.frame import addresses, answers, language, layout
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.live import work_watched
from models.document import Version
from models.vocabulary import SuggestionKind

PARAGRAPH = "/d/<slug>/desk/p/<uid>"
ALONE = "/d/<slug>/desk/s/<int:number>"

DOUBTS = {
    Doubt.MISSING: _l(
        "Suggestion %(number)s is accepted, but this text is missing from the result: “%(words)s”."
    ),
    Doubt.NOT_REMOVED: _l(
        "Suggestion %(number)s is accepted, but this text is still in the result: “%(words)s”."
    ),
    Doubt.PRESENT: _l(
        "Suggestion %(number)s is rejected, but its text is in the result: “%(words)s”."
    ),
    Doubt.UNCHANGED: _l(
        "Suggestion %(number)s is accepted with changes, but the text has not changed."
    ),
    Doubt.EXCLUDED: _l(
        "Suggestion %(number)s is accepted, but it excludes suggestion %(other)s, which is "
        "accepted too."
    ),
}

DONE = {
    "prepare": _l("Decision prepared. The chair can now release it."),
    "ask": _l("The author has been asked. You will find the answer on the desk."),
}

blueprint = Blueprint("decision", __name__)


@blueprint.get(PARAGRAPH)
@blueprint.get(ALONE)
@verb(Verb.READ_DESK)
@work_watched
def show(slug: str, uid: str = "", number: int = 0) -> ResponseReturnValue:
    """Show what is asked, and the form that decides on it."""
    return _page(decision_form.load(session(), slug, Stop(uid, number)))


@blueprint.post(f"{PARAGRAPH}/decision")
@blueprint.post(f"{ALONE}/decision")
@verb(Verb.RELEASE)
def release(slug: str, uid: str = "", number: int = 0) -> ResponseReturnValue:
    """Decide; what would be taken unseen is shown first."""
    return _seen_first(_form(Verb.RELEASE, slug, uid, number), "release")


@blueprint.post(f"{PARAGRAPH}/preparation")
@blueprint.post(f"{ALONE}/preparation")
@verb(Verb.PREPARE)
def prepare(slug: str, uid: str = "", number: int = 0) -> ResponseReturnValue:
    """Keep what the form says for the chair."""
    return _done(_form(Verb.PREPARE, slug, uid, number), "prepare")


@blueprint.post(f"{PARAGRAPH}/question")
@blueprint.post(f"{ALONE}/question")
@verb(Verb.ASK_AUTHOR)
def ask(slug: str, uid: str = "", number: int = 0) -> ResponseReturnValue:
    """Put what the form says to the authors; what would be taken unseen is shown first."""
    return _seen_first(_form(Verb.ASK_AUTHOR, slug, uid, number), "ask")


@blueprint.post(f"{PARAGRAPH}/agreed")
@blueprint.post(f"{ALONE}/agreed")
@verb(Verb.ASK_AUTHOR)
def decide_agreed(slug: str, uid: str = "", number: int = 0) -> ResponseReturnValue:
    """Decide exactly what the authors have agreed to: those of what is decided here."""
    form = _form(Verb.ASK_AUTHOR, slug, uid, number)
    press = addresses.number(request.form.get("press"))
    if all(each.question.press != press for each in asked.about(form.matter)):
        raise NotFound
    return _done(form, "decide_agreed")


@blueprint.post(f"{PARAGRAPH}/words")
@blueprint.post(f"{ALONE}/words")
@verb(Verb.PREPARE)
def words(slug: str, uid: str = "", number: int = 0) -> ResponseReturnValue:
    """Put a suggestion's words, or the merge of several, into the form; nothing is stored.

    ``chosen``: the suggestions whose outcome was chosen just now, which the words follow.
    """
    form = _form(Verb.PREPARE, slug, uid, number)
    if not form.validate_on_submit():
        return _page(form, 422)
    chosen = frozenset(map(addresses.number, request.form.getlist("chosen")))
    take = request.form.get("take", "typed")
    if chosen and _typed(form) is not None:
        return _followed(form, chosen, take)
    return _page(form) if take == "typed" else _proposed(form, take)


@blueprint.post(f"{PARAGRAPH}/preview")
@blueprint.post(f"{ALONE}/preview")
@verb(Verb.PREPARE)
def preview(slug: str, uid: str = "", number: int = 0) -> ResponseReturnValue:
    """Answer with the redline of the resulting words alone."""
    form = _form(Verb.PREPARE, slug, uid, number)
    return _result(form) if form.validate() else ("", 422)


@blueprint.app_template_global()
def asked_about(question: Question, numbers: Mapping[int, int]) -> str:
    """Say what does not fit; ``numbers`` are the suggestions' by id."""
    number, other = (numbers.get(id_, "–") for id_ in (question.suggestion_id, question.other_id))
    told = {"number": number, "words": question.words, "other": other}
    return str(DOUBTS[question.doubt]) % told


def _form(named: Verb, slug: str, uid: str, number: int) -> decision_form.DecisionForm:
    """Load a decision that the reader may make, or prepare, now."""
    form = decision_form.load(session(), slug, Stop(uid, number))
    require(actor(), named, layout.case(stage=form.matter.document.stage))
    return form


def _page(
    form: decision_form.DecisionForm,
    status: int = 200,
    *,
    questions: Sequence[object] = (),
    behind: Mapping[str, Any] | None = None,
    proposed: bool | None = None,
    clashes: Sequence[choices.Clash] = (),
) -> ResponseReturnValue:
    """Show the form; of it the result alone, as a fragment, where a script asks for that.

    ``proposed``: whether words could be put together; None: none were asked. ``behind``: what has
    changed, as ``_behind`` tells it. ``clashes``: where accepted suggestions do not go together.
    """
    if request.form.get("part") == "result":
        section = get_template_attribute("deciding/_result.html", "result_section")
        return section(form, _result(form), proposed, clashes), status
    page = render_template(
        "deciding/decision.html",
        matter=form.matter,
        form=form,
        alternatives=alternatives.alternatives(session(), form, _typed(form) or ""),
        contested=choices.contested(form.matter),
        result=_result(form),
        stop_url=decision_form.stop_url,
        returned=request.method == "POST",
        questions=[each for each in questions if isinstance(each, Question)],
        rivals=rivals.asked(form.matter, questions),
        behind=behind,
        proposed=proposed,
        clashes=clashes,
        confirms=form.url(_confirming()),
        confirmation=rivals.confirmation(questions),
        notes=_notes(form.matter),
        **asked.told(form.matter),
    )
    return page, status


def _confirming() -> str:
    """Return the view to which a question is answered: the one that asks it."""
    name = (request.endpoint or "").rpartition(".")[2]
    return name if name in {"ask", "decide_agreed"} else "release"


def _notes(matter: PendingDecision) -> tuple[comments.Thread, ...] | None:
    """Return the committee's notes on what is decided; None where the conference has none."""
    if not layout.may(Verb.NOTE, stage=matter.document.stage):
        return None
    ids = [item.id for item in matter.items]
    return comments.notes(session(), layout.reader(), matter.passage, ids)


def _result(form: decision_form.DecisionForm) -> Markup:
    """Return where the paragraph will stand, the redline of its words, which changes they hold.

    Rendered afresh: they are being written.
    """
    typed = _typed(form)
    if typed is None:
        return Markup()
    try:
        html = redlines.changed(form.matter.words, "" if form.deletes else typed)
        taken = " ".join(alternatives.taken(form, typed))
    except TooLong:
        return Markup()
    held = Markup('<span hidden data-taken="{}"></span>').format(taken)
    return _moved(form) + Markup.escape(html) + held


def _moved(form: decision_form.DecisionForm) -> Markup:
    """Say of what is accepted where it puts the paragraph: the words do not show it."""
    sentence = Markup('<p class="row-ground" lang="{}" dir="{}">{}</p>')
    moves = (item for item in form.accepted if item.form is SuggestionKind.MOVE)
    told = dict.fromkeys(map(sentences.moving, moves))
    spoken = language.code(), language.direction()
    return Markup("").join(sentence.format(*spoken, stands) for stands in told)


def _typed(form: decision_form.DecisionForm) -> str | None:
    """Return the resulting words as they would be stored; None where they cannot be."""
    try:
        return normal(form.typed).strip() if "words" in form else None
    except Invalid:
        return None


def _proposed(form: decision_form.DecisionForm, take: str) -> ResponseReturnValue:
    """Show words to begin with; where they are in conflict, say so and leave those typed.

    ``take``: «current», «merge» (all that are accepted), the number of a suggestion, or «12:3» to
    take or leave one of its changes.
    """
    try:
        words = _taken(form, take)
    except (Invalid, TooLong) as refusal:
        form.refuse(refusal)
        return _page(form, 422)
    if words is not None:
        form.words.data = words
    single = ":" in take and words is not None
    clashes: Sequence[choices.Clash] = ()
    if take == "merge" and words is None:
        clashes = choices.following(form.matter, form.outcomes, form.matter.words, ())[1]
    return _page(form, proposed=None if single else words is not None, clashes=clashes)


def _followed(
    form: decision_form.DecisionForm, chosen: Collection[int], take: str
) -> ResponseReturnValue:
    """Show the words as the outcomes chosen just now make them, and what is pressed after that."""
    try:
        words, clashes = choices.following(form.matter, form.outcomes, _typed(form) or "", chosen)
    except TooLong as refusal:
        form.refuse(refusal)
        return _page(form, 422)
    form.words.data = words
    return _page(form, clashes=clashes) if take == "typed" else _proposed(form, take)


def _taken(form: decision_form.DecisionForm, take: str) -> str | None:
    """Return what the pressed button takes; None where that is not clear."""
    matter = form.matter
    if take == "current":
        return matter.words
    if take == "merge":
        return choices.merged(matter, form.taken)
    key, _colon, change = take.partition(":")
    if key == "asked":
        rounds = (each for each in asked.about(matter) if str(each.question.id) == change)
        return next((each.question.words or matter.words for each in rounds), None)
    item = next((item for item in matter.live if str(item.number) == key), None)
    if item is None or not item.form.makes_text:
        return None
    if not change:
        return item.merged or item.words
    return choices.turned(item, matter, normal(form.typed).strip(), addresses.number(change))


def _seen_first(form: decision_form.DecisionForm, act: str) -> ResponseReturnValue:
    """Show the merge of what is accepted where nobody has seen it yet; else do the act."""
    if form.untouched and not form.plain and "confirmed" not in request.form:
        form.validate_on_submit()
        return _proposed(form, "merge")
    return _done(form, act)


def _done(form: decision_form.DecisionForm, act: str) -> ResponseReturnValue:
    """Decide, prepare or ask, and go on; what is refused comes back with all that was typed.

    ``act``: the view of that name.
    """
    if not form.validate_on_submit():
        return _page(form, 422)
    document = form.matter.document
    try:
        settled_ids = _settled(form, act)
    except (Invalid, TooLong) as refusal:
        form.refuse(refusal)
        return _page(form, 422)
    except Doubtful as doubtful:
        return _page(form, 422, questions=doubtful.questions)
    except Stale:
        return _behind(form)
    stop = form.matter.after or form.matter.before
    desk = url_for("desk.show", slug=document.slug)
    url = decision_form.stop_url(document.slug, stop) if stop else desk
    if settled_ids:
        batch.tell(document.slug, _("Decided: %(place)s.", place=form.title), settled_ids)
        return answers.see_other(url)
    return answers.see_other(url, str(DONE[act]))


def _settled(form: decision_form.DecisionForm, act: str) -> list[int]:
    """Do it; return the ids of the events that decide, none where nothing is decided."""
    slug, by = form.matter.document.slug, actor()
    answered = rivals.answers(form.matter)
    if act == "decide_agreed":
        pressed = acts.Pressed(
            addresses.number(request.form.get("press")), form.why, answered, form.excluding
        )
        with writing() as transaction:
            document = sight.document(transaction, by, slug)
            settled = acts.decide_agreed(transaction, by, document, pressed, at=at())
            return [event.id for event in settled]
    ruling = replace(form.ruling(), rivals=answered)
    if act != "prepare":
        ruling = decisions.foreseen(session(), form.matter.document, ruling)
    with writing() as transaction:
        document = sight.document(transaction, by, slug)
        if act == "release":
            settled = decisions.settle(transaction, by, document, ruling, at=at())
            return [event.id for event in settled]
        if act == "ask":
            acts.ask(transaction, by, document, ruling, form.asking, at=at())
        else:
            preparing.prepare(transaction, by, document, ruling, at=at())
    return []


def _behind(form: decision_form.DecisionForm) -> ResponseReturnValue:
    """Show what has changed since the form was opened, with everything that was typed."""
    matter = form.matter
    fresh = decision_form.load(session(), matter.document.slug, matter.stop)
    behind = {
        "words": _changed_words(fresh.matter),
        "numbers": _changed_numbers(fresh.matter),
        "prepared": _prepared_words(fresh.matter),
        "lost": _lost(fresh.matter),
    }
    fresh.catch_up()
    return _page(fresh, 409, behind=behind)


def _changed_words(matter: PendingDecision) -> Markup | None:
    passage = matter.passage
    seen = session().get(Version, addresses.number(request.form.get("base_version")))
    if not passage or not seen or seen.paragraph_id != passage.paragraph_id:
        return None
    return redlines.redline_html(seen.words, matter.words)


def _changed_numbers(matter: PendingDecision) -> tuple[int, ...]:
    """Return the numbers of suggestions that were reworded, decided or withdrawn meanwhile."""
    live = {str(item.number): str(item.wording_id) for item in matter.live}
    every = {str(number) for number in matter.numbers.values()}
    seen = decision_form.sent("wording")
    return tuple(sorted(int(key) for key in seen if key in every and live.get(key) != seen[key]))


def _prepared_words(matter: PendingDecision) -> Markup | None:
    preparation = matter.preparation
    mark = preparations.mark(preparation)
    if preparation is None or request.form.get("prepared", mark) == mark:
        return None
    return redlines.redline_html(matter.words, preparation.words or matter.words)


def _lost(matter: PendingDecision) -> tuple[str, ...]:
    """Return reasons of suggestions that await no more, and the words where nothing does."""
    live = {str(item.number) for item in matter.live}
    typed = [words for key, words in decision_form.sent("reason").items() if key not in live]
    if not live:
        typed += [request.form.get(name, "") for name in ("words", "default_reason")]
    return tuple(dict.fromkeys(words.strip() for words in typed if words.strip()))
