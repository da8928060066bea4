"""Agree ad referendum, reopen what is agreed; reserve a delegation's position, lift it again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions.journal import events
from declaration.actions.journal.audience import debated
from declaration.actions.suggesting.amendment import LANGUAGE
from declaration.actions.writing import agreed
from declaration.errors import Doubtful, Invalid, NotFound, Stale
from declaration.manuscript import Passage, check_length
from declaration.queries import sight
from declaration.queries.negotiating import agreement as queries
from declaration.queries.reading import texts
from declaration.rules import Actor, Case, require
from declaration.text import normal
from declaration.verbs import Verb
from models.document import Document
from models.negotiation import Agreement, Reservation
from models.vocabulary import EventKind, SubjectKind


@dataclass(frozen=True, slots=True)
class Agreeing:
    """A paragraph, or the heading of a section, and what was on the screen there.

    ``seen``: version and place of every paragraph that is agreed. ``confirmed``: it is agreed
    though suggestions are pending on it.
    """

    paragraph_id: int
    seen: frozenset[tuple[int, int]]
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Reserving:
    """On which paragraph and version a delegation reserves its position, and in which words."""

    paragraph_id: int
    version_id: int
    words: str = ""
    language: str = "en"


def agree(
    session: Session, by: Actor, document: Document, agreeing: Agreeing, *, at: datetime
) -> list[Agreement]:
    """Mark a paragraph or a section as agreed ad referendum, as it was on the screen: one event.

    Raises NotFound, Invalid (``paragraph``), Stale, Doubtful with the numbers of what is pending.
    """
    require(by, Verb.AGREE, sight.case(session, document))
    events.head(session)
    passages = _seen(session, document, agreeing)
    standing = queries.standing(session, document)
    fresh = [passage for passage in passages if passage.paragraph_id not in standing]
    if not fresh:
        raise Invalid("paragraph", "already_agreed")
    numbers = queries.pending(session, {passage.paragraph_id for passage in fresh})
    if numbers and not agreeing.confirmed:
        raise Doubtful(numbers)
    audience = debated(session, document)
    rows = [
        Agreement(
            document_id=document.id,
            paragraph_id=passage.paragraph_id,
            version_id=passage.version_id,
            place_id=passage.place_id,
            agreed=True,
            person_id=by.person_id,
            capacity=by.capacity,
            audience=audience,
            created_at=at,
        )
        for passage in fresh
    ]
    session.add_all(rows)
    _record(session, by, EventKind.TEXT_AGREED, rows, at)
    return rows


def reopen(
    session: Session,
    by: Actor,
    document: Document,
    agreeing: Agreeing,
    reason: str,
    *,
    at: datetime,
) -> list[Agreement]:
    """Take an agreement back without changing the text, with a reason. Raises as ``agree``."""
    require(by, Verb.AGREE, sight.case(session, document))
    events.head(session)
    ids = [passage.paragraph_id for passage in _seen(session, document, agreeing)]
    standing = queries.standing(session, document)
    if not {*ids} & {*standing}:
        raise Invalid("paragraph", "not_agreed")
    rows = agreed.reopen(session, by, standing, ids, reason, at)
    _record(session, by, EventKind.AGREEMENT_REOPENED, rows, at)
    return rows


def reserve(
    session: Session, by: Actor, document: Document, reserving: Reserving, *, at: datetime
) -> Reservation:
    """Note that a delegation reserves its position on what is agreed.

    Raises Invalid (``paragraph``: not_agreed; ``words``; ``language``), and Stale where the text
    is another than the one seen, or the delegation has a reservation there.
    """
    require(by, Verb.RESERVE, sight.case(session, document))
    events.head(session)
    standing = queries.standing(session, document).get(reserving.paragraph_id)
    if standing is None:
        raise Invalid("paragraph", "not_agreed")
    if standing.version_id != reserving.version_id or _reserved(session, by, reserving):
        raise Stale(standing)
    words = normal(reserving.words).strip()
    check_length(words)
    if not LANGUAGE.fullmatch(reserving.language):
        raise Invalid("language", "unknown")
    row = Reservation(
        document_id=document.id,
        paragraph_id=reserving.paragraph_id,
        version_id=reserving.version_id,
        delegation_id=by.delegation_id,
        words=words,
        language=reserving.language,
        person_id=by.person_id,
        capacity=by.capacity,
        audience=debated(session, document),
        created_at=at,
    )
    session.add(row)
    _record(session, by, EventKind.RESERVATION_MADE, [row], at)
    return row


def lift(session: Session, by: Actor, reservation: Reservation, *, at: datetime) -> Reservation:
    """Lift a reservation of one's own delegation; doing it twice changes nothing."""
    document = session.get_one(Document, reservation.document_id)
    own = reservation.delegation_id == by.delegation_id
    procedure = sight.procedure(session)
    require(by, Verb.RESERVE, Case(stage=document.stage, own=own, procedure=procedure))
    events.head(session)
    session.refresh(reservation)
    if reservation.lifted_at is None:
        reservation.lifted_at = at
        _record(session, by, EventKind.RESERVATION_LIFTED, [reservation], at)
    return reservation


def _seen(session: Session, document: Document, agreeing: Agreeing) -> tuple[Passage, ...]:
    """Return the paragraphs that are agreed or reopened. Raises NotFound, Invalid, Stale."""
    text = texts.rolling(session, document)
    if all(passage.paragraph_id != agreeing.paragraph_id for passage in text.passages):
        raise NotFound
    passages = queries.section(text, agreeing.paragraph_id)
    if not passages:
        raise Invalid("paragraph", "deleted")
    if {(passage.version_id, passage.place_id) for passage in passages} != agreeing.seen:
        raise Stale(passages)
    return passages


def _reserved(session: Session, by: Actor, reserving: Reserving) -> bool:
    query = sa.select(Reservation.id).where(
        Reservation.paragraph_id == reserving.paragraph_id,
        Reservation.delegation_id == by.delegation_id,
        Reservation.lifted_at.is_(None),
    )
    return session.scalar(query.limit(1)) is not None


def _record(
    session: Session,
    by: Actor,
    kind: EventKind,
    rows: Sequence[Agreement] | Sequence[Reservation],
    at: datetime,
) -> None:
    session.flush()
    events.record(
        session,
        by,
        kind,
        [*rows, *((SubjectKind.PARAGRAPH, row.paragraph_id) for row in rows)],
        at=at,
        audience=rows[0].audience,
        document_id=rows[0].document_id,
    )
