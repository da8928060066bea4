"""Answers: compressed, because a delegate may sit on a slow line; what follows a form; files."""

import gzip
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from flask import Flask, Response, flash, g, redirect, request
from flask_babel import LazyString

from declaration.formats import TABLES, TableFormat
from declaration.queries.sight import existing
from declaration.web.frame import language

SMALLEST = 1024  # bytes; below, the headers cost as much
LEVEL = 1  # 1 ms for a page of 150 kB; level 6 takes five times as long for a sixth less
TEXTS = ("text/", "application/json", "image/svg+xml")


def init(app: Flask) -> None:
    """Compress what is worth it."""
    app.after_request(compress)


def compress(response: Response) -> Response:
    """Compress a page of text for whoever takes gzip."""
    if (response.mimetype or "").startswith(TEXTS) and not response.direct_passthrough:
        response.vary.add("Accept-Encoding")
        if _worth_it(response):
            response.set_data(gzip.compress(response.get_data(), LEVEL, mtime=0))
            response.content_encoding = "gzip"
    return response


def see_other(url: str, message: str | None = None, category: str = "good") -> Response:
    """Send the browser on to ``url``, which shows the message; ``category``: good, warn or info."""
    if message is not None:
        flash(message, category)
    return cast("Response", redirect(url, 303))


def offer_undo(message: str, undo: str) -> None:
    """Let the next page show the message and a button sent to ``undo``."""
    flash({"said": message, "undo": undo}, "good")  # type: ignore[arg-type] # JSON, as all messages


def leads_to(url: str) -> None:
    """Say where an act can be looked at whose answer cannot be given twice (``sendings``)."""
    g.led_to = url


def status() -> int:
    """Return with what a page with a form is answered: 422 if the form was sent, and comes back."""
    return 422 if request.method == "POST" else 200


def attachment(written: bytes, name: str, media_type: str) -> Response:
    """Answer with a file to keep: no browser opens it in the place of a page."""
    response = Response(written, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.cache_control.private = response.cache_control.no_cache = True
    response.add_etag(weak=True)
    return cast("Response", response.make_conditional(request))


def table(
    name: str,
    format_: str,
    heads: Iterable[str | LazyString],
    rows: Iterable[Sequence[str]],
    formats: Mapping[str, TableFormat] = TABLES,
) -> Response:
    """Answer with a list as a table to keep, in the format of this ending. Raises NotFound."""
    chosen = existing(formats.get(format_))
    written = chosen.write([str(head) for head in heads], rows, language.code())
    return attachment(written, f"{name}.{format_}", chosen.media_type)


def zipped(content: bytes, media_type: str) -> Response:
    """Answer with what is compressed already; unpacked for the few who do not take gzip."""
    if not _takes_gzip():
        return Response(gzip.decompress(content), mimetype=media_type)
    return Response(content, mimetype=media_type, headers={"Content-Encoding": "gzip"})


def _takes_gzip() -> bool:
    return bool(request.accept_encodings["gzip"] > 0)


def _worth_it(response: Response) -> bool:
    return (
        response.status_code not in {204, 304}
        and not response.is_streamed
        and "Content-Encoding" not in response.headers
        and _takes_gzip()
        and (response.content_length or 0) >= SMALLEST
    )
