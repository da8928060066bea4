"""Our copy: the whole text to write in; what was changed becomes drafts of the delegation."""

from collections.abc import Mapping
from typing import cast

from flask import Blueprint, flash, render_template, request, session as browser, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l, ngettext
from sqlalchemy.orm import Session
from wtforms import SelectField

from declaration.actions.suggesting import drafts as drafting, our_copy as copying
from declaration.errors import Invalid, Stale, TooLong
from declaration.manuscript import MAX_WORDS, Passage
from declaration.queries import sight
from declaration.queries.reading import texts
from declaration.queries.reading.shelf import ROLLING
from declaration.queries.suggesting import delegation, our_copy
from declaration.queries.suggesting.standing import by_paragraph
from declaration.rules import Case, require
from declaration.verbs import Verb
from declaration.web.cache import shared
from declaration.web.frame import refusals
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.answers import see_other
from declaration.web.frame.forms import Form, PasteForm
from declaration.web.frame.labels import revision_label
from declaration.web.our_copy import boxes as our_copy_boxes
from models.debate import Draft
from models.document import Document

OK = 200
NOTHING = our_copy_boxes.Findings()

blueprint = Blueprint("our_copy", __name__)


class PastedForm(PasteForm):
    """The whole text from a word processor, and which text it was made from."""

    source = SelectField(_l("Your file is based on"), default=ROLLING)

    @classmethod
    def on(cls, slug: str) -> "PastedForm":
        """Offer the texts of a document, the newest first."""
        form = cls()
        earlier = reversed(shared.shelf(slug).revisions)
        form.source.choices = [
            (ROLLING, _("Rolling text")),
            *((revision.slug, revision_label(revision.called)) for revision in earlier),
        ]
        return form


@blueprint.get("/d/<slug>/our-copy")
@verb(Verb.DRAFT)
def show(slug: str) -> ResponseReturnValue:
    """Show every paragraph in a box, as the delegation's drafts have it."""
    return page(opened(slug), Form(formdata=None))


@blueprint.post("/d/<slug>/our-copy")
@verb(Verb.DRAFT)
def save(slug: str) -> ResponseReturnValue:
    """Make drafts of what was changed, and go on writing."""
    return _save(slug, "our_copy.show")


@blueprint.post("/d/<slug>/our-copy/drafts")
@verb(Verb.DRAFT)
def drafts(slug: str) -> ResponseReturnValue:
    """Make drafts of what was changed, and go on to their reasons."""
    return _save(slug, "reason_list.show")


@blueprint.post("/d/<slug>/our-copy/preview")
@verb(Verb.DRAFT)
def preview(slug: str) -> ResponseReturnValue:
    """Answer with the redline of one box, for the words as they are being typed."""
    document = opened(slug)
    box = next(iter(our_copy_boxes.read(request.form).values()), None)
    if box is None or len(box.typed) > MAX_WORDS:
        return "", 422
    bases = our_copy.bases(session(), document, [box.opened.version_id])
    _paragraph_id, words = bases.get(box.opened.version_id, (0, ""))
    return str(our_copy_boxes.change(words, box.typed))


def _save(slug: str, after: str) -> ResponseReturnValue:
    """Make drafts, all or nothing where a colleague was faster; then show the page ``after``."""
    document, form, boxes = opened(slug), Form(), our_copy_boxes.read(request.form)
    if not form.validate_on_submit():
        return page(document, form, boxes, status=422 if form.errors else 200)
    wishes, findings = _judged(session(), document, boxes, shared.text(slug, ROLLING).passages)
    if findings.status == OK:
        wishes, findings = _kept(slug, boxes)
    if findings.status != OK:
        return page(opened(slug), form, boxes, findings, status=findings.status)
    _tell(wishes, findings.lost)
    browser["sent"] = _key(document)
    return see_other(url_for(after, slug=slug))


def opened(slug: str) -> Document:
    """Return a document on which the reader may draft now."""
    document = sight.document(session(), actor(), slug)
    require(actor(), Verb.DRAFT, Case(stage=document.stage))
    return document


def page(
    document: Document,
    form: Form,
    boxes: Mapping[str, copying.Box] | None = None,
    findings: our_copy_boxes.Findings = NOTHING,
    *,
    pasted: PastedForm | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    """Show the copy; with ``boxes`` as they came back, and what was found in them."""
    rolling = shared.text(document.slug, ROLLING)
    copy = our_copy.copy(rolling.passages, delegation.drafts(session(), actor(), document))
    html = render_template(
        "our_copy/our_copy.html",
        document=document,
        rows=our_copy_boxes.rows(copy, boxes or {}, findings),
        elsewhere=copy.elsewhere,
        form=form,
        pasted=pasted or PastedForm.on(document.slug),
        findings=findings,
        key=_key(document),
        returned=bool(boxes),
        passed=document.deadline is not None and at() > document.deadline,
    )
    return html, status


def keep(session: Session, document: Document, wishes: copying.DraftEdits) -> None:
    """Write down what is asked for, and throw away what is needed no more."""
    for wish in wishes.saved:
        drafting.save(session, actor(), document, wish.amendment, draft=wish.draft, at=at())
    for draft in wishes.dropped:
        drafting.discard(session, actor(), draft)


def _key(document: Document) -> str:
    """Name the words in the browser's keeping."""
    return f"{actor().person_id}:copy:{document.slug}"


def _judged(
    session: Session,
    document: Document,
    boxes: Mapping[str, copying.Box],
    passages: tuple[Passage, ...],
) -> tuple[copying.DraftEdits, our_copy_boxes.Findings]:
    """Return what the boxes ask for, and what is to be said of those that cannot be taken."""
    drafts = [drafted.draft for drafted in delegation.drafts(session, actor(), document)]
    bases = our_copy.bases(session, document, [box.opened.version_id for box in boxes.values()])
    current = by_paragraph(passages)
    wishes, problems, clashes = copying.DraftEdits(), dict[str, str](), dict[str, Draft]()
    for name, box in boxes.items():
        try:
            wishes += copying.edits(box, copying.current_box(box.opened, drafts, current, bases))
        except Stale as refusal:
            clashes[name] = cast("Draft", refusal.current)
        except Invalid as refusal:
            problems[name] = refusals.problem(refusal.why)
        except TooLong as refusal:
            problems[name] = refusals.too_long(refusal.length, refusal.limit, refusal.unit)
    live = {passage.paragraph_id for passage in passages if passage.live}
    places = (wish.amendment.paragraph_id or wish.amendment.after_id for wish in wishes.saved)
    lost = sum(place is not None and place not in live for place in places)
    return wishes, our_copy_boxes.Findings(problems, clashes, bases, lost)


def _kept(
    slug: str, boxes: Mapping[str, copying.Box]
) -> tuple[copying.DraftEdits, our_copy_boxes.Findings]:
    """Judge again inside the write transaction, and write if nothing is amiss."""
    with writing() as transaction:
        document = sight.document(transaction, actor(), slug)
        passages = texts.rolling(transaction, document).passages
        wishes, findings = _judged(transaction, document, boxes, passages)
        if findings.status == OK:
            keep(transaction, document, wishes)
    return wishes, findings


def _tell(wishes: copying.DraftEdits, lost: int) -> None:
    """Say what was kept, what of it has no place, and what was dropped: nothing is left of it."""
    kept, dropped = len(wishes.saved), len(wishes.dropped)
    if kept:
        flash(ngettext("%(num)s draft saved.", "%(num)s drafts saved.", kept), "good")
    if lost:
        message = ngettext(
            "%(num)s of them no longer has a place: the paragraph has been removed. The text "
            "is kept.",
            "%(num)s of them no longer have a place: the paragraphs have been removed. The "
            "text is kept.",
            lost,
        )
        flash(message, "warn")
    if dropped:
        message = ngettext(
            "%(num)s draft discarded: your copy now matches the text there.",
            "%(num)s drafts discarded: your copy now matches the text there.",
            dropped,
        )
        flash(message, "good")
    if not kept and not dropped:
        flash(_("Your copy has not changed."), "info")
