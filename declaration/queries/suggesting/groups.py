"""What suggestions have to do with each other: tabled together, or excluding each other."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.queries import sight
from models.amending import Exclusion, ExclusionMember, Package, PackageMember
from models.debate import Suggestion
from models.document import Document
from models.vocabulary import Status

Row = sa.Row[*tuple[Any, ...]]


class InPackage(NamedTuple):
    """The package that a suggestion is part of; ``others``: the numbers of the rest of it.

    ``slug``: of the document. ``title`` is empty where it was redacted.
    """

    slug: str
    number: int
    title: str
    language: str
    others: tuple[int, ...]


class InExclusion(NamedTuple):
    """The numbers of the suggestions that one excludes; ``pending``: those without a decision."""

    slug: str
    number: int
    others: tuple[int, ...]
    pending: tuple[int, ...]


def packages(
    session: Session, reader: sight.Reader, *only: sa.ColumnElement[bool]
) -> dict[int, InPackage]:
    """Return the packages of suggestions, by the suggestion's id. One statement.

    ``only`` limits the suggestions; those that were withdrawn are in none.
    """
    among = (
        sa.select(PackageMember.package_id)
        .join(Suggestion, Suggestion.id == PackageMember.suggestion_id)
        .where(PackageMember.left_at.is_(None), *only)
    )
    query = (
        sa.select(
            Package.id,
            Document.slug,
            Package.number,
            Package.title,
            Package.language,
            Suggestion.id,
            Suggestion.number,
        )
        .join(PackageMember, PackageMember.package_id == Package.id)
        .join(Suggestion, Suggestion.id == PackageMember.suggestion_id)
        .join(Document, Document.id == Package.document_id)
        .where(Package.id.in_(among), PackageMember.left_at.is_(None), *_readable(Package, reader))
        .order_by(Package.id, Suggestion.number)
    )
    known = {}
    for _id, rows in _by_first(session.execute(query).all()):
        _key, slug, number, title, language, *_suggestion = rows[0]
        numbers = {row[5]: row[6] for row in rows}
        for id_ in numbers:
            others = _without(numbers, id_)
            known[id_] = InPackage(slug, number, title, language, others)
    return known


def exclusions(
    session: Session, reader: sight.Reader, *only: sa.ColumnElement[bool]
) -> dict[int, InExclusion]:
    """Return what suggestions exclude, by the suggestion's id. One statement; as ``packages``."""
    among = (
        sa.select(ExclusionMember.exclusion_id)
        .join(Suggestion, Suggestion.id == ExclusionMember.suggestion_id)
        .where(ExclusionMember.left_at.is_(None), *only)
    )
    query = (
        sa.select(
            Exclusion.id,
            Document.slug,
            Exclusion.number,
            Suggestion.id,
            Suggestion.number,
            Suggestion.status,
        )
        .join(ExclusionMember, ExclusionMember.exclusion_id == Exclusion.id)
        .join(Suggestion, Suggestion.id == ExclusionMember.suggestion_id)
        .join(Document, Document.id == Exclusion.document_id)
        .where(
            Exclusion.id.in_(among),
            ExclusionMember.left_at.is_(None),
            *_readable(Exclusion, reader),
        )
        .order_by(Exclusion.id, Suggestion.number)
    )
    known = {}
    for _id, rows in _by_first(session.execute(query).all()):
        _key, slug, number, *_suggestion = rows[0]
        numbers = {row[3]: row[4] for row in rows}
        pending = {row[3]: row[4] for row in rows if row[5] is Status.SUBMITTED}
        for id_ in numbers:
            others = _without(numbers, id_)
            known[id_] = InExclusion(slug, number, others, _without(pending, id_))
    return known


def _readable(
    whole: type[Package | Exclusion], reader: sight.Reader
) -> tuple[sa.ColumnElement[bool], ...]:
    """Limit to what the reader may see, and leave out what was withdrawn."""
    return (
        whole.audience.in_(sight.audiences(reader)),
        Suggestion.status != Status.WITHDRAWN,
        sight.suggestions(reader),
    )


def _by_first(rows: Sequence[Row]) -> list[tuple[int, list[Row]]]:
    return [(key, list(group)) for key, group in groupby(rows, key=lambda row: row[0])]


def _without(numbers: dict[int, int], id_: int) -> tuple[int, ...]:
    return tuple(number for key, number in numbers.items() if key != id_)
