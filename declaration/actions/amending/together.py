"""What packages and exclusions share: suggestions that are held, checked, and come or go."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from declaration.actions.journal import events
from declaration.errors import Invalid, NotFound, Stale
from declaration.rules import Actor
from models.amending import ExclusionMember, PackageMember
from models.base import Base
from models.debate import Suggestion
from models.document import Document
from models.vocabulary import SubjectKind

FEWEST = 2  # suggestions that belong together, or exclude each other

Member = TypeVar("Member", PackageMember, ExclusionMember)


def held(session: Session, document: Document, ids: Collection[int]) -> list[Suggestion]:
    """Hold suggestions of a document, by number, and then the journal.

    Raises NotFound for one that is not there, Invalid (``suggestions``) for none.
    """
    if not ids:
        raise Invalid("suggestions", "none")
    query = (
        sa.select(Suggestion)
        .where(Suggestion.id.in_(ids), Suggestion.document_id == document.id)
        .order_by(Suggestion.id)
        .with_for_update()
    )
    rows = session.scalars(query, execution_options={"populate_existing": True}).all()
    if len(rows) < len(set(ids)):
        raise NotFound
    events.head(session)
    return sorted(rows, key=lambda suggestion: suggestion.number)


def check_enough(suggestions: Collection[Suggestion]) -> None:
    """See that there are at least two. Raises Invalid (``suggestions``)."""
    if len(suggestions) < FEWEST:
        raise Invalid("suggestions", "few")


def check_free(
    session: Session, members: type[Member], suggestions: Collection[Suggestion], why: str
) -> None:
    """See that none of them belongs to another already. Raises Invalid (``suggestions``)."""
    ids = [suggestion.id for suggestion in suggestions]
    taken = sa.select(members.id).where(members.suggestion_id.in_(ids), members.left_at.is_(None))
    if session.scalar(taken.limit(1)) is not None:
        raise Invalid("suggestions", why)


def inside(
    session: Session, members: type[Member], whole: InstrumentedAttribute[int], whole_id: int
) -> Sequence[Member]:
    """Return the members that have not left, the first first."""
    query = sa.select(members).where(whole == whole_id, members.left_at.is_(None))
    return session.scalars(query.order_by(members.id)).all()


def leaving(rows: Sequence[Member], suggestion: Suggestion) -> list[Member]:
    """Return who leaves with a suggestion: where one alone would stay, that one, too.

    Raises Stale where the suggestion has left already.
    """
    gone = [row for row in rows if row.suggestion_id == suggestion.id]
    if not gone:
        raise Stale(suggestion)
    return list(rows) if len(rows) - 1 < FEWEST else gone


def leave(rows: Sequence[Member], at: datetime) -> None:
    """Let members leave."""
    for row in rows:
        row.left_at = at


def added(
    by: Actor,
    members: type[Member],
    whole: InstrumentedAttribute[int],
    whole_id: int,
    suggestions: Collection[Suggestion],
    at: datetime,
) -> list[Member]:
    """Make the rows of new members."""
    return [
        members(
            suggestion_id=suggestion.id,
            person_id=by.person_id,
            created_at=at,
            **{whole.key: whole_id},
        )
        for suggestion in suggestions
    ]


def subjects(suggestions: Collection[Suggestion]) -> list[Base | events.Thing]:
    """Return what an event names: the suggestions, and the paragraphs that they ask about."""
    paragraphs = {suggestion.paragraph_id for suggestion in suggestions} - {None}
    return [
        *((SubjectKind.SUGGESTION, suggestion.id) for suggestion in suggestions),
        *((SubjectKind.PARAGRAPH, id_) for id_ in sorted(id_ for id_ in paragraphs if id_)),
    ]
