"""What every file says of its text beside the words: how it is called, and what to know of it."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from flask_babel import force_locale, gettext as _

from declaration.manuscript import Imprint, Manuscript
from declaration.queries.journal.journal import newest_moment
from declaration.queries.reading.shelf import Shelf
from declaration.report import Block, Report
from declaration.web.cache import shared
from declaration.web.discussing import sentences
from declaration.web.frame import language, layout
from declaration.web.frame.acting import session
from declaration.web.frame.labels import revision_label, voted
from declaration.web.frame.moments import day, when
from models.document import Adoption, Document, Revision


def noticed(text: Manuscript) -> Manuscript:
    """Return a text as its files name it, and with what they say beside symbol and date."""
    return replace(
        text,
        label=revision_label(text.label),
        notice=_of_text(text),
        deleted=_("(deleted)"),
        redacted=sentences.redacted(),
        emptied=_("delete"),
        imprints=_imprints(text),
    )


def marked(text: Manuscript, agreed: Iterable[int]) -> Manuscript:
    """Return a text whose files mark what is agreed: the paragraphs of these versions."""
    return replace(text, agreed=frozenset(agreed), agreed_note=_("provisionally agreed"))


def unmarked(words: str) -> str:
    """Return pasted words without the mark that our files put behind what is agreed."""
    for code in language.LANGUAGES:
        with force_locale(code):
            note = re.escape(_("provisionally agreed"))
        words = re.sub(rf"\s*\*?\({note}\)\*?$", "", words)
    return words


def covers(text: Manuscript) -> frozenset[str]:
    """Return the lines of a text's files that are not of it, in every language of the pages."""
    lines: set[str] = set()
    for code in language.LANGUAGES:
        with force_locale(code):
            lines |= noticed(text).cover
    return frozenset(lines)


def _imprints(text: Manuscript) -> tuple[Imprint, ...]:
    """Return what was published before a text."""
    shelf = shared.shelf(text.slug)
    earlier = shelf.before(shelf.revision(text.revision_slug) if text.revision_id else None)
    return tuple(Imprint(r.slug, revision_label(r.called), r.published_at) for r in earlier)


def report(
    slug: str, title: str, blocks: Iterable[Block], *names: str, seal: str = "", wide: bool = False
) -> Report:
    """Return a report on a document, as of the last thing that happened there. One statement.

    ``names``: see ``about``.
    """
    moment = newest(slug)
    head, end = about(slug, moment, *names), (seal,) * bool(seal)
    return Report(title, language.code(), head, tuple(blocks), moment, end, wide)


def about(slug: str, moment: datetime | None, *names: str) -> str:
    """Return the line at the head of a report on a document, as of a moment.

    ``names``: what else it is called by, and what its reader must know of its text.
    """
    shelf = shared.shelf(slug)
    document = shelf.document
    as_of = _("As of %(moment)s", moment=when(moment)) if moment else ""
    told = (document.symbol, *names, document.title, as_of, _of_document(shelf))
    return " · ".join(filter(None, dict.fromkeys(told)))


def newest(slug: str) -> datetime | None:
    """Return when something last happened that a report on a document may tell. One statement."""
    return newest_moment(session(), layout.reader(), shared.shelf(slug).document.id)


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
        method=voted(adoption.method, adoption.tally),
    )


def _of_text(text: Manuscript) -> str:
    """Say what a reader of a text must know: not published, in error, or what holds for all."""
    shelf = shared.shelf(text.slug)
    if shelf.document.rehearsal or (shelf.adoption is not None and not text.revision_id):
        return _of_document(shelf)  # nothing changes the words after an adoption
    if not text.revision_id:
        return _(
            "The committee’s working text: the latest version of every paragraph. Not published."
        )
    righted = shelf.righted(shelf.revision(text.revision_slug))
    if righted is not None:
        return _(
            "Published in error. The correct revision is %(revision)s.",
            revision=revision_label(righted[0].called),
        )
    if text.revision_id in shelf.corrections:
        corrected = _corrected(shelf, shelf.revision(text.revision_slug))
        return " ".join((_of_document(shelf), corrected))
    adopted = shelf.adoption is not None and shelf.adoption.revision_id == text.revision_id
    return " ".join(filter(None, (_of_document(shelf), _since(shelf)))) if adopted else ""


def _corrected(shelf: Shelf, revision: Revision) -> str:
    """Name the corrections in a text, and the adopted text by its hash."""
    numbers = [each.label for each in shelf.corrected if each.ordinal <= revision.ordinal]
    adopted = shelf.adopted
    return _(
        "As corrected by %(corrections)s of %(date)s. SHA-256 of the text as adopted: %(hash)s.",
        corrections=", ".join(numbers),
        date=day(revision.published_at),
        hash=adopted.content_hash if adopted else "",
    )


def _since(shelf: Shelf) -> str:
    """Say beside the text as it was adopted that a corrected one is out."""
    if not shelf.corrections:
        return ""
    newest = shelf.corrected[-1]
    return _(
        "This is the text as adopted; it was corrected by %(corrections)s of %(date)s.",
        corrections=", ".join(each.label for each in shelf.corrected),
        date=day(newest.published_at),
    )
