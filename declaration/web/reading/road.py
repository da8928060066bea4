"""The road of a document: what was published, and what each revision changed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _, ngettext

from declaration.comparison import compared, totals
from declaration.manuscript import Manuscript
from declaration.queries.reading import texts
from declaration.queries.reading.shelf import Shelf
from declaration.web.cache.files import text_files
from declaration.web.frame import labels
from declaration.web.frame.acting import session
from models.document import Revision


def road(shelf: Shelf) -> list[dict[str, Any]]:
    """Return revisions and adoption in the order of time, for timeline()."""
    document = shelf.document
    published = [each for each in shelf.revisions if each.id not in shelf.corrections]
    steps = [_published(shelf, revision) for revision in published]
    if shelf.adoption is not None:
        title = _("Adopted in %(place)s", place=shelf.adoption.place)
        url = url_for("reading.text", slug=document.slug)
        steps.append(step(title, "past", url=url, detail=labels.method(shelf.adoption.method)))
    return [*steps, *(_published(shelf, revision) for revision in shelf.corrected)]


def track(shelf: Shelf) -> list[dict[str, Any]]:
    """Return the revisions, newest first, each with what it changed. One statement."""
    printed = texts.revisions(session(), shelf.document, shelf.revisions)
    by_id = {text.revision_id: text for text in printed}
    before = (shelf.previous(revision) for revision in shelf.revisions)
    steps = [
        _published(shelf, revision)
        | {
            "id": revision.id,
            "symbol": revision.symbol,
            "corrects": revision.id in shelf.corrections,
            "note": _note(shelf, revision),
            "language": revision.language,
            "changes": ", ".join(_changes(old, new)),
            "compare": _comparison(shelf, old, new),
            "downloads": text_files(shelf.document.slug, revision.slug),
        }
        for revision, earlier, new in zip(shelf.revisions, before, printed, strict=True)
        for old in [by_id[earlier.id] if earlier else None]
    ]
    return steps[::-1]


def step(
    title: str,
    state: str,
    *,
    url: str | None = None,
    detail: str | None = None,
    moment: datetime | None = None,
) -> dict[str, Any]:
    """Return a step for timeline(); ``state`` is past, current or next."""
    return {"title": title, "state": state, "url": url, "detail": detail, "moment": moment}


def _published(shelf: Shelf, revision: Revision) -> dict[str, Any]:
    url = url_for("reading.revision", slug=shelf.document.slug, name=revision.slug)
    state = "current" if revision == shelf.in_force else "past"
    detail, righted = None, shelf.righted(revision)
    if righted:
        detail = _(
            "Published in error. The correct revision is %(revision)s.",
            revision=labels.revision_label(righted[0].called),
        )
    elif revision.called != revision.label:
        detail = _("Published as %(revision)s", revision=labels.revision_label(revision.label))
    return step(
        labels.revision_label(revision.called),
        state,
        url=url,
        detail=detail,
        moment=revision.published_at,
    )


def _note(shelf: Shelf, revision: Revision) -> str:
    """Return what was said when a revision was published: its cover note, or why it corrects."""
    correction = shelf.corrections.get(revision.id)
    return correction.reason if correction else revision.cover_note


def _changes(old: Manuscript | None, new: Manuscript) -> Iterator[str]:
    """Say how much a revision changed; of the first, how long it is."""
    if old is None:
        paragraphs = sum(passage.live and not passage.kind.heads for passage in new.passages)
        yield ngettext("%(num)s paragraph", "%(num)s paragraphs", paragraphs)
        return
    count = totals(compared(old, new))
    if count.words_added:
        yield ngettext("%(num)s word added", "%(num)s words added", count.words_added)
    if count.words_removed:
        yield ngettext("%(num)s word removed", "%(num)s words removed", count.words_removed)
    if count.changed:
        yield ngettext("%(num)s paragraph changed", "%(num)s paragraphs changed", count.changed)
    if count.added:
        yield ngettext("%(num)s paragraph added", "%(num)s paragraphs added", count.added)
    if count.removed:
        yield ngettext("%(num)s paragraph removed", "%(num)s paragraphs removed", count.removed)
    if count.moved:
        yield ngettext("%(num)s paragraph moved", "%(num)s paragraphs moved", count.moved)


def _comparison(shelf: Shelf, old: Manuscript | None, new: Manuscript) -> dict[str, str] | None:
    if old is None:
        return None
    slug, new_slug = shelf.document.slug, new.revision_slug
    url = url_for("comparing.compare", slug=slug, old=old.revision_slug, new=new_slug)
    return {
        "label": _("Compare with %(revision)s", revision=labels.revision_label(old.label)),
        "url": url,
    }
