"""Answers to «has this changed?» before anything is rendered, and the pages of the public."""

import gzip
import hashlib
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Response, current_app, g, make_response, request, session as browser
from flask.typing import ResponseReturnValue

from declaration.web.cache.memory import memory
from declaration.web.cache.watching import watched_things
from declaration.web.frame import acting, answers, forms, language, layout
from declaration.web.frame.settings import APPLICATION

P = ParamSpec("P")
ONCE = ("_flashes", "sent")  # of the session: shown once
LEVEL = 6  # of gzip: a public page is compressed once for all who read it
OK = 200


def conditional(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Answer 304 where nothing changed; stand it directly under the verb."""

    @wraps(view)
    def answered(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if current_app.debug or layout.frozen() or any(name in browser for name in ONCE):
            return view(*args, **kwargs)
        tag = etag()
        if request.if_none_match.contains_weak(tag):
            return _marked(Response(status=304), tag)
        if acting.account() is None:
            return _public(lambda: make_response(view(*args, **kwargs)), tag)
        response = make_response(view(*args, **kwargs))
        return _marked(response, tag) if _is_page(response) else response

    return answered


def etag() -> str:
    """Return the tag of this page, made of all that it depends on.

    One statement; one more for what the reader watches, where the conference has that.
    """
    reader = (language.code(), acting.actor(), acting.account())
    session = sorted((name, repr(value)) for name, value in browser.items())
    parts = (APPLICATION, *reader, session, layout.state(), sorted(watched_things(), key=repr))
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def _public(make: Callable[[], Response], tag: str) -> Response:
    """Return the page from memory, else make it and keep it, unless it has a form's token."""
    key = ("page", request.scheme, request.host, request.root_path, request.full_path, tag)
    zipped = memory().get(key)
    if zipped is None:
        response = make()
        if not _is_page(response):
            return response
        if forms.TOKEN in g:
            return _marked(response, tag)
        zipped = gzip.compress(response.get_data(), LEVEL, mtime=0)
        memory().keep(key, zipped, size=1 + len(zipped) // 1000)
    return _marked(answers.zipped(zipped, "text/html"), tag)


def _is_page(response: Response) -> bool:
    return response.status_code == OK and response.mimetype == "text/html"


def _marked(response: Response, tag: str) -> Response:
    """Name the tag and what the answer depends on; whole headers cost less than parsed ones."""
    headers = response.headers
    headers["ETag"] = f'W/"{tag}"'  # weak: a form's token and the compression may differ under it
    headers["Cache-Control"] = "no-cache" if acting.account() is None else "private, no-cache"
    headers["Vary"] = "Cookie, Accept-Language, Accept-Encoding"
    return response
