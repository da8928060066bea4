"""What was done in a debate, moment by moment: for figures, never who said what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.queries import sight
from declaration.queries.sight import Reader
from models.debate import Comment, Decision, Suggestion
from models.document import Document
from models.people import Delegation
from models.vocabulary import Audience, Outcome, WorldRegion


class ActKind(StrEnum):
    """What is counted by day."""

    SUGGESTED = "suggested"
    COMMENTED = "commented"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class DebateAct:
    """One act of the debate; ``delegation_id`` is empty for committee and secretariat."""

    kind: ActKind
    at: datetime
    delegation_id: int | None


def acts(session: Session, reader: Reader, document: Document) -> Sequence[DebateAct]:
    """Return what the reader may see of what was done, in no order. One statement.

    A delegation's internal comments, the committee's notes, and what was taken back, are not
    counted; nor is a decision's reopening.
    """
    seen = sight.suggestions(reader)
    suggested = sa.select(
        sa.literal(ActKind.SUGGESTED.value), Suggestion.submitted_at, Suggestion.delegation_id
    ).where(Suggestion.document_id == document.id, seen)
    commented = sa.select(
        sa.literal(ActKind.COMMENTED.value), Comment.created_at, Comment.delegation_id
    ).where(
        Comment.document_id == document.id,
        Comment.withdrawn_at.is_(None),
        Comment.audience.not_in((Audience.DELEGATION, Audience.COMMITTEE)),
        sight.comments(reader),
    )
    decided = (
        sa.select(sa.literal(ActKind.DECIDED.value), Decision.created_at, sa.null())
        .join(Suggestion, Suggestion.id == Decision.suggestion_id)
        .where(Suggestion.document_id == document.id, Decision.outcome != Outcome.REOPENED, seen)
    )
    rows: Iterable[sa.Row[str, datetime, int | None]] = session.execute(
        sa.union_all(suggested, commented, decided)
    )
    return [DebateAct(ActKind(kind), at, delegation) for kind, at, delegation in rows]


def regions(session: Session) -> dict[int, WorldRegion]:
    """Return the region of every delegation, by its id. One statement."""
    rows = session.execute(sa.select(Delegation.id, Delegation.world_region))
    return {row.id: row.world_region for row in rows}
