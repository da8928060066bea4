"""The negotiation beside suggestions and comments: what was entered for whom."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Recorded
from models.debate import Comment, Suggestion
from models.people import Delegation
from models.vocabulary import Capacity, EntryAnswer, EntrySource


class Entry(Recorded, Base):
    """A suggestion or a comment that an official entered for a delegation, and what became of it.

    The suggestion or comment itself stands in the delegation's name; who entered it, and in which
    capacity, stands here. ``answered_by_id`` is whoever confirmed, refused or took it back.
    """

    __tablename__ = "entry"
    CHANGING = ("answer", "answered_at", "answered_by_id")
    TOLD = ("delegation_id", "suggestion_id", "comment_id", "source")

    id: Mapped[int] = mapped_column(primary_key=True)
    delegation_id: Mapped[int] = mapped_column(sa.ForeignKey("delegation.id"), index=True)
    suggestion_id: Mapped[int | None] = mapped_column(sa.ForeignKey("suggestion.id"), unique=True)
    comment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("comment.id"), unique=True)
    source: Mapped[EntrySource]
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    capacity: Mapped[Capacity]
    created_at: Mapped[datetime]
    answer: Mapped[EntryAnswer | None]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))

    delegation: Mapped[Delegation] = relationship(lazy="raise")
    suggestion: Mapped[Suggestion | None] = relationship(lazy="raise")
    comment: Mapped[Comment | None] = relationship(lazy="raise")
