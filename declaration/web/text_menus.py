"""Around a text: the ways to look at it, the other texts, the files to take away."""

from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from declaration.formats import FORMATS
from declaration.queries.reading.shelf import Shelf
from declaration.rules import Verb
from declaration.web import layout
from declaration.web.compiled_text import VIEW
from models.document import Revision

Looks = list[tuple[str, list[dict[str, Any]]]]


def looks(
    shelf: Shelf, current: Revision | None, since: Revision | None, *, compiled: bool
) -> tuple[Looks, str]:
    """Return what can be chosen, text and view, each with its name; and what is, in words."""
    ways = views(shelf, current, since, compiled=compiled)
    found = [(_("Text"), texts(shelf, current)), (_("View"), ways)]
    offered = [(name, items) for name, items in found if len(items) > 1]
    chosen = [item["label"] for _name, items in offered for item in items if item["current"]]
    return offered, " · ".join(chosen)


def views(
    shelf: Shelf, current: Revision | None, since: Revision | None, *, compiled: bool
) -> list[dict[str, Any]]:
    """Return the ways to read a text: clean, with its changes since an earlier one, compiled."""
    earlier = shelf.before(current)
    chosen = {one.slug: one for one in (*earlier[-1:], *earlier[:1], since) if one}
    plain = since is None and not compiled
    clean = {"label": _("Clean"), "url": request.path, "current": plain}
    found = [clean] + [
        {
            "label": _("Changes since %(revision)s", revision=one.label),
            "url": f"{request.path}?since={slug}",
            "current": since is one,
        }
        for slug, one in chosen.items()
    ]
    if current is None and layout.may(Verb.READ_DEBATE):
        url = f"{request.path}?view={VIEW}"
        found.append({"label": _("Compilation"), "url": url, "current": compiled})
    return found


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


def around(shelf: Shelf, comments: int | None, *, projects: bool) -> list[dict[str, Any]]:
    """Return the pages around a text; ``comments`` on the whole, None to whom they are closed.

    ``projects``: the reader may put this text on the wall.
    """
    slug, stage = shelf.document.slug, shelf.document.stage
    items: list[tuple[str, str, int | None]] = [(_("Revisions"), "reading.revisions", None)]
    if shelf.revisions:
        items.insert(0, (_("Compare"), "comparing.choose", None))
    if layout.may(Verb.DRAFT, stage=stage):
        items.append((_("Our copy"), "our_copy.show", None))
    if comments is not None:
        items.append((_("Discussion"), "comments.on_the_whole", comments or None))
        items.append((_("The debate in figures"), "figures.page", None))
    if projects:
        items.append((_("Show on the projector"), "projecting.begin", None))
    return [
        {"label": said, "url": url_for(endpoint, slug=slug), "detail": detail}
        for said, endpoint, detail in items
    ]
