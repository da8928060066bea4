"""Suggestions among themselves: those tabled together, and those that exclude each other."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Recorded, Written
from models.vocabulary import Audience, Capacity


class Package(Written, Recorded, Base):
    """Suggestions that a delegation tables together, and why; numbered in their document.

    It holds until its delegation dissolves it; what is decided stays in it.
    """

    __tablename__ = "package"
    __table_args__ = (sa.UniqueConstraint("document_id", "number"),)
    WRITTEN = ("title", "reason")
    CHANGING = ("dissolved_at",)
    TOLD = ("document_id", "delegation_id", "number")

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"), index=True)
    delegation_id: Mapped[int] = mapped_column(sa.ForeignKey("delegation.id"), index=True)
    number: Mapped[int]
    title: Mapped[str] = mapped_column(sa.Text)
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    language: Mapped[str] = mapped_column(sa.String(16), default="en")  # of title and reason
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    capacity: Mapped[Capacity]
    audience: Mapped[Audience] = mapped_column(default=Audience.PARTICIPANTS)
    created_at: Mapped[datetime]
    dissolved_at: Mapped[datetime | None]


class PackageMember(Recorded, Base):
    """That a suggestion is part of a package, of one at a time, until it is taken out."""

    __tablename__ = "package_member"
    __table_args__ = (
        sa.Index(
            "uq_package_member_suggestion_id",
            "suggestion_id",
            unique=True,
            sqlite_where=sa.text("left_at IS NULL"),
            postgresql_where=sa.text("left_at IS NULL"),
        ),
    )
    CHANGING = ("left_at",)
    TOLD = ("package_id", "suggestion_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    package_id: Mapped[int] = mapped_column(sa.ForeignKey("package.id"), index=True)
    suggestion_id: Mapped[int] = mapped_column(sa.ForeignKey("suggestion.id"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    created_at: Mapped[datetime]
    left_at: Mapped[datetime | None]


class Exclusion(Written, Recorded, Base):
    """Suggestions of which the committee can accept no more than one; numbered in their document.

    It holds until the committee lifts it; what is decided stays in it.
    """

    __tablename__ = "exclusion"
    __table_args__ = (sa.UniqueConstraint("document_id", "number"),)
    WRITTEN = ("reason",)
    CHANGING = ("lifted_at",)
    TOLD = ("document_id", "number")

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"), index=True)
    number: Mapped[int]
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    capacity: Mapped[Capacity]
    audience: Mapped[Audience] = mapped_column(default=Audience.PARTICIPANTS)
    created_at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]


class ExclusionMember(Recorded, Base):
    """That a suggestion excludes others, in one group at a time, until it is taken out."""

    __tablename__ = "exclusion_member"
    __table_args__ = (
        sa.Index(
            "uq_exclusion_member_suggestion_id",
            "suggestion_id",
            unique=True,
            sqlite_where=sa.text("left_at IS NULL"),
            postgresql_where=sa.text("left_at IS NULL"),
        ),
    )
    CHANGING = ("left_at",)
    TOLD = ("exclusion_id", "suggestion_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    exclusion_id: Mapped[int] = mapped_column(sa.ForeignKey("exclusion.id"), index=True)
    suggestion_id: Mapped[int] = mapped_column(sa.ForeignKey("suggestion.id"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    created_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
