"""What is agreed ad referendum, what was reopened since and why, and who reserves its position."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.manuscript import Manuscript, Passage
from declaration.queries import newest, sight
from declaration.queries.reading.texts import printed_number
from declaration.queries.sight import Reader
from models.debate import Suggestion
from models.discs import Disc
from models.document import Document, Paragraph, Place, Revision, RevisionEntry, Version
from models.negotiation import Agreement, Reservation
from models.people import Delegation, Person
from models.vocabulary import Capacity, Kind, Status


@dataclass(frozen=True, slots=True)
class Reserved:
    """A delegation's reservation, which it has not lifted; ``words`` may be empty.

    ``earlier``: it was made on another version than the current one. ``own``: the reader's.
    """

    id: int
    paragraph_id: int
    delegation_id: int
    delegation: str
    disc: Disc
    words: str
    language: str
    redacted: bool
    at: datetime
    version_id: int
    earlier: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class Agreed:
    """The newest that the committee said of one paragraph: that it is agreed, or reopened.

    ``holds``: it is agreed, and the text is still the one that was agreed. ``words``: those that
    were agreed. ``reason``: why it was reopened; empty where it was not. ``person`` is empty for
    the public.
    """

    paragraph_id: int
    agreed: bool
    holds: bool
    version_id: int
    words: str
    reason: str
    redacted: bool
    person: str
    capacity: Capacity
    at: datetime
    reservations: tuple[Reserved, ...] = ()


@dataclass(frozen=True, slots=True)
class AgreementStep:
    """One thing that was said of a paragraph: agreed, reopened (with its reason), or reserved.

    ``delegation``: whose reservation it is, else empty. ``lifted_at``: when that was lifted.
    """

    at: datetime
    agreed: bool
    words: str
    language: str
    redacted: bool
    capacity: Capacity
    delegation: str = ""
    lifted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OwnReservation:
    """A reservation of the reader's delegation that stands, and the words of its paragraph."""

    document: Document
    uid: str
    number: str
    paragraph: str
    words: str
    language: str
    redacted: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the paragraphs that can be agreed are."""

    agreed: int
    paragraphs: int

    @property
    def percent(self) -> int:
        """Return the share in per cent, rounded down: 100 means all."""
        return 100 * self.agreed // self.paragraphs if self.paragraphs else 0


def agreeable(passage: Passage) -> bool:
    """Whether the committee can agree on it: all but headings, and what is not in the text."""
    return passage.live and not passage.kind.heads


def section(text: Manuscript, paragraph_id: int) -> tuple[Passage, ...]:
    """Return what can be agreed under a heading, up to the next one of its level; or itself."""
    passages = text.passages
    at = next(n for n, passage in enumerate(passages) if passage.paragraph_id == paragraph_id)
    heading = passages[at]
    if not heading.kind.heads:
        return (heading,) if agreeable(heading) else ()
    under = []
    for passage in passages[at + 1 :]:
        if passage.live and passage.kind.heads and passage.level <= heading.level:
            break
        under.append(passage)
    return tuple(passage for passage in under if agreeable(passage))


def seen(passages: Iterable[Passage]) -> str:
    """Return versions and places as a form carries them: ``12.34 13.35``."""
    return " ".join(f"{passage.version_id}.{passage.place_id}" for passage in passages)


def standing(session: Session, document: Document) -> dict[int, Agreement]:
    """Return what is agreed and has not changed since, by paragraph. One statement."""
    version = newest.version(Version.id, Agreement.paragraph_id, document.language)
    place = newest.place(Place.id, Agreement.paragraph_id)
    query = sa.select(Agreement).where(
        Agreement.id.in_(newest.each(Agreement.paragraph_id, Agreement.document_id == document.id)),
        Agreement.agreed,
        Agreement.version_id == version.correlate(Agreement).scalar_subquery(),
        Agreement.place_id == place.correlate(Agreement).scalar_subquery(),
    )
    return {row.paragraph_id: row for row in session.scalars(query)}


def pending(session: Session, paragraph_ids: set[int]) -> tuple[int, ...]:
    """Return the numbers of the suggestions that are pending on paragraphs. One statement."""
    query = sa.select(Suggestion.number).where(
        Suggestion.paragraph_id.in_(paragraph_ids), Suggestion.status == Status.SUBMITTED
    )
    return tuple(session.scalars(query.order_by(Suggestion.number)))


def agreement(
    session: Session, reader: Reader, document: Document, text: Manuscript
) -> Mapping[int, Agreed]:
    """Return what the reader may know of agreement on a document, by paragraph. Two statements.

    ``text``: the one that is read; what is agreed holds where it has the same words and place.
    """
    seen = sight.audiences(reader)
    limits = (Agreement.document_id == document.id, Agreement.audience.in_(seen))
    query = (
        sa.select(Agreement, Version.words, Version.redacted, Person.name)
        .join(Version, Version.id == Agreement.version_id)
        .outerjoin(Person, Person.id == Agreement.person_id)
        .where(Agreement.id.in_(newest.each(Agreement.paragraph_id, *limits)))
        .order_by(Agreement.id)
    )
    reserved = reservations(session, reader, document, text)
    current = {p.paragraph_id: (p.version_id, p.place_id, p.live) for p in text.passages}
    public = reader.actor.capacity is Capacity.PUBLIC
    return {
        row.paragraph_id: Agreed(
            paragraph_id=row.paragraph_id,
            agreed=row.agreed,
            holds=row.agreed
            and current.get(row.paragraph_id) == (row.version_id, row.place_id, True),
            version_id=row.version_id,
            words=words,
            reason=row.reason,
            redacted=row.redacted or redacted,
            person="" if public else name or "",
            capacity=row.capacity,
            at=row.created_at,
            reservations=tuple(r for r in reserved if r.paragraph_id == row.paragraph_id),
        )
        for row, words, redacted, name in session.execute(query)
    }


def reservations(
    session: Session, reader: Reader, document: Document, text: Manuscript
) -> tuple[Reserved, ...]:
    """Return the reservations that stand, in the order of the text. One statement."""
    query = (
        sa.select(Reservation, Delegation)
        .join(Delegation, Delegation.id == Reservation.delegation_id)
        .where(
            Reservation.document_id == document.id,
            Reservation.lifted_at.is_(None),
            Reservation.audience.in_(sight.audiences(reader)),
        )
        .order_by(Delegation.name, Reservation.id)
    )
    order = {passage.paragraph_id: n for n, passage in enumerate(text.passages)}
    versions = {passage.paragraph_id: passage.version_id for passage in text.passages}
    own = reader.actor.delegation_id
    rows = [
        Reserved(
            id=row.id,
            paragraph_id=row.paragraph_id,
            delegation_id=row.delegation_id,
            delegation=delegation.name,
            disc=delegation.disc,
            words=row.words,
            language=row.language,
            redacted=row.redacted,
            at=row.created_at,
            version_id=row.version_id,
            earlier=versions.get(row.paragraph_id) != row.version_id,
            own=own is not None and row.delegation_id == own,
        )
        for row, delegation in session.execute(query)
    ]
    return tuple(sorted(rows, key=lambda row: order.get(row.paragraph_id, len(order))))


def steps(session: Session, reader: Reader, paragraph_id: int) -> tuple[AgreementStep, ...]:
    """Return all that was ever said of agreement on a paragraph, newest first. Two statements."""
    seen = sight.audiences(reader)
    agreed = sa.select(Agreement).where(
        Agreement.paragraph_id == paragraph_id, Agreement.audience.in_(seen)
    )
    reserved = (
        sa.select(Reservation, Delegation.name)
        .join(Delegation, Delegation.id == Reservation.delegation_id)
        .where(Reservation.paragraph_id == paragraph_id, Reservation.audience.in_(seen))
    )
    kept = [
        AgreementStep(row.created_at, row.agreed, row.reason, "", row.redacted, row.capacity)
        for row in session.scalars(agreed)
    ]
    kept += [
        AgreementStep(
            row.created_at,
            agreed=False,
            words=row.words,
            language=row.language,
            redacted=row.redacted,
            capacity=row.capacity,
            delegation=name,
            lifted_at=row.lifted_at,
        )
        for row, name in session.execute(reserved)
    ]
    return tuple(sorted(kept, key=lambda step: step.at, reverse=True))


def own_reservations(session: Session, reader: Reader) -> tuple[OwnReservation, ...]:
    """Return where the reader's delegation reserves its position, newest first. One statement."""
    words = newest.version(Version.words, Paragraph.id, Document.language)
    query = (
        sa.select(
            Reservation,
            Document,
            Paragraph.uid,
            printed_number(Paragraph.id),
            words.correlate(Paragraph, Document).scalar_subquery(),
        )
        .join(Document, Document.id == Reservation.document_id)
        .join(Paragraph, Paragraph.id == Reservation.paragraph_id)
        .where(
            Reservation.delegation_id == reader.actor.delegation_id,
            Reservation.lifted_at.is_(None),
        )
        .order_by(Reservation.id.desc())
    )
    return tuple(
        OwnReservation(
            document=document,
            uid=uid,
            number=number or "",
            paragraph=text or "",
            words=row.words,
            language=row.language,
            redacted=row.redacted,
            at=row.created_at,
        )
        for row, document, uid, number, text in session.execute(query)
    )


def reservation(session: Session, reader: Reader, reservation_id: int) -> Reservation:
    """Return a reservation that the reader may see. Raises NotFound."""
    query = sa.select(Reservation).where(
        Reservation.id == reservation_id, Reservation.audience.in_(sight.audiences(reader))
    )
    return sight.existing(session.scalars(query).first())


def share(text: Manuscript, versions: Collection[int]) -> Share:
    """Count the paragraphs of a text that can be agreed, and those of versions that are."""
    counted = [passage for passage in text.passages if agreeable(passage)]
    return Share(sum(passage.version_id in versions for passage in counted), len(counted))


def shares(session: Session, reader: Reader) -> Mapping[str, Share]:
    """Count them for all texts as they stand, by the document's slug. One statement."""
    version = newest.version(Version.id, Agreement.paragraph_id, Document.language)
    seen = Agreement.audience.in_(sight.audiences(reader))
    held = (
        (Agreement.paragraph_id == Paragraph.id)
        & Agreement.id.in_(newest.each(Agreement.paragraph_id, seen))
        & Agreement.agreed
        & (Agreement.place_id == Place.id)
        & (Agreement.version_id == version.correlate(Agreement, Document).scalar_subquery())
    )
    query = (
        sa.select(Document.slug, sa.func.count(Agreement.id), sa.func.count(Paragraph.id))
        .join(Paragraph, Paragraph.document_id == Document.id)
        .join(Place, Place.paragraph_id == Paragraph.id)
        .outerjoin(Agreement, held)
        .where(
            Place.id.in_(newest.each(Place.paragraph_id)),
            Place.live,
            Place.kind.not_in([kind for kind in Kind if kind.heads]),
            sight.documents(reader.actor),
        )
        .group_by(Document.slug)
    )
    return {slug: Share(agreed, count) for slug, agreed, count in session.execute(query)}


def printed(session: Session, reader: Reader, revision: Revision) -> tuple[int, ...]:
    """Return the versions of a revision that were agreed when it was published. One statement."""
    before = (
        Agreement.document_id == revision.document_id,
        Agreement.created_at <= revision.published_at,
        Agreement.audience.in_(sight.audiences(reader)),
    )
    query = (
        sa.select(Agreement.version_id)
        .join(RevisionEntry, RevisionEntry.paragraph_id == Agreement.paragraph_id)
        .where(
            RevisionEntry.revision_id == revision.id,
            RevisionEntry.version_id == Agreement.version_id,
            RevisionEntry.place_id == Agreement.place_id,
            Agreement.id.in_(newest.each(Agreement.paragraph_id, *before)),
            Agreement.agreed,
        )
        .order_by(RevisionEntry.position)
    )
    return tuple(session.scalars(query))
