"""Support a suggestion, object to it, join it as co-sponsor, or take that back: one press each."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import HiddenField, SelectField
from wtforms.validators import DataRequired

from declaration.actions.negotiating import positions as taking
from declaration.actions.negotiating.positions import Stance
from declaration.errors import Invalid, Stale, TooLong
from declaration.queries.negotiating import positions
from declaration.queries.secretariat import delegation
from declaration.queries.suggesting import suggestions
from declaration.queries.suggesting.suggestions import Suggested
from declaration.rules import require
from declaration.verbs import Verb
from declaration.web.cache import shared
from declaration.web.discussing import panel, sentences
from declaration.web.frame import language, layout
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.frame.addresses import numeral
from declaration.web.frame.answers import see_other
from declaration.web.frame.forms import DebateForm, WordsField, languages
from declaration.web.frame.layout import reader
from models.debate import Suggestion
from models.vocabulary import Audience, Stand

MESSAGES = {
    Stand.SUPPORT: _l("Your delegation supports this suggestion."),
    Stand.OBJECT: _l("Your delegation objects to this suggestion."),
    Stand.COSPONSOR: _l("Your delegation is a co-sponsor of this suggestion."),
    Stand.NONE: _l("Your delegation’s position has been withdrawn."),
}

blueprint = Blueprint("positions", __name__)


class ObjectionForm(DebateForm):
    """Why a delegation objects; ``seen``: the wording on the screen."""

    seen = HiddenField()
    promise = HiddenField()  # whom the page named as readers, when it was opened
    reason = WordsField(_l("Reason for the objection (optional)"), render_kw={"rows": 4})
    language = SelectField(_l("Language of the reason"), validators=[DataRequired()])


@blueprint.post("/suggestions/<int:number>/position")
@verb(Verb.TAKE_POSITION)
def take(number: int) -> ResponseReturnValue:
    """Take the position that was pressed: what it is, the wording and the readers it named."""
    return _pressed(number)


@blueprint.post("/suggestions/<int:number>/cosponsor")
@verb(Verb.COSPONSOR)
def cosponsor(number: int) -> ResponseReturnValue:
    """Join as co-sponsor, or leave again."""
    return _pressed(number)


@blueprint.route("/suggestions/<int:number>/objection", methods=["GET", "POST"])
@verb(Verb.TAKE_POSITION)
def objection(number: int) -> ResponseReturnValue:
    """Object with a reason, or change the reason."""
    suggestion = _suggestion(session(), number)
    require(actor(), Verb.TAKE_POSITION, layout.case(**_facts(suggestion)))
    shown, _rolling = shared.alone(suggestion)
    form = _form(suggestion, shown)
    if not form.validate_on_submit():
        return _page(suggestion, shown, form, 422 if form.errors else 200)
    stance = Stance(
        Stand.OBJECT,
        reason=str(form.reason.data or ""),
        language=str(form.language.data),
        seen_wording_id=numeral(form.seen.data),
        promised=sentences.promised_by(form.promise.data),
    )
    try:
        return _taken(number, stance)
    except Stale:
        form.seen.data = str(shown.wording_id)
        return _page(_suggestion(session(), number), shown, form, 409)
    except (Invalid, TooLong) as refusal:
        form.refuse(refusal)
        return _page(_suggestion(session(), number), shown, form, 422)


@blueprint.post("/suggestions/<int:number>/cosponsors/<slug>/refusal")
@verb(Verb.REFUSE_COSPONSOR)
def refuse(number: int, slug: str) -> ResponseReturnValue:
    """Refuse a co-sponsor of one's own suggestion."""
    with writing() as transaction:
        suggestion, joined = _suggestion(transaction, number), delegation(transaction, slug)
        taking.refuse(transaction, actor(), suggestion, joined.id, at=at())
    message = _("%(name)s is no longer a co-sponsor.", name=joined.name)
    return see_other(url_for("suggestion.show", number=number, _anchor="positions"), message)


def _pressed(number: int) -> ResponseReturnValue:
    """Read the value of the button: the stand, the wording on the screen, who was to read it."""
    stand, _blank, rest = request.form.get("stand", "").partition(" ")
    seen, _blank, promise = rest.partition(" ")
    if stand not in set(Stand) or not numeral(seen):
        raise Invalid("stand", "unknown")
    promised = sentences.promised_by(promise)
    try:
        return _taken(
            number, Stance(Stand(stand), seen_wording_id=numeral(seen), promised=promised)
        )
    except Stale:
        suggestion = _suggestion(session(), number)
        shown, _rolling = shared.alone(suggestion)
        return _page(suggestion, shown, None, 409)


def _taken(number: int, stance: Stance) -> ResponseReturnValue:
    with writing() as transaction:
        suggestion = _suggestion(transaction, number)
        taking.take(transaction, actor(), suggestion, stance, at=at())
        slug, uid = suggestion.document.slug, positions.uid_of(transaction, suggestion)
    if uid is None or request.args.get("from") == "suggestion":
        back = url_for("suggestion.show", number=number, _anchor="positions")
    else:
        back = url_for("reading.paragraph", slug=slug, uid=uid, _anchor=f"suggestion-{number}")
    return see_other(back, str(MESSAGES[stance.stand]))


def _suggestion(session: Session, number: int) -> Suggestion:
    return suggestions.suggestion(session, reader(), number)


def _facts(suggestion: Suggestion) -> dict[str, object]:
    """Return what the rules ask about a suggestion that a position is taken on."""
    return {"stage": suggestion.document.stage, "state": suggestion.status}


def _form(suggestion: Suggestion, shown: Suggested) -> ObjectionForm:
    """Build the form, with the reason that was given before."""
    mine = shown.support.mine if shown.support else None
    objected = mine if mine is not None and mine.stand is Stand.OBJECT else None
    form = ObjectionForm(
        data={
            "seen": str(shown.wording_id),
            "promise": sentences.promise(suggestion.document).value,
            "reason": objected.reason if objected else "",
            "language": objected.language if objected else language.code(),
        }
    )
    form.language.choices = languages(form.language.data)
    return form


def _page(
    suggestion: Suggestion, shown: Suggested, form: ObjectionForm | None, status: int
) -> ResponseReturnValue:
    """Show the suggestion as it is now, with the form, or with the buttons to press again."""
    promise = sentences.promise(suggestion.document)
    readers = max(promise, suggestion.audience, key=tuple(Audience).index)
    page = render_template(
        "negotiating/position.html",
        document=suggestion.document,
        card=panel.cards([shown])[0],
        form=form,
        place=url_for("suggestion.show", number=suggestion.number),
        acts=panel.acts(suggestion.document.stage),
        promise=promise.value,
        readers=sentences.readers(readers),
        changed=status == 409,  # noqa: PLR2004
    )
    return page, status
