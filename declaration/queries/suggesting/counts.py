"""What a suggestion counts as: the one definition behind every number of suggestions.

Counted are the suggestions of delegations: pending (reopened ones with them), accepted (with or
without changes, or covered by another), not accepted (rejected, overtaken, lapsed). Withdrawn ones,
the committee's own edits, and what was entered for a delegation that has not confirmed it are told
beside these numbers and are in none of them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.queries import newest, sight
from declaration.queries.suggesting.suggestions import Suggested
from models.debate import Decision, Suggestion
from models.document import Document
from models.vocabulary import TAKEN, Capacity, Outcome, Status

ACCEPTED = (*TAKEN, Outcome.COVERED)
UNCOUNTED = (Status.WITHDRAWN, Status.ENTERED)


class CountedAs(StrEnum):
    """What a suggestion counts as; the last three are told beside the others."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"
    WITHDRAWN = "withdrawn"
    COMMITTEE = "committee"
    ENTERED = "entered"


AWAITING = {Status.SUBMITTED: CountedAs.PENDING, Status.ENTERED: CountedAs.ENTERED}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many suggestions count as what; ``delegations``: how many made those that are counted."""

    pending: int = 0
    accepted: int = 0
    not_accepted: int = 0
    withdrawn: int = 0
    committee: int = 0
    entered: int = 0
    delegations: int = 0

    @property
    def decided(self) -> int:
        """Return how many of those counted are decided."""
        return self.accepted + self.not_accepted

    @property
    def total(self) -> int:
        """Return how many are counted."""
        return self.pending + self.decided


NOTHING = Tally()


def counted_as(capacity: Capacity, status: Status, outcome: Outcome | None) -> CountedAs:
    """Say what a suggestion counts as; ``outcome``: of its newest decision."""
    if capacity is Capacity.COMMITTEE:
        return CountedAs.COMMITTEE
    if status is Status.WITHDRAWN:
        return CountedAs.WITHDRAWN
    if status in AWAITING:
        return AWAITING[status]
    return CountedAs.ACCEPTED if outcome in ACCEPTED else CountedAs.NOT_ACCEPTED


def of(suggestion: Suggested) -> CountedAs:
    """Say what a suggestion counts as."""
    ruling = suggestion.ruling
    return counted_as(suggestion.capacity, suggestion.status, ruling.outcome if ruling else None)


def counted() -> sa.ColumnElement[bool]:
    """Limit a query to the suggestions that are counted, pending or decided."""
    return (Suggestion.capacity != Capacity.COMMITTEE) & Suggestion.status.not_in(UNCOUNTED)


def tally(suggestions: Iterable[Suggested]) -> Tally:
    """Count suggestions."""
    return _tally(Counter((of(each), each.delegation_id) for each in suggestions))


def tallies(session: Session, reader: sight.Reader) -> Mapping[str, Tally]:
    """Count what the reader may see, by the document's slug. One statement."""
    counts: dict[str, Counter[tuple[CountedAs, int | None]]] = {}
    for slug, delegation_id, *counted_by, count in session.execute(_grouped(reader)):
        key = counted_as(*counted_by), delegation_id
        counts.setdefault(slug, Counter())[key] += count
    return {slug: _tally(count) for slug, count in counts.items()}


def by_delegation(session: Session, reader: sight.Reader) -> Mapping[int, Tally]:
    """Count the same over all documents, by the id of the delegation. One statement."""
    counts: dict[int, Counter[tuple[CountedAs, int | None]]] = {}
    for _slug, delegation_id, *counted_by, count in session.execute(_grouped(reader)):
        key = counted_as(*counted_by), delegation_id
        counts.setdefault(delegation_id or 0, Counter())[key] += count
    return {id_: _tally(count) for id_, count in counts.items() if id_}


def _grouped(reader: sight.Reader) -> sa.Select[*tuple[Any, ...]]:
    """Select how many suggestions are alike in what they count as, by document and delegation."""
    outcome = newest.decision(Decision.outcome, Suggestion.id)
    row = (
        Document.slug,
        Suggestion.delegation_id,
        Suggestion.capacity,
        Suggestion.status,
        outcome.correlate(Suggestion).scalar_subquery().label("outcome"),
    )
    each = (
        sa.select(*row)
        .join(Document, Document.id == Suggestion.document_id)
        .where(sight.suggestions(reader), sight.documents(reader.actor))
        .subquery()
    )
    return sa.select(*each.c, sa.func.count()).group_by(*each.c)


def _tally(counts: Counter[tuple[CountedAs, int | None]]) -> Tally:
    sums: Counter[str] = Counter()
    for (kind, _delegation_id), count in counts.items():
        sums[kind.value] += count
    beside = {CountedAs.WITHDRAWN, CountedAs.COMMITTEE, CountedAs.ENTERED}
    delegations = {delegation_id for kind, delegation_id in counts if kind not in beside}
    return Tally(**sums, delegations=len(delegations - {None}))
