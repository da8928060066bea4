"""A paragraph to show somebody who is here for the first time."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.document import Document, Paragraph, Place, Revision, RevisionEntry
from models.vocabulary import Kind

TALKED_ABOUT = (Kind.PREAMBULAR, Kind.OPERATIVE)


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
