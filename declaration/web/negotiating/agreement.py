"""Agree ad referendum, reopen, reserve a position: from the panel of a paragraph."""

import re
from collections.abc import Sequence

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, ngettext
from sqlalchemy.orm import Session
from wtforms import HiddenField

from declaration.actions.negotiating import agreement as agreeing
from declaration.errors import Doubtful, Invalid, Stale, TooLong
from declaration.manuscript import Manuscript, Passage
from declaration.queries import secretariat, sight
from declaration.queries.negotiating import agreement as agreements
from declaration.queries.reading import texts
from declaration.rules import require
from declaration.verbs import Verb
from declaration.web.discussing import places
from declaration.web.frame import addresses, answers, language, layout
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.forms import Form, WordsField, wanted
from declaration.web.negotiating.reopening_field import LABEL
from models.document import Document, Paragraph

PAIR = re.compile(r"([0-9]{1,10})\.([0-9]{1,10})")

blueprint = Blueprint("agreement", __name__)


class ReopenAgreedForm(Form):
    """Why what is agreed is reopened; ``seen``: what was on the screen."""

    seen = HiddenField()
    reopening = WordsField(
        LABEL,
        [wanted],
        render_kw={"rows": 3, "required": False},
    )


@blueprint.post("/d/<slug>/p/<uid>/agreement")
@verb(Verb.AGREE)
def agree(slug: str, uid: str) -> ResponseReturnValue:
    """Mark a paragraph or a section as agreed; what is pending there is asked about first."""
    confirmed = request.form.get("confirmed") == "yes"
    try:
        with writing() as transaction:
            document, seen = _asked(transaction, slug, uid, confirmed=confirmed)
            agreed = agreeing.agree(transaction, actor(), document, seen, at=at())
    except Doubtful as doubtful:
        return _question(slug, uid, doubtful.questions), 422
    message = ngettext(
        "%(num)s paragraph marked as provisionally agreed.",
        "%(num)s paragraphs marked as provisionally agreed.",
        len(agreed),
    )
    return answers.see_other(_back(slug, uid), message)


@blueprint.route("/d/<slug>/p/<uid>/agreement/reopening", methods=["GET", "POST"])
@verb(Verb.AGREE)
def reopen(slug: str, uid: str) -> ResponseReturnValue:
    """Show why one would reopen what is agreed; reopen it without changing the text."""
    document, text, passage = _load(slug, uid)
    section = agreements.section(text, passage.paragraph_id)
    form = ReopenAgreedForm(data={"seen": agreements.seen(section)})
    stale = False
    if form.validate_on_submit():
        try:
            with writing() as transaction:
                document, seen = _asked(transaction, slug, uid)
                why = str(form.reopening.data or "")
                agreeing.reopen(transaction, actor(), document, seen, why, at=at())
        except (Invalid, TooLong) as refusal:
            form.refuse(refusal)
        except Stale:
            stale, form.seen.data = True, agreements.seen(section)
        else:
            return answers.see_other(_back(slug, uid), _("Reopened. The reason is on record."))
    page = render_template(
        "negotiating/reopen_agreed.html",
        document=document,
        form=form,
        place=places.name(passage),
        back=_back(slug, uid),
        stale=stale,
    )
    return page, 409 if stale else answers.status()


@blueprint.post("/d/<slug>/p/<uid>/reservation")
@verb(Verb.RESERVE)
def reserve(slug: str, uid: str) -> ResponseReturnValue:
    """Note that one's delegation reserves its position."""
    with writing() as transaction:
        document, paragraph = _paragraph(transaction, slug, uid)
        values = agreeing.Reserving(
            paragraph_id=paragraph.id,
            version_id=addresses.number(request.form.get("version")),
            words=request.form.get("words", ""),
            language=language.code(),
        )
        agreeing.reserve(transaction, actor(), document, values, at=at())
    return answers.see_other(_back(slug, uid), _("Reservation noted."))


@blueprint.post("/reservations/<int:reservation_id>/lifting")
@verb(Verb.RESERVE)
def lift(reservation_id: int) -> ResponseReturnValue:
    """Lift a reservation of one's delegation."""
    with writing() as transaction:
        row = agreements.reservation(transaction, layout.reader(), reservation_id)
        agreeing.lift(transaction, actor(), row, at=at())
        slug = transaction.get_one(Document, row.document_id).slug
        uid = transaction.get_one(Paragraph, row.paragraph_id).uid
    return answers.see_other(_back(slug, uid), _("Reservation lifted."))


def _paragraph(transaction: Session, slug: str, uid: str) -> tuple[Document, Paragraph]:
    document = sight.document(transaction, actor(), slug)
    return document, secretariat.paragraph(transaction, document, uid)


def _asked(
    transaction: Session, slug: str, uid: str, *, confirmed: bool = False
) -> tuple[Document, agreeing.Agreeing]:
    """Return what the form is about, as it was on the screen."""
    document, paragraph = _paragraph(transaction, slug, uid)
    pairs = PAIR.findall(request.form.get("seen", ""))
    seen = frozenset((int(version), int(place)) for version, place in pairs)
    return document, agreeing.Agreeing(paragraph.id, seen, confirmed=confirmed)


def _load(slug: str, uid: str) -> tuple[Document, Manuscript, Passage]:
    document = sight.document(session(), actor(), slug)
    require(actor(), Verb.AGREE, layout.case(stage=document.stage))
    text = texts.rolling(session(), document)
    passage = next((each for each in text.passages if each.uid == uid and each.live), None)
    return document, text, sight.existing(passage)


def _question(slug: str, uid: str, numbers: Sequence[object]) -> str:
    """Ask whether to agree though suggestions are pending; they stay so."""
    document, _text, passage = _load(slug, uid)
    return render_template(
        "negotiating/agree.html",
        document=document,
        uid=uid,
        place=places.name(passage),
        numbers=numbers,
        seen=request.form.get("seen", ""),
        back=_back(slug, uid),
    )


def _back(slug: str, uid: str) -> str:
    return url_for("reading.rolling", slug=slug, open=uid, _anchor=uid)
