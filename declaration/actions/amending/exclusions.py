"""Exclusions: the committee finds that suggestions exclude each other, and lifts that again."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions.amending import together
from declaration.actions.journal import events
from declaration.actions.journal.audience import debated, narrower
from declaration.errors import Stale
from declaration.manuscript import check_length
from declaration.queries import sight
from declaration.rules import Actor, require
from declaration.text import normal
from declaration.verbs import Verb
from models.amending import Exclusion, ExclusionMember
from models.debate import Suggestion
from models.document import Document
from models.vocabulary import EventKind


def exclude(
    session: Session,
    by: Actor,
    document: Document,
    ids: Collection[int],
    reason: str,
    *,
    at: datetime,
) -> Exclusion:
    """Say of pending suggestions that no more than one of them can be accepted.

    Raises NotFound, NotAllowed, Invalid (``suggestions``: few, excluded).
    """
    suggestions = together.held(session, document, ids)
    _require(session, by, document, suggestions)
    together.check_enough(suggestions)
    together.check_free(session, ExclusionMember, suggestions, "excluded")
    why = normal(reason).strip()
    check_length(why)
    last = sa.select(sa.func.max(Exclusion.number)).where(Exclusion.document_id == document.id)
    exclusion = Exclusion(
        document_id=document.id,
        number=(session.scalar(last) or 0) + 1,
        reason=why,
        person_id=by.person_id,
        capacity=by.capacity,
        audience=narrower(
            debated(session, document), *(suggestion.audience for suggestion in suggestions)
        ),
        created_at=at,
    )
    session.add(exclusion)
    session.flush()
    _add(session, by, exclusion, suggestions, at)
    _record(session, by, EventKind.EXCLUSION_MADE, exclusion, suggestions, at)
    return exclusion


def add(
    session: Session, by: Actor, exclusion: Exclusion, ids: Collection[int], *, at: datetime
) -> None:
    """Add pending suggestions to those that exclude each other. Raises as ``exclude``, Stale."""
    document = session.get_one(Document, exclusion.document_id)
    suggestions = together.held(session, document, ids)
    _require(session, by, document, suggestions)
    _check_holds(session, exclusion)
    together.check_free(session, ExclusionMember, suggestions, "excluded")
    _add(session, by, exclusion, suggestions, at)
    _record(session, by, EventKind.EXCLUSION_CHANGED, exclusion, suggestions, at)


def take_out(
    session: Session, by: Actor, exclusion: Exclusion, suggestion: Suggestion, *, at: datetime
) -> None:
    """Take a pending suggestion out; where one alone would stay, it is lifted altogether."""
    document = session.get_one(Document, exclusion.document_id)
    suggestions = together.held(session, document, [suggestion.id])
    _require(session, by, document, suggestions)
    _check_holds(session, exclusion)
    going = together.leaving(_inside(session, exclusion), suggestion)
    if len(going) > 1:
        _lift(session, by, exclusion, going, at)
        return
    together.leave(going, at)
    _record(session, by, EventKind.EXCLUSION_CHANGED, exclusion, suggestions, at)


def lift(session: Session, by: Actor, exclusion: Exclusion, *, at: datetime) -> None:
    """Say that they do not exclude each other, whatever has been decided. Raises Stale."""
    document = session.get_one(Document, exclusion.document_id)
    require(by, Verb.EXCLUDE, sight.case(session, document))
    events.head(session)
    _check_holds(session, exclusion)
    _lift(session, by, exclusion, _inside(session, exclusion), at)


def _require(
    session: Session, by: Actor, document: Document, suggestions: Collection[Suggestion]
) -> None:
    case = sight.case(session, document)
    for suggestion in suggestions:
        require(by, Verb.EXCLUDE, replace(case, state=suggestion.status))


def _check_holds(session: Session, exclusion: Exclusion) -> None:
    session.refresh(exclusion)
    if exclusion.lifted_at is not None:
        raise Stale(exclusion)


def _inside(session: Session, exclusion: Exclusion) -> Sequence[ExclusionMember]:
    column = ExclusionMember.exclusion_id
    return together.inside(session, ExclusionMember, column, exclusion.id)


def _add(
    session: Session,
    by: Actor,
    exclusion: Exclusion,
    suggestions: Collection[Suggestion],
    at: datetime,
) -> None:
    column = ExclusionMember.exclusion_id
    session.add_all(together.added(by, ExclusionMember, column, exclusion.id, suggestions, at))


def _lift(
    session: Session,
    by: Actor,
    exclusion: Exclusion,
    members: Sequence[ExclusionMember],
    at: datetime,
) -> None:
    together.leave(members, at)
    exclusion.lifted_at = at
    ids = [row.suggestion_id for row in members]
    suggestions = session.scalars(sa.select(Suggestion).where(Suggestion.id.in_(ids))).all()
    _record(session, by, EventKind.EXCLUSION_LIFTED, exclusion, suggestions, at)


def _record(
    session: Session,
    by: Actor,
    kind: EventKind,
    exclusion: Exclusion,
    suggestions: Collection[Suggestion],
    at: datetime,
) -> None:
    session.flush()
    events.record(
        session,
        by,
        kind,
        [exclusion, *together.subjects(suggestions)],
        at=at,
        audience=narrower(exclusion.audience, *(each.audience for each in suggestions)),
        document_id=exclusion.document_id,
        payload={"exclusion": exclusion.number},
    )
