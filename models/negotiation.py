"""The negotiation: where delegations stand on what others suggest."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import AppendOnly, Base, Written
from models.people import Delegation
from models.vocabulary import Audience, Capacity, Stand


class Position(Written, AppendOnly, Base):
    """Where a delegation stands on a suggestion, on the wording that it saw.

    The newest position of a delegation on a suggestion counts, all are kept. ``person_id`` entered
    it: for ``REFUSED`` a person of the first author's delegation.
    """

    __tablename__ = "position"
    WRITTEN = ("reason",)
    TOLD = ("suggestion_id", "wording_id", "delegation_id", "stand")

    id: Mapped[int] = mapped_column(primary_key=True)
    suggestion_id: Mapped[int] = mapped_column(sa.ForeignKey("suggestion.id"), index=True)
    wording_id: Mapped[int] = mapped_column(sa.ForeignKey("wording.id"))
    delegation_id: Mapped[int] = mapped_column(sa.ForeignKey("delegation.id"), index=True)
    stand: Mapped[Stand]
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    language: Mapped[str] = mapped_column(sa.String(16), default="en")  # of the reason
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    capacity: Mapped[Capacity]
    audience: Mapped[Audience] = mapped_column(default=Audience.PARTICIPANTS)
    created_at: Mapped[datetime]

    delegation: Mapped[Delegation] = relationship(lazy="raise")
