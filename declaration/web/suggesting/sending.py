"""What happens to a form in which a change is asked for: shown, previewed, kept, handed in."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import flash, redirect, render_template, request, session as browser, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l
from markupsafe import Markup
from sqlalchemy.orm import Session

from declaration.actions.journal.audience import debated
from declaration.actions.suggesting import drafts, suggestions as suggesting
from declaration.errors import Invalid, NotAllowed, Stale, TooLong
from declaration.queries.suggesting import delegation, suggestions
from declaration.queries.suggesting.delegation import Drafted
from declaration.queries.suggesting.suggestions import Suggested
from declaration.rules import Actor
from declaration.text import Html, html, normal, redline
from declaration.web.cache import redlines
from declaration.web.discussing import sentences
from declaration.web.frame import refusals
from declaration.web.frame.acting import actor, at, session, writing
from declaration.web.frame.layout import reader
from declaration.web.suggesting import rivals
from declaration.web.suggesting.base import Ground, stands_there
from declaration.web.suggesting.suggestion_form import AskForm, act
from models.debate import Draft
from models.vocabulary import Audience, SuggestionKind

SENDING = frozenset({"submit", "revise"})
ASKED_ABOUT = frozenset({"marks", "number"})  # what tidying changed that somebody may have meant
CHANGED = {
    "marks": _l("Quotation marks, dashes and blanks took the form that they have in the text."),
    "number": _l("The paragraph’s own number was taken off the beginning."),
}


@dataclass(frozen=True, slots=True)
class Work:
    """A form at work: where it stands, where it is sent, and what it belongs to.

    ``ready``: the draft lies in the tray, which it leaves when it is saved.
    """

    ground: Ground
    form: AskForm
    url: str
    draft_id: int | None = None
    ready: bool = False
    number: int | None = None  # of the suggestion that is reworded
    readers: Audience | None = None  # of that suggestion; else those of the debate as it is now

    @property
    def key(self) -> str:
        """Name the words in the browser's keeping: unique per reader and thing."""
        uids = [one.uid for one in (self.ground.passage, self.ground.after) if one]
        thing = self.number or self.draft_id or self.ground.rolling.slug
        kind = "wording" if self.number else "draft" if self.draft_id else "suggest"
        return ":".join((str(actor().person_id), kind, str(thing), self.ground.form, *uids))


def page(work: Work, status: int = 200, **said: Any) -> ResponseReturnValue:  # noqa: ANN401
    """Show the form on a page of its own. ``said``: see ``values``."""
    return render_template("suggesting/suggest.html", **values(work, **said)), status


def values(
    work: Work,
    *,
    begun: Iterable[Drafted] | None = None,
    listed: Iterable[Suggested] | None = None,
    **said: Any,  # noqa: ANN401
) -> dict[str, Any]:
    """Return what ``suggesting/_fields.html`` needs.

    ``begun``: the delegation's drafts; ``listed``: the suggestions on the paragraph, where they
    are known. ``said``: refused, changed, typed, newest, told.
    """
    ground, form = work.ground, work.form
    if begun is None:
        begun = () if work.number else delegation.drafts(session(), actor())
    start = {
        "refused": None,  # why not now, a sentence
        "changed": (),  # what tidying did, sentences
        "typed": None,  # the words before that
        "newest": None,  # Markup: how what stands there now differs from what was seen
        "told": False,  # the form was not sent, because others ask for exactly the same
    }
    shared = {
        "work": work,
        "ground": ground,
        "form": form,
        "title": sentences.asking(ground.form, ground.passage, ground.after),
        "redline": shown(ground, form.typed),
        "promised": sentences.promised(work.readers or sentences.promise(ground.document)),
        "late": suggesting.late_seconds(ground.document, at()) > 0,
        "returned": request.method == "POST",
        "others": rivals.of(ground, form, but=work.number, listed=listed),
        "current": _current(ground),
        "own_id": actor().person_id,
        "drafts": rivals.drafts(ground, begun, but=work.draft_id),
    }
    return start | shared | said


def respond(work: Work) -> ResponseReturnValue:
    """Do what the pressed button says; the words come back with everything that is refused."""
    form, pressed = work.form, act()
    if pressed == "autosave":
        return _autosaved(work)
    typed = form.typed
    if pressed == "keep" and "words" in form:
        form.words.data, form.as_typed.data = request.form.get("typed", typed), "1"
    if not form.validate_on_submit():
        return page(work, 422 if form.errors else 200)
    try:
        changed = _checked(work)
    except (Invalid, TooLong) as refusal:
        form.refuse(refusal)
        return page(work, 422, typed=typed)
    asked_about = [str(CHANGED[code]) for code in changed if code in ASKED_ABOUT]
    if pressed in {"preview", "keep"} or asked_about:
        return page(work, changed=asked_about, typed=typed if asked_about else None)
    if pressed in SENDING and rivals.untold(rivals.of(work.ground, form, but=work.number)):
        return page(work, told=True)
    return _done(work, ACTS.get(pressed, _draft))


def shown(ground: Ground, words: str) -> Html:
    """Return the redline of what is asked, made afresh: it is of words being written."""
    try:
        new, old = normal(words), ground.base_words
        if ground.form in {SuggestionKind.REPLACE, SuggestionKind.INSERT, SuggestionKind.DELETE}:
            return redline(old, new, spoken=redlines.spoken())
        return html(new or old)
    except (Invalid, TooLong):
        return Html()


def _current(ground: Ground) -> Markup | None:
    """Return the words that stand there now, where others are written in their place."""
    passage = ground.passage
    if ground.form is not SuggestionKind.REPLACE or passage is None or passage.redacted:
        return None
    return redlines.words_html(passage)


def as_tidied(work: Work) -> str:
    """Return the words as they would be taken; as they are where they cannot be."""
    try:
        work.form.tidied(work.ground)
    except (Invalid, TooLong):
        return work.form.typed
    return work.form.typed


def _checked(work: Work) -> tuple[str, ...]:
    changed = work.form.tidied(work.ground)
    if stands_there(work.ground):
        raise Invalid("after", "unchanged")
    return changed


def _done(work: Work, deed: Callable[[Work], ResponseReturnValue]) -> ResponseReturnValue:
    try:
        return deed(work)
    except (Invalid, TooLong) as refusal:
        work.form.refuse(refusal)
        return page(work, 422)
    except NotAllowed as refusal:
        return _kept(work, refusal)
    except Stale as refusal:
        newest = refusal.current
        work.form.seen.data = _seen(newest)
        return page(work, 409, newest=_difference(work, newest))


def _draft(work: Work, *, ready: bool = False) -> ResponseReturnValue:
    draft_id = _save(work, ready=ready)
    browser["sent"] = work.key
    flash(_("Your draft is in the tray.") if ready else _("Your draft is saved."), "good")
    if ready:
        return redirect(url_for("drafts.tray"), 303)
    return redirect(url_for("drafts.edit", draft_id=draft_id), 303)


def _save(work: Work, *, ready: bool) -> int:
    asked = work.form.asked(work.ground)
    with writing() as here:
        draft = _own_draft(here, actor(), work)
        draft = drafts.save(here, actor(), work.ground.document, asked, draft=draft, at=at())
        if ready:
            drafts.mark_ready(here, actor(), draft, ready=True, at=at())
        return draft.id


def _own_draft(here: Session, by: Actor, work: Work) -> Draft | None:
    """Load the draft again; Stale if somebody of the delegation has saved it meanwhile."""
    if work.draft_id is None:
        return None
    draft = delegation.draft(here, by, work.draft_id).draft
    if work.form.seen.data and _seen(draft) != work.form.seen.data:
        raise Stale(draft)
    return draft


def _autosaved(work: Work) -> ResponseReturnValue:
    """Keep as a draft what is being typed, as it is; answer with a sentence instead of a page."""
    if not work.form.validate_on_submit():
        return "", 422
    if work.draft_id is None and not work.form.begun(work.ground):
        return "", 204
    try:
        draft_id = _save(work, ready=False)
    except (Invalid, TooLong):
        return "", 422
    except Stale:
        return render_template("suggesting/_saved_meanwhile.html"), 409
    saved = replace(work, draft_id=draft_id)
    draft = delegation.draft(session(), actor(), draft_id).draft
    return render_template("suggesting/_saved.html", work=saved, draft=draft, seen=_seen(draft))


def _submit(work: Work) -> ResponseReturnValue:
    now, promise = debated(session(), work.ground.document), work.form.promise
    if now is Audience.OPENED and promise.data == Audience.PARTICIPANTS:
        promise.data = now.value
        return page(work, 409, refused=sentences.readers(now))
    asked = work.form.asked(work.ground)
    with writing() as here:
        draft = _own_draft(here, actor(), work)
        sent = suggesting.submit(here, actor(), work.ground.document, asked, draft=draft, at=at())
        number = sent.number
    browser["sent"] = work.key
    flash(_("Submitted. The receipt is below: print or keep it."), "good")
    return redirect(url_for("suggestion.show", number=number), 303)


def _revise(work: Work) -> ResponseReturnValue:
    asked, number = work.form.asked(work.ground), work.number or 0
    seen = work.form.seen.data or ""
    with writing() as here:
        found = suggestions.suggestion(here, reader(), number)
        suggesting.revise(
            here,
            actor(),
            found,
            asked,
            seen_wording_id=int(seen) if seen.isdecimal() else 0,
            at=at(),
        )
    browser["sent"] = work.key
    flash(_("The new wording is submitted; the earlier one is kept."), "good")
    return redirect(url_for("suggestion.show", number=number), 303)


ACTS: Mapping[str, Callable[[Work], ResponseReturnValue]] = {
    "draft": _draft,
    "tray": lambda work: _draft(work, ready=True),
    "submit": _submit,
    "revise": _revise,
}


def _kept(work: Work, refusal: NotAllowed) -> ResponseReturnValue:
    """Keep as a draft what cannot be handed in now; if not even that, give the words back."""
    why = refusals.why(refusal.reason)
    try:
        draft_id = _save(work, ready=False)
    except (NotAllowed, Invalid, Stale):
        return page(work, 403, refused=why)
    browser["sent"] = work.key
    return render_template("suggesting/kept.html", why=why, draft_id=draft_id, work=work), 403


def _seen(newest: Any) -> str:  # noqa: ANN401
    """Return what the form must have seen: a draft's last saving, a wording's id."""
    return newest.updated_at.isoformat() if isinstance(newest, Draft) else str(newest.id)


def _difference(work: Work, newest: Any) -> Html:  # noqa: ANN401
    words = normal(work.form.typed).strip()
    return redline(newest.words, words, spoken=redlines.spoken())
