"""The committee's own change of the text, in one act, with its reason."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from declaration.actions.deciding import amendments
from declaration.actions.journal.audience import debated
from declaration.errors import Invalid, Stale, TooLong
from declaration.manuscript import MAX_WORDS
from declaration.queries import sight
from declaration.queries.reading import texts
from declaration.verbs import Verb
from declaration.web.cache import redlines
from declaration.web.deciding import desk
from declaration.web.discussing import sentences
from declaration.web.discussing.below import below
from declaration.web.frame import answers
from declaration.web.frame.acting import actor, at, session, verb, writing
from declaration.web.negotiating.reopening_field import ReopensAgreed
from declaration.web.suggesting import sending
from declaration.web.suggesting.base import Base, read_base
from declaration.web.suggesting.suggestion_form import AskForm
from models.vocabulary import SuggestionKind

blueprint = Blueprint("amendment", __name__)


class AmendForm(ReopensAgreed, AskForm):
    """What the committee changes by itself."""


@blueprint.get("/d/<slug>/amend/places")
@verb(Verb.AMEND)
def choose(slug: str) -> ResponseReturnValue:
    """Let the committee choose what to change, and how."""
    document = desk.open_document(slug, Verb.AMEND)
    rolling = texts.rolling(session(), document)
    return render_template("deciding/places.html", document=document, rolling=rolling)


@blueprint.route("/d/<slug>/amend", methods=["GET", "POST"])
@verb(Verb.AMEND)
def amend(slug: str) -> ResponseReturnValue:
    """Show the form; change the text."""
    base = _base(slug)
    form = _form(base)
    if not form.validate_on_submit():
        return _page(base, form, answers.status())
    if request.form.get("act") != "amend":
        return _page(base, form)
    try:
        form.tidied(base)
        asked = form.asked(base)
        with writing() as transaction:
            document = sight.document(transaction, actor(), slug)
            number = amendments.amend(
                transaction, actor(), document, asked, at=at(), reopening=form.why
            ).number
    except (Invalid, TooLong) as refusal:
        form.refuse(refusal)
        return _page(base, form, 422)
    except Stale:
        return _behind(slug)
    message = _("Text changed. The change is recorded as suggestion %(number)s.", number=number)
    return answers.see_other(url_for("desk.show", slug=slug), message)


@blueprint.post("/d/<slug>/amend/preview")
@verb(Verb.AMEND)
def preview(slug: str) -> ResponseReturnValue:
    """Answer with the redline alone."""
    base = _base(slug)
    words = AskForm.on(base).typed
    return ("", 422) if len(words) > MAX_WORDS else str(sending.redline_of(base, words))


def _base(slug: str) -> Base:
    document = desk.open_document(slug, Verb.AMEND)
    values = request.values.to_dict()
    values.setdefault("form", "replace" if values.get("paragraph") else "insert")
    base = read_base(session(), document, texts.rolling(session(), document), values)
    if base.kind is SuggestionKind.GENERAL:
        raise Invalid("form", "unknown")
    return base


def _form(base: Base) -> AmendForm:
    form = AmendForm.on(base)
    passage = None if base.kind is SuggestionKind.INSERT else base.passage
    form.ask_why(base.document.slug, passage.paragraph_id if passage else None)
    return form


def _page(
    base: Base,
    form: AmendForm,
    status: int = 200,
    newest: Markup | None = None,
) -> ResponseReturnValue:
    page = render_template(
        "deciding/amendment.html",
        base=base,
        form=form,
        title=sentences.form_title(base.kind, base.passage, base.after),
        below=below(base.kind, base.passage, base.rolling),
        redline=sending.redline_of(base, form.typed),
        audience=sentences.readers(debated(session(), base.document)),
        returned=request.method == "POST",
        newest=newest,
    )
    return page, status


def _behind(slug: str) -> ResponseReturnValue:
    """Show what has changed, with everything that was typed, now on the newest words."""
    old = _base(slug)
    values = request.values.to_dict() | {"base_version": "", "base_place": ""}
    base = read_base(session(), old.document, old.rolling, values)
    form = _form(base)
    form.base_version.data = str(base.version_id or "")
    form.base_place.data = str(base.place_id or "")
    newest = redlines.redline_html(old.words, base.words)
    return _page(base, form, 409, newest)
