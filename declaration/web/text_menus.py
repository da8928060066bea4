"""Around a text: the ways to look at it, the other texts, the files to take away."""

from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from declaration.formats import FORMATS
from declaration.queries.reading import Shelf
from declaration.rules import Verb
from declaration.web import layout
from models.document import Revision


def views(shelf: Shelf, current: Revision | None, since: Revision | None) -> list[dict[str, Any]]:
    """Return the ways to read a text: clean, or with its changes since an earlier one."""
    earlier = shelf.before(current)
    chosen = {one.slug: one for one in (*earlier[-1:], *earlier[:1], since) if one}
    clean = {"label": _("Clean"), "url": request.path, "current": since is None}
    return [clean] + [
        {
            "label": _("Changes since %(revision)s", revision=one.label),
            "url": f"{request.path}?since={slug}",
            "current": since is one,
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
