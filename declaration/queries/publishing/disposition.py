"""What became of every suggestion, with the numbers that its paragraph had and has."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.queries.reading.shelf import Shelf
from declaration.queries.suggesting.suggestions import Suggested
from models.debate import Suggestion
from models.document import Revision, RevisionEntry

Numbers = Mapping[int, Mapping[int, str]]  # suggestion id -> revision id -> number


@dataclass(frozen=True, slots=True)
class Disposed:
    """A suggestion with its paragraph's number in the revision that was negotiated, and after.

    ``old_number`` is empty where the paragraph was not printed then (an insertion, a general
    suggestion); ``new_number`` until the next revision, or where the paragraph is gone.
    """

    suggestion: Suggested
    old_number: str
    new_number: str


def disposition(
    session: Session, shelf: Shelf, suggestions: Sequence[Suggested]
) -> tuple[Disposed, ...]:
    """Put old and new numbers to suggestions, in the order given. One statement."""
    numbers = _numbers(session, shelf.document.id)
    return tuple(
        _disposed(suggestion, shelf.revisions, numbers.get(suggestion.id, {}))
        for suggestion in suggestions
    )


def _numbers(session: Session, document_id: int) -> Numbers:
    query = (
        sa.select(Suggestion.id, RevisionEntry.revision_id, RevisionEntry.number)
        .join(RevisionEntry, RevisionEntry.paragraph_id == Suggestion.paragraph_id)
        .where(Suggestion.document_id == document_id)
    )
    numbers: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for suggestion_id, revision_id, number in session.execute(query):
        numbers[suggestion_id][revision_id] = number
    return numbers


def _disposed(
    suggestion: Suggested, revisions: Sequence[Revision], numbers: Mapping[int, str]
) -> Disposed:
    decided_at = suggestion.ruling.decided_at if suggestion.ruling else None
    earlier = [r for r in revisions if decided_at is None or r.published_at < decided_at]
    later = [r for r in revisions if decided_at is not None and r.published_at >= decided_at]
    return Disposed(
        suggestion=suggestion,
        old_number=numbers.get(earlier[-1].id, "") if earlier else "",
        new_number=numbers.get(later[0].id, "") if later else "",
    )
