"""A page with a whole text: made once for all readers of a role."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import render_template, request, url_for
from flask_babel import gettext as _, ngettext
from markupsafe import Markup

from declaration.errors import NotFound
from declaration.formats import FORMATS
from declaration.manuscript import Manuscript
from declaration.queries.publishing.revisions import Renumbered, renumbering
from declaration.queries.reading.shelf import ROLLING, Shelf
from declaration.queries.suggesting.suggestions import WHOLE, Counts
from declaration.rules import Verb
from declaration.web.cache import shared
from declaration.web.frame import language, layout, moments
from declaration.web.frame.acting import at, session
from declaration.web.reading import brackets, compilation, rows as text_rows
from declaration.web.reading.compilation import VIEW, CompiledText
from declaration.web.reading.rows import Place, Row
from models.document import Revision
from models.vocabulary import Kind, Stage

Looks = list[tuple[str, list[dict[str, Any]]]]


def looks(
    shelf: Shelf, current: Revision | None, since: Revision | None, *, compiled: bool
) -> tuple[Looks, str]:
    """Return what can be chosen, text and view, each with its name; and what is, in words."""
    ways = views(shelf, current, since, compiled=compiled)
    found = [(_("Text"), texts(shelf, current)), (_("View"), ways)]
    offered = [(name, items) for name, items in found if len(items) > 1]
    chosen = [item["label"] for _name, items in offered for item in items if item["current"]]
    return offered, " · ".join(chosen)


def views(
    shelf: Shelf, current: Revision | None, since: Revision | None, *, compiled: bool
) -> list[dict[str, Any]]:
    """Return the ways to read a text: clean, with its changes since an earlier one, compiled."""
    earlier = shelf.before(current)
    chosen = {one.slug: one for one in (*earlier[-1:], *earlier[:1], since) if one}
    plain = since is None and not compiled
    address = _address(shelf, current)
    clean = {"label": _("Clean"), "url": address, "current": plain}
    found = [clean] + [
        {
            "label": _("Changes since %(revision)s", revision=one.label),
            "url": f"{address}?since={slug}",
            "current": since is one,
        }
        for slug, one in chosen.items()
    ]
    if current is None and layout.may(Verb.READ_DEBATE):
        url = f"{address}?view={VIEW}"
        found.append({"label": _("Compilation"), "url": url, "current": compiled})
    return found


def _address(shelf: Shelf, current: Revision | None) -> str:
    """Return the address of a text; the one in force has two, and keeps the one asked for."""
    return request.path if current else url_for("reading.rolling", slug=shelf.document.slug)


def texts(shelf: Shelf, current: Revision | None) -> list[dict[str, Any]]:
    """Return the texts that a reader can choose from: what is in force, and the rolling text."""
    slug = shelf.document.slug
    found = []
    if shelf.in_force:
        url = url_for("reading.text", slug=slug)
        own = shelf.in_force == current
        found.append({"label": shelf.in_force.label, "url": url, "current": own})
    if layout.may(Verb.READ_ROLLING, stage=shelf.document.stage):
        url = url_for("reading.rolling", slug=slug)
        found.append({"label": _("Rolling text"), "url": url, "current": current is None})
    return found


def downloads(slug: str, name: str) -> list[dict[str, Any]]:
    """Return the files in which a text can be taken away."""
    labels = {"md": _("Markdown"), "html": _("Page to print"), "csv": _("Table of paragraphs")}
    return [
        {
            "label": labels[format_],
            "url": url_for("taking.text", slug=slug, name=name, format_=format_),
            "detail": f".{format_}",
        }
        for format_ in FORMATS
    ]


def around(shelf: Shelf, comments: int | None, *, projects: bool) -> list[dict[str, Any]]:
    """Return the pages around a text; ``comments`` on the whole, None to whom they are closed.

    ``projects``: the reader may put this text on the wall.
    """
    slug, stage = shelf.document.slug, shelf.document.stage
    items: list[tuple[str, str, int | None]] = [(_("Revisions"), "reading.revisions", None)]
    if shelf.revisions:
        items.insert(0, (_("Compare"), "comparing.choose", None))
    if layout.may(Verb.DRAFT, stage=stage):
        items.append((_("Our copy"), "our_copy.show", None))
    if comments is not None:
        items.append((_("Discussion"), "comments.on_the_whole", comments or None))
        items.append((_("The debate in figures"), "figures.page", None))
    if projects:
        items.append((_("Show on the projector"), "projecting.begin", None))
    return [
        {"label": said, "url": url_for(endpoint, slug=slug), "detail": detail}
        for said, endpoint, detail in items
    ]


PROJECTING = (Verb.READ_DESK, Verb.EDIT_CONFERENCE)  # of those who run a plenary
SHEET = Markup("<!--sheet-->")  # where the rows go; no words contain it, because they are escaped


@dataclass(frozen=True, slots=True)
class Jump:
    """The ways through a text: what marks the paragraphs on them, the uids of these."""

    mark: str
    stops: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextPage:
    """What stands around the rows of a text; ``revision`` None is the rolling text.

    ``heading`` is the row of the title, which is the page's h1; None where the text has none.
    ``on_the_whole``: how many comments are on the text as a whole; None to whom it is closed.
    ``suggests``: the reader may write other words; ``projects``: may put it on the wall.
    """

    shelf: Shelf
    revision: Revision | None
    since: Revision | None
    text: Manuscript
    heading: Row | None
    title: Markup
    place: Place
    outline: Sequence[dict[str, Any]]
    renumbered: Sequence[Renumbered]
    on_the_whole: int | None
    jump: Jump | None
    compiled: CompiledText | None
    suggests: bool
    projects: bool

    @property
    def lead(self) -> Markup:
        """Return what the compilation sets before the first paragraph."""
        if self.compiled is None:
            return Markup("")
        title = self.heading.brackets if self.heading else ()
        return self.compiled.lead + brackets.below(title, self.text.language)

    @property
    def previous(self) -> Revision | None:
        """Return the revision before this one; the rolling text renumbers nothing."""
        earlier = self.shelf.before(self.revision) if self.revision else ()
        return earlier[-1] if earlier else None

    @property
    def in_force(self) -> Revision | None:
        """Return the revision that holds now, if another than this one is read."""
        found = self.shelf.in_force
        return None if self.revision is None or found == self.revision else found

    @property
    def righted(self) -> tuple[Revision, str] | None:
        """Return the right revision and the reason, if this one was published in error."""
        return self.shelf.righted(self.revision) if self.revision else None

    @property
    def label(self) -> str:
        """Return the name of the page."""
        title = self.shelf.document.title
        return f"{title} · {self.revision.label if self.revision else _('Rolling text')}"

    @property
    def printed(self) -> str:
        """Return what stands above each printed page: symbol, name, date."""
        if self.revision is None:
            return f"{self.shelf.document.symbol} · {_('Rolling text')}"
        of = self.revision
        return f"{of.symbol} · {of.label} · {moments.day(of.published_at)}"

    @property
    def passed(self) -> bool:
        """Say whether the deadline is over, at the moment of the request."""
        return self.shelf.passed(at())


@dataclass(frozen=True, slots=True)
class Content:
    """The page's main part without anything of one person: shared by readers, kept in memory.

    ``above`` ends and ``below`` begins where the rows stand; ``whole`` is all three joined.
    ``doubtable`` is the revision's slug, if it can still be marked as published in error.
    """

    label: str
    printed: str
    place: Place
    rows: tuple[Row, ...]
    html: tuple[Markup, ...]
    above: Markup
    below: Markup
    whole: Markup
    stage: Stage
    doubtable: str


def content(slug: str, name: str) -> Content:
    """Return the main part of the text ``name``; ``?since=`` and ``?view=`` say how it is shown."""
    said = shared.counts(slug)
    key = tuple(said.items()) if said else said is None
    since = request.args.get("since", "")
    also = compilation.depends() if compilation.asked(name) else ()
    return shared.page(slug, name, since, key, *also, make=lambda: _made(slug, name, since, said))


def _made(slug: str, name: str, since_slug: str, said: Mapping[int, Counts] | None) -> Content:
    shelf = shared.shelf(slug)
    text = shared.text(slug, name)
    revision = None if name == ROLLING else shelf.revision(name)
    since = _since(shelf, revision, since_slug)
    shown = text_rows.rows(text, shared.text(slug, since.slug) if since else None, said)
    found = None
    if compilation.asked(name):
        found = compilation.compiled_text(slug, shown, text.language)
        shown = found.rows
    heading = next((r for r in shown if r.passage.kind is Kind.TITLE and not r.gone), None)
    body = tuple(row for row in shown if row is not heading)
    place = _place(shelf, revision, since)
    page = TextPage(
        shelf=shelf,
        revision=revision,
        since=since,
        text=text,
        heading=heading,
        title=text_rows.words(heading) if heading else Markup.escape(text.title),
        place=place,
        outline=[_line(found) for found in text_rows.outline(body)],
        renumbered=_renumbered(shelf, revision),
        on_the_whole=None if said is None else said.get(WHOLE, Counts()).comments,
        jump=_jump(body, text_rows.CHANGED if since else text_rows.SUGGESTED),
        compiled=found,
        suggests=bool(layout.may(Verb.DRAFT, stage=shelf.document.stage)),
        projects=revision is None and any(map(layout.may, PROJECTING)),
    )
    html = tuple(text_rows.rendered(place, body))
    above, _slot, below = _frame(page, name).partition(SHEET)
    around = Markup(above), Markup(below)  # noqa: S704 -- rendered by Jinja
    whole = Markup("").join((around[0], *html, around[1]))
    stage, amiss = shelf.document.stage, _doubtable(shelf, revision)
    return Content(page.label, page.printed, place, body, html, *around, whole, stage, amiss)


def _jump(body: Sequence[Row], mark: str) -> Jump | None:
    stops = tuple(row.passage.uid for row in body if mark in row.marks)
    return Jump(mark, stops) if stops else None


def _doubtable(shelf: Shelf, revision: Revision | None) -> str:
    right = [one for one in shelf.revisions if one.id not in shelf.errors]
    return revision.slug if revision in right and len(right) > 1 else ""


def _renumbered(shelf: Shelf, revision: Revision | None) -> list[Renumbered]:
    """Return the paragraphs whose number is another than in the revision before."""
    earlier = shelf.before(revision) if revision else ()
    if revision is None or not earlier:
        return []
    return [n for n in renumbering(session(), earlier[-1], revision) if n.old != n.new]


def _frame(page: TextPage, name: str) -> str:
    slug = page.shelf.document.slug
    groups, chosen = looks(
        page.shelf, page.revision, page.since, compiled=page.compiled is not None
    )
    return render_template(
        "reading/_text.html",
        page=page,
        slot=SHEET,
        groups=groups,
        chosen=chosen,
        downloads=downloads(slug, name),
        around=around(page.shelf, page.on_the_whole, projects=page.projects),
    )


def _place(shelf: Shelf, revision: Revision | None, since: Revision | None) -> Place:
    """Say where rows stand; the debate is on the rolling text, for those who may read it."""
    stage, slug = shelf.document.stage, shelf.document.slug
    asked = {"since": since.slug if since else "", "view": request.args.get("view", "")}
    chosen = urlencode({name: value for name, value in asked.items() if value})
    address = _address(shelf, revision)
    rolls = revision is not None and layout.may(Verb.READ_ROLLING, stage=stage)
    return Place(
        language=language.code(),
        slug=slug,
        url=url_for("reading.rolling", slug=slug) if rolls else f"{address}?{chosen}".rstrip("?"),
        quotable=bool(layout.may(Verb.COMMENT, stage=stage)) and since is None,
        suggests=bool(layout.may(Verb.DRAFT, stage=stage)),
    )


def _since(shelf: Shelf, revision: Revision | None, slug: str) -> Revision | None:
    if not slug:
        return None
    found = shelf.revision(slug)
    if found not in shelf.before(revision):
        raise NotFound
    return found


def _line(found: text_rows.Heading) -> dict[str, Any]:
    said = []
    if found.suggestions:
        said.append(ngettext("%(num)s suggestion", "%(num)s suggestions", found.suggestions))
    if found.comments:
        said.append(ngettext("%(num)s comment", "%(num)s comments", found.comments))
    return {
        "label": found.label,
        "url": found.url,
        "level": found.level,
        "current": False,
        "heat": found.heat,
        "heat_label": ", ".join(said),
    }
