"""A text around what is said on one of its paragraphs."""

from dataclasses import dataclass

from markupsafe import Markup

from declaration.errors import NotFound
from declaration.queries.sight import existing
from declaration.rules import Verb
from declaration.web.cache import shared
from declaration.web.discussing.panel import Panel, panel
from declaration.web.frame import layout
from declaration.web.reading import rows
from declaration.web.reading.proposal import linked, proposal
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


def around(content: Content, uid: str, *, without_row: bool = False) -> Opened:
    """Cut the page's main part after one paragraph; ``without_row``: around it. NotFound."""
    if not layout.may(Verb.READ_DEBATE):
        raise NotFound
    shelf = shared.shelf(content.sheet.slug)
    newest = shared.newest(shelf)
    passage = existing(next((p for p in newest.passages if p.uid == uid), None))
    notes = linked(panel(shelf.document, newest, passage), content.sheet.opening(uid))
    proposed = proposal(notes, passage)
    html = list(content.html)
    cut = next((n for n, row in enumerate(content.rows) if row.passage.uid == uid), None)
    if cut is None:  # the title has no row: what is said on it stands above the first
        above = [Markup('<div class="row">{}</div>').format(proposed.block)] if proposed else []
        before, after = above, html
    else:
        row = content.rows[cut]._replace(open=True, proposal=proposed)
        own = [] if without_row else rows.rendered(content.sheet, [row])
        before, after = [*html[:cut], *own], html[cut + 1 :]
    return Opened(
        before=Markup("").join((content.above, *before)),
        after=Markup("").join((*after, content.below)),
        panel=notes,
        close_url=f"{content.sheet.url}#{uid}",
        in_sheet=cut is not None,
    )
