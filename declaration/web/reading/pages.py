"""Pages to read: a text, its revisions, a paragraph's story."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from declaration.errors import NotFound
from declaration.queries.reading.shelf import ROLLING, Shelf
from declaration.verbs import Verb
from declaration.web.cache import shared
from declaration.web.cache.pages import conditional
from declaration.web.frame.acting import at, verb
from declaration.web.reading import beside, citation
from declaration.web.reading.paragraph import story_page
from declaration.web.reading.proposal import opening
from declaration.web.reading.road import track
from declaration.web.reading.text import content, own

blueprint = Blueprint("reading", __name__)
blueprint.add_app_template_global(citation.of_adopted, "adopted_citation")


@blueprint.get("/d/<slug>")
@verb(Verb.READ_PUBLISHED)
@conditional
def text(slug: str) -> ResponseReturnValue:
    """Show the revision in force."""
    name = shared.page_part("in force", slug, make=lambda: _in_force(slug))
    if not name:
        return _unpublished(shared.shelf(slug))
    return _text(slug, name)


@blueprint.get("/d/<slug>/rolling")
@verb(Verb.READ_ROLLING)
@conditional
def rolling(slug: str) -> ResponseReturnValue:
    """Show the newest words of every paragraph; ``?write=`` leads to the page that takes others."""
    passages = shared.text(slug, ROLLING).passages
    if "write" in request.args:
        editor = url_for("suggest.write", slug=slug)
        return redirect(f"{editor}?{request.query_string.decode()}", code=303)
    if not passages:
        return _unpublished(shared.shelf(slug), rolling=True)
    return _text(slug, ROLLING)


@blueprint.get("/d/<slug>/revisions/<name>")
@verb(Verb.READ_PUBLISHED)
@conditional
def revision(slug: str, name: str) -> ResponseReturnValue:
    """Show a text as it was published."""
    if name == ROLLING:
        raise NotFound
    return _text(slug, name)


@blueprint.get("/d/<slug>/revisions")
@verb(Verb.READ_PUBLISHED)
@conditional
def revisions(slug: str) -> str:
    """List what was published."""
    shelf = shared.shelf(slug)
    steps = shared.page_part("track", make=lambda: track(shelf))
    return render_template("reading/revisions.html", shelf=shelf, steps=steps)


@blueprint.get("/d/<slug>/p/<uid>")
@verb(Verb.READ_PUBLISHED)
@conditional
def paragraph(slug: str, uid: str) -> str:
    """Show one paragraph through all revisions, with what is said on it."""
    page = story_page(shared.shelf(slug), uid)
    return render_template("reading/paragraph.html", page=page)


def _in_force(slug: str) -> str:
    revision = shared.shelf(slug).in_force
    return revision.slug if revision else ""


def _unpublished(shelf: Shelf, *, rolling: bool = False) -> str:
    passed = shelf.passed(at())
    return render_template("reading/unpublished.html", shelf=shelf, passed=passed, rolling=rolling)


def _text(slug: str, name: str) -> ResponseReturnValue:
    main, uid = content(slug, name), request.args.get("open")
    if uid and name != ROLLING and main.sheet.url.startswith(url_for("reading.rolling", slug=slug)):
        return redirect(opening(main.sheet.opening(uid)), code=303)
    if uid:
        opened = beside.opened(main, uid)
        return opened.page(render_template("reading/_opened.html", opened=opened))
    return render_template(
        "reading/text.html", part=own(main, main.whole), content=main, opened=False
    )
