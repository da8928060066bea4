"""Pages to read: home, a text, its revisions, a paragraph's story."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from declaration.queries import home as homes, reading
from declaration.queries.reading import ROLLING, Shelf
from declaration.rules import Verb
from declaration.web import layout
from declaration.web.acting import actor, at, conference, session, verb
from declaration.web.conditional import conditional
from declaration.web.road import road
from declaration.web.story_page import story_page
from declaration.web.text_page import downloads, text_page, texts, views

blueprint = Blueprint("reading", __name__)


@blueprint.get("/")
@verb(Verb.READ_PUBLISHED)
@conditional
def home() -> ResponseReturnValue:
    """Show the conference, its documents and what comes next."""
    if layout.banner() is None:
        return render_template("reading/empty.html")
    found = homes.home(session(), actor(), at())
    roads = [(shelf, road(shelf, at())) for shelf in found.shelves]
    return render_template("reading/home.html", here=conference(), found=found, roads=roads)


@blueprint.get("/d/<slug>")
@verb(Verb.READ_PUBLISHED)
@conditional
def text(slug: str) -> ResponseReturnValue:
    """Show the revision in force."""
    shelf = reading.shelf(session(), actor(), slug)
    if shelf.in_force is None:
        return render_template("reading/unpublished.html", shelf=shelf, passed=shelf.passed(at()))
    return _text(shelf, shelf.in_force.slug)


@blueprint.get("/d/<slug>/rolling")
@verb(Verb.READ_ROLLING)
@conditional
def rolling(slug: str) -> ResponseReturnValue:
    """Show the newest words of every paragraph."""
    return _text(reading.shelf(session(), actor(), slug), ROLLING)


@blueprint.get("/d/<slug>/revisions/<name>")
@verb(Verb.READ_PUBLISHED)
@conditional
def revision(slug: str, name: str) -> ResponseReturnValue:
    """Show a text as it was published."""
    shelf = reading.shelf(session(), actor(), slug)
    return _text(shelf, shelf.revision(name).slug)


@blueprint.get("/d/<slug>/revisions")
@verb(Verb.READ_PUBLISHED)
@conditional
def revisions(slug: str) -> ResponseReturnValue:
    """List what was published."""
    shelf = reading.shelf(session(), actor(), slug)
    return render_template("reading/revisions.html", shelf=shelf, steps=road(shelf, at()))


@blueprint.get("/d/<slug>/p/<uid>")
@verb(Verb.READ_PUBLISHED)
@conditional
def paragraph(slug: str, uid: str) -> ResponseReturnValue:
    """Show one paragraph through all revisions, with what is said on it."""
    shelf = reading.shelf(session(), actor(), slug)
    return render_template("reading/paragraph.html", page=story_page(shelf, uid))


def _text(shelf: Shelf, name: str) -> str:
    page = text_page(shelf, name)
    slug = shelf.document.slug
    return render_template(
        "reading/text.html",
        page=page,
        views=views(page),
        texts=texts(shelf, page.revision),
        downloads=downloads(slug, name),
        compare_url=url_for("comparing.choose", slug=slug),
    )
