"""The road of a document, as a timeline: what was published, what is next."""

from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from declaration.queries.reading.shelf import Shelf
from declaration.web.frame import labels


def road(shelf: Shelf, at: datetime) -> list[dict[str, Any]]:
    """Return revisions, adoption and deadline, in the order of time."""
    document, steps = shelf.document, []
    for revision in shelf.revisions:
        url = url_for("reading.revision", slug=document.slug, name=revision.slug)
        state = "current" if revision == shelf.in_force else "past"
        detail, righted = None, shelf.righted(revision)
        if righted:
            detail = _(
                "Published in error. The correct revision is %(revision)s.",
                revision=righted[0].label,
            )
        steps.append(_step(revision.label, state, url, revision.published_at, detail))
    if shelf.adoption is not None:
        title = _("Adopted in %(place)s", place=shelf.adoption.place)
        url = url_for("reading.text", slug=document.slug)
        steps.append(_step(title, "past", url, detail=labels.method(shelf.adoption.method)))
    if document.stage.takes_suggestions and document.deadline and not shelf.passed(at):
        steps.append(_step(_("Deadline for suggestions"), "next", moment=document.deadline))
    return steps


def _step(
    title: str,
    state: str,
    url: str | None = None,
    moment: datetime | None = None,
    detail: str | None = None,
) -> dict[str, Any]:
    return {"title": title, "url": url, "moment": moment, "detail": detail, "state": state}
