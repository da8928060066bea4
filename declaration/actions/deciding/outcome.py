"""Carry a plan out: its versions and places, a decision for every verdict."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions.deciding import committee
from declaration.actions.deciding.verdicts import Item, Plan
from declaration.actions.writing import paragraphs
from declaration.actions.writing.paragraphs import Made, Spot
from declaration.rules import Actor
from models.base import Base
from models.debate import Decision
from models.document import Document, Version
from models.people import Delegation
from models.vocabulary import Outcome, Status


def carry_out(
    session: Session, document: Document, spot: Spot | None, plan: Plan, at: datetime
) -> Made:
    """Make the rows of a plan."""
    if spot is not None:
        return _change(session, document, spot, plan, at)
    if plan.inserted is not None and plan.words is not None:
        return _insert(session, document, plan.inserted, plan.words, at)
    return Made()


def _change(session: Session, document: Document, spot: Spot, plan: Plan, at: datetime) -> Made:
    version = place = None
    if plan.words is not None:
        version = paragraphs.word(session, document, spot.paragraph, plan.words, at)
    if plan.deleted:
        place = paragraphs.put(session, spot.place, at, live=False)
    elif plan.moved is not None:
        place = paragraphs.move(session, document, spot, plan.moved.wording.after_id, at)
    return Made(
        paragraph=spot.paragraph,
        version=version,
        place=place,
        replaced=spot.version if version is not None else None,
    )


def _insert(session: Session, document: Document, item: Item, words: str, at: datetime) -> Made:
    """Make the paragraph, or bring back the one made before the decision was reopened."""
    newcomer = item.newcomer
    earlier = session.scalars(
        sa.select(Version.paragraph_id)
        .join(Decision, Decision.version_id == Version.id)
        .where(Decision.suggestion_id == item.suggestion.id, Decision.outcome != Outcome.REOPENED)
        .limit(1)
    ).first()
    if earlier is None:
        made = paragraphs.insert(session, document, newcomer, words, at)
    else:
        made = paragraphs.bring_back(session, document, earlier, newcomer, words, at)
    item.suggestion.paragraph_id = made.paragraph.id if made.paragraph else None
    return made


def decisions(
    session: Session, by: Actor, items: Sequence[Item], made: Made, at: datetime
) -> list[Decision]:
    """Store a decision for every verdict."""
    own = committee.own_delegations(session, by)
    made_of = {
        "version_id": made.version.id if made.version else None,
        "place_id": made.place.id if made.place else None,
        "replaced_version_id": made.replaced.id if made.replaced else None,
    }
    rows = [
        Decision(
            suggestion_id=item.suggestion.id,
            wording_id=item.wording.id,
            outcome=item.outcome,
            reason=item.reason,
            covered_by_id=item.covered_by_id,
            person_id=by.person_id,
            capacity=by.capacity,
            own=committee.is_own(item.suggestion, by, own),
            created_at=at,
            **made_of,
        )
        for item in items
    ]
    for item in items:
        item.suggestion.status = Status.DECIDED
    session.add_all(rows)
    session.flush()
    return rows


def touched(
    session: Session, items: Sequence[Item], made: Made, decisions: Sequence[Decision]
) -> list[Base]:
    """Return the rows that the act's event names."""
    whose = {item.suggestion.delegation_id for item in items} - {None}
    delegations = session.scalars(sa.select(Delegation).where(Delegation.id.in_(whose)))
    rows: list[Base] = [*made.rows, *decisions, *delegations]
    return [*rows, *(item.suggestion for item in items), *(item.wording for item in items)]


def stated(decision: Decision) -> list[object]:
    """Return what the journal keeps of a decision: ids and the outcome; ``chain`` compares it."""
    return [
        decision.id,
        decision.suggestion_id,
        decision.wording_id,
        decision.outcome,
        decision.covered_by_id,
        decision.version_id,
        decision.place_id,
    ]
