"""Names of places in the text: alone as in a list, and within a sentence.

Each is a whole noun phrase, with the article that its language needs within a sentence: a message
takes it in and adds no «paragraph» of its own.
"""

from enum import StrEnum, auto
from textwrap import shorten

from flask_babel import gettext as _, lazy_gettext as _l, lazy_pgettext

from declaration.manuscript import Passage
from declaration.queries.reading.places import PrintedPlace
from declaration.web.cache.redlines import plain_words
from models.vocabulary import Kind

EXCERPT = 48  # characters of a passage that has no number, enough to know it by


class Called(StrEnum):
    """What a place is called by."""

    NUMBER = auto()
    TITLE = auto()
    HEADING = auto()
    ANNEX = auto()
    OPENING = auto()
    OPENING_OF_SEVERAL = auto()
    AFTER_NUMBER = auto()
    AFTER_NUMBER_OF_SEVERAL = auto()
    WORDS = auto()
    UNPRINTED = auto()
    NOTHING = auto()
    BARE_HEADING = auto()  # its words were redacted
    BARE_ANNEX = auto()


ALONE = {
    Called.NUMBER: _l("Paragraph %(number)s"),
    Called.TITLE: _l("Title"),
    Called.HEADING: _l("Heading “%(words)s”"),
    Called.ANNEX: _l("Annex “%(words)s”"),
    Called.OPENING: _l("Opening paragraph"),
    Called.OPENING_OF_SEVERAL: _l("Opening paragraph (no. %(nth)s)"),
    Called.AFTER_NUMBER: _l("Unnumbered paragraph after %(number)s"),
    Called.AFTER_NUMBER_OF_SEVERAL: _l("Unnumbered paragraph after %(number)s (no. %(nth)s)"),
    Called.WORDS: _l("“%(words)s”"),
    Called.UNPRINTED: _l("Paragraph not yet published"),
    Called.NOTHING: _l("Paragraph removed"),
    Called.BARE_HEADING: _l("Heading"),
    Called.BARE_ANNEX: _l("Annex"),
}
WITHIN = {
    Called.NUMBER: lazy_pgettext("in a sentence", "paragraph %(number)s"),
    Called.TITLE: lazy_pgettext("in a sentence", "the title"),
    Called.HEADING: lazy_pgettext("in a sentence", "the heading “%(words)s”"),
    Called.ANNEX: lazy_pgettext("in a sentence", "the annex “%(words)s”"),
    Called.OPENING: lazy_pgettext("in a sentence", "the opening paragraph"),
    Called.OPENING_OF_SEVERAL: lazy_pgettext(
        "in a sentence", "the opening paragraph (no. %(nth)s)"
    ),
    Called.AFTER_NUMBER: lazy_pgettext(
        "in a sentence", "the unnumbered paragraph after %(number)s"
    ),
    Called.AFTER_NUMBER_OF_SEVERAL: lazy_pgettext(
        "in a sentence", "the unnumbered paragraph after %(number)s (no. %(nth)s)"
    ),
    Called.WORDS: lazy_pgettext("in a sentence", "the paragraph “%(words)s”"),
    Called.UNPRINTED: lazy_pgettext("in a sentence", "a paragraph not yet published"),
    Called.NOTHING: lazy_pgettext("in a sentence", "a removed paragraph"),
    Called.BARE_HEADING: lazy_pgettext("in a sentence", "a heading"),
    Called.BARE_ANNEX: lazy_pgettext("in a sentence", "an annex"),
}
BY_WORDS = {Called.HEADING, Called.ANNEX, Called.WORDS}
HEADS = {Kind.TITLE: Called.TITLE, Kind.HEADING: Called.HEADING, Kind.ANNEX: Called.ANNEX}
BARE = {Called.HEADING: Called.BARE_HEADING, Called.ANNEX: Called.BARE_ANNEX}


def name(place: Passage | PrintedPlace | None) -> str:
    """Name a place alone: "Paragraph 8", "Title"; None is in no text that the reader may see."""
    called = _called(place)
    return str(ALONE[called]) % _values(called, place)


def within(place: Passage | PrintedPlace | None) -> str:
    """Name a place within a sentence: "paragraph 8", "the title"."""
    called = _called(place)
    return str(WITHIN[called]) % _values(called, place)


def _called(place: Passage | PrintedPlace | None) -> Called:
    if place is None:
        return Called.NOTHING
    if place.number:
        return Called.NUMBER
    if place.kind in HEADS:
        called = HEADS[place.kind]
        return BARE.get(called, called) if not place.words.strip() else called
    number, nth = place.follows
    if nth == 0:
        return Called.WORDS if place.words else Called.UNPRINTED
    if number:
        return Called.AFTER_NUMBER if nth == 1 else Called.AFTER_NUMBER_OF_SEVERAL
    return Called.OPENING if nth == 1 else Called.OPENING_OF_SEVERAL


def _values(called: Called, place: Passage | PrintedPlace | None) -> dict[str, str | int]:
    if place is None:
        return {}
    if called in BY_WORDS:
        return {"words": _cut(plain_words(place.words))}
    number, nth = place.follows
    return {"number": place.number or number, "nth": nth}


def quoted(words: str) -> str:
    """Put words between the marks of the reader's language."""
    return _("“%(words)s”", words=words)


def excerpt(passage: Passage) -> str:
    """Return a passage's first words, enough to know it by."""
    return _cut(plain_words(passage.words))


def _cut(words: str) -> str:
    """End with a whole word, where the language sets blanks between words."""
    excerpt = shorten(words, EXCERPT, placeholder=" …")
    return f"{words[:EXCERPT]}…" if excerpt == "…" else excerpt
