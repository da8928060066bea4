"""What is kept of a reader's visits, and a paragraph to show whoever comes for the first time."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.document import Document, Paragraph, Place, Revision, RevisionEntry
from models.people import Visit
from models.vocabulary import Kind

TALKED_ABOUT = (Kind.PREAMBULAR, Kind.OPERATIVE)
LASTS = timedelta(hours=4)  # a morning is one visit: a reload or the way back takes no news away


def paragraph(session: Session, slug: str) -> str | None:
    """Return the uid of the first paragraph of the newest revision; None before. One statement."""
    return session.scalar(
        sa.select(Paragraph.uid)
        .join(RevisionEntry, RevisionEntry.paragraph_id == Paragraph.id)
        .join(Revision, Revision.id == RevisionEntry.revision_id)
        .join(Document, Document.id == Revision.document_id)
        .join(Place, Place.id == RevisionEntry.place_id)
        .where(Document.slug == slug, Place.kind.in_(TALKED_ABOUT))
        .order_by(Revision.ordinal.desc(), RevisionEntry.position)
        .limit(1)
    )


def visit(session: Session, membership_id: int) -> Visit | None:
    """Return what is kept of the visits in one office. One statement."""
    return session.scalars(sa.select(Visit).where(Visit.membership_id == membership_id)).first()


def is_over(visit: Visit, at: datetime) -> bool:
    """Answer whether whoever comes at ``at`` begins another visit."""
    return at >= visit.began_at + LASTS
