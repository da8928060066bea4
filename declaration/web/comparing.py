"""Any two texts of a document compared: inline, side by side, or as a list of changes."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from declaration.errors import NotFound
from declaration.queries import reading
from declaration.rules import Verb
from declaration.web import naming
from declaration.web.acting import actor, session, verb
from declaration.web.comparison import choices, comparison
from declaration.web.conditional import conditional

blueprint = Blueprint("comparing", __name__)


@blueprint.get("/d/<slug>/compare")
@verb(Verb.READ_PUBLISHED)
@conditional
def choose(slug: str) -> ResponseReturnValue:
    """Choose two texts; with both chosen, lead to their comparison."""
    old, new = request.args.get("a"), request.args.get("b")
    if old and new:
        return redirect(url_for("comparing.compare", slug=slug, old=old, new=new), code=303)
    shelf = reading.shelf(session(), actor(), slug)
    return render_template("reading/choose.html", shelf=shelf, choices=choices(shelf))


@blueprint.get("/d/<slug>/compare/<old>...<new>")
@verb(Verb.READ_PUBLISHED)
@conditional
def compare(slug: str, old: str, new: str) -> ResponseReturnValue:
    """Show what became of each paragraph from one text to the other."""
    if request.args.get("view", "") not in {"", "side", "list"}:
        raise NotFound
    shelf = reading.shelf(session(), actor(), slug)
    return render_template(
        "reading/compare.html",
        page=comparison(shelf, old, new),
        choices=choices(shelf),
        spot=naming.spot,
    )
