"""Whole texts: the rolling one and the published ones, in a fixed number of statements."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from declaration.manuscript import Manuscript, Passage, between, placed
from declaration.queries import newest
from models.document import Document, Paragraph, Place, Revision, RevisionEntry, Version

COLUMNS = (  # values, not rows: a third of the time for 150 paragraphs
    Paragraph.id.label("paragraph_id"),
    Paragraph.uid,
    Place.id.label("place_id"),
    Place.kind,
    Place.level,
    Place.live,
    Version.id.label("version_id"),
    Version.words,
    Version.language,
    Version.redacted,
)


def rolling(session: Session, document: Document) -> Manuscript:
    """Return the newest words of every paragraph in the newest order, deleted ones marked.

    One statement. Numbers stand still since the newest revision; before the first they count
    from one.
    """
    rows = sorted(session.execute(_newest(document)), key=lambda row: (row.rank, row.place_id))
    earlier = {row.paragraph_id: row.number for row in rows if row.number is not None}
    numbers = between(earlier, [passage(row) for row in rows], document.scheme)
    return _manuscript(document, numbers)


def revision(session: Session, document: Document, revision: Revision) -> Manuscript:
    """Return a published text as it was printed. One statement."""
    return revisions(session, document, (revision,))[0]


def revisions(
    session: Session, document: Document, printed: Sequence[Revision]
) -> tuple[Manuscript, ...]:
    """Return published texts as they were printed, in the order given. One statement."""
    query = (
        sa.select(*COLUMNS, RevisionEntry.number, RevisionEntry.revision_id)
        .join_from(RevisionEntry, Paragraph, RevisionEntry.paragraph_id == Paragraph.id)
        .join(Place, RevisionEntry.place_id == Place.id)
        .join(Version, RevisionEntry.version_id == Version.id)
        .where(RevisionEntry.revision_id.in_([revision.id for revision in printed]))
        .order_by(RevisionEntry.revision_id, RevisionEntry.position)
    )
    passages: dict[int, list[Passage]] = {revision.id: [] for revision in printed}
    for row in session.execute(query):
        passages[row.revision_id].append(passage(row))
    return tuple(
        _manuscript(document, placed(passages[revision.id]), revision) for revision in printed
    )


def newest_revision(session: Session, document_id: int) -> Revision | None:
    """Return the revision in force (the newest), or None before the zero draft."""
    return session.scalars(newest.revision(Revision, document_id)).first()


def was_shown() -> sa.ColumnElement[bool]:
    """Limit versions, joined with their paragraph, to words that were there for others to read.

    Printed ones, and those of the rolling text since the first revision: what was tried out
    before is nobody's business.
    """
    first = (
        sa.select(sa.func.min(Revision.published_at))
        .where(Revision.document_id == Paragraph.document_id)
        .correlate(Paragraph)
        .scalar_subquery()
    )
    printed = sa.exists().where(RevisionEntry.version_id == Version.id).correlate(Version)
    return first.is_(None) | (Version.created_at >= first) | printed


def version(session: Session, passage: Passage, version_id: int) -> Version | None:
    """Return earlier words of a paragraph that were there for others to read. One statement."""
    query = (
        sa.select(Version)
        .join(Paragraph, Paragraph.id == Version.paragraph_id)
        .where(Version.id == version_id, Version.paragraph_id == passage.paragraph_id, was_shown())
    )
    return session.scalars(query).first()


def printed_number(
    paragraph_id: InstrumentedAttribute[int] | InstrumentedAttribute[int | None],
) -> sa.ScalarSelect[Any]:
    """Return the number that a paragraph has in the newest revision that contains it."""
    return (
        sa.select(RevisionEntry.number)
        .where(RevisionEntry.paragraph_id == paragraph_id)
        .order_by(RevisionEntry.revision_id.desc())
        .limit(1)
        .correlate_except(RevisionEntry)
        .scalar_subquery()
    )


def _newest(document: Document) -> sa.Select[*tuple[Any, ...]]:
    """Select every paragraph's newest place and words, and its number in the newest revision."""
    mine = sa.select(Paragraph.id).where(Paragraph.document_id == document.id)
    places = newest.each(Place.paragraph_id, Place.paragraph_id.in_(mine))
    versions = newest.each(
        Version.paragraph_id,
        Version.paragraph_id.in_(mine),
        Version.language == document.language,
    )
    printed = newest.revision(Revision.id, document.id).scalar_subquery()
    entry = (RevisionEntry.paragraph_id == Paragraph.id) & (RevisionEntry.revision_id == printed)
    return (
        sa.select(*COLUMNS, Place.rank, RevisionEntry.number)
        .join(Place, Place.paragraph_id == Paragraph.id)
        .join(Version, Version.paragraph_id == Paragraph.id)
        .outerjoin(RevisionEntry, entry)
        .where(Paragraph.document_id == document.id, Place.id.in_(places), Version.id.in_(versions))
    )


def passage(row: sa.Row[*tuple[Any, ...]]) -> Passage:
    """Read a row of COLUMNS and a number."""
    return Passage(
        paragraph_id=row.paragraph_id,
        uid=row.uid,
        kind=row.kind,
        level=row.level,
        words=row.words,
        version_id=row.version_id,
        place_id=row.place_id,
        language=row.language,
        number=row.number or "",
        live=row.live,
        redacted=row.redacted,
    )


def _manuscript(
    document: Document, passages: tuple[Passage, ...], revision: Revision | None = None
) -> Manuscript:
    if revision is None:
        return Manuscript(
            document_id=document.id,
            slug=document.slug,
            title=document.title,
            symbol=document.symbol,
            scheme=document.scheme,
            language=document.language,
            passages=passages,
        )
    return Manuscript(
        document_id=document.id,
        slug=document.slug,
        title=revision.title or document.title,
        symbol=revision.symbol,
        scheme=document.scheme,
        language=revision.language,
        passages=passages,
        label=revision.called,
        revision_slug=revision.slug,
        revision_id=revision.id,
        ordinal=revision.ordinal,
        date=revision.published_at,
        cover_note=revision.cover_note,
        open_hash=revision.open_hash,
    )
