"""The committee's queue: all that it was asked, by section and paragraph, equal wordings joined."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.manuscript import Manuscript, Passage
from declaration.queries import sight
from declaration.queries.deciding import preparations
from declaration.queries.deciding.preparations import Draftsman, Member
from declaration.queries.sight import Reader
from declaration.queries.suggesting.alike import alike
from declaration.queries.suggesting.suggestions import Listed
from declaration.queries.suggesting.waiting import asked_at
from models.debate import Suggestion
from models.document import Document
from models.people import Delegation
from models.vocabulary import Capacity, Kind, Standing, Status, SuggestionKind

STALE = frozenset({Standing.STALE_CLEAN, Standing.STALE_CONFLICT, Standing.ORPHANED})
START, WHOLE = "start", "whole"  # sections that no heading begins


class Show(StrEnum):
    """Which suggestions of the queue."""

    AWAITING = "awaiting"
    STALE = "stale"
    PREPARED = "prepared"
    DECIDED = "decided"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the queue is to be shown; what is empty does not limit.

    ``section`` is the uid of a heading, START or WHOLE; ``delegation`` a slug; ``holder`` the
    person whose sections are meant.
    """

    show: Show = Show.AWAITING
    section: str = ""
    delegation: str = ""
    holder: int = 0


class Asked(NamedTuple):
    """A suggestion without its words: enough to count. ``section`` and ``stop`` say where."""

    id: int
    status: Status
    delegation: tuple[str, str]
    section: str
    stop: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Group:
    """What is decided at once: all on one paragraph, or one insertion or general suggestion.

    ``lines``: those shown, in the order of the text; who asks for exactly the same shares a line.
    """

    passage: Passage | None
    lines: tuple[tuple[Listed, ...], ...]
    prepared: Draftsman | None
    awaiting: int
    decided: int

    @property
    def alone(self) -> Listed | None:
        """Return what stands by itself: new, on the whole, or on what is no longer there."""
        return None if self.passage is not None else self.lines[0][0]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the text with what was asked about it; ``groups`` are those shown."""

    key: str
    heading: Passage | None
    holder: Member | None
    awaiting: int
    decided: int
    groups: tuple[Group, ...] = ()

    @property
    def asked(self) -> int:
        """Count what was asked and not taken back."""
        return self.awaiting + self.decided


@dataclass(frozen=True, slots=True)
class Queue:
    """All sections in text order, and how far the committee has come with what it was asked.

    ``shown``: the sections of which something is shown, with their groups. ``prepared``: how many
    of those that await have an outcome prepared; ``delegations``: slug, name, how many await.
    """

    sections: tuple[Section, ...]
    shown: tuple[Section, ...]
    awaiting: int
    decided: int
    prepared: int
    delegations: tuple[tuple[str, str, int], ...]

    @property
    def asked(self) -> int:
        """Count what was asked and not taken back."""
        return self.awaiting + self.decided


def queue(
    session: Session,
    reader: Reader,
    document: Document,
    debated: tuple[Manuscript, Sequence[Listed]],
    wanted: Wanted,
) -> Queue:
    """Return the queue; the committee's own changes are not on it. Three statements.

    ``debated``: the rolling text, and all suggestions as they stand to it.
    """
    rolling, listed = debated
    asked = _asked(session, reader, document, rolling)
    prepared = preparations.draftsmen(session, document)
    holders = preparations.holders(session, document)
    known = {one.id: one for one in asked}
    chosen = [one for one in listed if one.id in known and _shows(one, prepared, wanted.show)]
    groups = _groups(_lines(chosen, wanted.delegation), known, prepared)
    parts = _sections(rolling, asked, holders, groups)
    live = [one for one in asked if one.status is Status.SUBMITTED]
    return Queue(
        sections=tuple(parts),
        shown=tuple(one for one in parts if one.groups and _wanted(one, wanted)),
        awaiting=len(live),
        decided=len(asked) - len(live),
        prepared=len({one.id for one in live} & {id_ for p in prepared.values() for id_ in p.ids}),
        delegations=_delegations(asked),
    )


def sections(
    session: Session, reader: Reader, document: Document, rolling: Manuscript
) -> tuple[Section, ...]:
    """Return all parts of the text with their counts and whoever goes through them; no words.

    Two statements.
    """
    asked = _asked(session, reader, document, rolling)
    return tuple(_sections(rolling, asked, preparations.holders(session, document), {}))


def key(item: Listed) -> tuple[int, int]:
    """Return the paragraph that a suggestion is decided with, or the suggestion alone."""
    return (item.paragraph_id or 0, 0) if item.form.on_paragraph else (0, item.id)


def _begins(passage: Passage) -> bool:
    return passage.kind is Kind.HEADING and passage.live


def _asked(
    session: Session, reader: Reader, document: Document, rolling: Manuscript
) -> list[Asked]:
    """Return all that was asked and not taken back, without words. One statement."""
    columns = (Suggestion.id, Suggestion.form, Suggestion.status, asked_at())
    query = (
        sa.select(*columns, Delegation.slug, Delegation.name)
        .outerjoin(Delegation, Delegation.id == Suggestion.delegation_id)
        .where(
            Suggestion.document_id == document.id,
            Suggestion.status != Status.WITHDRAWN,
            Suggestion.capacity != Capacity.COMMITTEE,
            sight.suggestions(reader),
        )
    )
    places = _places(rolling)
    found = []
    for id_, form, status, place, slug, name in session.execute(query):
        at_head = form is SuggestionKind.INSERT and place is None
        section = START if at_head else places.get(place, WHOLE)
        stop = (place, 0) if form.on_paragraph else (0, id_)
        found.append(Asked(id_, status, (slug or "", name or ""), section, stop))
    return found


def _places(rolling: Manuscript) -> dict[int, str]:
    """Return the section of every paragraph."""
    places, section = {}, START
    for passage in rolling.passages:
        section = passage.uid if _begins(passage) else section
        places[passage.paragraph_id] = section
    return places


def _shows(one: Listed, prepared: Mapping[tuple[int, int], Draftsman], show: Show) -> bool:
    return {
        Show.AWAITING: one.live,
        Show.STALE: one.live and one.standing in STALE,
        Show.PREPARED: one.live and key(one) in prepared,
        Show.DECIDED: one.status is Status.DECIDED,
        Show.ALL: True,
    }[show]


def _lines(items: Sequence[Listed], delegation: str) -> list[tuple[Listed, ...]]:
    """Join what asks for the same, as long as it awaits a decision; what is decided stays apart."""
    joined = {line[0].id: line for line in alike(one for one in items if one.live)}
    lines = [joined.get(one.id, () if one.live else (one,)) for one in items]
    return [
        line
        for line in lines
        if line and (not delegation or any(one.delegation_slug == delegation for one in line))
    ]


def _groups(
    lines: Iterable[tuple[Listed, ...]],
    known: Mapping[int, Asked],
    prepared: Mapping[tuple[int, int], Draftsman],
) -> dict[str, list[Group]]:
    """Gather lines by what is decided at once, and that by section."""
    gathered: dict[tuple[int, int], list[tuple[Listed, ...]]] = {}
    for line in lines:
        gathered.setdefault(key(line[0]), []).append(line)
    counts = Counter((one.stop, one.status) for one in known.values())
    found: dict[str, list[Group]] = {}
    for stop, several in gathered.items():
        first = several[0][0]
        group = Group(
            passage=first.paragraph if stop[0] else None,
            lines=tuple(several),
            prepared=prepared.get(stop),
            awaiting=counts[stop, Status.SUBMITTED],
            decided=counts[stop, Status.DECIDED],
        )
        found.setdefault(known[first.id].section, []).append(group)
    return found


def _sections(
    rolling: Manuscript,
    asked: Sequence[Asked],
    holders: Mapping[int, Member],
    groups: Mapping[str, Sequence[Group]],
) -> list[Section]:
    """Return all parts of the text, and last what is on the whole, each with its groups."""
    counts = Counter((one.section, one.status) for one in asked)
    headings = [one for one in rolling.passages if _begins(one)]
    parts = [(START, None), *((one.uid, one) for one in headings), (WHOLE, None)]
    return [
        Section(
            key=key,
            heading=heading,
            holder=None if key == WHOLE else holders.get(heading.paragraph_id if heading else 0),
            awaiting=counts[key, Status.SUBMITTED],
            decided=counts[key, Status.DECIDED],
            groups=tuple(groups.get(key, ())),
        )
        for key, heading in parts
    ]


def _wanted(section: Section, wanted: Wanted) -> bool:
    held = section.holder.person_id if section.holder else 0
    return wanted.section in {"", section.key} and wanted.holder in {0, held}


def _delegations(asked: Sequence[Asked]) -> tuple[tuple[str, str, int], ...]:
    waiting = Counter(one.delegation for one in asked if one.status is Status.SUBMITTED)
    named = {one.delegation for one in asked if one.delegation[0]}
    found = ((slug, name, waiting[slug, name]) for slug, name in named)
    return tuple(sorted(found, key=lambda one: one[1]))
