"""Publish the rolling text as a revision, numbered afresh; or mark one as published in error."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions.journal import events
from declaration.errors import Invalid, NotFound, Stale
from declaration.manuscript import Manuscript, numbered
from declaration.queries import sight
from declaration.queries.negotiating import brackets
from declaration.queries.negotiating.brackets import BracketSpan
from declaration.queries.reading import texts
from declaration.rules import Actor, require
from declaration.verbs import Verb
from models.document import Document, Revision, RevisionEntry, Supersession
from models.journal import Event, Subject
from models.negotiation import Bracket, RevisionBracket
from models.vocabulary import Audience, EventKind, Procedure, SubjectKind

MAX_LABEL = 80  # as the column holds
RESERVED = frozenset({"rolling"})  # stands for the rolling text in addresses
TEXT = (
    SubjectKind.VERSION,
    SubjectKind.PLACE,
    SubjectKind.REVISION,
    SubjectKind.BRACKET,
    SubjectKind.BRACKET_CLOSING,
)


@dataclass(frozen=True, slots=True)
class Publication:
    """How a revision is called, and the event up to which its publisher has seen the text.

    ``base_event_id`` None = not checked; an empty symbol = the document's. ``final``: the label is
    that of a final draft; ``open_reason``: why it is published though something is in brackets.
    """

    label: str
    symbol: str = ""
    cover_note: str = ""
    base_event_id: int | None = None
    final: bool = False
    open_reason: str = ""


def publish(
    session: Session, by: Actor, document: Document, publication: Publication, *, at: datetime
) -> Revision:
    """Publish the text, with what is open in it.

    Raises Invalid (``label``, ``text``, ``open_reason``), Stale with the newer event.
    """
    require(by, Verb.PUBLISH, sight.case(session, document))
    _label(publication)  # raises
    events.head(session)
    _check_seen(session, document, publication.base_event_id)
    newest = texts.newest_revision(session, document.id)
    text = fresh(session, document)
    opened = _open(session, text)
    open_hash = brackets.open_hash(session, opened)
    _check_text(session, document, newest, text, open_hash)
    if publication.final and opened and not publication.open_reason.strip():
        raise Invalid("open_reason", "missing")
    revision = _revision(session, document, newest, publication, text, at)
    revision.open_hash = open_hash
    if publication.final and opened:
        revision.open_reason = publication.open_reason.strip()
    print_text(session, revision, text, opened)
    events.record(
        session,
        by,
        EventKind.REVISION_PUBLISHED,
        [document, revision],
        at=at,
        audience=Audience.EVERYBODY,
        document_id=document.id,
        payload={"ordinal": revision.ordinal, "content_hash": revision.content_hash},
    )
    return revision


def supersede(
    session: Session, by: Actor, revision: Revision, right: Revision, reason: str, *, at: datetime
) -> Supersession:
    """Mark ``revision`` as published in error.

    Raises Invalid (``revision``, ``right``, ``reason``).
    """
    document = session.get_one(Document, revision.document_id)
    require(by, Verb.SUPERSEDE, sight.case(session, document))
    if right.document_id != document.id:
        raise NotFound
    if not reason.strip():
        raise Invalid("reason", "missing")
    if is_superseded(session, revision):
        raise Invalid("revision", "superseded")
    if right.id == revision.id or is_superseded(session, right):
        raise Invalid("right", "superseded")
    supersession = Supersession(
        revision_id=revision.id,
        right_revision_id=right.id,
        reason=reason.strip(),
        created_at=at,
    )
    session.add(supersession)
    session.flush()
    events.record(
        session,
        by,
        EventKind.REVISION_SUPERSEDED,
        [document, revision],
        at=at,
        audience=Audience.EVERYBODY,
        document_id=document.id,
        payload={"right": right.id},
    )
    return supersession


def is_superseded(session: Session, revision: Revision) -> bool:
    """Whether ``revision`` was marked as published in error."""
    query = sa.select(Supersession.id).where(Supersession.revision_id == revision.id)
    return session.scalar(query) is not None


def fresh(session: Session, document: Document) -> Manuscript:
    """Return the rolling text as it would be printed now."""
    rolling = texts.rolling(session, document)
    return replace(rolling, passages=numbered(rolling.passages, document.scheme))


def _revision(
    session: Session,
    document: Document,
    newest: Revision | None,
    publication: Publication,
    text: Manuscript,
    at: datetime,
) -> Revision:
    label = _label(publication)
    return Revision(
        document_id=document.id,
        ordinal=0 if newest is None else newest.ordinal + 1,
        slug=slug_of(session, document, label),
        label=label,
        title=document.title,
        symbol=publication.symbol.strip() or document.symbol,
        language=document.language,
        cover_note=publication.cover_note.strip(),
        content_hash=text.content_hash,
        published_at=at,
    )


def _open(session: Session, text: Manuscript) -> list[tuple[Bracket, BracketSpan]]:
    """Return what is open in a text that is about to be printed."""
    if Procedure.BRACKETS not in sight.procedure(session):
        return []
    return [(row, where) for row, _words, where in brackets.standing(session, text)]


def _check_text(
    session: Session,
    document: Document,
    newest: Revision | None,
    text: Manuscript,
    open_hash: str,
) -> None:
    """See that there is something to print, and that it is not what was printed last."""
    if not text.passages:
        raise Invalid("text", "missing")
    if newest is not None and newest.open_hash == open_hash:
        printed = texts.revision(session, document, newest)  # words may have been redacted since
        if text.content_hash == printed.content_hash:
            raise Invalid("text", "unchanged")


def _label(publication: Publication) -> str:
    label = " ".join(publication.label.split())
    if not label:
        raise Invalid("label", "missing")
    if len(label) > MAX_LABEL:
        raise Invalid("label", "long")
    return label


def _check_seen(session: Session, document: Document, base_event_id: int | None) -> None:
    """Refuse to print what its publisher has not seen."""
    if base_event_id is None:
        return
    newer = (
        sa.select(Event)
        .join(Subject, Subject.event_id == Event.id)
        .where(
            Event.document_id == document.id,
            Event.id > base_event_id,
            Subject.kind.in_(TEXT),
        )
    )
    event = session.scalars(newer.order_by(Event.id.desc()).limit(1)).first()
    if event is not None:
        raise Stale(event)


def slug_of(session: Session, document: Document, label: str) -> str:
    """Return «rev-1» of «Rev. 1»; where that is taken, «rev-1-2»."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "revision"
    mine = sa.select(Revision.slug).where(Revision.document_id == document.id)
    taken = {*session.scalars(mine), *RESERVED}
    slugs = (stem, *(f"{stem[: MAX_LABEL - 6]}-{count}" for count in range(2, len(taken) + 2)))
    return next(slug for slug in slugs if slug not in taken)


def print_text(
    session: Session,
    revision: Revision,
    text: Manuscript,
    opened: Sequence[tuple[Bracket, BracketSpan]],
) -> None:
    """Store a revision with what is printed in it, and what is open there."""
    session.add(revision)
    session.flush()
    session.add_all(
        RevisionEntry(
            revision_id=revision.id,
            position=position,
            paragraph_id=passage.paragraph_id,
            version_id=passage.version_id,
            place_id=passage.place_id,
            number=passage.number,
        )
        for position, passage in enumerate(text.passages)
    )
    session.add_all(
        RevisionBracket(
            revision_id=revision.id,
            bracket_id=bracket.id,
            starts=where.start,
            ends=where.end,
            lost=where.lost,
        )
        for bracket, where in opened
    )
    session.flush()
