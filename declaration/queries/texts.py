"""Whole texts: the rolling one and the published ones, in a fixed number of statements."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.manuscript import Manuscript, Passage, between, numbered
from models.document import Document, Paragraph, Place, Revision, RevisionEntry, Version


def rolling(session: Session, document: Document) -> Manuscript:
    """Return the newest words of every paragraph in the newest order, deleted ones marked.

    Two statements. Numbers stand still since the newest revision; before the first they count
    from one.
    """
    earlier = _newest_numbers(session, document.id)
    numbers = between(earlier, _rolling_passages(session, document), document.scheme)
    return _manuscript(document, numbers)


def revision(session: Session, document: Document, revision: Revision) -> Manuscript:
    """Return a published text as it was printed. One statement."""
    query = (
        sa.select(Paragraph, Place, Version, RevisionEntry.number)
        .join_from(RevisionEntry, Paragraph, RevisionEntry.paragraph_id == Paragraph.id)
        .join(Place, RevisionEntry.place_id == Place.id)
        .join(Version, RevisionEntry.version_id == Version.id)
        .where(RevisionEntry.revision_id == revision.id)
        .order_by(RevisionEntry.position)
    )
    passages = tuple(
        _passage(paragraph, place, version, number)
        for paragraph, place, version, number in session.execute(query)
    )
    return _manuscript(document, passages, revision)


def newest_revision(session: Session, document_id: int) -> Revision | None:
    """Return the revision in force (the newest), or None before the zero draft."""
    query = sa.select(Revision).where(Revision.document_id == document_id)
    return session.scalars(query.order_by(Revision.ordinal.desc()).limit(1)).first()


def fresh_numbers(session: Session, document: Document) -> tuple[Passage, ...]:
    """Return the live passages as the next revision will number them. Two statements."""
    return numbered(rolling(session, document).passages, document.scheme)


def _rolling_passages(session: Session, document: Document) -> list[Passage]:
    newest_place = sa.select(sa.func.max(Place.id)).group_by(Place.paragraph_id)
    newest_version = (
        sa.select(sa.func.max(Version.id))
        .where(Version.language == document.language)
        .group_by(Version.paragraph_id)
    )
    mine = sa.select(Paragraph.id).where(Paragraph.document_id == document.id)
    query = (
        sa.select(Paragraph, Place, Version)
        .join(Place, Place.paragraph_id == Paragraph.id)
        .join(Version, Version.paragraph_id == Paragraph.id)
        .where(
            Paragraph.document_id == document.id,
            Place.id.in_(newest_place.where(Place.paragraph_id.in_(mine))),
            Version.id.in_(newest_version.where(Version.paragraph_id.in_(mine))),
        )
    )
    rows = sorted(session.execute(query), key=lambda row: (row[1].rank, row[1].id))
    return [_passage(paragraph, place, version) for paragraph, place, version in rows]


def _newest_numbers(session: Session, document_id: int) -> dict[int, str]:
    newest = (
        sa.select(Revision.id)
        .where(Revision.document_id == document_id)
        .order_by(Revision.ordinal.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = sa.select(RevisionEntry).where(RevisionEntry.revision_id == newest)
    return {entry.paragraph_id: entry.number for entry in session.scalars(query)}


def _passage(paragraph: Paragraph, place: Place, version: Version, number: str = "") -> Passage:
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
        live=place.live,
        redacted=version.redacted,
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
        title=document.title,
        symbol=revision.symbol,
        scheme=document.scheme,
        language=revision.language,
        passages=passages,
        label=revision.label,
        revision_slug=revision.slug,
        revision_id=revision.id,
        ordinal=revision.ordinal,
        date=revision.published_at,
        cover_note=revision.cover_note,
    )
