"""The debate as it stood when a revision was published: what came after it is undone.

Rows of the debate are added, and few of their columns change, each by an event of its own. So what
stood there at an event is what no later event made, with the later changes left out. What no event
ever made (the ground on which a journal began) counts by its time.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Protocol, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.queries.entered import Entered, entered
from declaration.queries.journal.links import stated
from declaration.queries.reading.shelf import Shelf
from models.amending import Package, PackageMember
from models.debate import Comment, Suggestion
from models.document import Revision
from models.journal import Event, Subject
from models.negotiation import Entry, Reservation
from models.vocabulary import EntryAnswer, EventKind, Status, SubjectKind

VOIDING = (EventKind.POSITION_TAKEN, EventKind.POSITION_ENTERED)  # of entries not answered yet
CHANGES = (  # what an event changes of a row that was there before
    EventKind.SUGGESTION_WITHDRAWN,
    EventKind.ENTRY_CONFIRMED,
    EventKind.ENTRY_REFUSED,
    EventKind.ENTRY_TAKEN_BACK,
    EventKind.COMMENT_RESOLVED,
    EventKind.COMMENT_REOPENED,
    EventKind.COMMENT_WITHDRAWN,
    EventKind.RESERVATION_LIFTED,
    EventKind.PACKAGE_CHANGED,
    EventKind.PACKAGE_DISSOLVED,
    *VOIDING,
)
REFUSED = {EntryAnswer.REFUSED, EntryAnswer.TAKEN_BACK}
Thing = tuple[SubjectKind, int]


class Dated(Protocol):
    """A row that was made at a moment, and never before."""

    id: Any
    created_at: Any


Row = TypeVar("Row", bound=Dated)


@dataclass(frozen=True, slots=True)
class Moment:
    """When the debate is looked at; without ``at``, now.

    ``event``: that which published; None where the journal has none. ``made``: by which event each
    row was named first. ``later``: what changed each row since, in order. ``at_once``: ids of the
    suggestions that were entered for a delegation and counted at once.
    """

    at: datetime | None = None
    event: int | None = None
    made: Mapping[Thing, int] = field(default_factory=dict)
    later: Mapping[Thing, Sequence[EventKind]] = field(default_factory=dict)
    at_once: frozenset[int] = frozenset()

    def there(self, kind: SubjectKind, row_id: int, created_at: datetime) -> bool:
        """Whether a row was there."""
        if self.at is None:
            return True
        made = self.made.get((kind, row_id))
        if made is None or self.event is None:
            return created_at <= self.at
        return made < self.event

    def among(self, kind: SubjectKind, rows: Iterable[Row]) -> list[Row]:
        """Keep the rows that were there."""
        return [row for row in rows if self.there(kind, row.id, row.created_at)]

    def status(self, suggestion: Suggestion, entry: Entry | None, *, decided: bool) -> Status:
        """Return the status that a suggestion had; ``decided``: its newest decision then stood."""
        if self.at is None:
            return suggestion.status
        withdrawn = suggestion.status is Status.WITHDRAWN and not (
            EventKind.SUGGESTION_WITHDRAWN in self._since(SubjectKind.SUGGESTION, suggestion.id)
            or (entry is not None and self.answer(entry) is None and entry.answer in REFUSED)
        )
        if withdrawn:
            return Status.WITHDRAWN
        if decided:
            return Status.DECIDED
        waits = entry is not None and self.answer(entry) is None
        return Status.ENTERED if waits and suggestion.id not in self.at_once else Status.SUBMITTED

    def answer(self, entry: Entry) -> EntryAnswer | None:
        """Return what the delegation had answered to an entry."""
        return None if self._since(SubjectKind.ENTRY, entry.id) else entry.answer

    def counts(self, entry: Entry | None) -> bool:
        """Whether a position counted; ``entry``: where it was entered for its delegation."""
        if entry is None:
            return True
        answer = self.answer(entry)
        return entry.counted if answer is None else answer is EntryAnswer.CONFIRMED

    def entered(self, entry: Entry | None) -> Entered | None:
        """Return how something was entered, with the answer of then."""
        held = entered(entry)
        return replace(held, answer=self.answer(entry)) if held and entry else None

    def withdrawn(self, comment: Comment, entry: Entry | None) -> bool:
        """Whether a comment was withdrawn, or what was entered was refused."""
        since = self._since(SubjectKind.COMMENT, comment.id)
        undone = EventKind.COMMENT_WITHDRAWN in since or (
            entry is not None and entry.answer in REFUSED and self.answer(entry) is None
        )
        return comment.withdrawn_at is not None and not undone

    def resolved(self, comment: Comment) -> bool:
        """Whether a comment was resolved: what was done next tells what it was before."""
        turns = (EventKind.COMMENT_RESOLVED, EventKind.COMMENT_REOPENED)
        since = self._since(SubjectKind.COMMENT, comment.id)
        turned = next((kind for kind in since if kind in turns), None)
        if turned is None:
            return comment.resolved_at is not None
        return turned is EventKind.COMMENT_REOPENED

    def lifted(self, reservation: Reservation) -> bool:
        """Whether a reservation was lifted."""
        since = self._since(SubjectKind.RESERVATION, reservation.id)
        return reservation.lifted_at is not None and EventKind.RESERVATION_LIFTED not in since

    def dissolved(self, package: Package) -> bool:
        """Whether a package was dissolved."""
        since = self._since(SubjectKind.PACKAGE, package.id)
        return package.dissolved_at is not None and EventKind.PACKAGE_DISSOLVED not in since

    def left(self, member: PackageMember) -> bool:
        """Whether a suggestion had left its package: after it came in, nothing else names it."""
        since = self._since(SubjectKind.PACKAGE_MEMBER, member.id)
        return member.left_at is not None and not since

    def _since(self, kind: SubjectKind, row_id: int) -> Sequence[EventKind]:
        return self.later.get((kind, row_id), ())


NOW = Moment()


def published(session: Session, shelf: Shelf, revision: Revision) -> Moment:
    """Return the moment at which a revision was published. Two statements."""
    printing = shelf.printings.get(revision.id)
    event = printing.number if printing else None
    later, at_once = _changes(session, revision, event)
    return Moment(revision.published_at, event, _made(session, revision), later, at_once)


def _made(session: Session, revision: Revision) -> Mapping[Thing, int]:
    """Return the first event of the document that names each thing."""
    query = (
        sa.select(Subject.kind, Subject.thing_id, sa.func.min(Subject.event_id))
        .join(Event, Event.id == Subject.event_id)
        .where(Event.document_id == revision.document_id)
        .group_by(Subject.kind, Subject.thing_id)
    )
    return {(kind, thing_id): event for kind, thing_id, event in session.execute(query)}


def _changes(
    session: Session, revision: Revision, event: int | None
) -> tuple[Mapping[Thing, Sequence[EventKind]], frozenset[int]]:
    """Return what was changed since, and the suggestions whose entry counted at once."""
    since = Event.at > revision.published_at if event is None else Event.id > event
    voids = Event.kind.not_in(VOIDING) | (Subject.kind == SubjectKind.ENTRY)
    changed = Event.kind.in_(CHANGES) & voids & since
    entered = Event.kind == EventKind.SUGGESTION_ENTERED
    query = (
        sa.select(Event.kind, sa.case((entered, Event.payload)), Subject.kind, Subject.thing_id)
        .join(Subject, Subject.event_id == Event.id)
        .where(Event.document_id == revision.document_id, changed | entered)
        .order_by(Event.id)
    )
    later: defaultdict[Thing, list[EventKind]] = defaultdict(list)
    at_once = set()
    for kind, payload, subject, thing_id in session.execute(query):
        if kind is not EventKind.SUGGESTION_ENTERED:
            later[subject, thing_id].append(kind)
        elif subject is SubjectKind.SUGGESTION and _counted(payload, thing_id):
            at_once.add(thing_id)
    return later, frozenset(at_once)


def _counted(payload: str, suggestion_id: int) -> bool:
    """Whether an entry's event says that its suggestion was submitted by it."""
    told = (stated(payload, "rows") or {}).get(SubjectKind.SUGGESTION, ())
    return any(
        codes["id"] == suggestion_id and codes["status"] == Status.SUBMITTED for codes in told
    )
