"""A droppable cache of rendered fragments: its key says all that the fragment depends on."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Fragment(Base):
    """A piece of HTML, keyed by what it renders, the language and the engine's release."""

    __tablename__ = "fragment"

    key: Mapped[str] = mapped_column(sa.String(120), primary_key=True)
    html: Mapped[str] = mapped_column(sa.Text)
    created_at: Mapped[datetime]
