"""Answers to «has this changed?» before anything is rendered; ready pages for the public.

The ETag is made of all that a page depends on: release, language, reader, session, stage as it is
now, and the newest event that this reader may see. What the public reads is kept compressed in
memory under that ETag; what is kept for one person is kept nowhere.
"""

import gzip
import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple, ParamSpec, cast

from flask import Response, current_app, make_response, request, session as browser
from flask.typing import ResponseReturnValue

from declaration.web import acting, keeping, language
from declaration.web.memory import Memory
from declaration.web.release import APPLICATION

P = ParamSpec("P")

PAGES = 128  # ready ones in memory, of 40 kB each
LEVEL = 6  # once a page: a sixth smaller than what is compressed for one reader each time


class Page(NamedTuple):
    """A ready page of the public."""

    zipped: bytes
    headers: tuple[tuple[str, str], ...]


def conditional(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Answer 304, or from memory, where nothing changed; stand it directly under the verb."""

    @wraps(view)
    def answered(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if current_app.debug or browser.get("_flashes"):
            return view(*args, **kwargs)
        tag = etag()
        if request.if_none_match.contains(tag):
            return _marked(Response(status=304), tag)
        kept = _pages().get(_key(tag)) if _public() else None
        if kept is not None:
            return _marked(_ready(kept), tag)
        response = make_response(view(*args, **kwargs))
        if response.status_code != 200 or response.mimetype != "text/html":  # noqa: PLR2004
            return response
        if _public() and not browser.modified:
            response = _keep(response, tag)
        return _marked(response, tag)

    return answered


def etag() -> str:
    """Return the tag of this page for this reader, at this moment. One statement."""
    now = keeping.state()
    account = acting.account()
    about = None if account is None else (account.name, account.time_zone, account.offices)
    kept = sorted((name, repr(value)) for name, value in browser.items())
    parts = (APPLICATION, language.code(), acting.actor(), about, kept, now)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def _public() -> bool:
    return acting.account() is None and request.method == "GET"


def _zips() -> bool:
    return request.accept_encodings.quality("gzip") > 0


def _key(tag: str) -> str:
    return f"{tag} {request.host_url} {request.full_path}"


def _pages() -> Memory[str, Page]:
    found = current_app.extensions.setdefault("ready_pages", Memory[str, Page](PAGES))
    return cast("Memory[str, Page]", found)


def _ready(page: Page) -> Response:
    headers: Any = list(page.headers)
    if not _zips():
        return Response(gzip.decompress(page.zipped), headers=headers)
    response = Response(page.zipped, headers=headers)
    response.content_encoding = "gzip"
    return response


def _keep(response: Response, tag: str) -> Response:
    zipped = gzip.compress(response.get_data(), LEVEL, mtime=0)
    page = Page(zipped, (("Content-Type", response.content_type),))
    return _ready(_pages().keep(_key(tag), page))


def _marked(response: Response, tag: str) -> Response:
    """Name the tag and what the answer depends on; whole headers cost less than parsed ones."""
    headers = response.headers
    headers["ETag"] = f'"{tag}"'
    headers["Cache-Control"] = "no-cache" if acting.account() is None else "private, no-cache"
    headers["Vary"] = "Cookie, Accept-Language, Accept-Encoding"
    return response
