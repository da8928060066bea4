"""Texts and tables to take away."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from declaration.formats import FORMATS
from declaration.queries.reading import shelf as shelves
from declaration.queries.sight import existing
from declaration.rules import Verb
from declaration.web.frame.acting import actor, session, verb
from declaration.web.frame.answers import attachment

blueprint = Blueprint("taking", __name__)


@blueprint.get("/d/<slug>/take/<name>.<format_>")
@verb(Verb.READ_PUBLISHED)
def text(slug: str, name: str, format_: str) -> ResponseReturnValue:
    """Send a revision, or the rolling text, as a file."""
    chosen = existing(FORMATS.get(format_))
    shelf = shelves.shelf(session(), actor(), slug)
    written = chosen.write(shelves.text(session(), actor(), shelf, name))
    return attachment(written, f"{slug}-{name}.{format_}", chosen.media_type)
