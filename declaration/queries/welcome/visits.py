"""What is kept of a reader's visits, and a paragraph to show whoever comes for the first time."""

from datetime import datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.document import Document, Paragraph, Place, Revision, RevisionEntry
from models.people import Visit
from models.vocabulary import Kind

TALKED_ABOUT = (Kind.PREAMBULAR, Kind.OPERATIVE)
LASTS = timedelta(hours=4)  # a morning is one visit: a reload or the way back takes no news away


class CurrentVisit(NamedTuple):
    """News begin after the event ``until``, as of ``at`` (None: the first time)."""

    until: int
    at: datetime | None
    guided: bool


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


def seen(visit: Visit) -> CurrentVisit:
    """Return from where news begin in a visit."""
    return CurrentVisit(visit.seen_id, visit.seen_at, visit.guided)


def ended(visit: Visit | None) -> CurrentVisit:
    """Return from where they begin once a visit is over, or before the first."""
    if visit is None:
        return CurrentVisit(0, None, guided=False)
    until, began = max(visit.seen_id, visit.shown_id), visit.began_at
    return CurrentVisit(until, max(visit.seen_at or began, began), visit.guided)


def is_over(visit: Visit, at: datetime) -> bool:
    """Answer whether whoever comes at ``at`` begins another visit."""
    return at >= visit.began_at + LASTS
