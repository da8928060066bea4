"""What every file says of its text beside the words: how it is called, and what to know of it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from flask_babel import gettext as _

from declaration.manuscript import Imprint, Manuscript
from declaration.queries.reading.shelf import Shelf
from declaration.queries.suggesting.suggestions import Suggested
from declaration.web.cache import shared
from declaration.web.frame.labels import method, revision_label
from declaration.web.frame.moments import day, when
from models.document import Adoption, Document


def noticed(text: Manuscript) -> Manuscript:
    """Return a text as its files name it, and with what they say beside symbol and date."""
    return replace(
        text,
        label=revision_label(text.label),
        notice=_of_text(text),
        deleted=_("(deleted)"),
        imprints=_imprints(text),
    )


def _imprints(text: Manuscript) -> tuple[Imprint, ...]:
    """Return what was published before a text."""
    shelf = shared.shelf(text.slug)
    earlier = shelf.before(shelf.revision(text.revision_slug) if text.revision_id else None)
    return tuple(Imprint(r.slug, revision_label(r.label), r.published_at) for r in earlier)


def about(slug: str, newest: datetime | None, *names: str) -> str:
    """Return the line at the head of a report on a document, which also has these ``names``.

    ``newest``: when the last thing in it was made.
    """
    shelf = shared.shelf(slug)
    document = shelf.document
    moment = _("As of %(moment)s", moment=when(newest)) if newest else ""
    told = (document.symbol, *names, document.title, moment, _of_document(shelf))
    return " · ".join(filter(None, told))


def newest(suggestions: Iterable[Suggested]) -> datetime | None:
    """Return when the last of these suggestions was worded or decided."""
    decided = [(each.submitted_at, each.ruling and each.ruling.decided_at) for each in suggestions]
    return max((moment for pair in decided for moment in pair if moment), default=None)


def rehearsed(document: Document) -> str:
    """Say that a document is rehearsed, if it is."""
    if not document.rehearsal:
        return ""
    return _("This is a rehearsal: it is no text of the conference.")


def _of_document(shelf: Shelf) -> str:
    """Say what a reader of any file on a document must know: rehearsed, adopted."""
    adoption = shelf.adoption
    if adoption is None or shelf.document.rehearsal:
        return rehearsed(shelf.document)
    return _adopted(adoption)


def _adopted(adoption: Adoption) -> str:
    return _(
        "Adopted in %(place)s on %(date)s. %(method)s.",
        place=adoption.place,
        date=day(adoption.adopted_on),
        method=method(adoption.method),
    )


def _of_text(text: Manuscript) -> str:
    """Say what a reader of a text must know: not published, in error, or what holds for all."""
    shelf = shared.shelf(text.slug)
    if shelf.document.rehearsal:
        return _of_document(shelf)
    if not text.revision_id:
        return _(
            "The committee’s working text: the latest version of every paragraph. Not published."
        )
    righted = shelf.righted(shelf.revision(text.revision_slug))
    if righted is not None:
        return _(
            "Published in error. The correct revision is %(revision)s.",
            revision=revision_label(righted[0].label),
        )
    adopted = shelf.adoption is not None and shelf.adoption.revision_id == text.revision_id
    return _of_document(shelf) if adopted else ""
