"""What happened since the last visit: by day and paragraph, newest first."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from textwrap import shorten
from typing import NamedTuple, TypeVar

from flask import url_for
from flask_babel import gettext as _, ngettext
from markupsafe import Markup

from declaration.queries.amending.groups import apart
from declaration.queries.suggesting.subamended import known
from declaration.queries.welcome.news import (
    MOST,
    Feed,
    Happening,
    NamedParagraph,
    NamedSuggestion,
    Ruled,
    Stood,
    happenings,
    spots,
)
from declaration.queries.welcome.news_kinds import AMENDING, ENTRIES, EXPLAINED
from declaration.web.cache.redlines import Piece, plain_words, short_html
from declaration.web.cache.watching import watching_office
from declaration.web.discussing.sentences import showing, stage_set, tone
from declaration.web.frame import layout
from declaration.web.frame.acting import session
from declaration.web.frame.labels import label, revision_label
from declaration.web.frame.layout import parts, reader
from declaration.web.frame.moments import conference_zone
from models.document import Document
from models.vocabulary import EventKind, Outcome, Procedure, Stage

K = TypeVar("K", bound=Hashable)

LINKS = 4  # in one line; the paragraph itself leads to all
SNIPPETS = 2  # in one line
SHOWN = 90  # characters of a paragraph, enough to know it again
WHOLE = 0  # instead of a paragraph: what is said on the text as a whole


class PageLink(NamedTuple):
    """Where something leads."""

    label: str
    url: str


class NewsLine(NamedTuple):
    """One thing that happened, or several of one kind; ``reason`` is the committee's own words.

    ``more``: how many things it does not lead to; ``snippets``: redlines, cut short.
    """

    at: datetime
    message: str
    links: tuple[PageLink, ...] = ()
    more: int = 0
    reason: str = ""
    tone: str | None = None
    snippets: tuple[Markup, ...] = ()


class NewsPlace(NamedTuple):
    """A paragraph with what happened there on one day, or a whole text, or the conference.

    Without ``number`` it is known by its ``words``; ``title``: of the document, empty where the
    words are that. ``language``: of words and snippets.
    """

    number: str
    words: str
    title: str
    language: str | None
    url: str | None
    lines: Sequence[NewsLine]


class NewsDay(NamedTuple):
    """A day where the conference is, with what happened, place by place.

    ``watched``: to what the reader watches; the rest of the day stands apart.
    """

    day: date
    places: Sequence[NewsPlace]
    watched: bool


class Since(NamedTuple):
    """Everything that is new; ``more``: it is not all, the journal has the rest."""

    days: tuple[NewsDay, ...]
    more: bool


def since(event_id: int, feed: Feed) -> Since:
    """Return what is new to the reader after an event. Three statements.

    What happened to what the reader watches comes first, once.
    """
    news = happenings(session(), reader(), event_id, feed, watching=watching_office())
    paragraphs, packages = spots(session(), news), _apart(news)
    zone = conference_zone()
    by_day = _parted(news, lambda each: (each.event.at.astimezone(zone).date(), each.watched))
    days = tuple(
        NewsDay(day, _places(part, paragraphs, packages), watched)
        for (day, watched), part in by_day.items()
    )
    return Since(days, more=len(news) == MOST)


def _apart(news: Iterable[Happening]) -> Mapping[int, int]:
    """Return the packages of one's own from which decisions were made apart, by decision id.

    One statement where the conference has packages, none where it has not.
    """
    if Procedure.PACKAGES not in parts():
        return {}
    ruled = (ruled for happening in news for ruled in happening.rulings if ruled.suggestion.own)
    ids = [each.decision_id for each in ruled if each.outcome is not Outcome.REOPENED]
    return apart(session(), ids) if ids else {}


def _parted(news: Iterable[Happening], key: Callable[[Happening], K]) -> dict[K, list[Happening]]:
    """Group by a key, in the order in which the groups begin."""
    parts: dict[K, list[Happening]] = {}
    for happening in news:
        parts.setdefault(key(happening), []).append(happening)
    return parts


def _places(
    news: Sequence[Happening],
    paragraphs: Mapping[int, NamedParagraph],
    packages: Mapping[int, int],
) -> list[NewsPlace]:
    """Gather what happened on one day by place, that of the newest first."""
    by_place = _parted(news, lambda happening: (happening.document, _paragraph_id(happening)))
    return [_place(*place, paragraphs, _lines(part, packages)) for place, part in by_place.items()]


def _paragraph_id(happening: Happening) -> int | None:
    """Return the paragraph, or WHOLE; None for what is a step of the text itself."""
    if happening.revision is not None:
        return None
    talk = happening.suggestions or happening.event.kind in {EventKind.COMMENT_MADE, *ENTRIES}
    return happening.paragraph_id or (WHOLE if talk else None)


def _place(
    document: Document | None,
    paragraph_id: int | None,
    paragraphs: Mapping[int, NamedParagraph],
    lines: Sequence[NewsLine],
) -> NewsPlace:
    if document is None:
        return NewsPlace("", _("The conference"), "", None, None, lines)
    title, language = document.title, document.language
    if paragraph_id is None:
        url = url_for("reading.text", slug=document.slug)
        return NewsPlace("", title, "", language, url, lines)
    spot = paragraphs.get(paragraph_id)
    if spot is None:
        url = url_for("comments.on_the_whole", slug=document.slug)
        return NewsPlace("", _("On the text as a whole"), title, None, url, lines)
    url = url_for("reading.paragraph", slug=document.slug, uid=spot.uid)
    words = shorten(plain_words(spot.words), SHOWN, placeholder=" …")
    return NewsPlace(spot.number, words, title, language, url, lines)


def _lines(news: Sequence[Happening], packages: Mapping[int, int]) -> list[NewsLine]:
    """Tell what happened in one place, newest first; ``news`` are in that order, too."""
    lines = [
        NewsLine(
            happening.event.at,
            label(ruled.outcome),
            (_link(ruled.suggestion), *_from_package(happening, packages.get(ruled.decision_id))),
            reason=ruled.reason,
            tone=tone(ruled.outcome),
            snippets=_snippets([ruled.suggestion]),
        )
        for happening in news
        for ruled in happening.rulings
        if ruled.suggestion.own
    ]
    lines += [
        NewsLine(
            happening.event.at,
            _("Paragraph text changed"),
            snippets=(short_html(Piece(happening.change[1], happening.change[0])),),
        )
        for happening in news
        if happening.change
    ]
    lines += [
        NewsLine(happening.event.at, _("What was provisionally agreed has been reopened"))
        for happening in news
        if happening.reopened
    ]
    untold = [
        happening
        for happening in news
        if happening.revision
        or _on_others(happening)
        or not (happening.rulings or happening.change)
    ]
    lines += map(_line, _parted(untold, _kind).values())
    return sorted(lines, key=lambda line: line.at, reverse=True)


def _from_package(happening: Happening, number: int | None) -> Iterator[PageLink]:
    """Lead to the package from which one's own suggestion was decided apart."""
    if number is not None and happening.document is not None:
        url = url_for("packages.show", slug=happening.document.slug, number=number)
        yield PageLink(_("decided apart from your package %(number)s", number=number), url)


def _on_others(happening: Happening) -> list[Ruled]:
    return [ruled for ruled in happening.rulings if not ruled.suggestion.own]


def _kind(happening: Happening) -> Hashable:
    """Return what is the same for things that one line tells together."""
    revision = happening.revision and happening.revision.id
    return happening.event.kind, happening.answers, revision


def _line(news: Sequence[Happening]) -> NewsLine:
    """Tell things of one kind."""
    newest = news[0]
    if newest.revision is not None or newest.event.kind in {EventKind.STAGE_SET, *EXPLAINED}:
        return NewsLine(newest.event.at, _step(newest), tuple(_texts(newest)))
    snippets: tuple[Markup, ...] = ()
    if newest.rulings:
        rulings = [ruled for happening in news for ruled in _on_others(happening)]
        links = [_link(ruled.suggestion, ruled) for ruled in rulings]
        many = len(links)
        if not any(happening.change for happening in news):  # else a line shows that
            snippets = _snippets(ruled.suggestion for ruled in rulings[:SNIPPETS])
    elif newest.event.kind in AMENDING:
        links = [_amending(happening) for happening in news]
        many = len(links)
    elif newest.stands:
        links = [_stood(stood) for happening in news for stood in happening.stands]
        many = len(links)
    else:
        named = {each.number: each for happening in news for each in happening.suggestions}
        links = [_link(each) for each in named.values()]
        talk = newest.event.kind is EventKind.COMMENT_MADE
        many = len(news) if talk else len(named) or len(news)
        snippets = _snippets([] if talk else [*named.values()][:SNIPPETS])
    more = max(0, len(links) - LINKS)
    message = _counted(newest, many)
    return NewsLine(newest.event.at, message, tuple(links[:LINKS]), more, snippets=snippets)


def _snippets(suggestions: Iterable[NamedSuggestion]) -> tuple[Markup, ...]:
    """Show what is asked for, cut short; nothing where the words were redacted."""
    return tuple(
        short_html(showing(each.form, each.words, each.base_words))
        for each in suggestions
        if each.words or not each.form.words
    )


def _link(suggestion: NamedSuggestion, ruled: Ruled | None = None) -> PageLink:
    """Lead to a suggestion; with the decision on it, where the line tells decisions."""
    url = url_for("suggestion.show", number=suggestion.number)
    if ruled is not None:
        names = {"suggestion": _named(suggestion), "outcome": label(ruled.outcome)}
        return PageLink(_("%(suggestion)s: %(outcome)s", **names), url)
    return PageLink(_named(suggestion), url)


def _amending(happening: Happening) -> PageLink:
    """Lead to a sub-amendment; to its suggestion where the conference knows them no more."""
    number, ordinal = happening.payload["number"], happening.payload["ordinal"]
    name = _("Sub-amendment %(name)s", name=f"{number}.{ordinal}")
    if not known(layout.parts()):
        return PageLink(name, url_for("suggestion.show", number=number))
    return PageLink(name, url_for("subamendments.show", number=number, ordinal=ordinal))


def _stood(stood: Stood) -> PageLink:
    """Lead to the positions on a suggestion, and say whose this is."""
    url = url_for("suggestion.show", number=stood.suggestion.number, _anchor="positions")
    stand = _("%(delegation)s: %(stand)s", delegation=stood.delegation, stand=label(stood.stand))
    return PageLink(f"{_named(stood.suggestion)} – {stand}", url)


def _named(suggestion: NamedSuggestion) -> str:
    """Name a suggestion by its number: one's own, or another delegation's."""
    if suggestion.own:
        return _("your suggestion %(number)s", number=suggestion.number)
    if suggestion.delegation:
        names = {"number": suggestion.number, "delegation": suggestion.delegation}
        return _("suggestion %(number)s (%(delegation)s)", **names)
    return _("suggestion %(number)s", number=suggestion.number)


def _counted(happening: Happening, many: int) -> str:
    """Say what happened so many times."""
    if happening.answers:
        return ngettext("%(num)d reply to you", "%(num)d replies to you", many)
    return {
        EventKind.SUGGESTION_SUBMITTED: ngettext("%(num)d new", "%(num)d new", many),
        EventKind.SUGGESTION_REVISED: ngettext("%(num)d edited", "%(num)d edited", many),
        EventKind.SUGGESTION_WITHDRAWN: ngettext("%(num)d withdrawn", "%(num)d withdrawn", many),
        EventKind.PARAGRAPH_DECIDED: ngettext("%(num)d decision", "%(num)d decisions", many),
        EventKind.POSITION_TAKEN: ngettext("%(num)d position", "%(num)d positions", many),
        EventKind.COMMENT_MADE: ngettext("%(num)d comment", "%(num)d comments", many),
    }.get(happening.event.kind, label(happening.event.kind))


def _step(happening: Happening) -> str:
    """Say which step a text has taken, or what was put on record beside it."""
    if happening.event.kind in EXPLAINED:
        return label(happening.event.kind)
    if happening.revision is not None:
        name = revision_label(happening.revision.label)
        return {
            EventKind.REVISION_PUBLISHED: _("%(revision)s was published", revision=name),
            EventKind.DOCUMENT_ADOPTED: _("%(revision)s was adopted", revision=name),
            EventKind.ADOPTION_UNDONE: _("The adoption of %(revision)s was undone", revision=name),
            EventKind.TEXT_CORRECTED: _("%(revision)s: a misprint was corrected", revision=name),
        }.get(happening.event.kind, _("%(revision)s was published in error", revision=name))
    stage, deadline = Stage(happening.payload["stage"]), happening.payload["deadline"]
    return stage_set(stage, datetime.fromisoformat(deadline) if deadline else None)


def _texts(happening: Happening) -> Iterator[PageLink]:
    """Lead to the revision, and to what has changed in it; or to what stands beside it."""
    if happening.event.kind in EXPLAINED and happening.document is not None:
        yield PageLink(_("Read"), url_for("explanations.show", slug=happening.document.slug))
    if happening.revision is None or happening.document is None:
        return
    slug, name = happening.document.slug, happening.revision.slug
    yield PageLink(_("Read"), url_for("reading.revision", slug=slug, name=name))
    if happening.before:
        url = url_for("comparing.compare", slug=slug, old=happening.before, new=name)
        yield PageLink(_("See what changed"), url)
