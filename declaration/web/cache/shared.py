"""What readers share under the state of the conference: texts, lists, counts, parts of pages."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from functools import partial
from typing import TypeVar, cast

from flask import Flask, current_app, g, request
from markupsafe import Markup

from declaration.errors import NotFound
from declaration.manuscript import Manuscript, Passage
from declaration.queries.journal.freshness import Freshness, freshness
from declaration.queries.reading import shelf as shelves, texts
from declaration.queries.reading.shelf import ROLLING, Shelf
from declaration.queries.suggesting import suggestions
from declaration.queries.suggesting.suggestions import Counts, Suggested
from declaration.rules import Actor, Case, Verb, require
from declaration.web.cache.memory import memory
from declaration.web.frame import acting, language, layout
from models.document import Document

T = TypeVar("T")

WHOLE = 400  # kB: a text of 150 paragraphs, as it is, as a page, or with all suggestions on it
SOME = 20  # kB: the suggestions on one paragraph, or a count for each


def init(app: Flask) -> None:
    """Let templates keep the rows of their lists."""
    app.jinja_env.globals["kept_row"] = row


def state() -> Freshness:
    """Return what the conference is like now for this reader. One statement a request."""
    if "freshness" not in g:
        now = freshness(acting.session(), acting.actor(), acting.at())
        g.freshness, g.titles = now, now.titles
        g.banner = layout.Banner(*now.conference) if now.conference else None
    return cast("Freshness", g.freshness)


def shelf(slug: str) -> Shelf:
    """Return a document with its revisions, loaded once a request."""
    by_slug: dict[str, Shelf] = g.setdefault("shelves", {})
    if slug not in by_slug:
        by_slug[slug] = shelves.shelf(acting.session(), acting.actor(), slug)
    return by_slug[slug]


def text(slug: str, name: str) -> Manuscript:
    """Return a text, through what the reader may see; unchanged ones are in memory."""
    now = state()
    if name == ROLLING:
        stage = next((t.stage for t in now.titles if t.slug == slug), None)
        require(acting.actor(), Verb.READ_ROLLING, Case(stage=stage))
    key = ("text", slug, name, now.text, now.documents)
    session, by = acting.session(), acting.actor()
    return memory().made(key, lambda: shelves.text(session, by, shelf(slug), name), WHOLE)


def newest(shelf: Shelf) -> Manuscript:
    """Return what the debate is shown against: the newest text that the reader may see."""
    slug = shelf.document.slug
    if layout.may(Verb.READ_ROLLING, stage=shelf.document.stage):
        return text(slug, ROLLING)
    if shelf.in_force is None:
        raise NotFound
    return text(slug, shelf.in_force.slug)


def present(document: Document) -> Manuscript:
    """Return the newest text that the reader may see, the rolling one as it is this moment.

    In an open debate the public reads along; drafts outlive a return to preparation.
    """
    if layout.may(Verb.READ_ROLLING, stage=document.stage):
        return texts.rolling(acting.session(), document)
    return newest(shelf(document.slug))


def listed(slug: str) -> tuple[Suggested, ...]:
    """Return all suggestions on a document that the reader may see, in text order.

    None to whom no text is shown yet: there is nothing that they could stand beside.
    """
    return _debated("listed", slug, partial(_listed, slug), WHOLE)


def _listed(slug: str) -> tuple[Suggested, ...]:
    try:
        against = newest(shelf(slug))
    except NotFound:
        return ()
    return suggestions.listed(acting.session(), layout.reader(), shelf(slug).document, against)


def on_paragraph(
    document: Document, rolling: Manuscript, passage: Passage
) -> tuple[Suggested, ...]:
    """Return what is asked about one paragraph of the newest text, or to stand after it."""
    about = (acting.session(), layout.reader(), document, rolling, passage.paragraph_id)
    load = partial(suggestions.on_paragraph, *about)
    return _debated("asked", passage.paragraph_id, load, SOME)


def counts(slug: str) -> Mapping[int, Counts] | None:
    """Return how much is said on each paragraph; None for readers who may not know."""
    if not layout.may(Verb.READ_DEBATE):
        return None
    return _debated("counts", slug, partial(_counts, slug), SOME)


def _counts(slug: str) -> Mapping[int, Counts]:
    return suggestions.counts(acting.session(), layout.reader(), shelf(slug).document)


def _debated(name: str, about: Hashable, load: Callable[[], T], size: int) -> T:
    """Return what is said ``about`` something, for all who see the debate with the same eyes."""
    return memory().made((name, about, acting.actor().eyes, sent()), load, size)


def page(*depends: Hashable, make: Callable[[], T]) -> T:
    """Return a part of this page, shared by all readers of one role, language and zone.

    It is kept under the path, the state of all texts and stages, and ``depends``: name there
    whatever else it shows, ``request.args`` included, and put nothing of one person into it.
    """
    now = state()
    key = (
        "part",
        request.path,
        request.host_url,
        language.code(),
        _zones(),
        _role(acting.actor()),
        layout.banner(),
        now.text,
        now.documents,
        *depends,
    )
    return memory().made(key, make, WHOLE)


def row(template: str, macro: str, *shows: Hashable) -> Markup:
    """Render one row of a list: a macro of what it ``shows``, under which it is kept.

    The macro is given no reader: whatever depends on one is among ``shows``.
    """
    key = ("row", template, macro, language.code(), _zones(), *shows)

    def render() -> Markup:
        macros = current_app.jinja_env.get_template(template).module
        return cast("Markup", getattr(macros, macro)(*shows))

    return memory().made(key, render)


def sent() -> Hashable:
    """Return the state but for unsent work, which nobody else is shown."""
    return replace(state(), unsent=(0, ""))


def _zones() -> tuple[str, str]:
    """Return the zones in which moments are told: the conference's, and the reader's own."""
    account, conference = acting.account(), layout.banner()
    return conference.time_zone if conference else "", account.time_zone if account else ""


def _role(by: Actor) -> Actor:
    return replace(by, person_id=0, delegation_id=None)
