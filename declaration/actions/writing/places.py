"""Where a paragraph comes to stand: ranks among all newest places of a document.

A newcomer stands after the paragraph that it follows, after that one's own sub-items, and after
the run of those that were put at the same place since the last revision.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.debate import Decision, Suggestion, Wording
from models.document import Document, Paragraph, Place, Revision, RevisionEntry
from models.vocabulary import Kind, Outcome, SuggestionKind

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


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


def _digits(number: int, width: int) -> str:
    text = ""
    for _ in range(width):
        number, rest = divmod(number, len(DIGITS))
        text = DIGITS[rest] + text
    return text


HEAD = 0  # stands for «at the head of the document» among the ids of anchors


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What is to be put: after which paragraph (None: at the head), and how deep it is."""

    after_id: int | None
    kind: Kind
    level: int
    paragraph_id: int | None = None  # of one that moves


def rank_after(session: Session, document: Document, newcomer: Newcomer) -> str:
    """Return the rank at which ``newcomer`` belongs."""
    shelf = [
        place
        for place in newest_places(session, document)
        if place.paragraph_id != newcomer.paragraph_id
    ]
    anchors = _anchors(session, document)
    at = _behind(shelf, newcomer, anchors)
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
    mine = sa.select(Paragraph.id).where(Paragraph.document_id == document.id)
    newest = (
        sa.select(sa.func.max(Place.id))
        .where(Place.paragraph_id.in_(mine))
        .group_by(Place.paragraph_id)
    )
    places = session.scalars(sa.select(Place).where(Place.id.in_(newest)))
    return sorted(places, key=lambda place: (place.rank, place.id))


def _behind(shelf: Sequence[Place], newcomer: Newcomer, anchors: dict[int, int]) -> int:
    """Return the index on ``shelf`` before which the newcomer belongs."""
    at, depth = 0, 0
    if newcomer.after_id is not None:
        at = 1 + next(n for n, place in enumerate(shelf) if place.paragraph_id == newcomer.after_id)
        depth = _depth(shelf[at - 1].kind, shelf[at - 1].level)
    beside = _depth(newcomer.kind, newcomer.level) <= depth and newcomer.after_id is not None
    run = {newcomer.after_id or HEAD}
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
            Suggestion.form.in_((SuggestionKind.INSERT, SuggestionKind.MOVE)),
            Decision.outcome.in_((Outcome.ACCEPTED, Outcome.ADAPTED)),
            Decision.place_id.is_not(None),
            Decision.place_id.not_in(printed),
        )
    )
    return {place: after or HEAD for place, after in session.execute(query) if place is not None}
