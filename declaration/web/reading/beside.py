"""What is said on one paragraph, beside it: in its text, or alone for a script to put there."""

from dataclasses import dataclass

from flask import render_template, request
from markupsafe import Markup

from declaration.errors import NotFound
from declaration.queries.sight import existing
from declaration.verbs import Verb
from declaration.web.cache import shared
from declaration.web.discussing.panel import Panel, panel
from declaration.web.frame import layout
from declaration.web.reading import rows
from declaration.web.reading.proposal import linked, proposal
from declaration.web.reading.text import FROM, Content, own
from models.document import Revision

PART = "beside"  # ``?part=``: what stands at the paragraph and beside it, without its text


@dataclass(frozen=True, slots=True)
class Opened:
    """One paragraph with what is said on it, at its place in a text.

    ``row`` is the paragraph as it is read now; for the title, which has no row, the suggestion
    that is shown of it, else nothing. ``cut``: the number of rows before it, None for the title.
    ``read``: the revision that the reader comes from, None whoever was in the rolling text.
    """

    content: Content
    row: Markup
    cut: int | None
    panel: Panel
    close_url: str
    read: Revision | None

    @property
    def uid(self) -> str:
        """Return the paragraph's."""
        return self.panel.passage.uid

    def page(self, part: str) -> str:
        """Return the text with ``part``, HTML, at the paragraph's place; asked for, that alone."""
        content, part = self.content, Markup(part)  # noqa: S704 -- rendered by Jinja
        if request.args.get("part") == PART:
            return render_template("reading/part.html", content=content, opened=self, part=part)
        before, after = content.html[: self.cut or 0], content.html[self._next :]
        whole = Markup("").join((content.above, *before, part, *after, content.below))
        whole = own(content, whole)
        return render_template("reading/text.html", part=whole, content=content, opened=True)

    @property
    def _next(self) -> int:
        return 0 if self.cut is None else self.cut + 1


def opened(content: Content, uid: str, *, remarks: bool = True) -> Opened:
    """Open one paragraph of a text; ``remarks``: with the form to comment on it.

    Raises NotFound for whoever may not read the debate, and for what is no revision to come from.
    """
    if not layout.may(Verb.READ_DEBATE):
        raise NotFound
    shelf = shared.shelf(content.sheet.slug)
    newest = shared.newest(shelf)
    passage = existing(next((p for p in newest.passages if p.uid == uid), None))
    beside = panel(shelf.document, newest, passage, remarks=remarks)
    notes = linked(beside, content.sheet.opening(uid))
    cut = next((n for n, row in enumerate(content.rows) if row.passage.uid == uid), None)
    proposed = proposal(notes, passage)
    if cut is None:
        row = Markup('<div class="row">{}</div>').format(proposed.block) if proposed else Markup()
    else:
        open_row = content.rows[cut]._replace(open=True, proposal=proposed)
        (row,) = rows.rendered(content.sheet, [open_row])
    before = request.args.get(FROM)
    read = shelf.revision(before) if before is not None else None
    return Opened(content, row, cut, notes, f"{content.sheet.url}#{uid}", read)
