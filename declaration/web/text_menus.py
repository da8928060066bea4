"""Around a text: the ways to look at it, the other texts, the files to take away."""

from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from declaration.formats import FORMATS
from declaration.queries.reading import Shelf
from declaration.rules import Verb
from declaration.web import layout
from models.document import Revision


Looks = list[tuple[str, list[dict[str, Any]]]]


def looks(shelf: Shelf, current: Revision | None, since: Revision | None) -> tuple[Looks, str]:
    """Return what can be chosen, text and view, each with its name; and what is, in words."""
    found = [(_("Text"), texts(shelf, current)), (_("View"), views(shelf, current, since))]
    offered = [(name, items) for name, items in found if len(items) > 1]
    chosen = [item["label"] for _name, items in offered for item in items if item["current"]]
    return offered, " · ".join(chosen)


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
