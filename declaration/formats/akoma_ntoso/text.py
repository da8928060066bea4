"""A text in Akoma Ntoso."""

from declaration.formats.akoma_ntoso import identifiers, meta, xml
from declaration.formats.akoma_ntoso.addresses import Naming
from declaration.formats.akoma_ntoso.structure import Entry, Statement
from declaration.manuscript import Manuscript
from declaration.text import MarkedText, seen


def write(manuscript: Manuscript) -> bytes:
    """Return XML; of deleted paragraphs the number and that they are deleted, or nothing."""
    naming = Naming(manuscript)
    statement = named(naming)
    meta.rest(statement.meta, naming, (), manuscript.notice)
    return xml.file(statement.root)


def named(naming: Naming) -> Statement:
    """Return the statement of a text with its ids."""
    text = naming.text
    entries = [
        Entry(passage, (MarkedText(passage.printed, ()),), seen(passage.words))
        for passage in text.shown
    ]
    statement = Statement(naming, text.notice, entries)
    identifiers.name(statement.root, statement.paragraphs)
    for element, entry in statement.paragraphs.items():
        if not entry.passage.live:
            element.set("status", "removed")
    return statement
