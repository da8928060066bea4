"""Forms that were acted upon: kept for a while, so that a second sending is no second act.

No Events: that a form came twice is no act.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.queries.people.sendings import KEPT
from declaration.rules import PUBLIC, require
from declaration.verbs import Verb
from models.people import Sending


def keep(session: Session, sending: Sending, *, at: datetime) -> None:
    """Keep what came of a form, in the act's own transaction; those whose time is over go."""
    require(PUBLIC, Verb.ENTER)
    session.execute(sa.delete(Sending).where(Sending.created_at <= at - KEPT))
    session.add(sending)
    session.flush()
