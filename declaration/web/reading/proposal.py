"""An opened suggestion in the text column: on its own ground, never taken for the text."""

from dataclasses import replace
from typing import Any, NamedTuple

from flask import current_app, request
from markupsafe import Markup

from declaration.errors import NotFound
from declaration.manuscript import Passage
from declaration.queries.suggesting.suggestions import Suggested
from declaration.web.cache.redlines import Piece, rendered
from declaration.web.discussing import sentences
from declaration.web.discussing.panel import Panel
from declaration.web.frame.addresses import LARGEST
from models.vocabulary import SuggestionKind


class Proposal(NamedTuple):
    """What is shown: by whom, what is asked (unless it is other words), the redline.

    ``instead``: it stands in the place of the current words, not below them; ``url``: the page
    that shows these.
    """

    author: str
    asked: str
    html: Markup
    language: str
    instead: bool
    url: str

    @property
    def block(self) -> Markup:
        """Render it on its ground."""
        macros: Any = current_app.jinja_env.get_template("components/paragraphs.html").module
        made: Markup = macros.proposal(self)
        return made


def opening(page: str) -> str:
    """Return the address of a page with an opened panel, with the suggestion that is asked for."""
    number = request.args.get("suggestion", 0, int)
    address, _, anchor = page.partition("#")
    return f"{address}&suggestion={number}#{anchor}" if number else page


def linked(panel: Panel, opening: str) -> Panel:
    """Let the suggestions of a panel lead into the text; ``opening``: the page with the panel.

    The one that ``?suggestion=`` names is open. Raises NotFound for one that is not about this
    paragraph; what was decided or withdrawn since is not shown in the text any more.
    """
    number = request.args.get("suggestion", 0, int)
    known = {shown.one.number for shown in (*panel.live, *panel.settled)}
    if number and (number > LARGEST or number not in known):
        raise NotFound
    page, _, anchor = opening.partition("#")
    urls = {one.one.number: f"{page}&suggestion={one.one.number}#{anchor}" for one in panel.live}
    return replace(panel, opening=opening, in_text=urls, shown=number if number in urls else 0)


def proposal(panel: Panel, passage: Passage) -> Proposal | None:
    """Return what of the panel is shown in the text, against the words as they stand."""
    found = next((one for one in panel.live if one.one.number == panel.shown), None)
    if found is None:
        return None
    (html,) = rendered([_piece(found.one, passage)])
    return Proposal(
        author=found.author,
        asked="" if found.one.form is SuggestionKind.REPLACE else found.asked,
        html=html,
        language=found.language,
        instead=found.one.form is not SuggestionKind.INSERT,
        url=panel.opening,
    )


def _piece(one: Suggested, passage: Passage) -> Piece:
    if one.redacted or not passage.live:
        return sentences.piece(one)
    return sentences.showing(one.form, one.merged or one.words, passage.words)
