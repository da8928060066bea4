"""What the committee decided last on each suggestion, and the revision in which it landed."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from declaration.queries import newest
from models.debate import Decision, Suggestion
from models.document import Correction, Revision
from models.vocabulary import Outcome


@dataclass(frozen=True, slots=True)
class ChangedFor:
    """The ids of what was changed for a general suggestion; nothing where both are empty."""

    suggestions: tuple[int, ...]
    paragraphs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NewestDecision:
    """The newest decision on one suggestion.

    ``covered_by`` is the number of the suggestion that covers it; ``own``: the decider belongs to
    its delegation; ``revision_*``: the first revision published after, empty before that.
    ``changed``: of a general suggestion that was taken; None where nobody was asked.
    """

    id: int
    outcome: Outcome
    reason: str
    redacted: bool
    decided_at: datetime
    own: bool
    covered_by: int | None
    wording_id: int
    version_id: int | None
    revision_label: str = ""
    revision_slug: str = ""
    changed: ChangedFor | None = None


def with_rulings(rows: sa.Select[*tuple[Any, ...]]) -> sa.Select[*tuple[Any, ...]]:
    """Add the four columns that ``ruling`` reads to a query of suggestions."""
    covering = aliased(Suggestion)
    latest = newest.decision(Decision.id, Suggestion.id).correlate(Suggestion).scalar_subquery()
    printing = aliased(Revision)
    printed = (
        sa.select(printing.id)
        .where(
            printing.document_id == Suggestion.document_id,
            printing.published_at >= Decision.created_at,
            printing.id.not_in(sa.select(Correction.revision_id)),
        )
        .order_by(printing.ordinal)
        .limit(1)
        .correlate(Suggestion, Decision)
        .scalar_subquery()
    )
    return (
        rows.add_columns(Decision, covering.number, Revision.called, Revision.slug)
        .outerjoin(Decision, Decision.id == latest)
        .outerjoin(covering, covering.id == Decision.covered_by_id)
        .outerjoin(Revision, Revision.id == printed)
    )


def ruling(
    decision: Decision | None, covered_by: int | None, label: str | None, slug: str | None
) -> NewestDecision | None:
    """Read the columns of ``with_rulings``; None where nothing was decided yet."""
    if decision is None:
        return None
    return NewestDecision(
        id=decision.id,
        outcome=decision.outcome,
        reason=decision.reason,
        redacted=decision.redacted,
        decided_at=decision.created_at,
        own=decision.own,
        covered_by=covered_by,
        wording_id=decision.wording_id,
        version_id=decision.version_id,
        revision_label=label or "",
        revision_slug=slug or "",
        changed=_changed(decision.changes),
    )


def _changed(changes: str | None) -> ChangedFor | None:
    if changes is None:
        return None
    ids = json.loads(changes)
    return ChangedFor(tuple(ids["suggestions"]), tuple(ids["paragraphs"]))
