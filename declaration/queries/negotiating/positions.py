"""Suggestions with where delegations stand on them, and all that was ever said on one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, joinedload

from declaration.queries import newest, sight
from declaration.queries.entered import Entered, entered
from declaration.queries.reading.places import PrintedPlace, printed_place, with_place
from declaration.queries.suggesting.suggestions import Suggested
from declaration.queries.suggesting.support import UNSUPPORTED, shown, support
from declaration.queries.suggesting.waiting import asked_at
from models.debate import Suggestion, Wording
from models.document import Document, Paragraph, Version
from models.journal import Event, Subject
from models.negotiation import Entry, Position
from models.people import Delegation
from models.vocabulary import EventKind, Procedure, Stand, Status, SubjectKind, SuggestionKind

SAID = (EventKind.POSITION_TAKEN, EventKind.POSITION_ENTERED)  # by whom it concerns, or for them


@dataclass(frozen=True, slots=True)
class KeptPosition:
    """One position of the history; ``earlier``: given on an earlier version.

    ``entered``: by an official, for the delegation.
    """

    position: Position
    earlier: bool
    entered: Entered | None = None


@dataclass(frozen=True, slots=True)
class OwnPosition:
    """Where the reader's delegation stands on a suggestion of others; places as of ``Drafted``.

    ``earlier``: given on an earlier version; a co-sponsor is asked again. ``entered``: by an
    official, for the delegation.
    """

    stand: Stand
    earlier: bool
    reason: str
    language: str
    number: int
    form: SuggestionKind
    status: Status
    author: str
    document: Document
    base_words: str
    place: PrintedPlace
    after_id: int | None
    after: PrintedPlace
    entered: Entered | None = None
    delegation: str = ""

    @property
    def asked_again(self) -> bool:
        """Whether it has to join again, to stand as author of the text as it is now."""
        joined = self.stand is Stand.COSPONSOR and self.earlier
        return joined and self.status is Status.SUBMITTED


def with_support(
    session: Session,
    reader: sight.Reader,
    parts: frozenset[Procedure],
    listed: Sequence[Suggested],
    *only: sa.ColumnElement[bool],
) -> tuple[Suggested, ...]:
    """Return the suggestions with where delegations stand on each. One statement.

    ``only`` limits what is looked for, where it is more than these. With all parts off nothing is
    asked, and nothing stands beside them.
    """
    if not listed or not shown(parts):
        return tuple(listed)
    limits = only or (Suggestion.id.in_([suggestion.id for suggestion in listed]),)
    by_id = support(session, reader, parts, *limits)
    return tuple(
        replace(suggestion, support=by_id.get(suggestion.id, UNSUPPORTED)) for suggestion in listed
    )


def history(
    session: Session, reader: sight.Reader, suggestion: Suggestion
) -> tuple[KeptPosition, ...]:
    """Return all positions on a suggestion, also those that count no more, newest first.

    One statement.
    """
    worded = newest.wording(Wording.id, suggestion.id).scalar_subquery()
    query = (
        sa.select(Position, Position.wording_id != worded, Entry)
        .outerjoin(Entry, Entry.position_id == Position.id)
        .options(joinedload(Position.delegation))
        .where(
            Position.suggestion_id == suggestion.id,
            Position.audience.in_(sight.audiences(reader)),
        )
        .order_by(Position.id.desc())
    )
    return tuple(
        KeptPosition(position, earlier, entered(entry))
        for position, earlier, entry in session.execute(query)
    )


def new_objections(
    session: Session, reader: sight.Reader, parts: frozenset[Procedure], since: int
) -> tuple[tuple[Document, int], ...]:
    """Count by document the objections that came after an event, and stand on what is pending.

    One statement; none while positions are switched off.
    """
    if Procedure.POSITIONS not in parts:
        return ()
    latest = newest.each(Position.suggestion_id, newest.COUNTS).group_by(Position.delegation_id)
    counted = sa.exists().where(Entry.position_id == Subject.thing_id, Entry.counted)
    later = (
        sa.select(Subject.thing_id)
        .join(Event, Event.id == Subject.event_id)
        .where(
            Subject.kind == SubjectKind.POSITION,
            Subject.event_id > since,
            Event.kind.in_(SAID) | (Event.kind == EventKind.ENTRY_CONFIRMED) & ~counted,
        )
    )
    query = (
        sa.select(Document, sa.func.count(Position.id))
        .join(Suggestion, Suggestion.document_id == Document.id)
        .join(Position, Position.suggestion_id == Suggestion.id)
        .where(
            Position.id.in_(latest),
            Position.id.in_(later),
            Position.stand == Stand.OBJECT,
            Position.audience.in_(sight.audiences(reader)),
            Suggestion.status == Status.SUBMITTED,
            sight.suggestions(reader),
        )
        .group_by(Document.id)
        .order_by(Document.position, Document.id)
    )
    return tuple((document, count) for document, count in session.execute(query))


def uid_of(session: Session, suggestion: Suggestion) -> str | None:
    """Return the uid of the paragraph where a suggestion asks; None on none. One statement."""
    asked = sa.select(asked_at()).where(Suggestion.id == suggestion.id).scalar_subquery()
    return session.scalar(sa.select(Paragraph.uid).where(Paragraph.id == asked))


def own_positions(
    session: Session, reader: sight.Reader, parts: frozenset[Procedure]
) -> tuple[OwnPosition, ...]:
    """Return where the reader's delegation stands now, newest first. One statement.

    None is asked while all parts are off. What was withdrawn stands with its outcome.
    """
    stands = shown(parts)
    if reader.actor.delegation_id is None or not stands:
        return ()
    author = aliased(Delegation)
    mine = Position.delegation_id == reader.actor.delegation_id
    own = sa.select(Delegation.name).where(Delegation.id == reader.actor.delegation_id)
    latest = newest.each(Position.suggestion_id, mine, newest.COUNTS)
    query = (
        sa.select(
            Position,
            Suggestion,
            Document,
            Version.words,
            Wording.after_id,
            author.name,
            (Position.wording_id != Wording.id).label("earlier"),
            Entry,
            own.scalar_subquery(),
        )
        .join(Suggestion, Suggestion.id == Position.suggestion_id)
        .join(Wording, newest.its_wording())
        .join(Document, Document.id == Suggestion.document_id)
        .outerjoin(Version, Version.id == Wording.base_version_id)
        .outerjoin(author, author.id == Suggestion.delegation_id)
        .outerjoin(Entry, Entry.position_id == Position.id)
        .where(Position.id.in_(latest), Position.stand.in_(stands), sight.suggestions(reader))
        .order_by(Position.id.desc())
    )
    query = with_place(with_place(query, Suggestion.paragraph_id), Wording.after_id)
    return tuple(map(_own, session.execute(query)))


def _own(row: sa.Row[*tuple[Any, ...]]) -> OwnPosition:
    position, suggestion, document, base, after_id, author, earlier, entry, own, *places = row
    return OwnPosition(
        stand=position.stand,
        earlier=earlier,
        reason=position.reason,
        language=position.language,
        number=suggestion.number,
        form=suggestion.form,
        status=suggestion.status,
        author=author or "",
        document=document,
        base_words=base or "",
        place=printed_place(*places[:5]),
        after_id=after_id,
        after=printed_place(*places[5:]),
        entered=entered(entry),
        delegation=own or "",
    )
