"""Suggestions with where delegations stand on them, and all that was ever said on one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from declaration.queries import newest, sight
from declaration.queries.suggesting.suggestions import Suggested
from declaration.queries.suggesting.support import UNSUPPORTED, shown, support
from declaration.queries.suggesting.waiting import asked_at
from models.debate import Suggestion, Wording
from models.document import Paragraph
from models.negotiation import Position
from models.vocabulary import Procedure


@dataclass(frozen=True, slots=True)
class KeptPosition:
    """One position of the history, and whether it was given on an earlier version."""

    position: Position
    earlier: bool


def with_support(
    session: Session,
    reader: sight.Reader,
    parts: frozenset[Procedure],
    listed: Sequence[Suggested],
    *only: sa.ColumnElement[bool],
) -> tuple[Suggested, ...]:
    """Return the suggestions with where delegations stand on each. One statement.

    ``only`` limits what is looked for, where it is more than these. With all parts off nothing is
    asked, and nothing stands beside them.
    """
    if not listed or not shown(parts):
        return tuple(listed)
    limits = only or (Suggestion.id.in_([suggestion.id for suggestion in listed]),)
    found = support(session, reader, parts, *limits)
    return tuple(
        replace(suggestion, support=found.get(suggestion.id, UNSUPPORTED)) for suggestion in listed
    )


def history(
    session: Session, reader: sight.Reader, suggestion: Suggestion
) -> tuple[KeptPosition, ...]:
    """Return all positions on a suggestion, also those that count no more, newest first.

    One statement.
    """
    worded = newest.wording(Wording.id, suggestion.id).scalar_subquery()
    query = (
        sa.select(Position, Position.wording_id != worded)
        .options(joinedload(Position.delegation))
        .where(
            Position.suggestion_id == suggestion.id,
            Position.audience.in_(sight.audiences(reader)),
        )
        .order_by(Position.id.desc())
    )
    return tuple(KeptPosition(*row) for row in session.execute(query))


def uid_of(session: Session, suggestion: Suggestion) -> str | None:
    """Return the uid of the paragraph where a suggestion asks; None on none. One statement."""
    asked = sa.select(asked_at()).where(Suggestion.id == suggestion.id).scalar_subquery()
    return session.scalar(sa.select(Paragraph.uid).where(Paragraph.id == asked))
