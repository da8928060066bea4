"""Any two texts of a document compared: inline, side by side, or as a list of changes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, cast

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from declaration.comparison import Fate, ParagraphPair, Totals, compared, totals
from declaration.errors import NotFound
from declaration.manuscript import Manuscript
from declaration.queries.reading.shelf import ROLLING, Shelf
from declaration.verbs import Verb
from declaration.web.cache import redlines, shared
from declaration.web.cache.files import redline_files
from declaration.web.cache.pages import conditional
from declaration.web.discussing import places
from declaration.web.frame import layout
from declaration.web.frame.acting import verb
from declaration.web.frame.addresses import handed_out
from declaration.web.frame.labels import revision_label
from declaration.web.reading import rows as text_rows

ADDED = re.compile(r"<ins\b.*?</ins>", re.DOTALL)  # the engine nests no <ins>, no <del>
REMOVED = re.compile(r"<del\b.*?</del>", re.DOTALL)
HIDDEN = '<del class="format" hidden>'
SIDE, LIST = "side", "list"  # ?view=, beside ""
CHANGES = "changes"  # ?show=
TWO = 2  # texts have one comparison

Choice = tuple[str, str]  # name in addresses, label

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
    shelf = shared.shelf(slug)
    texts = choices(shelf)
    return render_template(
        "reading/choose.html", shelf=shelf, choices=texts, ways=ways(shelf, texts)
    )


@blueprint.get("/d/<slug>/compare/<old>...<new>")
@verb(Verb.READ_PUBLISHED)
@conditional
def compare(slug: str, old: str, new: str) -> str:
    """Show what became of each paragraph from one text to the other."""
    view, show = (request.args.get(name, "") for name in ("view", "show"))
    if view not in {"", SIDE, LIST}:
        raise NotFound
    lasts = ROLLING not in {old, new}
    address = handed_out("comparing.compare", slug=slug, old=old, new=new) if lasts else ""
    title, content = shared.page_part(
        "compare", old, new, view, show, address, make=lambda: _rendered(slug, old, new, address)
    )
    return render_template("reading/compare.html", title=title, part=content)


def _rendered(slug: str, old: str, new: str, address: str) -> tuple[str, Markup]:
    shelf = shared.shelf(slug)
    page = comparison(shelf, old, new)
    content = render_template(
        "reading/_compare.html",
        page=page,
        choices=choices(shelf),
        place_name=places.name,
        address=address,
    )
    title = _("Changes between %(old)s and %(new)s", old=page.labels[0], new=page.labels[1])
    return f"{title} · {shelf.document.title}", Markup(content)  # noqa: S704 -- rendered by Jinja


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A paragraph in the comparison: what became of it, in words and with its changes.

    ``sides``: the redline, or (side by side) the old and the new words; ``fate``: the fate in a
    sentence, None where the words alone say it.
    """

    pair: ParagraphPair
    fate: str | None
    sides: tuple[Markup, ...]

    @property
    def changed(self) -> bool:
        """Whether it is another one, or stands elsewhere."""
        return self.pair.fate is not Fate.KEPT

    @property
    def heading(self) -> int:
        """Return which of h2 to h4 it is, 0 for none."""
        return text_rows.heading(self.pair.either)

    @property
    def indent(self) -> int:
        """Return how far it stands from the margin."""
        return text_rows.indent(self.pair.either)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts of one document; ``view`` is "", SIDE or LIST, ``show`` is "" or CHANGES."""

    shelf: Shelf
    old: Manuscript
    new: Manuscript
    view: str
    show: str
    figures: Totals
    rows: Sequence[ComparedRow]

    @property
    def labels(self) -> tuple[str, str]:
        """Return what the two texts are called."""
        return (
            revision_label(self.old.label) or _("Rolling text"),
            revision_label(self.new.label) or _("Rolling text"),
        )

    @property
    def stops(self) -> tuple[str, ...]:
        """Return the uids of what changed, in order."""
        return tuple(row.pair.either.uid for row in self.rows if row.changed)

    @property
    def looks(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """Return what can be chosen, each with its name; a list has changes only."""
        labels = {"": _("One column"), SIDE: _("Side by side"), LIST: _("List of changes")}
        views = [
            self._look(label, view, self.show) | {"wide": view == SIDE}
            for view, label in labels.items()
        ]
        extents = [
            self._look(_("Full text"), self.view, ""),
            self._look(_("Changes only"), self.view, CHANGES),
        ]
        groups = [(_("View"), views), (_("How much to show"), extents)]
        return groups[:1] if self.view == LIST else groups

    @property
    def downloads(self) -> list[dict[str, Any]]:
        """Return the files in which the comparison can be taken away."""
        return redline_files(**self._names)

    @property
    def chosen(self) -> str:
        """Return what is chosen, in words."""
        return " · ".join(
            item["label"] for _name, items in self.looks for item in items if item["current"]
        )

    @property
    def _names(self) -> dict[str, Any]:
        """Return what stands in the address of the comparison."""
        old, new = (text.revision_slug or ROLLING for text in (self.old, self.new))
        return {"slug": self.shelf.document.slug, "old": old, "new": new}

    def _look(self, label: str, view: str, show: str) -> dict[str, Any]:
        url = url_for("comparing.compare", **self._names)
        query = "&".join([f"view={view}"] * bool(view) + [f"show={show}"] * bool(show))
        current = (view, show) == (self.view, self.show)
        return {"label": label, "url": f"{url}?{query}" if query else url, "current": current}


def comparison(shelf: Shelf, old_name: str, new_name: str) -> Comparison:
    """Compare two texts that the reader may see; ``?view=`` and ``?show=`` say how."""
    slug = shelf.document.slug
    old, new = shared.text(slug, old_name), shared.text(slug, new_name)
    view = request.args.get("view", "")
    only = request.args.get("show") == CHANGES
    pairs = compared(old, new)
    rows = [pair for pair in pairs if pair.fate is not Fate.KEPT or not (only or view == LIST)]
    return Comparison(
        shelf=shelf,
        old=old,
        new=new,
        view=view,
        show=CHANGES if only else "",
        figures=totals(pairs),
        rows=[_row(pair, view) for pair in rows],
    )


def _row(pair: ParagraphPair, view: str) -> ComparedRow:
    return ComparedRow(pair, _fate(pair), _sides(pair, view))


def _sides(pair: ParagraphPair, view: str) -> tuple[Markup, ...]:
    """Return the redline; side by side: without what was added, and without what was removed.

    In a list: a snippet of it; nothing where the words stay.
    """
    before, now = pair.words
    if view == LIST:
        return (redlines.snippet_html(redlines.Piece(now, before)),) if before != now else ()
    html = redlines.piece_html(
        redlines.Piece(now) if before == now else redlines.Piece(now, before)
    )
    if view != SIDE:
        return (html,)
    old = ADDED.sub("", html).replace(HIDDEN, '<del class="format">') if pair.old else ""
    new = REMOVED.sub("", html) if pair.new else ""
    return Markup(old), Markup(new)  # noqa: S704 -- whole elements of the engine's own taken out


def _fate(pair: ParagraphPair) -> str | None:
    """Say what became of a paragraph; None where it stands where it stood."""
    if pair.fate is Fate.MOVED and pair.either.kind.heads:
        return _("Moved from elsewhere in the text.")
    if pair.fate is Fate.MOVED and pair.old is not None:
        return _("Moved: previously %(place)s.", place=places.within(pair.old))
    if pair.fate is Fate.ADDED:
        return _("This paragraph is new.")
    if pair.fate is Fate.REMOVED:
        return _("This paragraph was removed.")
    if pair.fate is Fate.CHANGED and not pair.reworded:
        return _("The type of this paragraph has changed; its text has not.")
    return None


def choices(shelf: Shelf) -> list[Choice]:
    """Return the texts to choose from: pairs of name and label, oldest first."""
    texts = [(revision.slug, revision_label(revision.called)) for revision in shelf.revisions]
    if layout.may(Verb.READ_ROLLING, stage=shelf.document.stage):
        texts.append((ROLLING, _("Rolling text")))
    return texts


def ways(shelf: Shelf, texts: Sequence[Choice]) -> list[tuple[Choice, Choice]]:
    """Return what is compared most: each text with the next, the first with the newest."""
    steps = list(pairwise(texts))
    printed = texts[: len(shelf.revisions)]
    return [*steps, (printed[0], printed[-1])] if len(printed) > TWO else steps
