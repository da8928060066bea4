"""What stands on record beside an adopted text: how it is named, on pages and after the text."""

from dataclasses import replace

from flask_babel import gettext as _

from declaration.manuscript import AnnexedNote, Manuscript, Passage, TextAnnex
from declaration.queries.publishing.explanations import Explained
from declaration.queries.reading.shelf import Shelf
from declaration.web.cache import adopted, shared
from declaration.web.discussing import places, sentences
from declaration.web.frame import language
from declaration.web.frame.labels import label
from declaration.web.frame.moments import day


def beside(shelf: Shelf, text: Manuscript) -> bool:
    """Whether what is on record stands beside this text: as adopted, or as corrected."""
    adopted = shelf.adopted
    return adopted is not None and (
        text.revision_id == adopted.id or text.revision_id in shelf.corrections
    )


def with_annex(text: Manuscript) -> Manuscript:
    """Return a text whose files have after it what delegations put on record beside it."""
    if not beside(shared.shelf(text.slug), text):
        return text
    made = adopted.explanations(text.slug)
    if not made:
        return text
    passages = {passage.paragraph_id: passage for passage in text.passages}
    notes = tuple(
        AnnexedNote(
            head=_head(each, passages.get(each.paragraph_id or 0)),
            words=sentences.redacted() if each.redacted else each.words,
            language=language.code() if each.redacted else each.language,
        )
        for each in made
    )
    title = _("Explanations of position and reservations, not part of the text")
    return replace(text, annex=TextAnnex(title, language.code(), notes))


def about(each: Explained, passage: Passage | None) -> str:
    """Name what an explanation is about."""
    return _("The text as a whole") if each.paragraph_id is None else places.name(passage)


def _head(each: Explained, passage: Passage | None) -> str:
    parts = [each.delegation, label(each.kind), about(each, passage), day(each.at)]
    if each.entered:
        parts.append(_("entered by the secretariat"))
    if each.withdrawn_at is not None:
        parts.append(_("withdrawn on %(date)s", date=day(each.withdrawn_at)))
    return " · ".join(parts)
