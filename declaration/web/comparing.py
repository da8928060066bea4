"""Any two texts of a document compared: inline, side by side, or as a list of changes."""

from typing import Any, cast

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from declaration.errors import NotFound
from declaration.queries.reading.shelf import ROLLING
from declaration.rules import Verb
from declaration.web import keeping, naming
from declaration.web.acting import verb
from declaration.web.comparison import choices, comparison, ways
from declaration.web.conditional import conditional

blueprint = Blueprint("comparing", __name__)


@blueprint.get("/d/<slug>/compare")
@verb(Verb.READ_PUBLISHED)
@conditional
def choose(slug: str) -> ResponseReturnValue:
    """Choose two texts; with both chosen, lead to their comparison."""
    old, new = request.args.get("a"), request.args.get("b")
    if old and new:
        asked = {name: request.args.get(name) or None for name in ("view", "show")}
        url = url_for("comparing.compare", slug=slug, old=old, new=new, **cast("Any", asked))
        return redirect(url, code=303)
    shelf = keeping.shelf(slug)
    found = choices(shelf)
    return render_template(
        "reading/choose.html", shelf=shelf, choices=found, ways=ways(shelf, found)
    )


@blueprint.get("/d/<slug>/compare/<old>...<new>")
@verb(Verb.READ_PUBLISHED)
@conditional
def compare(slug: str, old: str, new: str) -> str:
    """Show what became of each paragraph from one text to the other."""
    view, show = (request.args.get(name, "") for name in ("view", "show"))
    if view not in {"", "side", "list"}:
        raise NotFound
    title, content = keeping.page(
        "compare", old, new, view, show, make=lambda: _compared(slug, old, new)
    )
    return render_template("reading/compare.html", title=title, part=content)


def _compared(slug: str, old: str, new: str) -> tuple[str, Markup]:
    shelf = keeping.shelf(slug)
    page = comparison(shelf, old, new)
    content = render_template(
        "reading/_compare.html",
        page=page,
        choices=choices(shelf),
        spot=naming.spot,
        address="" if ROLLING in {old, new} else request.base_url,
    )
    title = _("Changes from %(old)s to %(new)s", old=page.labels[0], new=page.labels[1])
    return f"{title} · {shelf.document.title}", Markup(content)  # noqa: S704 -- rendered by Jinja
