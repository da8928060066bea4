"""Suggestions with their sub-amendments, and what one's own delegation has amended."""

from collections.abc import Sequence
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.queries import sight
from declaration.queries.suggesting.subamended import SubAmended, known, subamendments
from declaration.queries.suggesting.suggestions import Suggested
from models.amending import SubAmendment
from models.debate import Suggestion
from models.vocabulary import Procedure


def with_subamendments(
    session: Session,
    reader: sight.Reader,
    parts: frozenset[Procedure],
    listed: Sequence[Suggested],
    *only: sa.ColumnElement[bool],
) -> tuple[Suggested, ...]:
    """Return the suggestions with what amends each. One statement.

    ``only`` limits what is looked for, where it is more than these. Where the part is off nothing
    is asked, and nothing stands beside them.
    """
    if not listed or not known(parts):
        return tuple(listed)
    limits = only or (Suggestion.id.in_([suggestion.id for suggestion in listed]),)
    by_id = subamendments(session, reader, *limits)
    return tuple(
        replace(suggestion, subamendments=by_id.get(suggestion.id, ())) for suggestion in listed
    )


def own_subamendments(
    session: Session, reader: sight.Reader, parts: frozenset[Procedure]
) -> tuple[SubAmended, ...]:
    """Return what the reader's delegation has amended, in the order of suggestions.

    One statement; none where the part is off.
    """
    if reader.actor.delegation_id is None or not known(parts):
        return ()
    mine = SubAmendment.delegation_id == reader.actor.delegation_id
    return tuple(
        each for several in subamendments(session, reader, mine).values() for each in several
    )
