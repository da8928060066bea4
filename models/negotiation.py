"""The negotiation: what the committee and the delegations do beside suggesting and deciding."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import AppendOnly, Base, Recorded, Written
from models.people import Delegation
from models.vocabulary import Audience, Capacity


class Agreement(Written, AppendOnly, Base):
    """That a paragraph is agreed ad referendum, or is reopened; its newest row counts.

    ``version_id`` and ``place_id``: what was agreed; of a reopening, what had been agreed until
    then. ``reason``: why it is reopened; empty where it is agreed.
    """

    __tablename__ = "agreement"
    WRITTEN = ("reason",)
    TOLD = ("document_id", "paragraph_id", "version_id", "place_id", "agreed")

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"), index=True)
    paragraph_id: Mapped[int] = mapped_column(sa.ForeignKey("paragraph.id"), index=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("version.id"))
    place_id: Mapped[int] = mapped_column(sa.ForeignKey("place.id"))
    agreed: Mapped[bool]
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    capacity: Mapped[Capacity]
    audience: Mapped[Audience] = mapped_column(default=Audience.PARTICIPANTS)
    created_at: Mapped[datetime]


class Reservation(Written, Recorded, Base):
    """That a delegation reserves its position on what is agreed, until it lifts this.

    Without words it «reserves its position».
    """

    __tablename__ = "reservation"
    CHANGING = ("lifted_at",)
    TOLD = ("document_id", "paragraph_id", "version_id", "delegation_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"), index=True)
    paragraph_id: Mapped[int] = mapped_column(sa.ForeignKey("paragraph.id"), index=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("version.id"))
    delegation_id: Mapped[int] = mapped_column(sa.ForeignKey("delegation.id"), index=True)
    words: Mapped[str] = mapped_column(sa.Text, default="")
    language: Mapped[str] = mapped_column(sa.String(16), default="en")
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    capacity: Mapped[Capacity]
    audience: Mapped[Audience] = mapped_column(default=Audience.PARTICIPANTS)
    created_at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]

    delegation: Mapped[Delegation] = relationship(lazy="raise")
