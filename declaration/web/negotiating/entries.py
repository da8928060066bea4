"""Enter something for a delegation, from the floor or a letter; answer what was entered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, ngettext
from markupsafe import Markup
from sqlalchemy.orm import Session

from declaration.actions.comments import Remark
from declaration.actions.negotiating import entries as entering
from declaration.errors import Invalid, NotAllowed, Stale, TooLong
from declaration.manuscript import Manuscript, Passage
from declaration.queries import sight
from declaration.queries.negotiating import entries
from declaration.queries.negotiating.entries import WaitingEntry
from declaration.queries.negotiating.positions import KeptPosition, OwnPosition
from declaration.queries.reading import texts
from declaration.queries.sight import existing
from declaration.queries.suggesting import suggestions
from declaration.queries.suggesting.suggestions import Suggested
from declaration.queries.suggesting.support import TakenPosition
from declaration.rules import require
from declaration.verbs import Verb
from declaration.web.cache.redlines import short_html, words_html
from declaration.web.discussing import comments, entered_for, places, sentences
from declaration.web.frame import layout, refusals
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.answers import see_other
from declaration.web.frame.labels import label
from declaration.web.negotiating.entry_form import (
    CommentEntryForm,
    PositionEntryForm,
    SuggestionEntryForm,
)
from declaration.web.suggesting.base import Base, read_base
from declaration.web.suggesting.suggestion_form import labelled
from models.debate import Suggestion
from models.document import Document
from models.negotiation import Entry
from models.vocabulary import EntryAnswer, Procedure, Stage, Status, SuggestionKind

COMMENT, POSITION = "comment", "position"  # of ?form=; the others are kinds of suggestions
ON_PARAGRAPH = ("replace", "insert", "move", "delete", COMMENT, POSITION)
ON_WHOLE = ("general", "insert", COMMENT, POSITION)

blueprint = Blueprint("entries", __name__)


@dataclass(frozen=True, slots=True)
class Entering:
    """The form of this page, on a paragraph or on the whole.

    ``names``: of the delegations, by id; ``base``: of a suggestion, else None.
    """

    document: Document
    passages: Sequence[Passage]
    passage: Passage | None
    names: Mapping[str, str]
    kind: str
    base: Base | None
    form: SuggestionEntryForm | CommentEntryForm | PositionEntryForm

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return what can be entered here."""
        return _kinds(self.passage)

    def address(self, kind: str) -> str:
        """Return where another kind is entered on the same paragraph."""
        uid = self.passage.uid if self.passage else None
        return url_for("entries.show", slug=self.document.slug, paragraph=uid, form=kind)


@blueprint.get("/d/<slug>/entries")
@verb(Verb.ENTER_FOR)
def show(slug: str) -> ResponseReturnValue:
    """Show the form, and what awaits a delegation's word.

    ``?paragraph=`` and ``?form=`` choose; ``?suggestion=`` is chosen in the form.
    """
    page = _opened(slug)
    require(actor(), Verb.ENTER_FOR, layout.case(stage=page.document.stage))
    return _page(page)


@blueprint.post("/d/<slug>/entries")
@verb(Verb.ENTER_FOR)
def enter(slug: str) -> ResponseReturnValue:
    """Enter it; the same form is ready for the next."""
    page = _opened(slug)
    form = page.form
    if not form.validate_on_submit():
        return _page(page, 422 if form.errors else 200)
    try:
        with writing() as transaction:
            document = sight.document(transaction, actor(), slug)
            message = _enter(transaction, document, page)
    except (Invalid, TooLong) as refusal:
        form.refuse(refusal)
        return _page(page, 422)
    except Stale:
        return _page(_again(page), 409)
    except NotAllowed as refusal:
        return _page(page, 403, refusals.why(refusal.reason))
    return see_other(page.address(page.kind), message)


@blueprint.post("/entries/<int:number>/answer")
@verb(Verb.ANSWER_ENTRY)
def answer(number: int) -> ResponseReturnValue:
    """Confirm or refuse what was entered for one's own delegation."""
    confirmed = request.form.get("answer") == EntryAnswer.CONFIRMED
    if not confirmed and request.form.get("answer") != EntryAnswer.REFUSED:
        raise Invalid("answer", "unknown")
    chosen = EntryAnswer.CONFIRMED if confirmed else EntryAnswer.REFUSED
    back = _answer(number, chosen, _of_the_reader)
    message = _("Confirmed.") if confirmed else _("Refused. It does not count.")
    home = request.form.get("back") == "for_you"
    return see_other(url_for("for_you.show") if home else back, message)


@blueprint.post("/entries/<int:number>/removal")
@verb(Verb.ENTER_FOR)
def take_back(number: int) -> ResponseReturnValue:
    """Take back what was entered by mistake, before the delegation has answered."""
    back = _answer(number, EntryAnswer.TAKEN_BACK, lambda _entry: None)
    return see_other(back, _("Entry withdrawn."))


@blueprint.app_template_global()
def awaits_word(item: Any) -> bool:  # noqa: ANN401 -- Suggested or AnchoredComment
    """Whether a suggestion or a comment was entered for its delegation, and not answered yet."""
    entered = item.entered
    return entered is not None and entered.answer is None and entered_for.still_open(item)


@blueprint.app_template_global()
def unconfirmed(many: int) -> str:
    """Say how many suggestions wait for their delegations."""
    return ngettext(
        "%(num)d not confirmed by its delegation",
        "%(num)d not confirmed by their delegations",
        many,
    )


@blueprint.app_template_global()
def entry_asked(entry: WaitingEntry) -> str:
    """Say in one line what was entered."""
    if entry.comment and entry.number:
        return _("Comment on suggestion %(number)s", number=entry.number)
    if entry.comment:
        return _("Comment on %(place)s", place=places.within(entry.place))
    suggestion = _("Suggestion %(number)s", number=entry.number)
    if entry.stand is None:
        return f"{suggestion} – {sentences.placed(entry)}"
    return f"{label(entry.stand)} – {suggestion} ({entry.author})"


@blueprint.app_template_global()
def entry_html(entry: WaitingEntry) -> Markup:
    """Show what was entered, cut short; nothing where it was redacted."""
    if entry.comment:
        return words_html(entry.words)
    if entry.form.words and not entry.words:
        return Markup("")
    return short_html(sentences.piece(entry))


@blueprint.app_template_global()
def position_note(held: TakenPosition | KeptPosition, *, still_open: bool = True) -> str:
    """Say who entered a position for its delegation, and what that answered; "" if nobody."""
    if isinstance(held, KeptPosition):
        delegation = held.position.delegation.name
    else:
        delegation = held.delegation
    return entered_for.entered_as(held.entered, delegation, still_open=still_open)


@blueprint.app_template_global()
def own_position_note(held: OwnPosition) -> str:
    """Say the same of a position of the reader's delegation."""
    still_open = held.status is Status.SUBMITTED
    return entered_for.entered_as(held.entered, held.delegation, still_open=still_open)


@blueprint.app_template_global()
def enters_positions(suggestion: Suggested, stage: Stage) -> bool:
    """Whether the reader may enter where a delegation stands on a suggestion."""
    if suggestion.support is None or Procedure.POSITIONS not in layout.parts():
        return False
    return suggestion.live and bool(layout.may(Verb.ENTER_FOR, stage=stage))


blueprint.add_app_template_global(entered_for.entry_note, "entry_note")
blueprint.add_app_template_global(labelled, "entry_place")


def _opened(slug: str) -> Entering:
    """Read from the address what is entered where. Raises NotFound."""
    document = sight.document(session(), actor(), slug)
    rolling = texts.rolling(session(), document)
    uid = request.args.get("paragraph", "")
    passages = {passage.uid: passage for passage in rolling.passages}
    passage = existing(passages.get(uid)) if uid else None
    kinds = _kinds(passage)
    kind = request.args.get("form") or kinds[0]
    if kind not in kinds:
        kind = kinds[0]
    base = None
    if kind not in {COMMENT, POSITION}:
        place = "after" if kind == SuggestionKind.INSERT else "paragraph"
        asked = {"form": kind, place: uid} | _based()
        base = read_base(session(), document, rolling, asked)
    form = _form(document, rolling, passage, kind, base)
    delegations = entries.delegations(session())
    form.offer(delegations)
    names = {str(each.id): each.name for each in delegations}
    live = [each for each in rolling.passages if each.live or each is passage]
    return Entering(document, live, passage, names, kind, base, form)


def _form(
    document: Document,
    rolling: Manuscript,
    passage: Passage | None,
    kind: str,
    base: Base | None,
) -> SuggestionEntryForm | CommentEntryForm | PositionEntryForm:
    if base is not None:
        return SuggestionEntryForm.on(base)
    if kind == POSITION:
        form = PositionEntryForm.on(sentences.promise(document).value)
        form.offer_suggestions(*_choices(document, rolling, passage, _("Choose a suggestion")))
        return form
    remark = CommentEntryForm.on(passage.version_id if passage else None)
    if passage is None:
        del remark["suggestion"]
    else:
        remark.offer_suggestions(*_choices(document, rolling, passage, _("The paragraph")))
    return remark


def _kinds(passage: Passage | None) -> tuple[str, ...]:
    kinds = ON_PARAGRAPH if passage else ON_WHOLE
    return kinds if Procedure.POSITIONS in layout.parts() else kinds[:-1]


def _choices(
    document: Document, rolling: Manuscript, passage: Passage | None, none: str
) -> tuple[list[Suggested], str, str]:
    """Return the pending suggestions on a paragraph, or all; which is chosen; what none is called.

    One statement.
    """
    only = [suggestions.about(passage.paragraph_id)] if passage else []
    listed = suggestions.listed(session(), layout.reader(), document, rolling, *only)
    pending = [each for each in listed if each.live]
    return pending, request.args.get("suggestion", ""), none


def _again(page: Entering) -> Entering:
    """Return the page after a suggestion has got other words: it is to be chosen once more."""
    form = page.form
    if not isinstance(form, SuggestionEntryForm) and "suggestion" in form:
        form.suggestion.data = ""
        form.blame("suggestion", _("This suggestion has been edited since. Read it, choose again."))
    return page


def _based() -> dict[str, str]:
    """Return what a form that was sent stands on."""
    names = ("after", "base_version", "base_place")
    return {name: request.form[name] for name in names if name in request.form}


def _enter(transaction: Session, document: Document, page: Entering) -> str:
    """Enter what the form says, and say so. Raises Invalid."""
    form, by = page.form, actor()
    origin = form.origin
    name = page.names.get(str(form.delegation.data), "")
    if isinstance(form, CommentEntryForm):
        remark = _remark(transaction, form, document, page.passage)
        entering.enter_comment(transaction, by, document, remark, origin, at=at())
        return _("Comment entered for %(delegation)s.", delegation=name)
    if isinstance(form, PositionEntryForm):
        number, stance = form.stance
        about = _on(transaction, document, number)
        entering.enter_position(transaction, by, about, stance, origin, at=at())
        return _("Position entered for %(delegation)s.", delegation=name)
    base = existing(page.base)
    form.tidied(base)
    asked = form.asked(base)
    suggestion = entering.enter_suggestion(transaction, by, document, asked, origin, at=at())
    return _(
        "Suggestion %(number)s entered for %(delegation)s.",
        number=suggestion.number,
        delegation=name,
    )


def _remark(
    transaction: Session, form: CommentEntryForm, document: Document, passage: Passage | None
) -> Remark:
    """Return the comment on the suggestion that was chosen, else on the paragraph, or the whole."""
    remark = form.remark({"paragraph_id": passage.paragraph_id} if passage else {})
    chosen = form.on_suggestion if "suggestion" in form else None
    if chosen is None:
        return remark
    if remark.quote:
        raise Invalid("quote", "misplaced")
    number, wording_id = chosen
    about = _on(transaction, document, number)
    return replace(remark, paragraph_id=None, suggestion_id=about.id, wording_id=wording_id)


def _on(transaction: Session, document: Document, number: int) -> Suggestion:
    """Return a suggestion on this document. Raises NotFound."""
    about = suggestions.suggestion(transaction, layout.reader(), number)
    return existing(about if about.document_id == document.id else None)


def _answer(number: int, chosen: EntryAnswer, check: Callable[[Entry], None]) -> str:
    """Answer an entry; return where it is read."""
    seen = request.form.get("seen", type=int)
    with writing() as transaction:
        entry, asked = entries.entry(transaction, layout.reader(), number)
        check(entry)
        entering.answer(transaction, actor(), entry, chosen, seen_wording_id=seen, at=at())
        if entry.comment is not None:
            return comments.address(transaction, entry.comment)
        anchor = "positions" if entry.position_id is not None else None
        return url_for("suggestion.show", number=asked, _anchor=anchor)


def _of_the_reader(entry: Entry) -> None:
    """Raise NotFound where it was entered for another delegation."""
    existing(entry if entry.delegation_id == actor().delegation_id else None)


def _page(page: Entering, code: int = 200, refused: str | None = None) -> ResponseReturnValue:
    only = entries.on_document(page.document)
    waiting = entries.waiting(session(), layout.reader(), layout.parts(), only)
    html = render_template(
        "negotiating/entries.html",
        page=page,
        document=page.document,
        form=page.form,
        waiting=waiting,
        at_once=Procedure.ENTERED_COUNTS in layout.parts(),
        audience=sentences.readers(sentences.promise(page.document)),
        refused=refused,
    )
    return html, code
