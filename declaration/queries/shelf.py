"""The outcome documents of the conference, in their order."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.rules import Actor, Role
from models.document import Document
from models.vocabulary import Stage


@dataclass(frozen=True, slots=True)
class Title:
    """A document, as the frame of a page names it."""

    slug: str
    title: str
    stage: Stage
    rehearsal: bool


def titles(session: Session, reader: Actor) -> tuple[Title, ...]:
    """Return all documents that the reader may know of; rehearsals are never public."""
    query = sa.select(Document.slug, Document.title, Document.stage, Document.rehearsal)
    if reader.role is Role.PUBLIC:
        query = query.where(Document.rehearsal.is_(False))
    rows = session.execute(query.order_by(Document.position, Document.id))
    return tuple(Title(*row) for row in rows)
