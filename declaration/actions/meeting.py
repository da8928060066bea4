"""When the committee meets next: its own calendar, which nobody else reads."""

from datetime import datetime

from sqlalchemy.orm import Session

from declaration.actions import committee
from declaration.errors import Invalid
from declaration.rules import Actor, Verb, require
from models.document import Document


def set_meeting(
    session: Session, by: Actor, document: Document, moment: datetime | None, *, at: datetime
) -> Document:
    """Say when the committee meets next on this text; ``None``: not known. No event.

    Raises Invalid (``meeting``) for a moment that has passed.
    """
    require(by, Verb.PREPARE, committee.case(session, document))
    if moment is not None and moment <= at:
        raise Invalid("meeting", "past")
    document.meeting_at = moment
    session.flush()
    return document
