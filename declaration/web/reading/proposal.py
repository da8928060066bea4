"""An opened suggestion in the text column: on its own ground, never taken for the text."""

from dataclasses import replace
from typing import Any, NamedTuple

from flask import current_app, request
from markupsafe import Markup

from declaration.errors import NotFound
from declaration.manuscript import Passage
from declaration.queries.suggesting.suggestions import Suggested
from declaration.web.cache.redlines import Piece, piece_html
from declaration.web.discussing import sentences
from declaration.web.discussing.panel import Panel
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
        html: Markup = macros.proposal(self)
        return html


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
    page, _, anchor = opening.partition("#")
    urls = {
        card.suggestion.number: f"{page}&suggestion={card.suggestion.number}#{anchor}"
        for card in panel.live
    }
    settled = {card.suggestion.number for card in panel.settled}
    if number and number not in urls and number not in settled:
        raise NotFound
    return replace(panel, opening=opening, in_text=urls, opened=number if number in urls else 0)


def proposal(panel: Panel, passage: Passage) -> Proposal | None:
    """Return what of the panel is shown in the text, against the words as they stand."""
    card = next((card for card in panel.live if card.suggestion.number == panel.opened), None)
    if card is None:
        return None
    form = card.suggestion.form
    return Proposal(
        author=card.author,
        asked="" if form is SuggestionKind.REPLACE else card.asked,
        html=piece_html(_piece(card.suggestion, passage)),
        language=card.language,
        instead=form is not SuggestionKind.INSERT,
        url=panel.opening,
    )


def _piece(suggestion: Suggested, passage: Passage) -> Piece:
    if suggestion.redacted or not passage.live:
        return sentences.piece(suggestion)
    return sentences.showing(suggestion.form, suggestion.merged or suggestion.words, passage.words)
