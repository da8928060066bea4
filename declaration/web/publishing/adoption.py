"""Adopt a revision: a record of when, where and how, after a page that asks again.

Both pages list what is undecided; what is sent names it, so that nothing lapses unseen.
"""

from dataclasses import replace

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l
from wtforms import DateField, HiddenField, IntegerField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # newer than its stubs
from wtforms.validators import DataRequired, Length, Optional

from declaration.actions.publishing import adoption
from declaration.errors import Invalid, Stale
from declaration.queries.negotiating.brackets import number_open
from declaration.queries.reading import shelf as shelves, texts
from declaration.queries.suggesting import suggestions
from declaration.rules import Case, require
from declaration.verbs import Verb
from declaration.web.cache import shared
from declaration.web.discussing import panel
from declaration.web.frame import labels, layout
from declaration.web.frame.acting import actor, at, conference, session, verb, writing
from declaration.web.frame.addresses import numeral
from declaration.web.frame.answers import see_other, status
from declaration.web.frame.forms import Form, LineField, WordsField, typed, wanted
from declaration.web.frame.layout import reader
from declaration.web.frame.moments import conference_zone
from models.debate import Suggestion
from models.document import VOTES, Document, Method
from models.vocabulary import Status

blueprint = Blueprint("adoption", __name__)


class AdoptForm(Form):
    """Which revision, when, where and how; ``seen``: the numbers of what was undecided.

    ``open_reason``: why, though something is left open in brackets; only where it is. The votes are
    shown where the method is a vote (css/forms.css).
    """

    seen = HiddenField()
    revision = SelectField(_l("Revision"))
    adopted_on = DateField(_l("Date of adoption"), validators=[DataRequired()])
    place = LineField(_l("Place"), validators=[DataRequired(), Length(max=200)])
    method = SelectField(
        _l("Method of adoption"),
        choices=lambda: [SelectChoice(method.value, labels.label(method)) for method in Method],
    )
    presided = LineField(_l("Presided over by"), validators=[Length(max=200)])
    votes_for = IntegerField(_l("Votes for"), validators=[Optional()])
    votes_against = IntegerField(_l("Votes against"), validators=[Optional()])
    abstentions = IntegerField(_l("Abstentions"), validators=[Optional()])
    open_reason = WordsField(
        _l("Reason for adopting with open brackets"),
        validators=[wanted],
        description=_l("It stands in the record of the adoption."),
        render_kw={"rows": 3},
    )


@blueprint.route("/d/<slug>/adoption", methods=["GET", "POST"])
@verb(Verb.ADOPT)
def adopt(slug: str) -> ResponseReturnValue:
    """Ask for the record, show what it means, adopt."""
    shelf = shelves.shelf(session(), actor(), slug)
    require(actor(), Verb.ADOPT, Case(stage=shelf.document.stage))
    form = _form(shelf)
    if not form.validate_on_submit():
        return _page(shelf, form)
    if request.form.get("confirmed") != form.revision.data:  # asked about another one
        return _page(shelf, form, asks=True)
    try:
        with writing() as transaction:
            again = shelves.shelf(transaction, actor(), slug)
            revision = again.revision(str(form.revision.data))
            record = replace(typed(form, adoption.Record), undecided=_seen(form))
            adoption.adopt(transaction, actor(), revision, record, at=at())
    except Invalid as refusal:
        form.refuse(refusal)
        return _page(shelves.shelf(session(), actor(), slug), form)
    except Stale:
        return _page(shelves.shelf(session(), actor(), slug), form, asks=True, stale=True)
    return see_other(
        url_for("reading.text", slug=slug),
        _("The document has been adopted. It can no longer be changed."),
    )


def _form(shelf: shelves.Shelf) -> AdoptForm:
    form = AdoptForm(
        data={"adopted_on": at().astimezone(conference_zone()).date(), "place": conference().place}
    )
    form.revision.choices = [
        SelectChoice(revision.slug, labels.revision_label(revision.label))
        for revision in reversed(shelf.right)
    ]
    if not _open(shelf):
        del form.open_reason
    return form


def _open(shelf: shelves.Shelf) -> int:
    """Return how many brackets are open; at least 1 where a revision was published with some."""
    printed = any(revision.open_hash for revision in shelf.right)
    known = layout.may(Verb.READ_BRACKETS, stage=shelf.document.stage)
    return max(number_open(session(), shelf.document.id) if known else 0, int(printed))


def _how(form: AdoptForm) -> str:
    """Say by which method it would be adopted, with the votes of a vote."""
    counted = form.method.data == Method.VOTE
    tally = {name: form[name].data if counted else None for name in VOTES}
    return labels.voted(str(form.method.data or ""), tally)


def _seen(form: AdoptForm) -> frozenset[int] | None:
    if form.seen.data is None:
        return None
    return frozenset(numeral(number) or 0 for number in str(form.seen.data).split())


def _undecided(document: Document) -> tuple[panel.Card, ...]:
    """Return what awaits a decision, in the order of the text."""
    rolling = texts.rolling(session(), document)
    only = Suggestion.status == Status.SUBMITTED
    listed = suggestions.listed(session(), reader(), document, rolling, only)
    return panel.cards(shared.supported(listed, Suggestion.document_id == document.id, only))


def _page(
    shelf: shelves.Shelf, form: AdoptForm, *, asks: bool = False, stale: bool = False
) -> ResponseReturnValue:
    """Show the form; ``stale``: other suggestions are undecided than it was sent with."""
    revisions = {revision.slug: revision for revision in shelf.revisions}
    chosen = revisions.get(str(form.revision.data))
    undecided = _undecided(shelf.document)
    form.seen.data = " ".join(str(card.suggestion.number) for card in undecided)
    page = render_template(
        "publishing/adoption.html",
        document=shelf.document,
        form=form,
        asks=asks,
        chosen=chosen,
        newest=chosen is shelf.in_force,
        how=_how(form),
        undecided=undecided,
        stale=stale,
    )
    return page, 409 if stale else 200 if asks else status()
