"""Who will read what is written now: the promise that the page makes above its button."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.document import Conference, Document
from models.vocabulary import Audience

WIDEST_FIRST = tuple(Audience)
OPEN = sa.select(Conference.debate_open)  # built once: every act that is read asks for it


def debated(session: Session, document: Document) -> Audience:
    """Return the audience of the debate as it is now; rehearsals are never opened."""
    return of(opened=not document.rehearsal and of_conference(session) is Audience.OPENED)


def of_conference(session: Session) -> Audience:
    """Return the audience of the debate in this conference as it is now."""
    return of(opened=bool(session.scalar(OPEN)))


def of(*, opened: bool) -> Audience:
    """Return the audience of a debate that is open to everybody, or is not."""
    return Audience.OPENED if opened else Audience.PARTICIPANTS


def narrower(*audiences: Audience) -> Audience:
    """Return the narrowest: a reply reaches nobody whom the comment does not."""
    return max(audiences, key=WIDEST_FIRST.index)
