"""A text around what is said on one of its paragraphs."""

from dataclasses import dataclass

from flask import render_template
from markupsafe import Markup

from declaration.errors import NotFound
from declaration.rules import Verb
from declaration.web.cache import shared
from declaration.web.discussing.panel import Panel, panel
from declaration.web.frame import layout
from declaration.web.reading import proposal as reading_proposal, rows
from declaration.web.reading.text import Content


@dataclass(frozen=True, slots=True)
class Opened:
    """The page's main part around the notes of one paragraph.

    ``in_sheet``: it is a row of the text; the title is none.
    """

    before: Markup
    after: Markup
    panel: Panel
    close_url: str
    in_sheet: bool


def opened(shown: Content, uid: str) -> Markup:
    """Return the page's main part with what is said on one paragraph beside it. NotFound."""
    html = render_template("reading/_opened.html", opened=around(shown, uid))
    return Markup(html)  # noqa: S704 -- rendered by Jinja


def around(shown: Content, uid: str, *, without_row: bool = False) -> Opened:
    """Cut the page's main part after one paragraph; ``without_row``: around it. NotFound."""
    if not layout.may(Verb.READ_DEBATE):
        raise NotFound
    slug = shown.place.slug
    shelf = shared.shelf(slug)
    newest = shared.newest(shelf)
    passage = next((p for p in newest.passages if p.uid == uid), None)
    if passage is None:
        raise NotFound
    at_row = next((n for n, row in enumerate(shown.rows) if row.passage.uid == uid), None)
    html = list(shown.html)
    said = reading_proposal.linked(panel(shelf.document, newest, passage), shown.place.opening(uid))
    proposal = reading_proposal.proposal(said, passage)
    if at_row is not None:
        row = shown.rows[at_row]._replace(open=True, proposal=proposal)
        kept = [] if without_row else [row]
        html[at_row : at_row + 1] = rows.rendered(shown.place, kept)
        cut = at_row + len(kept)
    else:  # the title has no row: what is said on it stands above the first
        above = [] if proposal is None else [proposal.block]
        html[:0] = [Markup('<div class="row">{}</div>').format(block) for block in above]
        cut = len(above)
    return Opened(
        before=shown.above + Markup("").join(html[:cut]),
        after=Markup("").join(html[cut:]) + shown.below,
        panel=said,
        close_url=f"{shown.place.url}#{uid}",
        in_sheet=at_row is not None,
    )
