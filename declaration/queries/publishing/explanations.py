"""What delegations put on record beside an adopted text: public, and never part of it."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.queries import sight
from declaration.rules import Actor
from models.discs import Disc
from models.document import Document
from models.negotiation import Explanation, ExplanationKind
from models.people import Delegation
from models.vocabulary import Capacity


@dataclass(frozen=True, slots=True)
class Explained:
    """An explanation or a reservation; ``paragraph_id`` None: of the whole text.

    ``entered``: by the secretariat, for the delegation. ``words`` are empty where redacted.
    """

    id: int
    kind: ExplanationKind
    delegation_id: int
    delegation: str
    disc: Disc
    paragraph_id: int | None
    words: str
    language: str
    redacted: bool
    entered: bool
    at: datetime
    withdrawn_at: datetime | None


def explained(session: Session, document_id: int) -> bool:
    """Whether anything was put on record beside a text, also what is withdrawn. One statement."""
    query = sa.select(Explanation.id).where(Explanation.document_id == document_id).limit(1)
    return session.scalar(query) is not None


def explanations(session: Session, document_id: int) -> tuple[Explained, ...]:
    """Return all that was put on record beside a text, oldest first. One statement."""
    query = (
        sa.select(Explanation, Delegation)
        .join(Delegation, Delegation.id == Explanation.delegation_id)
        .where(Explanation.document_id == document_id)
        .order_by(Explanation.id)
    )
    return tuple(
        Explained(
            id=row.id,
            kind=row.kind,
            delegation_id=row.delegation_id,
            delegation=delegation.name,
            disc=delegation.disc,
            paragraph_id=row.paragraph_id,
            words=row.words,
            language=row.language,
            redacted=row.redacted,
            entered=row.capacity is Capacity.SECRETARIAT,
            at=row.created_at,
            withdrawn_at=row.withdrawn_at,
        )
        for row, delegation in session.execute(query)
    )


def explanation(session: Session, actor: Actor, explanation_id: int) -> tuple[Explanation, str]:
    """Return one, with the slug of its document. Raises NotFound."""
    query = (
        sa.select(Explanation, Document.slug)
        .join(Document, Document.id == Explanation.document_id)
        .where(Explanation.id == explanation_id, sight.documents(actor))
    )
    row, slug = sight.existing(session.execute(query).one_or_none())
    return row, slug
