"""What happened since the last visit: by document and paragraph, newest first."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import shorten
from typing import TypeVar

from flask import url_for
from flask_babel import gettext as _

from declaration.queries.welcome.news import MOST, Happening, Spot, happenings, spots
from declaration.web import keeping
from declaration.web.acting import session
from declaration.web.fragments import plain_words
from declaration.web.layout import reader
from declaration.web.told import Line, lines
from models.document import Document
from models.vocabulary import EventKind

K = TypeVar("K", bound=Hashable)

SHOWN = 90  # characters of a paragraph, enough to know it again
WHOLE = 0  # instead of a paragraph: what is said on the text as a whole


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph with what happened there; without ``number`` it is known by its ``words``."""

    number: str
    words: str
    language: str | None
    url: str
    lines: Sequence[Line]


@dataclass(slots=True)
class Chapter:
    """A document with what happened to it as a whole and, place by place, in it."""

    title: str
    url: str | None
    lines: Sequence[Line] = ()
    places: list[Place] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Since:
    """Everything that is new; ``more``: it is not all, the journal has the rest."""

    chapters: tuple[Chapter, ...]
    more: bool


def since(event_id: int) -> Since:
    """Return what is new to the reader after an event. Three statements."""
    found = happenings(session(), reader(), event_id)
    known = spots(session(), found)
    parts = _parted(found, lambda one: one.document.id if one.document else 0)
    chapters = tuple(_chapter(part, known) for part in parts.values())
    return Since(chapters, more=len(found) == MOST)


def newest() -> int:
    """Return the newest event that the page at hand can show."""
    return keeping.state().events[0]


def _parted(found: Iterable[Happening], key: Callable[[Happening], K]) -> dict[K, list[Happening]]:
    """Group by a key, in the order in which the groups begin."""
    parts: dict[K, list[Happening]] = {}
    for one in found:
        parts.setdefault(key(one), []).append(one)
    return parts


def _chapter(found: Sequence[Happening], known: Mapping[int, Spot]) -> Chapter:
    document = found[0].document
    if document is None:
        return Chapter(_("The conference"), None, lines(found))
    chapter = Chapter(document.title, url_for("reading.text", slug=document.slug))
    for where, there in _parted(found, _where).items():
        if where is None:
            chapter.lines = lines(there)
        else:
            chapter.places.append(_place(document, known.get(where), lines(there)))
    return chapter


def _where(one: Happening) -> int | None:
    """Return the paragraph, or WHOLE; None for what is a step of the text itself."""
    talk = one.suggestions or one.event.kind is EventKind.COMMENT_MADE
    return one.paragraph_id or (WHOLE if talk else None)


def _place(document: Document, spot: Spot | None, told: Sequence[Line]) -> Place:
    if spot is None:
        url = url_for("comments.on_the_whole", slug=document.slug)
        return Place("", _("On the text as a whole"), None, url, told)
    url = url_for("reading.paragraph", slug=document.slug, uid=spot.uid)
    words = shorten(plain_words(spot.words), SHOWN, placeholder=" …")
    return Place(spot.number, words, document.language, url, told)
