"""A place in the text as the newest print names it, for lists that load no whole text."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from models.document import Place, RevisionEntry, Version
from models.vocabulary import Kind

Follows = tuple[sa.ScalarSelect[str], sa.ScalarSelect[int]]

HEADS = [kind for kind in Kind if kind.heads]


@dataclass(frozen=True, slots=True)
class PrintedPlace:
    """A paragraph in the newest revision that contains it; ``kind`` is None where none does.

    ``number`` and ``follows`` are as in ``Passage``.
    """

    number: str
    kind: Kind | None
    words: str
    follows: tuple[str, int] = ("", 0)


def with_place(
    rows: sa.Select[*tuple[Any, ...]],
    paragraph_id: sa.SQLColumnExpression[Any],
) -> sa.Select[*tuple[Any, ...]]:
    """Add the columns that ``printed_place`` reads."""
    entry, is_newest, place, version, follows = _joined(paragraph_id)
    return (
        rows.outerjoin(entry, is_newest)
        .outerjoin(place, place.id == entry.place_id)
        .outerjoin(version, version.id == entry.version_id)
        .add_columns(entry.number, place.kind, version.words, *follows)
    )


@cache  # made once for each column: writing the expression takes longer than asking
def _joined(
    paragraph_id: sa.SQLColumnExpression[Any],
) -> tuple[type[RevisionEntry], sa.ColumnElement[bool], type[Place], type[Version], Follows]:
    """Return what is joined to tell the place of a paragraph, and in which entry it stands."""
    entry, place, version = aliased(RevisionEntry), aliased(Place), aliased(Version)
    newest = (
        sa.select(sa.func.max(RevisionEntry.id))
        .where(RevisionEntry.paragraph_id == paragraph_id)
        .correlate_except(RevisionEntry)
        .scalar_subquery()
    )
    return entry, entry.id == newest, place, version, _follows(entry)


def printed_place(
    number: str | None, kind: Kind | None, words: str | None, after: str | None, nth: int | None
) -> PrintedPlace:
    """Read the columns of ``with_place``."""
    counted = kind is not None and not kind.heads and not number
    return PrintedPlace(
        number or "", kind, words or "", (after or "", nth or 0) if counted else ("", 0)
    )


def _follows(entry: type[RevisionEntry]) -> Follows:
    """Return the number before an entry, and which entry without one it is after that."""
    numbered, counted, place = aliased(RevisionEntry), aliased(RevisionEntry), aliased(Place)
    before = numbered.revision_id == entry.revision_id, numbered.position < entry.position
    last = (
        sa.select(numbered.position)
        .where(*before, numbered.number != "")
        .order_by(numbered.position.desc())
        .limit(1)
    )
    number = last.with_only_columns(numbered.number).correlate(entry).scalar_subquery()
    start = sa.func.coalesce(last.correlate(entry).scalar_subquery(), -1)
    nth = (
        sa.select(sa.func.count())
        .select_from(counted)
        .join(place, place.id == counted.place_id)
        .where(
            counted.revision_id == entry.revision_id,
            counted.position > start,
            counted.position <= entry.position,
            place.kind.not_in(HEADS),
        )
        .correlate(entry)
        .scalar_subquery()
    )
    return number, nth
