"""Whole pages kept in memory, for all who are shown the same, with slots for what is one person's.

The public shares one page; colleagues of a delegation share theirs. A page is kept under whoever
looks, under its address, and under the state of everything that they may see. The account's menu,
the session's token and the name of the browser's keeping are cut out before a page is kept, and
put in for each reader. Parts between slots are compressed once.
"""

import gzip
from collections.abc import Hashable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple, cast

from flask import Response, current_app, request, session as browser
from markupsafe import Markup

from declaration.rules import Actor
from declaration.web import acting, compression, keeping, language, slots
from declaration.web.memory import Memory
from declaration.web.splicing import LEVEL, Parts, Shared, shared, spliced
from models.vocabulary import Capacity

PAGES = 192  # in memory, of 40 kB each, or 250 kB where they hold a whole text and slots
NEAR = 2_000  # characters between two slots that are not worth compressing apart
ONESELF = {"_user_id", "_fresh", "_id", "csrf_token"}  # of the session: who, not what is shown


class Page(NamedTuple):
    """A page without anybody: shared parts, and between them those that have slots.

    ``zipped``: all of it as one gzip file, where it has no slots.
    """

    parts: tuple[Shared | str, ...]
    zipped: bytes
    content_type: str


def key() -> Hashable:
    """Return all that a page depends on, but for what its slots take."""
    account = acting.account()
    return (
        (request.scheme, request.host, request.root_path),
        request.full_path,
        language.code(),
        account.time_zone if account else "",
        _eyes(acting.actor()),
        tuple((name, repr(value)) for name, value in browser.items() if name not in ONESELF),
        keeping.state(),
    )


def pages() -> Memory[Hashable, Page]:
    """Return what this application keeps of them."""
    found = current_app.extensions.setdefault("ready_pages", Memory[Hashable, Page](PAGES))
    return cast("Memory[Hashable, Page]", found)


def page(parts: Parts, content_type: str) -> Page:
    """Take out what is this reader's, and compress the rest."""
    made = Parts(tuple(p if isinstance(p, Shared) else slots.emptied(p) for p in parts.html))
    if slots.BEGIN not in made.whole:
        return Page((), gzip.compress(made.whole.encode(), LEVEL, mtime=0), content_type)
    return Page(tuple(cut for part in made.html for cut in _cut(part)), b"", content_type)


def answer(page: Page) -> Response:
    """Return a kept page for this reader."""
    zips = compression.taken()
    if page.zipped:
        body = page.zipped if zips else gzip.decompress(page.zipped)
    else:
        own = [one if isinstance(one, Shared) else slots.filled(one).encode() for one in page.parts]
        plain = (one.plain if isinstance(one, Shared) else one for one in own)
        body = spliced(*own) if zips else b"".join(plain)
    response = Response(body, headers=[("Content-Type", page.content_type)])
    if zips:
        response.content_encoding = "gzip"
    return response


def _eyes(by: Actor) -> Actor:
    """Return who looks: colleagues of a delegation have the same comments for their own."""
    return replace(by, person_id=0) if by.capacity is Capacity.DELEGATION else by


def _cut(part: Shared | str) -> Iterator[Shared | str]:
    """Divide a part around its slots; those near each other stay together, to be filled."""
    if isinstance(part, Shared):
        yield part
        return
    edges = [0, *_runs(part), len(part)]
    for number, (start, end) in enumerate(pairwise(edges)):
        if start < end:
            html = part[start:end]
            yield html if number % 2 else shared(Markup(html))  # noqa: S704 -- rendered by Jinja


def _runs(html: str) -> list[int]:
    """Return where runs of slots begin and end, by turns."""
    edges: list[int] = []
    start = html.find(slots.BEGIN)
    while start >= 0:
        end = html.index(slots.END, start) + len(slots.END)
        if edges and start - edges[-1] < NEAR:
            edges[-1] = end
        else:
            edges += (start, end)
        start = html.find(slots.BEGIN, end)
    return edges
