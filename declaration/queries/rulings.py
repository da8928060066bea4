"""What the committee decided last on each suggestion, and the revision in which it landed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from models.debate import Decision, Suggestion
from models.document import Document, Revision
from models.vocabulary import Outcome


@dataclass(frozen=True, slots=True)
class Ruling:
    """The newest decision on one suggestion.

    ``covered_by`` is the number of the suggestion that covers it; ``own``: the decider belongs to
    its delegation; ``revision_*``: the first revision published after, empty before that.
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


def rulings(
    session: Session, document: Document, limits: sa.ColumnElement[bool]
) -> dict[int, Ruling]:
    """Return the newest decisions by suggestion; ``limits`` choose suggestions. Two statements."""
    newest = sa.select(sa.func.max(Decision.id)).group_by(Decision.suggestion_id)
    covering = aliased(Suggestion)
    query = (
        sa.select(Decision, covering.number)
        .join(Suggestion, Suggestion.id == Decision.suggestion_id)
        .outerjoin(covering, covering.id == Decision.covered_by_id)
        .where(limits, Decision.id.in_(newest))
    )
    revisions = session.scalars(
        sa.select(Revision).where(Revision.document_id == document.id).order_by(Revision.ordinal)
    ).all()
    return {
        decision.suggestion_id: _ruling(decision, number, revisions)
        for decision, number in session.execute(query)
    }


def _ruling(decision: Decision, covered_by: int | None, revisions: Sequence[Revision]) -> Ruling:
    printed = [one for one in revisions if one.published_at >= decision.created_at]
    return Ruling(
        id=decision.id,
        outcome=decision.outcome,
        reason=decision.reason,
        redacted=decision.redacted,
        decided_at=decision.created_at,
        own=decision.own,
        covered_by=covered_by,
        wording_id=decision.wording_id,
        version_id=decision.version_id,
        revision_label=printed[0].label if printed else "",
        revision_slug=printed[0].slug if printed else "",
    )
