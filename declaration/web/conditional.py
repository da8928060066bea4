"""Answers to «has this changed?» before anything is rendered; ready pages where they are kept.

The ETag is made of all that a page depends on: release, language, reader, session, stage as it is
now, and the newest event that this reader may see.
"""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Response, current_app, g, make_response, request, session as browser
from flask.typing import ResponseReturnValue

from declaration.web import acting, keeping, language, layout, ready
from declaration.web.release import APPLICATION
from declaration.web.splicing import Parts

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue | Parts]
ONCE = ("_flashes", "sent")  # of the session: shown once, and never kept


def conditional(view: View[P]) -> Callable[P, ResponseReturnValue]:
    """Answer 304, or from memory, where nothing changed; stand it directly under the verb."""

    @wraps(view)
    def answered(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if current_app.debug or layout.frozen() or any(name in browser for name in ONCE):
            made = view(*args, **kwargs)
            return made.whole if isinstance(made, Parts) else made
        tag = etag()
        if request.if_none_match.contains(tag):
            return _marked(Response(status=304), tag)
        key = ready.key()
        kept = ready.pages().get(key)
        if kept is None:
            response, parts = _made(lambda: view(*args, **kwargs))
            if response.status_code != 200 or response.mimetype != "text/html":  # noqa: PLR2004
                return response
            kept = ready.pages().keep(key, ready.page(parts, response.content_type))
        return _marked(ready.answer(kept), tag)

    return answered


def _made(view: Callable[[], ResponseReturnValue | Parts]) -> tuple[Response, Parts]:
    """Ask for the page with slots for what is one person's."""
    g.keeps = True
    try:
        made = view()
    finally:
        g.pop("keeps")
    if isinstance(made, Parts):
        return make_response(""), made
    response = make_response(made)
    return response, Parts((response.get_data(as_text=True),))


def etag() -> str:
    """Return the tag of this page for this reader, at this moment. One statement."""
    now = keeping.state()
    account = acting.account()
    about = None if account is None else (account.name, account.time_zone, account.offices)
    kept = sorted((name, repr(value)) for name, value in browser.items())
    parts = (APPLICATION, language.code(), acting.actor(), about, kept, now)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def _marked(response: Response, tag: str) -> Response:
    """Name the tag and what the answer depends on; whole headers cost less than parsed ones."""
    headers = response.headers
    headers["ETag"] = f'"{tag}"'
    headers["Cache-Control"] = "no-cache" if acting.account() is None else "private, no-cache"
    headers["Vary"] = "Cookie, Accept-Language, Accept-Encoding"
    return response
