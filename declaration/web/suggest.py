"""Ask for a change: replace, insert, delete, move, or something general."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from declaration.queries import sight
from declaration.queries.reading import ROLLING
from declaration.rules import Case, Verb, require
from declaration.web import grounds, handing_in, keeping
from declaration.web.acting import actor, session, verb
from declaration.web.asking import AskForm
from declaration.web.grounds import Ground
from declaration.web.handing_in import Work
from declaration.web.settings import MAX_WORDS

blueprint = Blueprint("suggest", __name__)


@blueprint.get("/d/<slug>/suggest")
@verb(Verb.DRAFT)
def ask(slug: str) -> ResponseReturnValue:
    """Show the form; ``?form=``, ``?paragraph=`` and ``?after=`` say what is asked about."""
    ground = _ground(slug)
    require(actor(), Verb.DRAFT, Case(stage=ground.document.stage))
    return handing_in.page(_work(ground))


@blueprint.post("/d/<slug>/suggest")
@verb(Verb.DRAFT)
def send(slug: str) -> ResponseReturnValue:
    """Keep a draft, put it into the tray, or hand it in: the pressed button says which."""
    return handing_in.respond(_work(_ground(slug)))


@blueprint.post("/d/<slug>/suggest/preview")
@verb(Verb.DRAFT)
def preview(slug: str) -> ResponseReturnValue:
    """Answer with the redline alone, for the words as they are being typed."""
    ground = _ground(slug)
    require(actor(), Verb.DRAFT, Case(stage=ground.document.stage))
    work = _work(ground)
    words = work.form.typed
    if len(words) > MAX_WORDS:
        return "", 422
    return str(handing_in.shown(work.ground, handing_in.as_tidied(work)))


def _ground(slug: str) -> Ground:
    document = sight.document(session(), actor(), slug)
    values = request.values.to_dict()
    values.setdefault("form", "replace" if values.get("paragraph") else "general")
    return grounds.at(session(), document, keeping.text(slug, ROLLING), values)


def _work(ground: Ground) -> Work:
    return Work(ground, AskForm.on(ground), url_for("suggest.send", slug=ground.document.slug))
