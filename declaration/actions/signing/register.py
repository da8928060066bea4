"""Open the register of an adopted text for signatures, and close it again."""

from datetime import datetime

from sqlalchemy.orm import Session

from declaration.actions.journal import events
from declaration.queries import sight
from declaration.queries.signing import signatures as queries
from declaration.rules import Actor, require
from declaration.verbs import Verb
from models.document import Document
from models.signing import SigningRegister
from models.vocabulary import Audience, EventKind


def switch(
    session: Session, by: Actor, document: Document, *, opened: bool, at: datetime
) -> SigningRegister | None:
    """Open the register, for the first time or again, or close it; twice changes nothing.

    Returns it, None where there is none to close.
    """
    require(by, Verb.VERIFY_SIGNATURES, sight.case(session, document))
    events.head(session)
    book = queries.book(session, document.slug)
    register = book.register
    if register is None and opened:
        register = SigningRegister(adoption_id=book.adoption.id, open=True, created_at=at)
        session.add(register)
    elif register is None or register.open is opened:
        return register
    else:
        register.open = opened
    kind = EventKind.REGISTER_OPENED if opened else EventKind.REGISTER_CLOSED
    everybody = Audience.EVERYBODY
    events.record(session, by, kind, [register], at=at, audience=everybody, document_id=document.id)
    return register
