"""Explanations of position and reservations beside an adopted text: read, published, withdrawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # newer than its stubs
from wtforms.validators import DataRequired

from declaration.actions.publishing import explanations as explaining
from declaration.actions.publishing.explanations import Explaining
from declaration.errors import Invalid, TooLong
from declaration.manuscript import Manuscript, Passage
from declaration.queries import sight
from declaration.queries.negotiating import agreement, entries
from declaration.queries.publishing import explanations as queries
from declaration.queries.publishing.explanations import Explained
from declaration.queries.sight import existing
from declaration.rules import require
from declaration.verbs import Verb
from declaration.web.cache import adopted, shared
from declaration.web.cache.pages import conditional
from declaration.web.frame import addresses, language, layout
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.answers import see_other, status
from declaration.web.frame.forms import Form, WordsField, languages
from declaration.web.frame.labels import label
from declaration.web.reading.annex import about
from declaration.web.suggesting.suggestion_form import labelled
from models.document import Document
from models.negotiation import ExplanationKind

blueprint = Blueprint("explanations", __name__)
blueprint.add_app_template_global(adopted.explanations, "explanations_of")
blueprint.add_app_template_global(about, "explanation_about")


class ExplainForm(Form):
    """What a delegation puts on record; ``delegation`` is chosen by the secretariat alone."""

    delegation = SelectField(_l("Delegation"), validators=[DataRequired()])
    kind = RadioField(_l("Type"), validators=[DataRequired()])
    paragraph = SelectField(_l("Paragraph"))
    words = WordsField(_l("Text"), validators=[DataRequired()], render_kw={"rows": 10})
    language = SelectField(_l("Language"), validators=[DataRequired()])


@dataclass(frozen=True, slots=True)
class OnRecord:
    """One explanation, and the paragraph that it is about; ``withdraws``: the reader may."""

    explained: Explained
    passage: Passage | None
    withdraws: bool


@blueprint.get("/d/<slug>/explanations")
@verb(Verb.READ_PUBLISHED)
@conditional
def show(slug: str) -> ResponseReturnValue:
    """Show all that is on record beside a text."""
    document = shared.shelf(slug).document
    explains = _may(Verb.EXPLAIN, document, actor().delegation_id)
    return render_template(
        "publishing/explanations.html",
        document=document,
        records=_records(document),
        explains=explains,
        reserved=_reserved(slug) if explains else {},
    )


@blueprint.route("/d/<slug>/explanations/new", methods=["GET", "POST"])
@verb(Verb.EXPLAIN)
def explain(slug: str) -> ResponseReturnValue:
    """Show the form, ``?paragraph=`` and ``?kind=`` choose; publish what was typed."""
    document = sight.document(session(), actor(), slug)
    require(actor(), Verb.EXPLAIN, layout.case(stage=document.stage))
    text = _text(slug)
    form = _form(slug, text)
    if form.validate_on_submit():
        try:
            with writing() as transaction:
                document = sight.document(transaction, actor(), slug)
                values = _values(form, text)
                row = explaining.explain(transaction, actor(), document, values, at=at())
                anchor, kind = f"explanation-{row.id}", row.kind
        except (Invalid, TooLong) as refusal:
            form.refuse(refusal)
        else:
            url = url_for("explanations.show", slug=slug, _anchor=anchor)
            return see_other(url, _("Published: %(kind)s.", kind=label(kind)))
    page = render_template("publishing/explain.html", document=document, form=form)
    return page, status()


@blueprint.post("/explanations/<int:number>/withdrawal")
@verb(Verb.WITHDRAW_EXPLANATION)
def withdraw(number: int) -> ResponseReturnValue:
    """Withdraw what one's delegation put on record; it stays, marked."""
    with writing() as transaction:
        row, slug = queries.explanation(transaction, actor(), number)
        explaining.withdraw(transaction, actor(), row, at=at())
    url = url_for("explanations.show", slug=slug, _anchor=f"explanation-{number}")
    return see_other(url, _("Withdrawn. It stays on record, marked as withdrawn."))


@blueprint.app_template_global()
def explanations_on(slug: str, paragraph_id: int) -> tuple[Explained, ...]:
    """Return what is on record on one paragraph."""
    return tuple(each for each in adopted.explanations(slug) if each.paragraph_id == paragraph_id)


def _text(slug: str) -> Manuscript:
    return shared.text(slug, existing(shared.shelf(slug).in_force).slug)


def _may(verb_: Verb, document: Document, delegation_id: int | None) -> bool:
    own = delegation_id == actor().delegation_id
    return bool(layout.may(verb_, stage=document.stage, own=own))


def _records(document: Document) -> Sequence[OnRecord]:
    made = adopted.explanations(document.slug)
    passages = {each.paragraph_id: each for each in _text(document.slug).passages} if made else {}
    return [
        OnRecord(
            each,
            passages.get(each.paragraph_id or 0),
            each.withdrawn_at is None
            and _may(Verb.WITHDRAW_EXPLANATION, document, each.delegation_id),
        )
        for each in made
    ]


def _reserved(slug: str) -> Mapping[str, agreement.OwnReservation]:
    """Return the reservations that one's delegation had at the adoption, by paragraph.

    One statement for a delegation. What is on record already, as a reservation, is left out.
    """
    if actor().delegation_id is None:
        return {}
    recorded = {
        each.paragraph_id
        for each in adopted.explanations(slug)
        if each.delegation_id == actor().delegation_id and each.kind is ExplanationKind.RESERVATION
    }
    known = {each.uid for each in _text(slug).passages if each.paragraph_id not in recorded}
    own = agreement.own_reservations(session(), layout.reader())
    return {each.uid: each for each in own if each.document.slug == slug and each.uid in known}


def _form(slug: str, text: Manuscript) -> ExplainForm:
    uid, kind = request.args.get("paragraph", ""), request.args.get("kind", "")
    start: dict[str, Any] = {
        "kind": kind if kind in set(ExplanationKind) else ExplanationKind.EXPLANATION.value,
        "paragraph": uid,
        "language": language.code(),
    }
    if kind == ExplanationKind.RESERVATION and (reserved := _reserved(slug).get(uid)):
        start |= {"words": reserved.words, "language": reserved.language}
    form = ExplainForm(data=start)
    form.kind.choices = [SelectChoice(each.value, label(each)) for each in ExplanationKind]
    whole = SelectChoice("", _("The text as a whole"))
    places = (each for each in text.passages if each.live)
    form.paragraph.choices = [whole, *(SelectChoice(each.uid, labelled(each)) for each in places)]
    form.language.choices = languages(form.language.data)
    if actor().delegation_id is not None:
        del form.delegation
    else:
        sent = entries.delegations(session())
        named = (SelectChoice(str(each.id), each.name) for each in sent)
        form.delegation.choices = [SelectChoice("", _("Choose a delegation")), *named]
    return form


def _values(form: ExplainForm, text: Manuscript) -> Explaining:
    delegation_id = actor().delegation_id
    if delegation_id is None:
        delegation_id = addresses.number(form.delegation.data)
    ids = {passage.uid: passage.paragraph_id for passage in text.passages}
    return Explaining(
        delegation_id=delegation_id,
        kind=ExplanationKind(str(form.kind.data)),
        words=form.words.data or "",
        language=str(form.language.data),
        paragraph_id=ids.get(str(form.paragraph.data or "")),
    )
