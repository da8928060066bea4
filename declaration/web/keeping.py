"""Parts of pages that many readers share, kept in memory under the state of the conference.

``state()`` is asked for once a request, in one statement; what is kept under it never has to be
looked at again while nothing changes. Only pages under ``@conditional`` have a state.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from typing import Any, TypeVar, cast

from flask import current_app, g, request

from declaration.errors import NotFound
from declaration.manuscript import Manuscript
from declaration.queries.journal.freshness import Freshness, freshness
from declaration.queries.reading import shelf as shelves, texts
from declaration.queries.reading.shelf import ROLLING, Shelf
from declaration.queries.suggesting import suggestions
from declaration.queries.suggesting.suggestions import Counts, Listed
from declaration.rules import Actor, Case, Verb, require
from declaration.web import acting, language, layout
from declaration.web.memory import Memory
from models.document import Document

T = TypeVar("T")

KEPT = 96  # values: texts, sheets, lists, counts; a sheet of 150 paragraphs takes 400 kB


def state() -> Freshness:
    """Return what the conference is like now for this reader. One statement a request."""
    if "freshness" not in g:
        now = freshness(acting.session(), acting.actor(), acting.at())
        g.freshness, g.titles = now, now.titles
        g.banner = layout.Banner(*now.conference) if now.conference else None
    return cast("Freshness", g.freshness)


def memory() -> Memory[Hashable, Any]:
    """Return what this application keeps."""
    found = current_app.extensions.setdefault("kept", Memory[Hashable, Any](KEPT))
    return cast("Memory[Hashable, Any]", found)


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
    here = acting.session()
    return cast(
        "Manuscript",
        memory().made(key, lambda: shelves.text(here, acting.actor(), shelf(slug), name)),
    )


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


def listed(slug: str) -> tuple[Listed, ...]:
    """Return all suggestions on a document that the reader may see, in text order.

    None to whom no text is shown yet: there is nothing that they could stand beside.
    """
    here, by, opened = acting.session(), acting.actor(), _opened()

    def load() -> tuple[Listed, ...]:
        stage = shelf(slug).document.stage
        if shelf(slug).in_force is None and not layout.may(Verb.READ_ROLLING, stage=stage):
            return ()
        against = newest(shelf(slug))
        return suggestions.listed(here, by, shelf(slug).document, against, debate_open=opened)

    return cast(
        "tuple[Listed, ...]", memory().made(("listed", slug, acting.actor().eyes, state()), load)
    )


def counts(slug: str) -> Mapping[int, Counts] | None:
    """Return how much is said on each paragraph; None for readers who may not know."""
    if not layout.may(Verb.READ_DEBATE):
        return None
    here, by, opened = acting.session(), acting.actor(), _opened()

    def load() -> Mapping[int, Counts]:
        return suggestions.counts(here, by, shelf(slug).document, debate_open=opened)

    return cast(
        "Mapping[int, Counts]", memory().made(("counts", slug, acting.actor().eyes, state()), load)
    )


def page(*depends: Hashable, make: Callable[[], T]) -> T:
    """Return a part of this page, shared by all readers of one role, language and zone.

    It is kept under the path, the state of all texts and stages, and ``depends``: name there
    whatever else it shows, ``request.args`` included, and put nothing of one person into it.
    """
    now, account = state(), acting.account()
    key = (
        "page",
        request.path,
        request.host_url,
        language.code(),
        account.time_zone if account else "",
        _role(acting.actor()),
        layout.banner(),
        now.text,
        now.documents,
        *depends,
    )
    return cast("T", memory().made(key, make))


def _role(by: Actor) -> Actor:
    return replace(by, person_id=0, delegation_id=None)


def _opened() -> bool:
    shown = layout.banner()
    return shown is not None and shown.debate_open
