"""A change that is asked for, on its way: shown in its form, previewed, drafted, submitted."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from flask import Blueprint, render_template, request, session as browser, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l
from markupsafe import Markup
from sqlalchemy.orm import Session

from declaration.actions.journal.audience import debated
from declaration.actions.suggesting import drafts, suggestions
from declaration.errors import Invalid, NotAllowed, Stale, TooLong
from declaration.manuscript import MAX_WORDS
from declaration.queries.suggesting import delegation
from declaration.queries.suggesting.suggestions import Suggested
from declaration.rules import Case, require
from declaration.text import Html, html, normal
from declaration.verbs import Verb
from declaration.web.cache import redlines
from declaration.web.discussing import sentences
from declaration.web.discussing.below import below
from declaration.web.frame import layout, refusals
from declaration.web.frame.acting import actor, at, session, verb as asks, writing
from declaration.web.frame.answers import leads_to, see_other
from declaration.web.suggesting.base import Base
from declaration.web.suggesting.rivals import drafts_at, rivals_of
from declaration.web.suggesting.suggestion_form import AskForm
from models.debate import Draft
from models.vocabulary import Audience

TIDIED = {  # what tidying does to words that somebody may have meant as they were
    "marks": _l("Quotation marks, dashes and spaces have been matched to the text."),
    "number": _l("The paragraph number at the beginning has been removed."),
    "number_kept": _l(
        "Your text begins with what may be a number. It has been kept: remove it if it is the "
        "paragraph’s own number."
    ),
}


@dataclass(frozen=True, slots=True)
class ChangeRequest:
    """A change that somebody asks for: what it is written on, and the form that says it.

    This is a new one; ``drafts`` has the drafted and ``suggestion`` the reworded ones: ``kind`` is
    how a browser that keeps words calls them, ``views`` the blueprint that takes them, ``verb``
    what whoever sees them must be allowed. ``place`` names the one thing that is written on, as
    the addresses of ``views`` do: the text by its slug.
    """

    base: Base
    form: AskForm
    place: Mapping[str, Any]
    kind: ClassVar[str] = "suggest"
    views: ClassVar[str] = "suggest"
    verb: ClassVar[Verb] = Verb.DRAFT

    @property
    def key(self) -> str:
        """Name the words in the browser's keeping: unique per reader and thing."""
        (thing,) = self.place.values()
        return keeping(self.base, f"{self.kind}:{thing}")

    @property
    def number(self) -> int | None:
        """Return the number of the suggestion that is reworded."""
        return self.place.get("number")

    @property
    def draft_id(self) -> int | None:
        """Return the id of the draft that is written on."""
        return self.place.get("draft_id")

    @property
    def audience(self) -> Audience:
        """Return who reads it once it is submitted."""
        return sentences.promise(self.base.document)

    def address(self, view: str) -> str:
        """Return where its form is sent, to be seen by the view of this name."""
        return url_for(f"{self.views}.{view}", **self.place)

    @property
    def case(self) -> Case:
        """Return what the rules ask about it."""
        return layout.case(stage=self.base.document.stage)

    def draft(self, session: Session) -> Draft | None:  # noqa: ARG002
        """Load the draft again; Stale if somebody of the delegation has saved it meanwhile."""
        return None


def keeping(base: Base, thing: str) -> str:
    """Name the words on a base in the browser's keeping."""
    uids = [passage.uid for passage in (base.passage, base.after) if passage]
    return ":".join((str(actor().person_id), thing, base.kind, *uids))


def form_page(
    change: ChangeRequest,
    *,
    begun: Iterable[delegation.Drafted] | None = None,
    listed: Iterable[Suggested] | None = None,
) -> dict[str, Any]:
    """Return what the form of a change shows; from ``refused`` on, what became of it.

    ``begun``: the delegation's drafts; ``listed``: the suggestions on the paragraph; each takes a
    statement where it is not known.
    """
    base, form = change.base, change.form
    if begun is None:
        begun = () if change.number else delegation.drafts(session(), actor())
    begun = tuple(begun)
    return {
        "change": change,
        "title": sentences.form_title(base.kind, base.passage, base.after),
        "below": below(base.kind, base.passage, base.rolling),
        "redline": redline_of(base, form.typed),
        "promised": sentences.promised(change.audience),
        "late": suggestions.late_seconds(base.document, at()) > 0,
        "returned": request.method == "POST",
        "rivals": rivals_of(base, form, but=change.number, listed=listed),
        "saved_at": next(
            (b.draft.updated_at for b in begun if b.draft.id == change.draft_id), None
        ),
        "drafts": drafts_at(base, begun, but=change.draft_id),  # the delegation's own, here
        "refused": None,  # why not now
        "tidied": (),  # what tidying did, in sentences
        "typed": None,  # the words before that
        "newest": None,  # how what stands there now differs from what was seen
        "told": False,  # it was not sent, because others ask for exactly the same
    }


def take(
    blueprint: Blueprint,
    path: str,
    change: Callable[..., ChangeRequest],
    verb: Verb,
    act: Callable[[ChangeRequest], ResponseReturnValue] | None = None,
) -> None:
    """Let a blueprint take the form of what ``change`` reads, at the addresses under ``path``.

    ``verb``: of whoever sees it; ``act`` submits what is no new suggestion, and has no drafts.
    """

    @blueprint.post(f"{path}/preview")
    @asks(verb)
    def preview(**place: Any) -> ResponseReturnValue:  # noqa: ANN401
        return _preview(change(**place))

    @blueprint.post(f"{path}/submission")
    @asks(verb if act else Verb.DRAFT)
    def submit(**place: Any) -> ResponseReturnValue:  # noqa: ANN401
        asked = change(**place)
        return _not_ready(asked) or _untold(asked) or _done(asked, act or _submit)

    if act is None:

        @blueprint.post(f"{path}/draft")
        @asks(Verb.DRAFT)
        def save(**place: Any) -> ResponseReturnValue:  # noqa: ANN401
            return _save(change(**place))

        @blueprint.post(f"{path}/tray")
        @asks(Verb.DRAFT)
        def ready(**place: Any) -> ResponseReturnValue:  # noqa: ANN401
            return _save(change(**place), ready=True)


def opened(change: ChangeRequest) -> ResponseReturnValue:
    """Show the form to whoever may write this now. Raises NotAllowed or NotFound."""
    require(actor(), change.verb, change.case)
    return show(change)


def show(change: ChangeRequest, status: int = 200, **outcome: Any) -> ResponseReturnValue:  # noqa: ANN401
    """Show the form on a page of its own; ``outcome``: what became of it, as in ``form_page``."""
    page = form_page(change) | outcome
    return render_template("suggesting/suggest.html", page=page), status


def redline_of(base: Base, words: str) -> Html | Markup:
    """Return the redline of what is asked, made afresh: it is of words being written."""
    try:
        piece = sentences.showing(base.kind, normal(words), base.words)
        if piece.old is None:
            return html(piece.new)
        return redlines.changed(piece.old, piece.new)
    except (Invalid, TooLong):
        return Html()


def _preview(change: ChangeRequest) -> ResponseReturnValue:
    """Show what would change, and who else asks; ``?part=redline``: that alone, as one types."""
    require(actor(), change.verb, change.case)
    if request.args.get("part") == "redline":
        return _typed(change)
    if "keep" in request.form:
        change.form.keep_as_typed()
    return _not_ready(change) or show(change)


def _save(change: ChangeRequest, *, ready: bool = False) -> ResponseReturnValue:
    """Save the draft; ``?part=saved``: as it is being typed; ``ready``: into the tray."""
    if request.args.get("part") == "saved":
        return _autosaved(change)
    return _not_ready(change) or _done(change, partial(_draft, ready=ready))


def sent(change: ChangeRequest, number: int, message: str) -> ResponseReturnValue:
    """Go to the suggestion; the browser need not keep its words any longer."""
    browser["sent"] = change.key
    return see_other(url_for("suggestion.show", number=number), message)


def _typed(change: ChangeRequest) -> ResponseReturnValue:
    """Answer with the redline of the words as they would be taken, or as they are."""
    base, form = change.base, change.form
    if len(form.typed) > MAX_WORDS:
        return "", 422
    with suppress(Invalid, TooLong):
        form.tidied(base)
    return render_template(
        "suggesting/_preview.html",
        redline=redline_of(base, form.typed),
        rivals=rivals_of(base, form, but=change.number),
        base=base,
    )


def _not_ready(change: ChangeRequest) -> ResponseReturnValue | None:
    """Return the page of a form that cannot be taken, or whose tidied words want a look."""
    form, typed = change.form, change.form.typed
    if not form.validate_on_submit():
        return show(change, 422 if form.errors else 200)
    try:
        codes = form.tidied(change.base)
    except (Invalid, TooLong) as refusal:
        form.refuse(refusal)
        return show(change, 422, typed=typed)
    tidied = [str(TIDIED[code]) for code in codes if code in TIDIED]
    return show(change, tidied=tidied, typed=typed) if tidied else None


def _untold(change: ChangeRequest) -> ResponseReturnValue | None:
    """Return the page that names, before anything is sent, who asks for exactly the same."""
    told = rivals_of(change.base, change.form, but=change.number).told
    return None if told else show(change, told=True)


def _done(
    change: ChangeRequest, act: Callable[[ChangeRequest], ResponseReturnValue]
) -> ResponseReturnValue:
    """Act; the words come back with everything that is refused."""
    try:
        return act(change)
    except (Invalid, TooLong) as refusal:
        change.form.refuse(refusal)
        return show(change, 422)
    except NotAllowed as refusal:
        return _kept(change, refusals.why(refusal.reason))
    except Stale as refusal:
        newest: Any = refusal.current  # a Draft or a Wording
        change.form.seen.data = seen(newest)
        words = normal(change.form.typed).strip()
        difference = redlines.changed(newest.words, words)
        return show(change, 409, newest=difference)


def _kept(change: ChangeRequest, why: str) -> ResponseReturnValue:
    """Keep as a draft what cannot be submitted now; if not even that, give the words back."""
    try:
        draft_id = _saved(change)
    except (NotAllowed, Invalid, Stale):
        return show(change, 403, refused=why)
    browser["sent"] = change.key
    slug = change.base.document.slug
    leads_to(url_for("drafts.edit", draft_id=draft_id))
    return render_template("suggesting/kept.html", why=why, draft_id=draft_id, slug=slug), 403


def seen(newest: Any) -> str:  # noqa: ANN401
    """Return what a form must have seen: a draft's last saving, a wording's id."""
    return newest.updated_at.isoformat() if isinstance(newest, Draft) else str(newest.id)


def _draft(change: ChangeRequest, *, ready: bool) -> ResponseReturnValue:
    draft_id = _saved(change, ready=ready)
    browser["sent"] = change.key
    if ready:
        return see_other(url_for("drafts.tray"), _("Your draft is ready to submit."))
    return see_other(url_for("drafts.edit", draft_id=draft_id), _("Draft saved."))


def _saved(change: ChangeRequest, *, ready: bool = False) -> int:
    asked = change.form.asked(change.base)
    with writing() as transaction:
        draft = change.draft(transaction)
        document = change.base.document
        draft = drafts.save(transaction, actor(), document, asked, draft=draft, at=at())
        if ready:
            drafts.mark_ready(transaction, actor(), draft, ready=True, at=at())
        return draft.id


def _autosaved(change: ChangeRequest) -> ResponseReturnValue:
    """Keep as a draft what is being typed, as it is; answer with a sentence instead of a page."""
    if not change.form.validate_on_submit():
        return "", 422
    if change.draft_id is None and not change.form.begun(change.base):
        return "", 204
    try:
        draft_id = _saved(change)
    except (Invalid, TooLong):
        return "", 422
    except Stale:
        return render_template("suggesting/_saved.html", draft=None), 409
    draft = delegation.draft(session(), actor(), draft_id).draft
    key = keeping(change.base, f"draft:{draft_id}")
    return render_template("suggesting/_saved.html", draft=draft, key=key, seen=seen(draft))


def _submit(change: ChangeRequest) -> ResponseReturnValue:
    document, promised = change.base.document, change.form.promise
    audience = debated(session(), document)
    if audience is Audience.OPENED and promised.data == Audience.PARTICIPANTS:
        promised.data = audience.value
        return show(change, 409, refused=sentences.readers(audience))
    asked = change.form.asked(change.base)
    with writing() as transaction:
        draft = change.draft(transaction)
        suggestion = suggestions.submit(transaction, actor(), document, asked, draft=draft, at=at())
        number = suggestion.number
    return sent(change, number, _("Suggestion submitted. You can print or save the receipt."))
