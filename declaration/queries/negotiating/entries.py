"""What was entered for delegations and awaits their word."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, joinedload

from declaration.queries import newest, sight
from declaration.queries.entered import Entered, entered
from declaration.queries.reading.places import PrintedPlace, printed_place, with_place
from declaration.rules import DEBATED
from models.debate import Comment, Suggestion, Wording
from models.document import Document, Version
from models.negotiation import Entry, Position
from models.people import Delegation, Membership, Person
from models.vocabulary import Capacity, EntrySource, Procedure, Stand, Status, SuggestionKind

UNDECIDED = (Status.ENTERED, Status.SUBMITTED)
ABOUT = sa.func.coalesce(Suggestion.paragraph_id, Comment.paragraph_id)


@dataclass(frozen=True, slots=True)
class WaitingEntry:
    """An entry that its delegation has not answered: a suggestion, a comment, a position.

    ``number``: of the suggestion that it is or is about, else 0. ``words`` are what was entered, of
    a position what the suggestion asks for; empty where redacted; ``base_words`` those it was
    written on. ``wording_id`` of a comment is 0. Places are as of ``Drafted``. ``stand``: of a
    position; ``author``: of the suggestion it is about.
    """

    id: int
    delegation: str
    document: Document
    number: int
    status: Status | None
    form: SuggestionKind
    wording_id: int
    words: str
    language: str
    base_words: str
    place: PrintedPlace
    after_id: int | None
    after: PrintedPlace
    source: EntrySource
    capacity: Capacity
    created_at: datetime
    comment: bool = False
    stand: Stand | None = None
    reason: str = ""
    reason_language: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class RepresentedDelegation:
    """A delegation for which one can enter something; ``heard``: somebody there can confirm it."""

    id: int
    name: str
    heard: bool


def waiting(
    session: Session,
    reader: sight.Reader,
    parts: frozenset[Procedure],
    *only: sa.ColumnElement[bool],
) -> tuple[WaitingEntry, ...]:
    """Return what awaits its delegation's word, oldest first. One statement.

    ``only`` limits the entries; positions are none while these are switched off.
    """
    query = (
        _rows()
        .where(
            Entry.answer.is_(None),
            (Suggestion.status.in_(UNDECIDED) & _readable(reader))
            | (Comment.withdrawn_at.is_(None) & sight.comments(reader)),
            Document.stage.in_(DEBATED),
            *only,
        )
        .order_by(Entry.id)
    )
    if Procedure.POSITIONS not in parts:
        query = query.where(Entry.position_id.is_(None))
    query = with_place(with_place(query, ABOUT), Wording.after_id)
    return tuple(map(_waiting, session.execute(query)))


def entry(session: Session, reader: sight.Reader, entry_id: int) -> tuple[Entry, int]:
    """Return an entry on what the reader may see, and the number of its suggestion, or 0.

    One statement.
    """
    query = (
        sa.select(Entry, Suggestion.number)
        .options(joinedload(Entry.comment))
        .outerjoin(Position, Position.id == Entry.position_id)
        .outerjoin(Comment, Comment.id == Entry.comment_id)
        .outerjoin(Suggestion, Suggestion.id == _suggestion_id())
        .where(Entry.id == entry_id, _readable(reader) | sight.comments(reader))
    )
    entry, number = sight.existing(session.execute(query).one_or_none())
    return entry, number or 0


def of_suggestion(session: Session, suggestion: Suggestion) -> Entered | None:
    """Return how a suggestion was entered; None where its delegation submitted it.

    One statement.
    """
    return entered(session.scalar(sa.select(Entry).where(Entry.suggestion_id == suggestion.id)))


def of_delegation(delegation_id: int | None) -> sa.ColumnElement[bool]:
    """Limit entries to those for one delegation."""
    return Entry.delegation_id == delegation_id


def on_document(document: Document) -> sa.ColumnElement[bool]:
    """Limit entries to those on one document."""
    return Document.id == document.id


def newest_on_paragraph(
    session: Session, reader: sight.Reader, paragraph_id: int, after: int
) -> int | None:
    """Return the number of the suggestion entered last on a paragraph and not answered yet.

    ``after``: of the number above which it counts. One statement.
    """
    query = (
        sa.select(sa.func.max(Suggestion.number))
        .join(Entry, Entry.suggestion_id == Suggestion.id)
        .where(
            Suggestion.paragraph_id == paragraph_id,
            Suggestion.number > after,
            Suggestion.status.in_(UNDECIDED),
            Entry.answer.is_(None),
            sight.suggestions(reader),
        )
    )
    return session.scalar(query)


def delegations(session: Session) -> tuple[RepresentedDelegation, ...]:
    """Return all delegations by name, and whether somebody there can confirm. One statement."""
    speaking = sa.exists().where(
        Membership.delegation_id == Delegation.id,
        Membership.ended_at.is_(None),
        Membership.may_submit,
        Person.id == Membership.person_id,
        Person.active,
    )
    rows = session.execute(
        sa.select(Delegation.id, Delegation.name, speaking).order_by(Delegation.name)
    )
    return tuple(RepresentedDelegation(*row) for row in rows)


def _rows() -> sa.Select[*tuple[Any, ...]]:
    """Select entries with all that they are about."""
    author = aliased(Delegation)
    written = Suggestion.document_id, Comment.document_id
    return (
        sa.select(
            Entry,
            Delegation.name,
            Document,
            Suggestion,
            Wording,
            Comment,
            Position,
            author.name,
            Version.words,
        )
        .join(Delegation, Delegation.id == Entry.delegation_id)
        .outerjoin(Position, Position.id == Entry.position_id)
        .outerjoin(Comment, Comment.id == Entry.comment_id)
        .outerjoin(Suggestion, Suggestion.id == _suggestion_id())
        .outerjoin(author, author.id == Suggestion.delegation_id)
        .outerjoin(Wording, newest.its_wording())
        .outerjoin(Version, Version.id == Wording.base_version_id)
        .join(Document, Document.id == sa.func.coalesce(*written))
    )


def _suggestion_id() -> sa.ColumnElement[int]:
    """Return the suggestion that was entered, or that a position or a comment is about."""
    return sa.func.coalesce(Entry.suggestion_id, Position.suggestion_id, Comment.suggestion_id)


def _readable(reader: sight.Reader) -> sa.ColumnElement[bool]:
    shared = Position.id.is_(None) | Position.audience.in_(sight.audiences(reader))
    return Entry.comment_id.is_(None) & sight.suggestions(reader) & shared


def _waiting(row: sa.Row[*tuple[Any, ...]]) -> WaitingEntry:
    entry, delegation, document, suggestion, wording, comment, position, author, base, *places = row
    written = comment or wording
    return WaitingEntry(
        id=entry.id,
        delegation=delegation,
        document=document,
        number=suggestion.number if suggestion else 0,
        status=suggestion.status if suggestion else None,
        form=suggestion.form if suggestion else SuggestionKind.GENERAL,
        wording_id=wording.id if wording and not comment else 0,
        words="" if written.redacted else written.words,
        language=comment.language if comment else document.language,
        base_words=base or "",
        place=printed_place(*places[:5]),
        after_id=wording.after_id if wording else None,
        after=printed_place(*places[5:]),
        source=entry.source,
        capacity=entry.capacity,
        created_at=entry.created_at,
        comment=comment is not None,
        stand=position.stand if position else None,
        reason=position.reason if position else "",
        reason_language=position.language if position else "",
        author=author or "",
    )
