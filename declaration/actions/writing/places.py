"""Where a paragraph comes to stand: ranks among all newest places of a document.

A new paragraph stands after the one that it follows, after that one's own sub-items, and after
the run of those that were put at the same place since the last revision.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.queries import newest
from models.debate import Decision, Suggestion, Wording
from models.document import Document, Paragraph, Place, Revision, RevisionEntry
from models.vocabulary import TAKEN, Kind, SuggestionKind

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
BEGINNING = 0  # among ids of paragraphs: what follows it stands first in the document


@dataclass(frozen=True, slots=True)
class Placement:
    """After which paragraph something is to stand (None: at the beginning), and how deep it is."""

    after_id: int | None
    kind: Kind
    level: int

    @property
    def depth(self) -> int:
        """Return how deep it is among sub-items; 0 for all that is none."""
        return _depth(self.kind, self.level)


def ranks(count: int) -> list[str]:
    """Return ``count`` ranks in order, of equal length, with room before, between and after."""
    width = 1
    while len(DIGITS) ** width < 2 * (count + 1):
        width += 1
    step = len(DIGITS) ** width // (count + 1)
    return [_digits(step * (n + 1), width).rstrip("0") for n in range(count)]


def rank_between(low: str, high: str) -> str:
    """Return a rank after ``low`` and before ``high``; an empty ``high`` is the end.

    Read as fractions in base 36, no rank ends in 0: so one always fits in between.
    """
    if high and low >= high:
        raise ValueError(f"no rank between {low!r} and {high!r}")
    shared = 0
    while high and (low[shared : shared + 1] or "0") == high[shared]:
        shared += 1
    prefix, low, high = high[:shared], low[shared:], high[shared:]
    first = DIGITS.index(low[0]) if low else 0
    last = DIGITS.index(high[0]) if high else len(DIGITS)
    if last - first > 1:
        return prefix + DIGITS[(first + last) // 2]
    if len(high) > 1:
        return prefix + high[0]
    return prefix + DIGITS[first] + rank_between(low[1:], "")


def rank_after(
    session: Session, document: Document, placement: Placement, moving_id: int | None = None
) -> str:
    """Return the rank at which something belongs; ``moving_id``: the paragraph, if it has one."""
    shelf = [place for place in newest_places(session, document) if place.paragraph_id != moving_id]
    at = _behind(shelf, placement, _anchors(session, document))
    low = shelf[at - 1].rank if at else ""
    high = next((place.rank for place in shelf[at:] if place.rank > low), "")
    return rank_between(low, high)


def rank_again(session: Session, document: Document, place: Place) -> str:
    """Return the rank that ``place`` had, or the next free one after it."""
    others = [
        other.rank
        for other in newest_places(session, document)
        if other.paragraph_id != place.paragraph_id
    ]
    if place.rank not in others:
        return place.rank
    return rank_between(place.rank, next((rank for rank in others if rank > place.rank), ""))


def newest_places(session: Session, document: Document) -> list[Place]:
    """Return every paragraph's newest place in reading order, dead ones too."""
    ids = sa.select(Paragraph.id).where(Paragraph.document_id == document.id)
    latest = newest.each(Place.paragraph_id, Place.paragraph_id.in_(ids))
    places = session.scalars(sa.select(Place).where(Place.id.in_(latest)))
    return sorted(places, key=lambda place: (place.rank, place.id))


def _digits(number: int, width: int) -> str:
    text = ""
    for _ in range(width):
        number, rest = divmod(number, len(DIGITS))
        text = DIGITS[rest] + text
    return text


def _behind(shelf: Sequence[Place], placement: Placement, anchors: Mapping[int, int]) -> int:
    """Return the index on ``shelf`` before which something belongs."""
    at, depth = 0, 0
    if placement.after_id is not None:
        ids = [place.paragraph_id for place in shelf]
        at = ids.index(placement.after_id) + 1
        depth = _depth(shelf[at - 1].kind, shelf[at - 1].level)
    beside = placement.depth <= depth and placement.after_id is not None
    run = {placement.after_id or BEGINNING}
    for place in shelf[at:]:
        if anchors.get(place.id) in run:
            run.add(place.paragraph_id)
        elif not (beside and _depth(place.kind, place.level) > depth):
            break
        at += 1
    return at


def _depth(kind: Kind, level: int) -> int:
    return level if kind is Kind.ITEM else 0


def _anchors(session: Session, document: Document) -> dict[int, int]:
    """Return, for each place made since the newest revision, the paragraph that it follows."""
    printed = (
        sa.select(RevisionEntry.place_id)
        .join(Revision, RevisionEntry.revision_id == Revision.id)
        .where(Revision.document_id == document.id)
    )
    query = (
        sa.select(Decision.place_id, Wording.after_id)
        .join(Wording, Decision.wording_id == Wording.id)
        .join(Suggestion, Decision.suggestion_id == Suggestion.id)
        .where(
            Suggestion.document_id == document.id,
            Suggestion.form.in_([kind for kind in SuggestionKind if kind.places]),
            Decision.outcome.in_(TAKEN),
            Decision.place_id.is_not(None),
            Decision.place_id.not_in(printed),
        )
    )
    rows = session.execute(query)
    return {place_id: after_id or BEGINNING for place_id, after_id in rows if place_id}
