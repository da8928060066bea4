"""Ask for a change: replace, insert, delete, move, or something general."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from declaration.queries import sight
from declaration.queries.reading.shelf import ROLLING
from declaration.rules import Case, Verb, require
from declaration.web import grounds, handing_in, keeping, others
from declaration.web.acting import actor, session, verb
from declaration.web.asking import AskForm
from declaration.web.grounds import Ground
from declaration.web.handing_in import Work
from declaration.web.settings import MAX_WORDS

blueprint = Blueprint("suggest", __name__)


@blueprint.get("/d/<slug>/suggest")
@verb(Verb.DRAFT)
def ask(slug: str) -> ResponseReturnValue:
    """Show the form; ``?form=``, ``?paragraph=`` and ``?after=`` say what is asked about.

    ``?draft=``: it was saved as one typed, and the page was loaded again.
    """
    draft_id = grounds.numeral(request.args.get("draft"))
    if draft_id is not None:
        return redirect(url_for("drafts.edit", draft_id=draft_id), 303)
    ground = _ground(slug)
    require(actor(), Verb.DRAFT, Case(stage=ground.document.stage))
    return handing_in.page(work(ground))


@blueprint.post("/d/<slug>/suggest")
@verb(Verb.DRAFT)
def send(slug: str) -> ResponseReturnValue:
    """Keep a draft, put it into the tray, or hand it in: the pressed button says which."""
    return handing_in.respond(work(_ground(slug)))


@blueprint.post("/d/<slug>/suggest/preview")
@verb(Verb.DRAFT)
def preview(slug: str) -> ResponseReturnValue:
    """Answer with the redline of the words as they are being typed, and with who else."""
    ground = _ground(slug)
    require(actor(), Verb.DRAFT, Case(stage=ground.document.stage))
    written = work(ground)
    if len(written.form.typed) > MAX_WORDS:
        return "", 422
    redline = handing_in.shown(ground, handing_in.as_tidied(written))
    found = others.of(ground, written.form, but=grounds.numeral(request.form.get("reworded")))
    return render_template("debate/_preview.html", redline=redline, others=found, ground=ground)


def _ground(slug: str) -> Ground:
    document = sight.document(session(), actor(), slug)
    values = request.values.to_dict()
    values.setdefault("form", "replace" if values.get("paragraph") else "general")
    return grounds.at(session(), document, keeping.text(slug, ROLLING), values)


def work(ground: Ground) -> Work:
    """Return the form of something new."""
    return Work(ground, AskForm.on(ground), url_for("suggest.send", slug=ground.document.slug))
