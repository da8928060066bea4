"""A paragraph through all revisions: its words, its numbers, where it stood."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.errors import NotFound, SignInNeeded
from declaration.manuscript import Passage
from declaration.queries.reading import Shelf
from declaration.rules import Actor, Role
from models.document import Paragraph, Place, Revision, RevisionEntry, Version


@dataclass(frozen=True, slots=True)
class Printed:
    """A paragraph as one revision printed it; ``before`` has its words in the one before."""

    revision: Revision
    passage: Passage
    before: str | None

    @property
    def changed(self) -> bool:
        """Say whether the words are others than in the revision before, or the first."""
        return self.before != self.passage.words


@dataclass(frozen=True, slots=True)
class Story:
    """A paragraph and its prints, oldest first."""

    paragraph: Paragraph
    prints: tuple[Printed, ...]


def story(session: Session, reader: Actor, shelf: Shelf, uid: str) -> Story:
    """Return what was printed of a paragraph. One statement.

    Raises NotFound for an unknown one, SignInNeeded for the public where nothing was printed.
    """
    query = (
        sa.select(Paragraph, Revision, RevisionEntry.number, Place, Version)
        .outerjoin(RevisionEntry, RevisionEntry.paragraph_id == Paragraph.id)
        .outerjoin(Revision, Revision.id == RevisionEntry.revision_id)
        .outerjoin(Place, Place.id == RevisionEntry.place_id)
        .outerjoin(Version, Version.id == RevisionEntry.version_id)
        .where(Paragraph.document_id == shelf.document.id, Paragraph.uid == uid)
        .order_by(Revision.ordinal)
    )
    rows = session.execute(query).all()
    if not rows:
        raise NotFound
    prints: list[Printed] = []
    for paragraph, revision, number, place, version in rows:
        if revision is not None:
            passage = _passage(paragraph, place, version, number)
            before = prints[-1].passage.words if prints else None
            prints.append(Printed(revision, passage, before))
    if not prints and reader.role is Role.PUBLIC:
        raise SignInNeeded
    return Story(rows[0][0], tuple(prints))


def _passage(paragraph: Paragraph, place: Place, version: Version, number: str) -> Passage:
    return Passage(
        paragraph_id=paragraph.id,
        uid=paragraph.uid,
        kind=place.kind,
        level=place.level,
        words=version.words,
        version_id=version.id,
        place_id=place.id,
        language=version.language,
        number=number,
        redacted=version.redacted,
    )
