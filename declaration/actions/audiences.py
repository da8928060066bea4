"""Who will read what is said now: the promise that the page makes above its button."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.document import Conference, Document
from models.vocabulary import Audience

WIDEST_FIRST = tuple(Audience)
OPEN = sa.select(Conference.debate_open)  # built once: every act that is read asks for it


def debated(session: Session, document: Document) -> Audience:
    """Return the audience of the debate as it is now; rehearsals are never opened."""
    return Audience.PARTICIPANTS if document.rehearsal else here(session)


def here(session: Session) -> Audience:
    """Return the audience of the debate in this conference as it is now."""
    return Audience.OPENED if session.scalar(OPEN) else Audience.PARTICIPANTS


def narrower(*audiences: Audience) -> Audience:
    """Return the narrowest: an answer reaches nobody whom the question does not."""
    return max(audiences, key=WIDEST_FIRST.index)
