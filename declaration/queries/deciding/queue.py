"""The committee's queue: all that it was asked, by section and paragraph, equal wordings joined."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.manuscript import Manuscript, Passage
from declaration.queries import comments, sight
from declaration.queries.deciding import preparations
from declaration.queries.negotiating.asking import AskedMark
from declaration.queries.suggesting.alike import alike
from declaration.queries.suggesting.counts import Tally, counted, tally
from declaration.queries.suggesting.suggestions import Suggested
from declaration.queries.suggesting.support import together
from declaration.queries.suggesting.waiting import asked_at
from models.debate import Suggestion
from models.document import Document
from models.people import Delegation
from models.vocabulary import Kind, Standing, Status, SuggestionKind

STALE = frozenset({Standing.STALE_CLEAN, Standing.STALE_CONFLICT, Standing.ORPHANED})
BY_THE_DAY = 2  # days from which on one reckons by the day
Awaited = tuple[Mapping[tuple[int, int], preparations.Draftsman], Mapping[int, AskedMark]]
"""What is prepared, by what is decided at once; what authors were asked last, by suggestion."""
START, WHOLE = "start", "whole"  # sections that no heading begins


class Show(StrEnum):
    """Which suggestions of the queue."""

    AWAITING = "awaiting"
    STALE = "stale"
    PREPARED = "prepared"
    ASKED = "asked"
    DECIDED = "decided"
    ALL = "all"


class Order(StrEnum):
    """In which order the queue is shown."""

    TEXT = "text"
    CONTESTED = "contested"


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What of the queue is to be shown; what is empty does not limit.

    ``section`` is the uid of a heading, START or WHOLE; ``delegation`` a slug; ``holder`` the
    person whose sections are meant.
    """

    show: Show = Show.AWAITING
    section: str = ""
    delegation: str = ""
    holder: int = 0
    order: Order = Order.TEXT


class Pace(NamedTuple):
    """What is left until the next meeting.

    ``days``: between the two days where the conference is, 0 where one reckons by the hour: then
    ``seconds`` says how long. ``daily``: how many a day, rounded up.
    """

    meeting: datetime
    passed: bool
    days: int
    daily: int
    seconds: int


class Queued(NamedTuple):
    """A suggestion without its words: enough to count. ``section`` and ``stop`` say where."""

    id: int
    status: Status
    delegation: tuple[str, str]
    section: str
    stop: tuple[int, int]


@dataclass(frozen=True, slots=True)
class DecisionGroup:
    """What is decided at once: all on one paragraph, or one insertion or general suggestion.

    ``lines``: those shown, in the order of the text; who asks for exactly the same shares a line.
    ``remarks``: the open comments on each of them, ``notes`` those of the committee alone;
    ``asked``: what their authors were asked last.
    """

    passage: Passage | None
    lines: tuple[tuple[Suggested, ...], ...]
    prepared: preparations.Draftsman | None
    awaiting: int
    decided: int
    remarks: tuple[int, ...]
    notes: tuple[int, ...]
    asked: tuple[tuple[AskedMark, ...], ...] = ()

    @property
    def contest(self) -> tuple[int, int, int, float]:
        """Return what is sorted by, the most contested first.

        That is by objections, open comments, rivals, age.
        """
        oldest = min(item.submitted_at for line in self.lines for item in line)
        rivals = min(len(self.lines), 2)
        return -self.objections, -sum(self.remarks), -rivals, oldest.timestamp()

    @property
    def objections(self) -> int:
        """Count the delegations that object to one of them, each once for each line."""
        supports = (together(item.support for item in line) for line in self.lines)
        return sum(len(support.objectors) for support in supports if support)

    @property
    def alone(self) -> Suggested | None:
        """Return what stands by itself: new, on the whole, or on what is no longer there."""
        return None if self.passage is not None else self.lines[0][0]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the text with what was asked about it; ``groups`` are those shown."""

    key: str
    heading: Passage | None
    holder: preparations.CommitteeMember | None
    awaiting: int
    decided: int
    groups: tuple[DecisionGroup, ...] = ()

    @property
    def asked(self) -> int:
        """Count what was asked and not taken back."""
        return self.awaiting + self.decided


@dataclass(frozen=True, slots=True)
class Queue:
    """All sections in text order, and how far the committee has come with what it was asked.

    ``shown``: the sections of which something is shown, with their groups. ``tally``: of all
    suggestions, as every page counts them. ``prepared``: how many of those that await have an
    outcome prepared; ``delegations``: slug, name, how many await.
    """

    sections: tuple[Section, ...]
    shown: tuple[Section, ...]
    tally: Tally
    prepared: int
    delegations: tuple[tuple[str, str, int], ...]

    @property
    def opposed(self) -> int:
        """Count the lines shown to which a delegation objects, of those that await."""
        lines = (line for part in self.shown for group in part.groups for line in group.lines)
        return sum(any(_is_opposed(item) for item in line) for line in lines)


def _is_opposed(item: Suggested) -> bool:
    return item.live and item.support is not None and bool(item.support.objectors)


def pace(meeting: datetime | None, left: int, at: datetime, zone: tzinfo) -> Pace | None:
    """Return how fast one has to go; None where no meeting is known."""
    if meeting is None:
        return None
    days = (meeting.astimezone(zone).date() - at.astimezone(zone).date()).days
    days = days if days >= BY_THE_DAY else 0
    daily = -(-left // days) if days else 0
    return Pace(meeting, meeting <= at, days, daily, int((meeting - at).total_seconds()))


def queue(
    session: Session,
    reader: sight.Reader,
    document: Document,
    debated: tuple[Manuscript, Sequence[Suggested]],
    which: QueueFilter,
    marks: Mapping[int, AskedMark] = MappingProxyType({}),
) -> Queue:
    """Return the queue; the committee's own changes are not on it. Four statements.

    ``debated``: the rolling text, and all suggestions as they stand to it. ``marks``: what authors
    were asked last, by suggestion.
    """
    rolling, listed = debated
    asked = _asked(session, reader, document, rolling)
    prepared = preparations.draftsmen(session, document)
    holders = preparations.holders(session, document)
    by_id = {queued.id: queued for queued in asked}
    awaited = (prepared, marks)
    chosen = [item for item in listed if item.id in by_id and _shows(item, awaited, which.show)]
    remarks = comments.open_counts(session, reader, document)
    groups = _groups(_lines(chosen, which.delegation), by_id, awaited, remarks)
    parts = _sections(rolling, asked, holders, groups)
    live = {queued.id for queued in asked if queued.status is Status.SUBMITTED}
    return Queue(
        sections=tuple(parts),
        shown=_shown([part for part in parts if part.groups and _is_among(part, which)], which),
        tally=tally(listed),
        prepared=len(live & {id_ for draftsman in prepared.values() for id_ in draftsman.ids}),
        delegations=_delegations(asked),
    )


def sections(
    session: Session, reader: sight.Reader, document: Document, rolling: Manuscript
) -> tuple[Section, ...]:
    """Return all parts of the text with their counts and whoever goes through them; no words.

    Two statements.
    """
    asked = _asked(session, reader, document, rolling)
    return tuple(_sections(rolling, asked, preparations.holders(session, document), {}))


def key(item: Suggested) -> tuple[int, int]:
    """Return the paragraph that a suggestion is decided with, or the suggestion alone."""
    return (item.paragraph_id or 0, 0) if item.form.on_paragraph else (0, item.id)


def _begins(passage: Passage) -> bool:
    return passage.kind is Kind.HEADING and passage.live


def _asked(
    session: Session, reader: sight.Reader, document: Document, rolling: Manuscript
) -> list[Queued]:
    """Return all that was asked and not taken back, without words. One statement."""
    columns = (Suggestion.id, Suggestion.form, Suggestion.status, asked_at())
    query = (
        sa.select(*columns, Delegation.slug, Delegation.name)
        .outerjoin(Delegation, Delegation.id == Suggestion.delegation_id)
        .where(
            Suggestion.document_id == document.id,
            counted(),
            sight.suggestions(reader),
        )
    )
    places = _places(rolling)
    queued = []
    for id_, form, status, place, slug, name in session.execute(query):
        at_head = form is SuggestionKind.INSERT and place is None
        section = START if at_head else places.get(place, WHOLE)
        stop = (place, 0) if form.on_paragraph else (0, id_)
        queued.append(Queued(id_, status, (slug or "", name or ""), section, stop))
    return queued


def _places(rolling: Manuscript) -> dict[int, str]:
    """Return the section of every paragraph."""
    places, section = {}, START
    for passage in rolling.passages:
        section = passage.uid if _begins(passage) else section
        places[passage.paragraph_id] = section
    return places


def _shows(suggestion: Suggested, awaited: Awaited, show: Show) -> bool:
    prepared, marks = awaited
    return {
        Show.AWAITING: suggestion.live,
        Show.STALE: suggestion.live and suggestion.standing in STALE,
        Show.PREPARED: suggestion.live and key(suggestion) in prepared,
        Show.ASKED: suggestion.live and suggestion.id in marks,
        Show.DECIDED: suggestion.status is Status.DECIDED,
        Show.ALL: True,
    }[show]


def _lines(items: Sequence[Suggested], delegation: str) -> list[tuple[Suggested, ...]]:
    """Join what asks for the same, as long as it awaits a decision; what is decided stays apart."""
    joined = {
        line[0].id: line for line in alike(suggestion for suggestion in items if suggestion.live)
    }
    lines = [
        joined.get(suggestion.id, () if suggestion.live else (suggestion,)) for suggestion in items
    ]
    return [
        line
        for line in lines
        if line
        and (not delegation or any(suggestion.delegation_slug == delegation for suggestion in line))
    ]


def _groups(
    lines: Iterable[tuple[Suggested, ...]],
    asked: Mapping[int, Queued],
    awaited: Awaited,
    remarks: Mapping[int, tuple[int, int]],
) -> dict[str, list[DecisionGroup]]:
    """Gather lines by what is decided at once, and that by section."""
    prepared, marks = awaited
    gathered: dict[tuple[int, int], list[tuple[Suggested, ...]]] = {}
    for line in lines:
        gathered.setdefault(key(line[0]), []).append(line)
    counts = Counter((queued.stop, queued.status) for queued in asked.values())
    groups: dict[str, list[DecisionGroup]] = {}
    for stop, several in gathered.items():
        first = several[0][0]
        counted = [_summed(remarks, line) for line in several]
        group = DecisionGroup(
            passage=first.paragraph if stop[0] else None,
            lines=tuple(several),
            prepared=prepared.get(stop),
            awaiting=counts[stop, Status.SUBMITTED],
            decided=counts[stop, Status.DECIDED],
            remarks=tuple(open_[0] for open_ in counted),
            notes=tuple(open_[1] for open_ in counted),
            asked=tuple(
                tuple(marks[item.id] for item in line if item.id in marks) for line in several
            ),
        )
        groups.setdefault(asked[first.id].section, []).append(group)
    return groups


def _summed(remarks: Mapping[int, tuple[int, int]], line: tuple[Suggested, ...]) -> tuple[int, int]:
    """Return the open comments on a line, and the notes."""
    counts = [remarks.get(item.id, (0, 0)) for item in line]
    return sum(count for count, _notes in counts), sum(notes for _count, notes in counts)


def _sections(
    rolling: Manuscript,
    asked: Sequence[Queued],
    holders: Mapping[int, preparations.CommitteeMember],
    groups: Mapping[str, Sequence[DecisionGroup]],
) -> list[Section]:
    """Return all parts of the text, and last what is on the whole, each with its groups."""
    counts = Counter((queued.section, queued.status) for queued in asked)
    headings = [(passage.uid, passage) for passage in rolling.passages if _begins(passage)]
    parts = [(START, None), *headings, (WHOLE, None)]
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


def _shown(parts: Sequence[Section], which: QueueFilter) -> tuple[Section, ...]:
    """Return what is shown in its order: sections, and in them groups, the most contested first."""
    if which.order is Order.TEXT:
        return tuple(parts)
    contested = [
        replace(part, groups=tuple(sorted(part.groups, key=lambda group: group.contest)))
        for part in parts
    ]
    return tuple(sorted(contested, key=lambda part: part.groups[0].contest))


def _is_among(section: Section, which: QueueFilter) -> bool:
    held = section.holder.person_id if section.holder else 0
    return which.section in {"", section.key} and which.holder in {0, held}


def _delegations(asked: Sequence[Queued]) -> tuple[tuple[str, str, int], ...]:
    waiting = Counter(queued.delegation for queued in asked if queued.status is Status.SUBMITTED)
    named = {queued.delegation for queued in asked if queued.delegation[0]}
    counted = ((slug, name, waiting[slug, name]) for slug, name in named)
    return tuple(sorted(counted, key=lambda queued: queued[1]))
