"""What happened in one place, in lines: each decision on one's own, the rest by its kind."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _, ngettext

from declaration.queries.welcome.news import Happening, Named, Ruled
from declaration.web.filters import when
from declaration.web.naming import OUTCOME_TONES
from declaration.web.wording import label
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


def _link(one: Named, ruled: Ruled | None = None) -> Link:
    """Lead to a suggestion; with the decision on it, where the line tells decisions."""
    url = url_for("suggestion.show", number=one.number)
    if ruled is not None:
        names = {"suggestion": _named(one), "outcome": label(ruled.outcome)}
        return Link(_("%(suggestion)s: %(outcome)s", **names), url)
    return Link(_named(one), url)


def _named(one: Named) -> str:
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
