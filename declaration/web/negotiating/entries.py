"""Enter something for a delegation, from the floor or a letter; answer what was entered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, ngettext
from markupsafe import Markup
from sqlalchemy.orm import Session

from declaration.actions.negotiating import entries as entering
from declaration.errors import Invalid, NotAllowed, TooLong
from declaration.manuscript import Passage
from declaration.queries import sight
from declaration.queries.negotiating import entries
from declaration.queries.negotiating.entries import WaitingEntry
from declaration.queries.reading import texts
from declaration.queries.sight import existing
from declaration.rules import Verb, require
from declaration.web.cache.redlines import short_html, words_html
from declaration.web.discussing import comments, places, sentences
from declaration.web.frame import layout, refusals
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.answers import see_other
from declaration.web.negotiating.entry_form import CommentEntryForm, SuggestionEntryForm
from declaration.web.suggesting.base import Base, read_base
from declaration.web.suggesting.suggestion_form import labelled
from models.document import Document
from models.negotiation import Entry
from models.vocabulary import EntryAnswer, Procedure, SuggestionKind

COMMENT = "comment"  # of ?form=; the others are kinds of suggestions
ON_PARAGRAPH = ("replace", "insert", "delete", COMMENT)
ON_WHOLE = ("general", "insert", COMMENT)

blueprint = Blueprint("entries", __name__)


@dataclass(frozen=True, slots=True)
class Entering:
    """The form of this page, on a paragraph or on the whole; ``base`` is None for a comment.

    ``names``: of the delegations, by id.
    """

    document: Document
    passages: Sequence[Passage]
    passage: Passage | None
    names: Mapping[str, str]
    kind: str
    base: Base | None
    form: SuggestionEntryForm | CommentEntryForm

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return what can be entered here."""
        return ON_PARAGRAPH if self.passage else ON_WHOLE

    def address(self, kind: str) -> str:
        """Return where another kind is entered on the same paragraph."""
        uid = self.passage.uid if self.passage else None
        return url_for("entries.show", slug=self.document.slug, paragraph=uid, form=kind)


@blueprint.get("/d/<slug>/entries")
@verb(Verb.ENTER_FOR)
def show(slug: str) -> ResponseReturnValue:
    """Show the form, and what awaits a delegation's word; ``?paragraph=`` and ``?form=`` choose."""
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
    message = _("Confirmed.") if confirmed else _("Refused. It has been withdrawn.")
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
    return entered is not None and entered.answer is None and sentences.still_open(item)


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
    if not entry.number:
        return _("Comment on %(place)s", place=places.within(entry.place))
    return f"{_('Suggestion %(number)s', number=entry.number)} – {sentences.placed(entry)}"


@blueprint.app_template_global()
def entry_html(entry: WaitingEntry) -> Markup:
    """Show what was entered, cut short; nothing where it was redacted."""
    if not entry.number:
        return words_html(entry.words)
    if entry.form.words and not entry.words:
        return Markup("")
    return short_html(sentences.piece(entry))


blueprint.add_app_template_global(sentences.entry_note, "entry_note")
blueprint.add_app_template_global(labelled, "entry_place")


def _opened(slug: str) -> Entering:
    """Read from the address what is entered where. Raises NotFound."""
    document = sight.document(session(), actor(), slug)
    rolling = texts.rolling(session(), document)
    uid = request.args.get("paragraph", "")
    passages = {passage.uid: passage for passage in rolling.passages}
    passage = existing(passages.get(uid)) if uid else None
    kinds = ON_PARAGRAPH if passage else ON_WHOLE
    kind = request.args.get("form") or kinds[0]
    if kind not in kinds:
        kind = kinds[0]
    form: SuggestionEntryForm | CommentEntryForm
    base = None
    if kind == COMMENT:
        form = CommentEntryForm.on(passage.version_id if passage else None)
    else:
        place = "after" if kind == SuggestionKind.INSERT else "paragraph"
        asked = {"form": kind, place: uid} | _based()
        base = read_base(session(), document, rolling, asked)
        form = SuggestionEntryForm.on(base)
    delegations = entries.delegations(session())
    form.offer(delegations)
    names = {str(each.id): each.name for each in delegations}
    live = [each for each in rolling.passages if each.live or each is passage]
    return Entering(document, live, passage, names, kind, base, form)


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
        place = {"paragraph_id": page.passage.paragraph_id} if page.passage else {}
        remark = form.remark(place)
        entering.enter_comment(transaction, by, document, remark, origin, at=at())
        return _("Comment entered for %(delegation)s.", delegation=name)
    base = existing(page.base)
    form.tidied(base)
    asked = form.asked(base)
    suggestion = entering.enter_suggestion(transaction, by, document, asked, origin, at=at())
    return _(
        "Suggestion %(number)s entered for %(delegation)s.",
        number=suggestion.number,
        delegation=name,
    )


def _answer(number: int, chosen: EntryAnswer, check: Callable[[Entry], None]) -> str:
    """Answer an entry; return where it is read."""
    seen = request.form.get("seen", type=int)
    with writing() as transaction:
        entry = entries.entry(transaction, layout.reader(), number)
        check(entry)
        entering.answer(transaction, actor(), entry, chosen, seen_wording_id=seen, at=at())
        if entry.comment is not None:
            return comments.address(transaction, entry.comment)
        return url_for("suggestion.show", number=existing(entry.suggestion).number)


def _of_the_reader(entry: Entry) -> None:
    """Raise NotFound where it was entered for another delegation."""
    existing(entry if entry.delegation_id == actor().delegation_id else None)


def _page(page: Entering, code: int = 200, refused: str | None = None) -> ResponseReturnValue:
    waiting = entries.waiting(session(), layout.reader(), entries.on_document(page.document))
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
