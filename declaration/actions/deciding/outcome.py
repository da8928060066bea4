"""Carry a plan out: its versions and places, a decision for every verdict."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions.deciding.verdicts import Matter, Plan
from declaration.actions.writing import paragraphs
from declaration.actions.writing.places import Placement
from declaration.blocks import block
from declaration.queries.reading import texts
from declaration.rules import Actor
from models.base import Base, canonical
from models.debate import Decision
from models.document import Document, Place, Version
from models.people import Delegation, Membership
from models.vocabulary import Kind, Outcome, Status


def carry_out(
    session: Session,
    document: Document,
    current: paragraphs.CurrentParagraph | None,
    plan: Plan,
    at: datetime,
) -> paragraphs.ParagraphChange:
    """Make the rows of a plan."""
    if current is None:
        if plan.inserted is None or plan.words is None:
            return paragraphs.ParagraphChange()
        return _insert(session, document, plan.inserted, plan.words, at)
    version = place = None
    along: list[Place] = []
    if plan.words is not None:
        version = paragraphs.word(session, document, current.paragraph, plan.words, at)
    if plan.deleted:
        place = paragraphs.put(session, current.place, at, live=False)
    elif plan.moved is not None:
        after_id = plan.moved.wording.after_id
        place, *along = paragraphs.move(session, document, current, after_id, at)
    return paragraphs.ParagraphChange(
        paragraph=current.paragraph,
        version=version,
        place=place,
        replaced=current.version if version is not None else None,
        along=tuple(along),
    )


def changing(
    session: Session, document: Document, current: paragraphs.CurrentParagraph | None, plan: Plan
) -> tuple[int, ...]:
    """Return the paragraphs to which a plan gives other words or another place."""
    if current is None:
        return ()
    if plan.moved is not None:
        passages = texts.rolling(session, document).passages
        return tuple(passage.paragraph_id for passage in block(passages, current.paragraph.id))
    return (current.paragraph.id,) if plan.deleted or plan.words is not None else ()


def _insert(
    session: Session, document: Document, matter: Matter, words: str, at: datetime
) -> paragraphs.ParagraphChange:
    """Make the paragraph, or bring back the one made before the decision was reopened."""
    wording = matter.wording
    placement = Placement(wording.after_id, wording.kind or Kind.PLAIN, wording.level)
    earlier = session.scalars(
        sa.select(Version.paragraph_id)
        .join(Decision, Decision.version_id == Version.id)
        .where(Decision.suggestion_id == matter.suggestion.id, Decision.outcome != Outcome.REOPENED)
        .limit(1)
    ).first()
    if earlier is None:
        new = paragraphs.insert(session, document, placement, words, at)
    else:
        new = paragraphs.bring_back(session, document, earlier, placement, words, at)
    matter.suggestion.paragraph_id = new.paragraph.id
    return paragraphs.ParagraphChange(new.paragraph, new.version, new.place)


def decisions(
    session: Session,
    by: Actor,
    matters: Sequence[Matter],
    change: paragraphs.ParagraphChange,
    at: datetime,
) -> list[Decision]:
    """Store a decision for every verdict, and settle the suggestions."""
    sits = sa.select(Membership.delegation_id).where(
        Membership.person_id == by.person_id, Membership.ended_at.is_(None)
    )
    own = {by.delegation_id, *session.scalars(sits)} - {None}
    rows = [
        Decision(
            suggestion_id=matter.suggestion.id,
            wording_id=matter.wording.id,
            outcome=matter.outcome,
            reason=matter.reason,
            covered_by_id=matter.covered_by_id,
            version_id=change.version.id if change.version else None,
            place_id=change.place.id if change.place else None,
            replaced_version_id=change.replaced.id if change.replaced else None,
            person_id=by.person_id,
            capacity=by.capacity,
            own=matter.suggestion.delegation_id in own,
            changes=canonical(matter.changes.ids) if matter.changes else None,
            created_at=at,
        )
        for matter in matters
    ]
    for matter in matters:
        reopened = matter.outcome is Outcome.REOPENED
        matter.suggestion.status = Status.SUBMITTED if reopened else Status.DECIDED
    session.add_all(rows)
    session.flush()
    return rows


def touched(
    session: Session,
    matters: Sequence[Matter],
    change: paragraphs.ParagraphChange,
    decisions: Sequence[Decision],
) -> list[Base]:
    """Return the rows that the act's event names."""
    whose = {matter.suggestion.delegation_id for matter in matters} - {None}
    return [
        *change.rows,
        *decisions,
        *session.scalars(sa.select(Delegation).where(Delegation.id.in_(whose))),
        *(matter.suggestion for matter in matters),
        *(matter.wording for matter in matters),
    ]
