"""A page with a whole text: made once for all readers of a role."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from flask import get_template_attribute, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from declaration.errors import NotFound
from declaration.formats import REPORTS
from declaration.manuscript import Manuscript, Passage
from declaration.queries.negotiating import agreement as agreements
from declaration.queries.negotiating.agreement import Share
from declaration.queries.publishing import corrections
from declaration.queries.publishing.corrections import CorrectedPassage
from declaration.queries.publishing.revisions import Renumbered, renumbering
from declaration.queries.reading.shelf import ROLLING, Shelf
from declaration.queries.suggesting.counts import Tally
from declaration.queries.suggesting.suggestions import WHOLE, Counts
from declaration.verbs import Verb
from declaration.web.cache import adopted, shared
from declaration.web.cache.files import NAMES, all_links, redline_files, text_files
from declaration.web.cache.watching import may_watch, watches
from declaration.web.discussing.panel import Card, cards
from declaration.web.frame import language, layout, moments
from declaration.web.frame.acting import at, session
from declaration.web.frame.labels import revision_label
from declaration.web.reading import brackets, citation, compilation, rows as text_rows
from declaration.web.reading.compilation import VIEW
from models.document import Revision
from models.vocabulary import Kind, Stage

PROJECTING = (Verb.READ_DESK, Verb.EDIT_CONFERENCE)  # of those who run a plenary
PARAGRAPH = "paragraph"  # ?choose=
FROM = "from"  # ?from=: the revision that was read before the rolling text
SLOT = Markup("<!--sheet-->")  # where the rows go; no words contain it, because they are escaped
WATCHED = Markup("<!--watched-->")  # where the reader's own press to watch the text goes


@dataclass(frozen=True, slots=True)
class Content:
    """The page's main part without anything of one person: shared by readers, kept in memory.

    ``above`` ends and ``below`` begins where the rows stand; ``whole`` is all three joined.
    ``printed`` stands above each printed page: symbol, name, date. ``address``: its one address.
    ``doubtable`` is the revision's slug, if it can still be marked as published in error;
    ``debated``: whoever reads it may read what is said on it.
    """

    label: str
    printed: str
    address: str
    sheet: text_rows.Sheet
    rows: tuple[text_rows.TextRow, ...]
    html: tuple[Markup, ...]
    above: Markup
    below: Markup
    whole: Markup
    stage: Stage
    doubtable: str
    debated: bool
    document_id: int


@dataclass(frozen=True, slots=True)
class Beside:
    """What is known of a text beside its words: counts, and which versions are agreed.

    ``counts``: by paragraph; None for readers to whom the debate is closed.
    """

    counts: Mapping[int, Counts] | None
    agreed: tuple[int, ...]

    @property
    def on_the_whole(self) -> int | None:
        """Return how many comments are on the text as a whole; None to whom it is closed."""
        return None if self.counts is None else self.counts.get(WHOLE, Counts()).comments


@dataclass(frozen=True, slots=True)
class TextPage:
    """What stands around the rows of a text; ``revision`` None is the rolling text.

    ``heading`` is the row of the title, which is the page's h1; None where the text has none.
    ``previous``: the revision before, None for the rolling text, which renumbers nothing.
    ``jump``: what marks the paragraphs that one leaps through, and their uids.
    ``on_the_whole``: how many comments are on the text as a whole; None to whom it is closed, as
    ``tally``. ``left``: how long suggestions are taken. ``choosing``: the reader looks for the
    paragraph to suggest a change to. ``latest``: what was suggested or decided last, on the rolling
    text. ``share``: how much of it is agreed; None where nothing is. ``corrections``: of an adopted
    text, as far as this one has them; beside the adopted revision all of them.
    """

    shelf: Shelf
    revision: Revision | None
    since: Revision | None
    text: Manuscript
    heading: text_rows.TextRow | None
    title: Markup
    sheet: text_rows.Sheet
    outline: Sequence[dict[str, Any]]
    previous: Revision | None
    renumbered: Sequence[Renumbered]
    on_the_whole: int | None
    tally: Tally | None
    left: timedelta | None
    choosing: bool
    jump: tuple[str, tuple[str, ...]] | None
    compiled: compilation.CompiledText | None
    latest: tuple[Card, ...]
    share: Share | None
    corrections: tuple[CorrectedPassage, ...]

    @property
    def passages(self) -> Mapping[int, Passage]:
        """Return the paragraphs of the text by their ids."""
        return {passage.paragraph_id: passage for passage in self.text.passages}

    @property
    def lead(self) -> Markup:
        """Return what the compilation sets before the first paragraph."""
        if self.compiled is None:
            return Markup("")
        lead, heading = self.compiled.lead, self.heading
        if heading is None:
            return lead
        asked = brackets.below(heading.brackets, self.text.language)
        if heading.others:
            compiled = Markup('<p class="words" lang="{}">{}</p>')
            asked = compiled.format(self.text.language, text_rows.words(heading)) + asked
        return asked + lead

    @property
    def in_force(self) -> Revision | None:
        """Return the revision that holds now, if another than this one is read."""
        current = self.shelf.in_force
        return None if self.revision is None or current == self.revision else current

    @property
    def passed(self) -> bool:
        """Say whether the deadline is over, at the moment of the request."""
        return self.shelf.passed(at())


def content(slug: str, name: str) -> Content:
    """Return the main part of the text ``name``; ``?since=`` and ``?view=`` say how it is shown."""
    counts = shared.counts(slug)
    latest = shared.latest(slug) if name == ROLLING else ()
    tally = shared.tally(slug)
    key = tuple(counts.items()) if counts else counts is None
    agreed = shared.agreed_versions(slug, name)
    signed = adopted.signed(slug)
    since = request.args.get("since", "")
    choosing = request.args.get("choose") == PARAGRAPH and name == ROLLING
    also = compilation.depends() if compilation.asked(name) else ()
    return shared.page_part(
        slug,
        name,
        since,
        key,
        latest,
        tally,
        layout.left(slug),
        choosing,
        *also,
        agreed,
        signed,
        adopted.explanations(slug),
        make=lambda: _content(slug, name, since, Beside(counts, agreed), choosing=choosing),
    )


def _content(slug: str, name: str, since_slug: str, beside: Beside, *, choosing: bool) -> Content:
    shelf, text = shared.shelf(slug), shared.text(slug, name)
    revision = None if name == ROLLING else shelf.revision(name)
    previous = shelf.previous(revision) if revision else None
    since = _since(shelf, revision, since_slug)
    base = shared.text(slug, since.slug) if since else None
    rows = text_rows.rows(text, base, beside.counts, beside.agreed)
    compiled = None
    if compilation.asked(name):
        compiled = compilation.compiled_text(slug, rows, text.language)
        rows = compiled.rows
    heading = next((r for r in rows if r.passage.kind is Kind.TITLE and not r.gone), None)
    body = tuple(row for row in rows if row is not heading)
    sheet = _sheet(shelf, revision, since)
    page = TextPage(
        shelf=shelf,
        revision=revision,
        since=since,
        text=text,
        heading=heading,
        title=_title(heading, text),
        sheet=sheet,
        outline=text_rows.outline(body),
        previous=previous,
        renumbered=_renumbered(previous, revision),
        on_the_whole=beside.on_the_whole,
        tally=shared.tally(slug),
        left=layout.left(slug),
        choosing=choosing and sheet.suggests,
        jump=_jump(body, text_rows.CHANGED if since else text_rows.SUGGESTED),
        compiled=compiled,
        latest=cards(shared.latest(slug)) if revision is None else (),
        share=agreements.share(text, beside.agreed) if beside.agreed else None,
        corrections=corrections.printed(session(), shelf, revision),
    )
    return _rendered(page, name, body)


def _title(heading: text_rows.TextRow | None, text: Manuscript) -> Markup:
    """Return the words of the page's h1: what is asked of them in brackets stands below it."""
    if heading is None:
        return Markup.escape(text.title)
    return text_rows.words(heading._replace(others=())) or Markup("")


def _rendered(page: TextPage, name: str, body: tuple[text_rows.TextRow, ...]) -> Content:
    html = tuple(text_rows.rendered(page.sheet, body))
    groups, chosen = looks(page)
    frame = render_template(
        "reading/_text.html",
        page=page,
        slot=SLOT,
        groups=groups,
        chosen=chosen,
        downloads=_files(page, name),
        around=around(page),
        watch_slot=WATCHED,
    )
    above, below = map(Markup, frame.split(SLOT))
    document, revision = page.shelf.document, page.revision
    printed = [document.symbol, _("Rolling text")]
    if revision is not None:
        printed = [
            revision.symbol,
            revision_label(revision.called),
            moments.day(revision.published_at),
        ]
    return Content(
        label=f"{document.title} · {printed[1]}",
        printed=" · ".join(printed),
        address=citation.address(page.shelf, revision),
        sheet=page.sheet,
        rows=body,
        html=html,
        above=above,
        below=below,
        whole=Markup("").join((above, *html, below)),
        stage=document.stage,
        doubtable=_doubtable(page.shelf, revision),
        debated=page.on_the_whole is not None,
        document_id=document.id,
    )


def own(content: Content, html: Markup) -> Markup:
    """Put the reader's own press to watch the text into the main part, which many share."""
    if not may_watch():
        return html
    press = get_template_attribute("negotiating/_watching.html", "watch_button")
    url = url_for("watching.document", slug=content.sheet.slug)
    origin = "text" if request.endpoint == "reading.rolling" else ""
    return html.replace(WATCHED, press(url, watches(content.document_id), origin), 1)


def _since(shelf: Shelf, revision: Revision | None, slug: str) -> Revision | None:
    if not slug:
        return None
    since = shelf.revision(slug)
    if since not in shelf.before(revision):
        raise NotFound
    return since


def _sheet(shelf: Shelf, revision: Revision | None, since: Revision | None) -> text_rows.Sheet:
    """Say where rows stand; the debate is on the rolling text, for those who may read it."""
    stage, slug = shelf.document.stage, shelf.document.slug
    asked = {"since": since.slug if since else "", "view": request.args.get("view", "")}
    query = urlencode({name: value for name, value in asked.items() if value})
    url = _address(shelf, revision) + (f"?{query}" if query else "")
    if revision is not None and layout.may(Verb.READ_ROLLING, stage=stage):
        url = f"{url_for('reading.rolling', slug=slug)}?{FROM}={revision.slug}"
    return text_rows.Sheet(
        language=language.code(),
        slug=slug,
        url=url,
        quotable=bool(layout.may(Verb.COMMENT, stage=stage)) and since is None,
        suggests=bool(layout.may(Verb.DRAFT, stage=stage)),
        drafts_only=not stage.takes_suggestions,
        discusses=bool(layout.may(Verb.COMMENT, stage=stage)),
    )


def _renumbered(earlier: Revision | None, revision: Revision | None) -> list[Renumbered]:
    """Return the paragraphs whose number is another than in the revision before."""
    if revision is None or earlier is None:
        return []
    return [n for n in renumbering(session(), earlier, revision) if n.old != n.new]


def _jump(body: Sequence[text_rows.TextRow], mark: str) -> tuple[str, tuple[str, ...]] | None:
    stops = tuple(row.passage.uid for row in body if mark in row.marks)
    return (mark, stops) if stops else None


def _doubtable(shelf: Shelf, revision: Revision | None) -> str:
    right = [published for published in shelf.revisions if published.id not in shelf.errors]
    return revision.slug if revision in right and len(right) > 1 else ""


def looks(page: TextPage) -> tuple[list[tuple[str, list[dict[str, Any]]]], str]:
    """Return what can be chosen, text and view, each with its name; and what is, in words."""
    groups = [(_("Text"), texts(page.shelf, page.revision)), (_("View"), views(page))]
    offered = [(name, items) for name, items in groups if len(items) > 1]
    chosen = [item["label"] for _name, items in offered for item in items if item["current"]]
    return offered, " · ".join(chosen)


def texts(shelf: Shelf, current: Revision | None) -> list[dict[str, Any]]:
    """Return the texts that a reader can choose from: what is in force, and the rolling text."""
    slug = shelf.document.slug
    items = []
    if shelf.in_force:
        url = url_for("reading.text", slug=slug)
        own = shelf.in_force == current
        items.append({"label": revision_label(shelf.in_force.called), "url": url, "current": own})
    if layout.may(Verb.READ_ROLLING, stage=shelf.document.stage):
        url = url_for("reading.rolling", slug=slug)
        items.append({"label": _("Rolling text"), "url": url, "current": current is None})
    return items


def views(page: TextPage) -> list[dict[str, Any]]:
    """Return the ways to read a text: clean, with its changes since an earlier one, compiled."""
    since, compiled = page.since, page.compiled is not None
    address = _address(page.shelf, page.revision)
    earlier = page.shelf.before(page.revision)
    last = page.shelf.previous(page.revision) if page.revision else next(reversed(earlier), None)
    bases = {base.slug: base for base in (last, *earlier[:1], since) if base}
    items = [{"label": _("Clean text"), "url": address, "current": since is None and not compiled}]
    items += [
        {
            "label": _("Changes since %(revision)s", revision=revision_label(base.called)),
            "url": f"{address}?since={slug}",
            "current": since is base,
        }
        for slug, base in bases.items()
    ]
    if page.revision is None and layout.may(Verb.READ_DEBATE):
        url = f"{address}?view={VIEW}"
        items.append({"label": _("Compilation"), "url": url, "current": compiled})
    return items


def _address(shelf: Shelf, revision: Revision | None) -> str:
    """Return the address of a text; the one in force has two, and keeps the one asked for."""
    return request.path if revision else url_for("reading.rolling", slug=shelf.document.slug)


def _files(page: TextPage, name: str) -> list[dict[str, Any]]:
    """Return the files in which the text can be taken away as it is shown."""
    slug = page.shelf.document.slug
    if page.since:
        return redline_files(slug, page.since.slug, name)
    if page.compiled:
        return all_links("taking.text", REPORTS, NAMES, slug=slug, name=name, view=VIEW)
    return text_files(slug, name)


def around(page: TextPage) -> list[dict[str, Any]]:
    """Return the pages around a text, as far as they are open to the reader."""
    slug, comments = page.shelf.document.slug, page.on_the_whole
    items: list[tuple[str, str, int | None]] = [(_("Revisions"), "reading.revisions", None)]
    if page.shelf.revisions:
        items.insert(0, (_("Compare"), "comparing.choose", None))
    if page.sheet.suggests:
        items.append((_("Our copy"), "our_copy.show", None))
    if comments is not None:
        items.append((_("Discussion"), "comments.on_the_whole", comments or None))
        items.append((_("The debate in figures"), "figures.page", None))
    if explained := len(adopted.explanations(slug)):
        title = _("Explanations of position and reservations")
        items.append((title, "explanations.show", explained))
    if layout.may(Verb.READ_BRACKETS, stage=page.shelf.document.stage):
        items.append((_("Open brackets"), "brackets.show", page.text.open_places or None))
    if page.revision is None and layout.may(Verb.READ_AGREED):
        items.append((_("Agreed text"), "agreed_text.show", None))
    if page.revision is None and any(map(layout.may, PROJECTING)):
        items.append((_("Show on projector"), "projector.begin", None))
    return [
        {"label": label, "url": url_for(endpoint, slug=slug), "detail": detail}
        for label, endpoint, detail in items
    ]
