"""Our copy: the whole text to write in; what was changed becomes drafts of the delegation."""

from collections.abc import Mapping
from typing import Any, cast

from flask import Blueprint, flash, redirect, render_template, request, session as browser, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l, ngettext
from sqlalchemy.orm import Session
from wtforms import HiddenField, SelectField

from declaration.actions.suggesting import drafts as drafting, our_copy as copying
from declaration.actions.suggesting.our_copy import Box, DraftEdits
from declaration.errors import Invalid, Stale, TooLong
from declaration.manuscript import MAX_WORDS, Passage
from declaration.queries import sight
from declaration.queries.reading import texts
from declaration.queries.reading.shelf import ROLLING
from declaration.queries.suggesting import delegation, our_copy
from declaration.queries.suggesting.standing import by_paragraph
from declaration.rules import Case, Verb, require
from declaration.web.cache import shared
from declaration.web.frame import language, refusals
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.forms import DebateForm, Form, PasteForm, WordsField, languages
from declaration.web.our_copy import boxes as our_copy_boxes
from declaration.web.our_copy.boxes import Said
from models.debate import Draft
from models.document import Document


class CopyForm(Form):
    """The boxes of our copy: nothing but the token."""


class PastedForm(PasteForm):
    """The whole text from a word processor, and which text it was made from."""

    source = SelectField(_l("Your file was made from"), default=ROLLING)

    @classmethod
    def on(cls, slug: str, *, empty: bool = True) -> "PastedForm":
        """Offer the texts of a document, the newest first."""
        form = cls(formdata=None) if empty else cls()
        earlier = reversed(shared.shelf(slug).revisions)
        form.source.choices = [(ROLLING, _("Rolling text"))] + [
            (one.slug, one.label) for one in earlier
        ]
        return form


class ReasonsForm(DebateForm):
    """What is said of all drafts together; each one's own reason is read by its line."""

    same = WordsField(
        _l("The same reason for several"),
        description=_l("It goes to those chosen that have no reason yet."),
        render_kw={"rows": 2},
    )
    language = SelectField(_l("Language of the reasons"))
    promise = HiddenField()

    @classmethod
    def on(cls, promise: str, *, empty: bool = True) -> "ReasonsForm":
        """Begin in the reader's language."""
        values = {"language": language.code(), "promise": promise}
        form = cls(formdata=None, data=values) if empty else cls(data=values)
        form.language.choices = languages(str(form.language.data))
        return form


OK = 200
NOTHING = Said()

blueprint = Blueprint("our_copy", __name__)


@blueprint.get("/d/<slug>/our-copy")
@verb(Verb.DRAFT)
def show(slug: str) -> ResponseReturnValue:
    """Show every paragraph in a box, as the delegation's drafts have it."""
    return page(opened(slug), CopyForm(formdata=None))


@blueprint.post("/d/<slug>/our-copy")
@verb(Verb.DRAFT)
def save(slug: str) -> ResponseReturnValue:
    """Make drafts of what was changed; all of it, or nothing where a colleague was faster."""
    document, form, boxes = opened(slug), CopyForm(), our_copy_boxes.read(request.form)
    if not form.validate_on_submit():
        return page(document, form, boxes, status=422 if form.errors else 200)
    found, said = _judged(session(), document, boxes, shared.text(slug, ROLLING).passages)
    if said.status == OK:
        found, said = _kept(slug, boxes)
    if said.status != OK:
        return page(opened(slug), form, boxes, said, status=said.status)
    _tell(found, said.lost)
    browser["sent"] = key(document)
    after = "reason_list.show" if request.form.get("act") == "reasons" else "our_copy.show"
    return redirect(url_for(after, slug=slug), 303)


@blueprint.post("/d/<slug>/our-copy/preview")
@verb(Verb.DRAFT)
def preview(slug: str) -> ResponseReturnValue:
    """Answer with the redline of one box, for the words as they are being typed."""
    document = opened(slug)
    box = next(iter(our_copy_boxes.read(request.form).values()), None)
    if box is None or len(box.typed) > MAX_WORDS:
        return "", 422
    bases = our_copy.bases(session(), document, [box.opened.version_id])
    return str(our_copy_boxes.change(bases.get(box.opened.version_id, (0, ""))[1], box.typed))


def opened(slug: str) -> Document:
    """Return a document on which the reader may draft now."""
    found = sight.document(session(), actor(), slug)
    require(actor(), Verb.DRAFT, Case(stage=found.stage))
    return found


def page(
    document: Document,
    form: CopyForm,
    boxes: Mapping[str, Box] | None = None,
    said: Said = NOTHING,
    *,
    pasted: PastedForm | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    """Show the copy; with ``boxes`` as they came back, and ``said`` of them."""
    rolling = shared.text(document.slug, ROLLING)
    copy = our_copy.copy(rolling.passages, mine(session(), document))
    shown: dict[str, Any] = {
        "document": document,
        "rows": our_copy_boxes.rows(copy, boxes or {}, said),
        "elsewhere": copy.elsewhere,
        "form": form,
        "pasted": pasted or PastedForm.on(document.slug),
        "said": said,
        "key": key(document),
        "returned": bool(boxes),
        "passed": document.deadline is not None and at() > document.deadline,
    }
    return render_template("our_copy/our_copy.html", **shown), status


def mine(here: Session, document: Document) -> list[delegation.Drafted]:
    """Return the delegation's drafts on a document. One statement."""
    found = delegation.drafts(here, actor())
    return [one for one in found if one.draft.document_id == document.id]


def key(document: Document) -> str:
    """Name the words in the browser's keeping."""
    return f"{actor().person_id}:copy:{document.slug}"


def keep(here: Session, document: Document, wishes: DraftEdits) -> None:
    """Write down what is asked for, and throw away what is needed no more."""
    for wish in wishes.saved:
        drafting.save(here, actor(), document, wish.amendment, draft=wish.draft, at=at())
    for draft in wishes.dropped:
        drafting.discard(here, actor(), draft, at=at())


def _judged(
    here: Session, document: Document, boxes: Mapping[str, Box], passages: tuple[Passage, ...]
) -> tuple[DraftEdits, Said]:
    """Say what the boxes ask for, and what is to be said of those that cannot be taken."""
    drafts = [one.draft for one in mine(here, document)]
    bases = our_copy.bases(here, document, [one.opened.version_id for one in boxes.values()])
    current = by_paragraph(passages)
    wishes, problems, clashes = DraftEdits(), dict[str, str](), dict[str, Draft]()
    for name, box in boxes.items():
        try:
            wishes += copying.edits(box, copying.current_box(box.opened, drafts, current, bases))
        except Stale as refusal:
            clashes[name] = cast("Draft", refusal.current)
        except Invalid as refusal:
            problems[name] = refusals.problem(refusal.why)
        except TooLong as refusal:
            problems[name] = refusals.too_long(refusal.length, refusal.limit, refusal.unit)
    live = {one.paragraph_id for one in passages if one.live}
    places = (one.amendment.paragraph_id or one.amendment.after_id for one in wishes.saved)
    lost = sum(place is not None and place not in live for place in places)
    return wishes, Said(problems, clashes, bases, lost)


def _kept(slug: str, boxes: Mapping[str, Box]) -> tuple[DraftEdits, Said]:
    """Judge again inside the write transaction, and write if nothing is amiss."""
    with writing() as here:
        document = sight.document(here, actor(), slug)
        found, said = _judged(here, document, boxes, texts.rolling(here, document).passages)
        if said.status == OK:
            keep(here, document, found)
    return found, said


def _tell(found: DraftEdits, lost: int) -> None:
    """Say what was kept, what of it has no place, and what was dropped: nothing is left of it."""
    if found.saved:
        kept = len(found.saved)
        flash(ngettext("%(num)s draft is saved.", "%(num)s drafts are saved.", kept), "good")
    if lost:
        said = ngettext(
            "%(num)s of them has lost its place: the paragraph is no longer in the text."
            " The words are kept.",
            "%(num)s of them have lost their place: the paragraphs are no longer in the text."
            " The words are kept.",
            lost,
        )
        flash(said, "warn")
    if found.dropped:
        said = ngettext(
            "%(num)s draft is discarded: nothing is left of it in your copy.",
            "%(num)s drafts are discarded: nothing is left of them in your copy.",
            len(found.dropped),
        )
        flash(said, "good")
    if not found.saved and not found.dropped:
        flash(_("Nothing in your copy has changed."), "info")
