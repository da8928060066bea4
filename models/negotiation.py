"""The negotiation: what people do around suggestions and decisions."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, State


class Watching(State, Base):
    """What the holder of an office watches; mutable, and nobody else's business.

    A document, or in it a paragraph or a suggestion: one of the two, never both.
    """

    __tablename__ = "watching"

    id: Mapped[int] = mapped_column(primary_key=True)
    membership_id: Mapped[int] = mapped_column(sa.ForeignKey("membership.id"), index=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"))
    paragraph_id: Mapped[int | None] = mapped_column(sa.ForeignKey("paragraph.id"))
    suggestion_id: Mapped[int | None] = mapped_column(sa.ForeignKey("suggestion.id"))
    created_at: Mapped[datetime]
