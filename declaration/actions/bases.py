"""What something is written on: the words and the place of a paragraph.

The statements are built once: every act of the debate asks them, and building one takes longer
than asking it.
"""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.document import Document, Paragraph, Place, Version

PARAGRAPH = sa.bindparam("paragraph", type_=sa.Integer)
SEEN = sa.bindparam("seen", type_=sa.Integer)
OWNER = sa.select(Paragraph.document_id).where(Paragraph.id == PARAGRAPH)
WORDS = (
    sa.select(Version.id, Version.words)
    .where(
        Version.paragraph_id == PARAGRAPH,
        Version.language == sa.bindparam("language"),
        SEEN.is_(None) | (Version.id == SEEN),
    )
    .order_by(Version.id.desc())
    .limit(1)
)
PLACE = (
    sa.select(Place.id)
    .where(Place.paragraph_id == PARAGRAPH, SEEN.is_(None) | (Place.id == SEEN))
    .order_by(Place.id.desc())
    .limit(1)
)


def stands_in(session: Session, document: Document, paragraph_id: int) -> bool:
    """Whether this is a paragraph of the document."""
    return session.scalar(OWNER, {"paragraph": paragraph_id}) == document.id


def words(
    session: Session, document: Document, paragraph_id: int, seen: int | None
) -> tuple[int, str] | None:
    """Return the version that was ``seen`` (None: the newest) with its words, if there is one."""
    on = {"paragraph": paragraph_id, "language": document.language, "seen": seen}
    found = session.execute(WORDS, on).first()
    return None if found is None else (found.id, found.words)


def place(session: Session, paragraph_id: int, seen: int | None) -> int | None:
    """Return the place that was ``seen`` (None: the newest), if there is one."""
    return session.scalar(PLACE, {"paragraph": paragraph_id, "seen": seen})
