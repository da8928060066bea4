"""Where a paragraph comes to stand: ranks among all newest places of a document.

A new paragraph stands after the one that it follows, after that one's own sub-items, and after
the run of those that were put at the same place since the last revision.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from declaration.blocks import depth, landing
from declaration.queries import newest
from declaration.queries.journal.subjects import of_an_act
from models.debate import Decision, Suggestion, Wording
from models.document import Document, Paragraph, Place, Revision, RevisionEntry
from models.journal import Subject
from models.vocabulary import TAKEN, Kind, SubjectKind, SuggestionKind

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
        return depth(self.kind, self.level)


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
    """Return the rank of what is put there anew; ``moving_id``: the paragraph, if it has one."""
    others = _others(newest_places(session, document), {moving_id})
    followed = _followed(session, document, others)
    at = landing(others, placement.after_id, placement.depth, followed=followed, parts=True)
    return _between(others, at, [""])[0]


def ranks_after(
    session: Session, document: Document, placement: Placement, moving: Sequence[Place]
) -> list[str]:
    """Return the ranks of a paragraph and its items that move there together, in this order.

    They part no other paragraph from its items.
    """
    ids = {place.paragraph_id for place in moving}
    others = _others(newest_places(session, document), ids)
    followed = _followed(session, document, others)
    at = landing(others, placement.after_id, placement.depth, followed=followed)
    return _between(others, at, [""] * len(moving))


def ranks_back(
    session: Session, document: Document, since: int, moving: Sequence[Place]
) -> list[str]:
    """Return the ranks of what goes back to where its first stood before the place ``since``.

    Behind the nearest sibling before it that has kept its place, else first below the paragraph
    that it belonged to, wherever that one is now; at its old rank, where that is still free.
    """
    former = {place.paragraph_id: place for place in newest_places(session, document, since)}
    own = former.pop(moving[0].paragraph_id)
    deep = depth(own.kind, own.level)
    before = [place for place in former.values() if place.rank < own.rank]
    behind = {place.paragraph_id for place in former.values() if place.rank >= own.rank}
    shelf = newest_places(session, document)
    others = _others(shelf, {place.paragraph_id for place in moving})
    kept = _kept(others, former, moved_since(session, document, since))
    at = 0
    for place in reversed(before):
        shallow = depth(place.kind, place.level)
        if shallow < deep or (shallow == deep and place.paragraph_id in kept):
            ids = [other.paragraph_id for other in others]
            at = ids.index(place.paragraph_id) + 1
            break
    for other in others[at:]:
        if depth(other.kind, other.level) <= deep or other.paragraph_id in behind:
            break
        at += 1
    old = [former[place.paragraph_id].rank for place in moving[1:] if place.paragraph_id in former]
    return _between(others, at, [own.rank, *old, *[""] * (len(moving) - 1 - len(old))])


def moved_since(session: Session, document: Document, since: int) -> frozenset[int]:
    """Return the paragraphs that were themselves given a place after the place ``since``.

    Whatever has only gone along with another is not named by the event that moved it.
    """
    named = aliased(Subject)
    query = (
        sa.select(Place.paragraph_id)
        .join(Paragraph, Paragraph.id == Place.paragraph_id)
        .join(Subject, (Subject.kind == SubjectKind.PLACE) & (Subject.thing_id == Place.id))
        .join(
            named,
            (named.event_id == Subject.event_id)
            & (named.kind == SubjectKind.PARAGRAPH)
            & (named.thing_id == Place.paragraph_id),
        )
        .where(Paragraph.document_id == document.id, Place.id > since, of_an_act())
    )
    return frozenset(session.scalars(query))


def newest_places(session: Session, document: Document, before: int | None = None) -> list[Place]:
    """Return every paragraph's newest place in reading order, dead ones too.

    ``before``: as they were before the place of this id.
    """
    ids = sa.select(Paragraph.id).where(Paragraph.document_id == document.id)
    limits = [Place.paragraph_id.in_(ids)] + ([Place.id < before] if before else [])
    latest = newest.each(Place.paragraph_id, *limits)
    places = session.scalars(sa.select(Place).where(Place.id.in_(latest)))
    return sorted(places, key=lambda place: (place.rank, place.id))


def _digits(number: int, width: int) -> str:
    text = ""
    for _ in range(width):
        number, rest = divmod(number, len(DIGITS))
        text = DIGITS[rest] + text
    return text


def _others(shelf: Sequence[Place], moving: Collection[int | None]) -> list[Place]:
    return [place for place in shelf if place.paragraph_id not in moving]


def _between(shelf: Sequence[Place], at: int, old: Sequence[str]) -> list[str]:
    """Return ranks in order before ``shelf[at]``: the ``old`` ones, where they fit."""
    low = shelf[at - 1].rank if at else ""
    high = next((place.rank for place in shelf[at:] if place.rank > low), "")
    ranks = []
    for rank in old:
        fits = low < rank and (not high or rank < high)
        low = rank if fits else rank_between(low, high)
        ranks.append(low)
    return ranks


def _kept(
    shelf: Sequence[Place], former: Mapping[int, Place], moved: Collection[int]
) -> frozenset[int]:
    """Return the paragraphs that stand where they stood, or have only gone along with another."""
    return frozenset(
        place.paragraph_id
        for place in shelf
        if (earlier := former.get(place.paragraph_id)) is not None
        and (place.rank == earlier.rank or place.paragraph_id not in moved)
    )


def _followed(session: Session, document: Document, shelf: Sequence[Place]) -> dict[int, int]:
    """Return after which paragraph those stand that were put there since the newest revision."""
    anchors = _anchors(session, document)
    return {place.paragraph_id: anchors[place.id] for place in shelf if place.id in anchors}


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
