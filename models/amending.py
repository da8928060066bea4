"""Amending what others suggest: sub-amendments, and what became of each."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import AppendOnly, Base, Written
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
