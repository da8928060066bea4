"""What the front page says: the conference, its references, its documents and what comes next."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.queries.reading import Shelf, shelves
from declaration.rules import Actor
from models.document import Document, Reference
from models.vocabulary import Stage


@dataclass(frozen=True, slots=True)
class Home:
    """References and documents in the secretariat's order; ``next_due`` has a deadline to come."""

    references: tuple[Reference, ...]
    shelves: tuple[Shelf, ...]
    next_due: Document | None


def home(session: Session, reader: Actor, at: datetime) -> Home:
    """Return what the front page shows at this moment. Two statements."""
    references = session.scalars(sa.select(Reference).order_by(Reference.position, Reference.id))
    found = shelves(session, reader)
    return Home(tuple(references), found, _next_due(found, at))


def _next_due(found: tuple[Shelf, ...], at: datetime) -> Document | None:
    coming = [
        (one.document.deadline, one.document.id, one.document)
        for one in found
        if one.document.deadline is not None
        and one.document.stage is Stage.CONSULTATION
        and not one.passed(at)
    ]
    return min(coming)[2] if coming else None
