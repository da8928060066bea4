"""What a suggestion excludes, whoever may see it: what has to be asked before it is accepted."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from declaration.queries import newest
from models.amending import ExclusionMember
from models.debate import Decision, Suggestion
from models.document import Document
from models.vocabulary import Status


@dataclass(frozen=True, slots=True)
class ExcludedRow:
    """A suggestion that another one excludes: enough to ask about it, and to answer it."""

    id: int
    excluded_by: int
    paragraph_id: int | None
    status: Status
    taken: bool


def excluded(session: Session, document: Document, ids: Collection[int]) -> tuple[ExcludedRow, ...]:
    """Return what suggestions exclude, each with the first of ``ids`` that excludes it.

    One statement. ``taken``: it has been accepted, as it was or with changes.
    """
    own, other = aliased(ExclusionMember), aliased(ExclusionMember)
    latest = newest.decision(Decision.outcome, Suggestion.id).correlate(Suggestion)
    query = (
        sa.select(
            Suggestion.id,
            sa.func.min(own.suggestion_id),
            Suggestion.paragraph_id,
            Suggestion.status,
            latest.scalar_subquery(),
        )
        .join(other, other.suggestion_id == Suggestion.id)
        .join(own, own.exclusion_id == other.exclusion_id)
        .where(
            Suggestion.document_id == document.id,
            own.suggestion_id.in_(ids),
            other.suggestion_id != own.suggestion_id,
            own.left_at.is_(None),
            other.left_at.is_(None),
        )
        .group_by(Suggestion.id, Suggestion.paragraph_id, Suggestion.status)
        .order_by(Suggestion.number)
    )
    return tuple(_excluded(row) for row in session.execute(query))


def _excluded(row: sa.Row[*tuple[Any, ...]]) -> ExcludedRow:
    id_, by, paragraph_id, status, outcome = row
    decided = status is Status.DECIDED and outcome is not None
    return ExcludedRow(id_, by, paragraph_id, status, taken=decided and outcome.taken)
