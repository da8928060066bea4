"""What was corrected in an adopted text, and what holds since."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from declaration.queries.reading.shelf import Shelf
from declaration.queries.sight import existing
from models.document import Adoption, Correction, Revision, Version, holds


@dataclass(frozen=True, slots=True)
class CorrectedPassage:
    """One correction: the old and the new words; empty where they were redacted.

    ``revision``: the corrected text, ``before``: the slug of the one that it corrects.
    """

    revision: Revision
    correction: Correction
    before: str
    old: str
    new: str


def corrected(session: Session, document_id: int) -> bool:
    """Whether an adopted text has been corrected. One statement."""
    return session.scalar(_newest(document_id).with_only_columns(Revision.id)) is not None


def in_force(session: Session, document_id: int) -> Revision:
    """Return the adopted revision as it was last corrected. Two statements at most.

    Raises NotFound where none is adopted.
    """
    newest = session.scalars(_newest(document_id)).first()
    return newest or adopted(session, document_id)


def adopted(session: Session, document_id: int) -> Revision:
    """Return the revision that was adopted. Raises NotFound where none is."""
    query = sa.select(Revision).join(Adoption, Adoption.revision_id == Revision.id)
    return existing(session.scalar(query.where(Adoption.document_id == document_id, holds())))


def count(session: Session, document_id: int) -> int:
    """Return how many corrections there are. One statement."""
    query = sa.select(sa.func.count(Correction.id)).join(
        Revision, Revision.id == Correction.revision_id
    )
    return session.scalar(query.where(Revision.document_id == document_id)) or 0


def corrections(session: Session, document_id: int) -> tuple[CorrectedPassage, ...]:
    """Return what was corrected in a text, in order. One statement."""
    old, corrected_text = aliased(Version), aliased(Revision)
    query = (
        sa.select(Revision, Correction, corrected_text.slug, old.words, Version.words)
        .join(Correction, Correction.revision_id == Revision.id)
        .join(corrected_text, corrected_text.id == Correction.corrected_id)
        .join(old, old.id == Correction.old_version_id)
        .join(Version, Version.id == Correction.version_id)
        .where(Revision.document_id == document_id)
        .order_by(Revision.ordinal)
    )
    return tuple(CorrectedPassage(*row) for row in session.execute(query))


def printed(
    session: Session, shelf: Shelf, revision: Revision | None
) -> tuple[CorrectedPassage, ...]:
    """Return what was corrected in a revision; of the adopted one, in it since.

    One statement at most, none where nothing was.
    """
    adopted = revision is not None and revision == shelf.adopted
    if revision is None or not shelf.corrections:
        return ()
    if not adopted and revision.id not in shelf.corrections:
        return ()
    made = corrections(session, shelf.document.id)
    return tuple(each for each in made if adopted or each.revision.ordinal <= revision.ordinal)


def _newest(document_id: int) -> sa.Select[Revision]:
    return (
        sa.select(Revision)
        .join(Correction, Correction.revision_id == Revision.id)
        .where(Revision.document_id == document_id)
        .order_by(Revision.ordinal.desc())
        .limit(1)
    )
