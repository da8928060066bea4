"""Suggestions as lines of a report: what is asked, why, what became of it."""

from flask_babel import gettext as _

from declaration.queries.suggesting.suggestions import Suggested
from declaration.report import Line, Lines, said, shown
from declaration.text import MarkedText
from declaration.web.discussing import sentences
from declaration.web.frame import language

STRONG = (("strong", ""),)


def line(words: str, formats: tuple[tuple[str, str], ...] = ()) -> Line:
    """Return words in the language of the pages."""
    return Line((MarkedText(words, formats),), language.code())


def told(words: str) -> Lines:
    """Return words in the language of the pages as lines; none if there are none."""
    return said(words, language.code())


def numbered(suggestion: Suggested) -> str:
    """Name a suggestion by its number and in whose name it was made."""
    number = _("Suggestion %(number)s", number=suggestion.number)
    return f"{number} · {sentences.author(suggestion)}"


def named(suggestion: Suggested) -> str:
    """Name a suggestion, and say what it asks for."""
    return f"{numbered(suggestion)} · {sentences.asked(suggestion)}"


def change(suggestion: Suggested) -> Lines:
    """Return the redline of what is asked for, against the words that it was written on."""
    if suggestion.redacted:
        return told(sentences.redacted())
    new, old = sentences.piece(suggestion)
    return shown(new, sentences.language(suggestion), old)


def reason(suggestion: Suggested) -> Lines:
    """Return the delegation's reason."""
    return said(suggestion.reason, suggestion.reason_language)
