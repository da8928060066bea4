"""When somebody was here last, and what they had been shown by then."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.people import Visit

LASTS = timedelta(hours=4)  # a morning is one visit: a reload or the way back takes no news away


def visit(session: Session, membership_id: int) -> Visit | None:
    """Return what is kept of the visits in one office. One statement."""
    return session.scalars(sa.select(Visit).where(Visit.membership_id == membership_id)).first()


def is_over(visit: Visit, at: datetime) -> bool:
    """Answer whether whoever comes at ``at`` begins another visit."""
    return at >= visit.began_at + LASTS
