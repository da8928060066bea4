"""What happened since the last visit: by document and paragraph, newest first."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from textwrap import shorten
from typing import TypeVar

from flask import url_for
from flask_babel import gettext as _, ngettext

from declaration.queries.welcome.news import (
    MOST,
    Happening,
    NamedParagraph,
    NamedSuggestion,
    Ruled,
    happenings,
    spots,
)
from declaration.web.cache import shared
from declaration.web.cache.redlines import plain_words
from declaration.web.discussing.sentences import OUTCOME_TONES
from declaration.web.frame.acting import session
from declaration.web.frame.labels import label
from declaration.web.frame.layout import reader
from declaration.web.frame.moments import when
from models.document import Document
from models.vocabulary import EventKind, Stage

LINKS = 4  # in one line; the paragraph itself leads to all


@dataclass(frozen=True, slots=True)
class Link:
    """Where something leads."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened, or several of one kind; ``reason`` is the committee's own words.

    ``more``: how many things it does not lead to.
    """

    at: datetime
    said: str
    links: tuple[Link, ...] = ()
    more: int = 0
    reason: str = ""
    tone: str | None = None


def lines(found: Sequence[Happening]) -> list[Line]:
    """Tell what happened in one place, newest first; ``found`` is in that order, too."""
    kinds = _kinds(found).values()
    told = [*_on_ones_own(found), *_reworded(found), *(_line(there) for there in kinds)]
    return sorted(told, key=lambda line: line.at, reverse=True)


def _on_ones_own(found: Iterable[Happening]) -> Iterator[Line]:
    for one in found:
        for ruled in one.rulings:
            if ruled.suggestion.own:
                said, tone = label(ruled.outcome), OUTCOME_TONES[ruled.outcome]
                links = (_link(ruled.suggestion),)
                yield Line(one.event.at, said, links, reason=ruled.reason, tone=tone)


def _reworded(found: Iterable[Happening]) -> Iterator[Line]:
    changed = next((one for one in found if one.reworded and one.rulings), None)
    if changed is not None:
        yield Line(changed.event.at, _("The words of the paragraph were changed"))


def _kinds(found: Iterable[Happening]) -> dict[Hashable, list[Happening]]:
    """Group what is of one kind; what is told as a decision on one's own is left out."""
    kinds: dict[Hashable, list[Happening]] = {}
    for one in found:
        if not one.rulings or _others(one):
            kinds.setdefault(_key(one), []).append(one)
    return kinds


def _key(one: Happening) -> Hashable:
    if one.revision is not None:
        return one.event.kind, one.revision.id
    return one.event.kind, one.answers


def _others(one: Happening) -> list[Ruled]:
    return [ruled for ruled in one.rulings if not ruled.suggestion.own]


def _line(there: Sequence[Happening]) -> Line:
    newest = there[0]
    if newest.revision is not None or newest.event.kind is EventKind.STAGE_SET:
        return Line(newest.event.at, _step(newest), tuple(_texts(newest)))
    if newest.rulings:
        ruled = [found for one in there for found in _others(one)]
        links = [_link(one.suggestion, one) for one in ruled]
        return _leading(newest, len(links), links)
    named = {named.number: named for one in there for named in one.suggestions}
    many = len(there) if newest.event.kind is EventKind.COMMENT_MADE else len(named) or len(there)
    links = [_link(one) for one in named.values()]
    return _leading(newest, many, links)


def _leading(newest: Happening, many: int, links: Sequence[Link]) -> Line:
    said = _counted(newest, many)
    return Line(newest.event.at, said, tuple(links[:LINKS]), max(0, len(links) - LINKS))


def _link(one: NamedSuggestion, ruled: Ruled | None = None) -> Link:
    """Lead to a suggestion; with the decision on it, where the line tells decisions."""
    url = url_for("suggestion.show", number=one.number)
    if ruled is not None:
        names = {"suggestion": _named(one), "outcome": label(ruled.outcome)}
        return Link(_("%(suggestion)s: %(outcome)s", **names), url)
    return Link(_named(one), url)


def _named(one: NamedSuggestion) -> str:
    """Name a suggestion by its number: one's own, or another delegation's."""
    if one.own:
        return _("your suggestion %(number)s", number=one.number)
    if one.delegation:
        names = {"number": one.number, "delegation": one.delegation}
        return _("suggestion %(number)s (%(delegation)s)", **names)
    return _("suggestion %(number)s", number=one.number)


def _counted(one: Happening, many: int) -> str:
    """Say what happened so many times."""
    if one.answers:
        return ngettext("%(num)d answer to you", "%(num)d answers to you", many)
    return {
        EventKind.SUGGESTION_SUBMITTED: ngettext("%(num)d new", "%(num)d new", many),
        EventKind.SUGGESTION_REVISED: ngettext("%(num)d reworded", "%(num)d reworded", many),
        EventKind.SUGGESTION_WITHDRAWN: ngettext("%(num)d withdrawn", "%(num)d withdrawn", many),
        EventKind.PARAGRAPH_DECIDED: ngettext("%(num)d decision", "%(num)d decisions", many),
        EventKind.COMMENT_MADE: ngettext("%(num)d comment", "%(num)d comments", many),
    }.get(one.event.kind, label(one.event.kind))


def _step(one: Happening) -> str:
    """Say which step a text has taken."""
    if one.revision is not None:
        name = one.revision.label
        return {
            EventKind.REVISION_PUBLISHED: _("%(revision)s was published", revision=name),
            EventKind.DOCUMENT_ADOPTED: _("%(revision)s was adopted", revision=name),
        }.get(one.event.kind, _("%(revision)s was published in error", revision=name))
    stage, deadline = label(Stage(one.payload["stage"])), one.payload["deadline"]
    if not deadline:
        return _("Stage: %(stage)s", stage=stage)
    until = when(datetime.fromisoformat(deadline))
    return _("Stage: %(stage)s, until %(moment)s", stage=stage, moment=until)


def _texts(one: Happening) -> Iterator[Link]:
    """Lead to the revision, and to what has changed in it."""
    if one.revision is None or one.document is None:
        return
    slug, name = one.document.slug, one.revision.slug
    yield Link(_("Read it"), url_for("reading.revision", slug=slug, name=name))
    if one.before:
        url = url_for("comparing.compare", slug=slug, old=one.before, new=name)
        yield Link(_("See what changed"), url)


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
    return shared.state().events[0]


def _parted(found: Iterable[Happening], key: Callable[[Happening], K]) -> dict[K, list[Happening]]:
    """Group by a key, in the order in which the groups begin."""
    parts: dict[K, list[Happening]] = {}
    for one in found:
        parts.setdefault(key(one), []).append(one)
    return parts


def _chapter(found: Sequence[Happening], known: Mapping[int, NamedParagraph]) -> Chapter:
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


def _place(document: Document, spot: NamedParagraph | None, told: Sequence[Line]) -> Place:
    if spot is None:
        url = url_for("comments.on_the_whole", slug=document.slug)
        return Place("", _("On the text as a whole"), None, url, told)
    url = url_for("reading.paragraph", slug=document.slug, uid=spot.uid)
    words = shorten(plain_words(spot.words), SHOWN, placeholder=" …")
    return Place(spot.number, words, document.language, url, told)
