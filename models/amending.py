"""Suggestions among themselves: amended by others, tabled together, excluding each other."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import AppendOnly, Base, Recorded, Written
from models.people import Delegation
from models.vocabulary import Amended, Audience, Capacity


class SubAmendment(Written, AppendOnly, Base):
    """Other words for a suggestion's text, on the wording that was read; «34.1» is its name.

    ``words`` are the suggestion's whole text as its author would have it. It is pending as long as
    it has no SubAmendmentDecision. ``ordinal`` counts within the suggestion, from 1, without gaps.
    """

    __tablename__ = "sub_amendment"
    WRITTEN = ("words", "reason")
    TOLD = ("suggestion_id", "wording_id", "ordinal", "delegation_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    suggestion_id: Mapped[int] = mapped_column(sa.ForeignKey("suggestion.id"), index=True)
    wording_id: Mapped[int] = mapped_column(sa.ForeignKey("wording.id"))
    ordinal: Mapped[int]
    words: Mapped[str] = mapped_column(sa.Text)
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    language: Mapped[str] = mapped_column(sa.String(16), default="en")  # of the reason
    delegation_id: Mapped[int] = mapped_column(sa.ForeignKey("delegation.id"), index=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    capacity: Mapped[Capacity]
    audience: Mapped[Audience] = mapped_column(default=Audience.PARTICIPANTS)
    created_at: Mapped[datetime]

    delegation: Mapped[Delegation] = relationship(lazy="raise")


class SubAmendmentDecision(Written, AppendOnly, Base):
    """What became of a sub-amendment, once and for good.

    ``wording_id``: the wording of the suggestion that was made of it; empty where it was not taken,
    or where its words stood there already. ``capacity`` says who answered: the suggestion's first
    author, the committee, or whoever withdrew.
    """

    __tablename__ = "sub_amendment_decision"
    WRITTEN = ("reason",)
    TOLD = ("sub_amendment_id", "outcome", "wording_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    sub_amendment_id: Mapped[int] = mapped_column(sa.ForeignKey("sub_amendment.id"), unique=True)
    outcome: Mapped[Amended]
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    wording_id: Mapped[int | None] = mapped_column(sa.ForeignKey("wording.id"), index=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    capacity: Mapped[Capacity]
    created_at: Mapped[datetime]


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
