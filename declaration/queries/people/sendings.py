"""Forms that were acted upon, by the one-time mark that they came with."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.people import Sending

KEPT = timedelta(hours=48)  # how long a second sending finds the first


def sending(session: Session, person_id: int, mark: str, at: datetime) -> Sending | None:
    """Return what came of a form of this person's with this mark, if it was acted upon."""
    theirs = (Sending.person_id == person_id) & (Sending.mark == mark)
    query = sa.select(Sending).where(theirs, Sending.created_at > at - KEPT)
    return session.scalars(query).first()
