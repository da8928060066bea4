"""What a page with a whole text shows: its rows, its views, its outline, what is open beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _, ngettext
from markupsafe import Markup

from declaration.errors import NotFound
from declaration.formats import FORMATS
from declaration.manuscript import Manuscript, Passage
from declaration.queries import debate, reading
from declaration.queries.debate import Counts
from declaration.queries.reading import ROLLING, Shelf
from declaration.rules import Verb
from declaration.web import language, layout, sheet
from declaration.web.acting import actor, at, conference, session
from declaration.web.panels import Panel, panel
from declaration.web.sheet import Place, Row
from models.document import Revision
from models.journal import Event
from models.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class TextPage:
    """One text with all that stands around it; ``revision`` None is the rolling text.

    ``before`` and ``after`` are the rows up to the open paragraph and below it; ``panel`` is what
    stands beside it. ``heading`` is
    the row of the title, which is the page's h1; None where the text has none.
    """

    shelf: Shelf
    revision: Revision | None
    since: Revision | None
    text: Manuscript
    heading: Row | None
    title: Markup
    place: Place
    before: Markup
    after: Markup
    panel: Panel | None
    outline: Sequence[dict[str, Any]]
    printing: Event | None

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
    def passed(self) -> bool:
        """Say whether the deadline is over, at the moment of the request."""
        return self.shelf.passed(at())


def text_page(shelf: Shelf, name: str) -> TextPage:
    """Build the page of the text ``name``; ``?since=`` and ``?open=`` choose what it shows."""
    here = session()
    text = reading.text(here, actor(), shelf, name)
    revision = None if name == ROLLING else shelf.revision(name)
    since = _since(shelf, revision)
    base = reading.text(here, actor(), shelf, since.slug) if since else None
    opened = _opened(text) if request.args.get("open") else None
    shown = sheet.rows(text, base, _counts(shelf), opened.uid if opened else "")
    heading = next((r for r in shown if r.passage.kind is Kind.TITLE and not r.gone), None)
    body = [row for row in shown if row is not heading]
    place = Place(
        language=language.code(),
        slug=shelf.document.slug,
        url=_address(since),
        quotable=bool(layout.may(Verb.COMMENT, stage=shelf.document.stage)) and since is None,
    )
    rendered = sheet.rendered(here, place, body)
    cut = next((n for n, row in enumerate(body, 1) if row.open), 0 if opened else len(body))
    return TextPage(
        shelf=shelf,
        revision=revision,
        since=since,
        text=text,
        heading=heading,
        title=sheet.words(here, heading) if heading else Markup.escape(text.title),
        place=place,
        before=Markup("").join(rendered[:cut]),
        after=Markup("").join(rendered[cut:]),
        panel=_panel(shelf, text, opened) if opened else None,
        outline=[_line(found) for found in sheet.outline(body)],
        printing=reading.printing(here, revision) if revision and not opened else None,
    )


def views(page: TextPage) -> list[dict[str, Any]]:
    """Return the ways to read this text: clean, or with its changes since an earlier one."""
    earlier = page.shelf.before(page.revision)
    chosen = {one.slug: one for one in (*earlier[-1:], *earlier[:1], page.since) if one}
    clean = {"label": _("Clean"), "url": request.path, "current": page.since is None}
    return [clean] + [
        {
            "label": _("Changes since %(revision)s", revision=one.label),
            "url": f"{request.path}?since={slug}",
            "current": page.since is one,
        }
        for slug, one in chosen.items()
    ]


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


def _since(shelf: Shelf, revision: Revision | None) -> Revision | None:
    slug = request.args.get("since")
    if not slug:
        return None
    found = shelf.revision(slug)
    if found not in shelf.before(revision):
        raise NotFound
    return found


def _opened(text: Manuscript) -> Passage:
    uid = request.args["open"]
    found = next((passage for passage in text.passages if passage.uid == uid), None)
    if found is None or not layout.may(Verb.READ_DEBATE):
        raise NotFound
    return found


def _panel(shelf: Shelf, text: Manuscript, opened: Passage) -> Panel:
    """Load what is said on the open paragraph, against the newest text that the reader may see."""
    newest = text if not text.label else reading.debated(session(), actor(), shelf)
    same = (p for p in newest.passages if p.paragraph_id == opened.paragraph_id)
    return panel(shelf.document, newest, next(same, opened))


def _counts(shelf: Shelf) -> Mapping[int, Counts] | None:
    if not layout.may(Verb.READ_DEBATE):
        return None
    opened = conference().debate_open
    return debate.counts(session(), actor(), shelf.document, debate_open=opened)


def _address(since: Revision | None) -> str:
    return f"{request.path}?since={since.slug}" if since else request.path


def _line(found: sheet.Heading) -> dict[str, Any]:
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
