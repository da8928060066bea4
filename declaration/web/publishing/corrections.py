"""Correct a misprint in an adopted text: after a page that shows the change and asks again."""

import hashlib
from dataclasses import dataclass

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import DataRequired

from declaration.actions.publishing import corrections as correcting
from declaration.actions.publishing.corrections import MISPRINT, Correcting, changed_words
from declaration.errors import Invalid, Stale, TooLong
from declaration.manuscript import Passage
from declaration.queries.reading import shelf as shelves, texts
from declaration.queries.sight import existing
from declaration.rules import Case, require
from declaration.verbs import Verb
from declaration.web.cache.redlines import redline_html
from declaration.web.discussing import places
from declaration.web.frame import addresses
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.answers import see_other, status
from declaration.web.frame.forms import Form, WordsField
from models.document import Document

blueprint = Blueprint("corrections", __name__)
blueprint.add_app_template_global(redline_html)


class CorrectForm(Form):
    """The words as they should be, and why; ``version``: of the paragraph on the screen."""

    version = HiddenField()
    words = WordsField(_l("Text"), validators=[DataRequired()], render_kw={"rows": 8})
    reason = WordsField(_l("Reason"), validators=[DataRequired()], render_kw={"rows": 3})


@dataclass(frozen=True, slots=True)
class CorrectedNow:
    """A paragraph of the text that holds now; ``label``: how the next correction is called."""

    document: Document
    passage: Passage
    label: str


@blueprint.route("/d/<slug>/p/<uid>/correction", methods=["GET", "POST"])
@verb(Verb.CORRECT)
def correct(slug: str, uid: str) -> ResponseReturnValue:
    """Show the paragraph in a form, then what the correction changes; publish it."""
    now = _now(slug, uid)
    values = {"words": now.passage.words, "version": str(now.passage.version_id)}
    form = CorrectForm(data=values)
    if not form.validate_on_submit():
        return _page(now, form)
    try:
        if request.form.get("confirmed") != _seal(form):  # not asked about these words yet
            correcting.checked(now.passage, _values(now, form))
            return _page(now, form, asks=True)
        with writing() as transaction:
            document = shelves.shelf(transaction, actor(), slug).document
            values_ = _values(now, form)
            label = correcting.correct(transaction, actor(), document, values_, at=at()).label
    except (Invalid, TooLong) as refusal:
        form.refuse(refusal)
        return _page(now, form)
    except Stale:
        return _stale(slug, uid, form)
    message = _("%(label)s has been published.", label=label)
    return see_other(url_for("reading.text", slug=slug, _anchor=uid), message)


def _now(slug: str, uid: str) -> CorrectedNow:
    """Return a paragraph of the text in force. Raises NotFound, NotAllowed."""
    shelf = shelves.shelf(session(), actor(), slug)
    require(actor(), Verb.CORRECT, Case(stage=shelf.document.stage))
    text = texts.revision(session(), shelf.document, existing(shelf.in_force))
    passage = existing(next((each for each in text.passages if each.uid == uid), None))
    return CorrectedNow(shelf.document, passage, f"Corr. {len(shelf.corrections) + 1}")


def _values(now: CorrectedNow, form: CorrectForm) -> Correcting:
    return Correcting(
        paragraph_id=now.passage.paragraph_id,
        version_id=addresses.number(form.version.data),
        words=form.words.data or "",
        reason=form.reason.data or "",
        confirmed=True,
    )


def _seal(form: CorrectForm) -> str:
    """Name what was typed, so that a press confirms the words that were shown, and no others."""
    typed = "\0".join((form.version.data or "", form.words.data or "", form.reason.data or ""))
    return hashlib.sha256(typed.encode()).hexdigest()[:16]


def _stale(slug: str, uid: str, form: CorrectForm) -> ResponseReturnValue:
    """Give the words back beside those that stand there now."""
    now = _now(slug, uid)
    form.version.data = str(now.passage.version_id)
    return _page(now, form, stale=True)


def _page(
    now: CorrectedNow, form: CorrectForm, *, asks: bool = False, stale: bool = False
) -> ResponseReturnValue:
    words = (form.words.data or "").strip()
    many = changed_words(now.passage.words, words) if asks else 0
    page = render_template(
        "publishing/correction.html",
        document=now.document,
        passage=now.passage,
        place=places.name(now.passage),
        label=now.label,
        form=form,
        asks=asks,
        redline=redline_html(now.passage.words, words) if asks else None,
        many=many if many > MISPRINT else 0,
        confirmed=_seal(form),
        stale=stale,
    )
    return page, 409 if stale else 200 if asks else status()
