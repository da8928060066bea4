"""What many readers share is made once and kept in memory: this is all of the caching.

``state()`` asks the database, in one statement a request, what can have changed for this reader.
``@conditional`` turns the state into an ETag: who has the page already is answered 304. Others
get their page rendered for them; its costly parts come from the application's one bounded
``memory``, under a key that names all that they show. Parts under the state are here (texts,
lists, counts, sheets); rows and redlines are keyed by their own words (``fragments``, ``sheet``),
so they outlive a write elsewhere. A page for the public is kept whole. Nothing is ever emptied
because something changed: the key is another one then. Whoever adds a page writes ``@conditional``
above its view, and puts nothing of one person (a token, a name) into what is kept.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
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
    session, reader = acting.session(), layout.reader()

    def load() -> tuple[Suggested, ...]:
        stage = shelf(slug).document.stage
        if shelf(slug).in_force is None and not layout.may(Verb.READ_ROLLING, stage=stage):
            return ()
        against = newest(shelf(slug))
        return suggestions.listed(session, reader, shelf(slug).document, against)

    return memory().made(("listed", slug, reader.actor.eyes, sent()), load, WHOLE)


def on_paragraph(
    document: Document, rolling: Manuscript, passage: Passage
) -> tuple[Suggested, ...]:
    """Return what is asked about one paragraph of the newest text, or to stand after it."""
    session, reader = acting.session(), layout.reader()

    def load() -> tuple[Suggested, ...]:
        return suggestions.on_paragraph(session, reader, document, rolling, passage.paragraph_id)

    return memory().made(("asked", passage.paragraph_id, reader.actor.eyes, sent()), load, size=20)


def counts(slug: str) -> Mapping[int, Counts] | None:
    """Return how much is said on each paragraph; None for readers who may not know."""
    if not layout.may(Verb.READ_DEBATE):
        return None
    session, reader = acting.session(), layout.reader()

    def load() -> Mapping[int, Counts]:
        return suggestions.counts(session, reader, shelf(slug).document)

    return memory().made(("counts", slug, reader.actor.eyes, sent()), load, size=20)


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


def row(template: str, macro: str, *shows: Hashable, **words: object) -> Markup:
    """Render one row of a list: a macro of what it ``shows``, under which it is kept.

    The macro is given no reader: whatever depends on one is among ``shows``. ``words``: modules
    that the macro words things by.
    """
    key = ("row", template, macro, language.code(), _zones(), *shows)

    def render() -> Markup:
        macros = current_app.jinja_env.get_template(template).module
        return cast("Markup", getattr(macros, macro)(*shows, **words))

    return memory().made(key, render)


def sent() -> Hashable:
    """Return the state but for unsent work, which nobody else is shown."""
    return replace(state(), unsent=(0, ""))


def _zones() -> tuple[str, str]:
    """Return the zones in which moments are told: the conference's, and the reader's own."""
    account, shown = acting.account(), layout.banner()
    return shown.time_zone if shown else "", account.time_zone if account else ""


def _role(by: Actor) -> Actor:
    return replace(by, person_id=0, delegation_id=None)
