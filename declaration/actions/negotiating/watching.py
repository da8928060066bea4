"""Watching: somebody is told first what happens to a text, a paragraph, a suggestion.

No Events: what a person reads is nobody else's business.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.errors import NotFound
from declaration.queries import sight
from declaration.queries.negotiating.watching import Thing
from declaration.rules import Actor, Case, require
from declaration.verbs import Verb
from models.negotiation import Watching
from models.people import Membership


def watch(session: Session, by: Actor, membership_id: int, thing: Thing, *, at: datetime) -> None:
    """Watch something; doing it twice changes nothing."""
    _hold(session, by, membership_id)
    document_id, paragraph_id, suggestion_id = thing
    if session.scalar(sa.select(Watching.id).where(*_same(membership_id, thing))) is None:
        session.add(
            Watching(
                membership_id=membership_id,
                document_id=document_id,
                paragraph_id=paragraph_id,
                suggestion_id=suggestion_id,
                created_at=at,
            )
        )
    session.flush()


def stop(session: Session, by: Actor, membership_id: int, thing: Thing) -> None:
    """Watch something no longer; doing it twice changes nothing."""
    _hold(session, by, membership_id)
    session.execute(sa.delete(Watching).where(*_same(membership_id, thing)))
    session.flush()


def _hold(session: Session, by: Actor, membership_id: int) -> None:
    """Hold the office, so that two presses make one row. Raises NotFound for another's."""
    require(by, Verb.WATCH, Case(procedure=sight.procedure(session)))
    membership = session.get(Membership, membership_id, with_for_update=True)
    if membership is None or membership.person_id != by.person_id or membership.ended_at:
        raise NotFound


def _same(membership_id: int, thing: Thing) -> tuple[sa.ColumnElement[bool], ...]:
    document_id, paragraph_id, suggestion_id = thing
    return (
        Watching.membership_id == membership_id,
        Watching.document_id == document_id,
        Watching.paragraph_id.is_not_distinct_from(paragraph_id),
        Watching.suggestion_id.is_not_distinct_from(suggestion_id),
    )
