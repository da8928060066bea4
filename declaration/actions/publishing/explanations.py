"""Explain a position, or reserve it, on an adopted text: public at once, and never in the text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions.journal import events
from declaration.actions.suggesting.amendment import LANGUAGE
from declaration.errors import Invalid
from declaration.manuscript import check_length
from declaration.queries import sight
from declaration.queries.publishing import corrections
from declaration.rules import Actor, require
from declaration.text import normal
from declaration.verbs import Verb
from models.base import Base
from models.document import Document, RevisionEntry
from models.negotiation import Explanation, ExplanationKind
from models.people import Delegation
from models.vocabulary import Audience, EventKind, SubjectKind


@dataclass(frozen=True, slots=True)
class Explaining:
    """What a delegation says; ``paragraph_id`` None: on the whole text."""

    delegation_id: int
    kind: ExplanationKind
    words: str
    language: str = "en"
    paragraph_id: int | None = None


def explain(
    session: Session, by: Actor, document: Document, explaining: Explaining, *, at: datetime
) -> Explanation:
    """Publish it, by the head of the delegation or by the secretariat for it.

    Raises Invalid (``delegation``, ``paragraph``, ``words``, ``language``), TooLong.
    """
    own = explaining.delegation_id == by.delegation_id
    require(by, Verb.EXPLAIN, replace(sight.case(session, document), own=own))
    _check(session, document, explaining)
    words = normal(explaining.words).strip()
    if not words:
        raise Invalid("words", "missing")
    check_length(words)
    row = Explanation(
        document_id=document.id,
        paragraph_id=explaining.paragraph_id,
        delegation_id=explaining.delegation_id,
        kind=explaining.kind,
        words=words,
        language=explaining.language,
        person_id=by.person_id,
        capacity=by.capacity,
        created_at=at,
    )
    session.add(row)
    _record(session, by, EventKind.EXPLANATION_PUBLISHED, row, at)
    return row


def withdraw(session: Session, by: Actor, explanation: Explanation, *, at: datetime) -> Explanation:
    """Withdraw it: it stays, marked, with both dates. Doing it twice changes nothing."""
    document = session.get_one(Document, explanation.document_id)
    own = explanation.delegation_id == by.delegation_id
    require(by, Verb.WITHDRAW_EXPLANATION, replace(sight.case(session, document), own=own))
    events.head(session)
    session.refresh(explanation)
    if explanation.withdrawn_at is None:
        explanation.withdrawn_at = at
        _record(session, by, EventKind.EXPLANATION_WITHDRAWN, explanation, at)
    return explanation


def _check(session: Session, document: Document, explaining: Explaining) -> None:
    if session.get(Delegation, explaining.delegation_id) is None:
        raise Invalid("delegation", "missing")
    if not LANGUAGE.fullmatch(explaining.language):
        raise Invalid("language", "unknown")
    if explaining.paragraph_id is None:
        return
    printed = sa.select(RevisionEntry.id).where(
        RevisionEntry.revision_id == corrections.in_force(session, document.id).id,
        RevisionEntry.paragraph_id == explaining.paragraph_id,
    )
    if session.scalar(printed) is None:
        raise Invalid("paragraph", "unknown")


def _record(session: Session, by: Actor, kind: EventKind, row: Explanation, at: datetime) -> None:
    session.flush()
    touched: Sequence[Base | events.Thing] = [row, (SubjectKind.DELEGATION, row.delegation_id)]
    if row.paragraph_id is not None:
        touched = [*touched, (SubjectKind.PARAGRAPH, row.paragraph_id)]
    events.record(
        session,
        by,
        kind,
        touched,
        at=at,
        audience=Audience.EVERYBODY,
        document_id=row.document_id,
    )
