"""The road of a document, as a timeline: what was published, what is next."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from declaration.queries.reading.shelf import Shelf
from declaration.web.frame import labels
from models.document import Revision


def road(shelf: Shelf, at: datetime) -> list[dict[str, Any]]:
    """Return revisions, adoption and deadline, in the order of time."""
    return [*_published(shelf), *_adopted(shelf), *_due(shelf, at)]


def _published(shelf: Shelf) -> Iterator[dict[str, Any]]:
    for revision in shelf.revisions:
        righted = shelf.righted(revision)
        detail = (
            _("Published in error; %(revision)s is the right one.", revision=righted[0].label)
            if righted
            else None
        )
        yield {
            "title": revision.label,
            "url": _url(shelf, revision),
            "moment": revision.published_at,
            "detail": detail,
            "state": "current" if revision == shelf.in_force else "past",
        }


def _adopted(shelf: Shelf) -> Iterator[dict[str, Any]]:
    adoption = shelf.adoption
    if adoption is not None:
        yield {
            "title": _("Adopted in %(place)s", place=adoption.place),
            "url": url_for("reading.text", slug=shelf.document.slug),
            "moment": None,
            "detail": labels.method(adoption.method),
            "state": "past",
        }


def _due(shelf: Shelf, at: datetime) -> Iterator[dict[str, Any]]:
    document = shelf.document
    if document.stage.takes_suggestions and document.deadline and not shelf.passed(at):
        yield {
            "title": _("Deadline for suggestions"),
            "url": None,
            "moment": document.deadline,
            "detail": None,
            "state": "next",
        }


def _url(shelf: Shelf, revision: Revision) -> str:
    return url_for("reading.revision", slug=shelf.document.slug, name=revision.slug)
