"""The committee's desk: what awaits a decision, paragraph by paragraph, in text order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.errors import NotFound
from declaration.manuscript import Manuscript, Passage
from declaration.queries import debate
from declaration.queries.debate import Listed, Only
from declaration.queries.waiting import ALONE, Stop, Waiting, waiting
from declaration.rules import Actor
from models.debate import Phrase, Preparation
from models.document import Document
from models.vocabulary import Capacity, Standing, Status

STALE = frozenset({Standing.STALE_CLEAN, Standing.STALE_CONFLICT, Standing.ORPHANED})


class Show(StrEnum):
    """Which groups of the desk."""

    AWAITING = "awaiting"
    STALE = "stale"
    PREPARED = "prepared"
    DECIDED = "decided"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Group:
    """What is decided at once: all on one paragraph, or one insertion or general suggestion."""

    passage: Passage | None
    items: tuple[Listed, ...]
    prepared: bool

    @property
    def alone(self) -> Listed | None:
        """Return the insertion or general suggestion that stands by itself."""
        return None if self.passage is not None else self.items[0]

    @property
    def live(self) -> tuple[Listed, ...]:
        """Return those that await a decision."""
        return tuple(item for item in self.items if item.live)

    @property
    def stale(self) -> int:
        """Count those that were written on other words than those that stand there now."""
        return sum(item.standing in STALE for item in self.live)

    def shows(self, show: Show) -> bool:
        """Whether the group belongs to a view of the desk."""
        return {
            Show.AWAITING: bool(self.live),
            Show.STALE: self.stale > 0,
            Show.PREPARED: self.prepared,
            Show.DECIDED: any(item.status is Status.DECIDED for item in self.items),
            Show.ALL: True,
        }[show]


@dataclass(frozen=True, slots=True)
class Desk:
    """All groups in text order, and how far the committee has come with what it was asked."""

    groups: tuple[Group, ...]
    awaiting: int
    decided: int

    @property
    def asked(self) -> int:
        """Count what was asked and not taken back."""
        return self.awaiting + self.decided


@dataclass(frozen=True, slots=True)
class Bench:
    """What one decision needs: the suggestions, what was prepared, what is beside it.

    ``numbers``: every suggestion of the document, number by id. ``before`` and ``after`` are the
    neighbours that await a decision.
    """

    rolling: Manuscript
    passage: Passage | None
    items: tuple[Listed, ...]
    preparation: Preparation | None
    numbers: Mapping[int, int]
    phrases: tuple[str, ...]
    before: Stop | None
    after: Stop | None

    @property
    def live(self) -> tuple[Listed, ...]:
        """Return those that await a decision."""
        return tuple(item for item in self.items if item.live)

    @property
    def words(self) -> str:
        """Return the words as they stand, empty for what is new or general."""
        return self.passage.words if self.passage is not None else ""


def desk(session: Session, reader: Actor, document: Document, rolling: Manuscript) -> Desk:
    """Return the whole desk; the committee's own changes are not on it. Four statements."""
    listed = debate.listed(session, reader, document, rolling, debate_open=False)
    items = [
        item
        for item in listed
        if item.status is not Status.WITHDRAWN and item.capacity is not Capacity.COMMITTEE
    ]
    return Desk(
        groups=_groups(items, _prepared(session, document)),
        awaiting=sum(item.live for item in items),
        decided=sum(item.status is Status.DECIDED for item in items),
    )


def paragraph(
    session: Session, reader: Actor, document: Document, rolling: Manuscript, passage: Passage
) -> Bench:
    """Return what a decision on one paragraph needs. Six statements."""
    only = Only(paragraph_id=passage.paragraph_id)
    found = debate.listed(session, reader, document, rolling, debate_open=False, only=only)
    items = tuple(item for item in found if item.form not in ALONE)
    mine = Preparation.paragraph_id == passage.paragraph_id
    return _bench(session, rolling, waiting(session, document, rolling), (passage, items, mine))


def alone(
    session: Session, reader: Actor, document: Document, rolling: Manuscript, number: int
) -> Bench:
    """Return what a decision on an insertion or a general suggestion needs. Six statements."""
    around = waiting(session, document, rolling)
    found = next((key for key, known in around.numbers.items() if known == number), None)
    if found is None or Stop("", number) not in around.orders:
        raise NotFound
    only = Only(suggestion_id=found)
    items = debate.listed(session, reader, document, rolling, debate_open=False, only=only)
    if not items:
        raise NotFound
    mine = Preparation.suggestion_id == found
    return _bench(session, rolling, around, (None, items, mine))


def _groups(items: Sequence[Listed], prepared: set[tuple[int, int]]) -> tuple[Group, ...]:
    gathered: dict[tuple[int, int], list[Listed]] = {}
    for item in items:
        gathered.setdefault(_key(item), []).append(item)
    return tuple(
        Group(
            passage=None if found[0].form in ALONE else found[0].paragraph,
            items=tuple(found),
            prepared=key in prepared,
        )
        for key, found in gathered.items()
    )


def _key(item: Listed) -> tuple[int, int]:
    """Return the paragraph that a suggestion is decided with, or the suggestion alone."""
    if item.form in ALONE or item.paragraph is None:
        return 0, item.id
    return item.paragraph.paragraph_id, 0


def _prepared(session: Session, document: Document) -> set[tuple[int, int]]:
    query = sa.select(Preparation.paragraph_id, Preparation.suggestion_id)
    rows = session.execute(query.where(Preparation.document_id == document.id))
    return {(paragraph_id or 0, suggestion_id or 0) for paragraph_id, suggestion_id in rows}


def _bench(
    session: Session,
    rolling: Manuscript,
    around: Waiting,
    found: tuple[Passage | None, tuple[Listed, ...], sa.ColumnElement[bool]],
) -> Bench:
    passage, items, mine = found
    here = Stop(passage.uid, 0) if passage else Stop("", items[0].number)
    before, after = around.around(here)
    phrases = session.scalars(sa.select(Phrase.words).order_by(Phrase.position, Phrase.id))
    return Bench(
        rolling=rolling,
        passage=passage,
        items=items,
        preparation=session.scalars(sa.select(Preparation).where(mine)).first(),
        numbers=around.numbers,
        phrases=tuple(phrases),
        before=before,
        after=after,
    )
