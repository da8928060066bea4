"""Packages and exclusions as pages show them: beside suggestions, and each by itself."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from declaration.queries import sight
from declaration.queries.suggesting import groups
from declaration.queries.suggesting.suggestions import Suggested
from models.amending import Exclusion, Package, PackageMember
from models.debate import Decision, Suggestion
from models.discs import Disc
from models.document import Document
from models.people import Delegation
from models.vocabulary import Procedure, Status


@dataclass(frozen=True, slots=True)
class TabledPackage:
    """A package, and whose; ``suggestions``: those that are part of it, by number.

    ``title`` and ``reason`` are empty where they were redacted.
    """

    id: int
    number: int
    title: str
    reason: str
    language: str
    redacted: bool
    delegation: str
    disc: Disc
    own: bool
    created_at: datetime
    dissolved_at: datetime | None
    suggestions: tuple[Suggested, ...]

    @property
    def pending(self) -> tuple[Suggested, ...]:
        """Return those that await a decision."""
        return tuple(item for item in self.suggestions if item.live)

    @property
    def begun(self) -> bool:
        """Whether something of it has been decided, and something has not."""
        return 0 < len(self.pending) < len(self.suggestions)


@dataclass(frozen=True, slots=True)
class ExcludingGroup:
    """Suggestions that exclude each other, and why; ``reason`` is empty where it was redacted."""

    number: int
    reason: str
    redacted: bool
    created_at: datetime
    suggestions: tuple[Suggested, ...]


def with_groups(
    session: Session,
    reader: sight.Reader,
    parts: frozenset[Procedure],
    listed: Sequence[Suggested],
    *only: sa.ColumnElement[bool],
) -> tuple[Suggested, ...]:
    """Return suggestions with their packages and with what they exclude.

    One statement for each of the two that is switched on. ``only`` limits what is looked for, where
    it is more than these.
    """
    limits = only or (Suggestion.id.in_([suggestion.id for suggestion in listed]),)
    whole = tuple(listed)
    if whole and Procedure.PACKAGES in parts:
        packages = groups.packages(session, reader, *limits)
        whole = tuple(replace(each, package=packages.get(each.id)) for each in whole)
    if whole and Procedure.EXCLUSIONS in parts:
        exclusions = groups.exclusions(session, reader, *limits)
        whole = tuple(replace(each, exclusion=exclusions.get(each.id)) for each in whole)
    return whole


def packages(
    session: Session, reader: sight.Reader, document: Document, listed: Sequence[Suggested]
) -> tuple[TabledPackage, ...]:
    """Return the packages of a document, by number; those that were dissolved last.

    ``listed``: its suggestions, with their packages. One statement.
    """
    query = (
        sa.select(Package, Delegation)
        .join(Delegation, Delegation.id == Package.delegation_id)
        .where(Package.document_id == document.id, Package.audience.in_(sight.audiences(reader)))
        .order_by(Package.dissolved_at.is_not(None), Package.number)
    )
    return tuple(
        TabledPackage(
            id=package.id,
            number=package.number,
            title=package.title,
            reason=package.reason,
            language=package.language,
            redacted=package.redacted,
            delegation=delegation.name,
            disc=delegation.disc,
            own=delegation.id == reader.actor.delegation_id,
            created_at=package.created_at,
            dissolved_at=package.dissolved_at,
            suggestions=tuple(
                each for each in listed if each.package and each.package.number == package.number
            ),
        )
        for package, delegation in session.execute(query)
    )


def package(session: Session, reader: sight.Reader, document: Document, number: int) -> Package:
    """Return the row of a package that the reader may see. One statement; raises NotFound."""
    query = sa.select(Package).where(
        Package.document_id == document.id,
        Package.number == number,
        Package.audience.in_(sight.audiences(reader)),
    )
    return sight.existing(session.scalar(query))


def exclusions(
    session: Session, reader: sight.Reader, document: Document, listed: Sequence[Suggested]
) -> tuple[ExcludingGroup, ...]:
    """Return what excludes each other in a document, by number. One statement."""
    query = (
        sa.select(Exclusion)
        .where(
            Exclusion.document_id == document.id,
            Exclusion.lifted_at.is_(None),
            Exclusion.audience.in_(sight.audiences(reader)),
        )
        .order_by(Exclusion.number)
    )
    return tuple(
        ExcludingGroup(
            number=row.number,
            reason=row.reason,
            redacted=row.redacted,
            created_at=row.created_at,
            suggestions=tuple(
                each for each in listed if each.exclusion and each.exclusion.number == row.number
            ),
        )
        for row in session.scalars(query)
    )


def exclusion(session: Session, reader: sight.Reader, document: Document, number: int) -> Exclusion:
    """Return the row of an exclusion that the reader may see. One statement; raises NotFound."""
    query = sa.select(Exclusion).where(
        Exclusion.document_id == document.id,
        Exclusion.number == number,
        Exclusion.audience.in_(sight.audiences(reader)),
    )
    return sight.existing(session.scalar(query))


def ids(session: Session, document: Document, numbers: Collection[int]) -> dict[int, int]:
    """Return the ids of suggestions of a document, by number. One statement."""
    query = sa.select(Suggestion.number, Suggestion.id).where(
        Suggestion.document_id == document.id, Suggestion.number.in_(numbers)
    )
    return {row.number: row.id for row in session.execute(query)}


def apart(session: Session, decision_ids: Collection[int]) -> dict[int, int]:
    """Return the number of the package from which each decision was made apart, by decision id.

    It was apart if another suggestion of the package was not decided in the same act. One
    statement.
    """
    own, other = aliased(PackageMember), aliased(PackageMember)
    left, together = aliased(Suggestion), aliased(Decision)
    same = sa.exists().where(
        together.suggestion_id == left.id, together.created_at == Decision.created_at
    )
    query = (
        sa.select(Decision.id, Package.number)
        .join(own, own.suggestion_id == Decision.suggestion_id)
        .join(Package, Package.id == own.package_id)
        .join(other, other.package_id == own.package_id)
        .join(left, left.id == other.suggestion_id)
        .where(
            Decision.id.in_(decision_ids),
            _belongs(own),
            _belongs(other),
            left.id != Decision.suggestion_id,
            left.status != Status.WITHDRAWN,
            ~same,
        )
        .distinct()
    )
    return {row.id: row.number for row in session.execute(query)}


def _belongs(member: Any) -> sa.ColumnElement[bool]:  # noqa: ANN401 -- an aliased table
    """Limit to members of the package when the decision was made."""
    entered: sa.ColumnElement[bool] = member.created_at <= Decision.created_at
    left: sa.ColumnElement[bool] = member.left_at.is_(None) | (member.left_at > Decision.created_at)
    return entered & left
