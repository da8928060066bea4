"""What the committee's acts share: the case for the rules, newest wordings, own delegations."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.queries.reading import texts
from declaration.rules import Actor, Case
from models.debate import Suggestion, Wording
from models.document import Conference, Document
from models.people import Membership


def case(session: Session, document: Document) -> Case:
    """Return what the rules need to know of the document, and of who may release."""
    conference = session.get(Conference, 1)
    members = conference is not None and conference.members_release
    return Case(stage=document.stage, members_release=members)


def moment(session: Session, document: Document, at: datetime) -> datetime:
    """Return when an act happens that had to wait: never before a revision that is out already.

    What a decision made is in the revisions after it, and can be reopened until then.
    """
    newest = texts.newest_revision(session, document.id)
    if newest is None or newest.published_at <= at:
        return at
    return newest.published_at + timedelta(microseconds=1)


def newest_wordings(session: Session, suggestion_ids: Iterable[int]) -> dict[int, Wording]:
    """Return each suggestion's newest wording, by suggestion."""
    newest = (
        sa.select(sa.func.max(Wording.id))
        .where(Wording.suggestion_id.in_(list(suggestion_ids)))
        .group_by(Wording.suggestion_id)
    )
    rows = session.scalars(sa.select(Wording).where(Wording.id.in_(newest)))
    return {wording.suggestion_id: wording for wording in rows}


def own_delegations(session: Session, by: Actor) -> frozenset[int]:
    """Return the delegations in which the person who decides sits, too."""
    query = sa.select(Membership.delegation_id).where(
        Membership.person_id == by.person_id,
        Membership.delegation_id.is_not(None),
        Membership.ended_at.is_(None),
    )
    return frozenset(found for found in session.scalars(query) if found is not None)


def is_own(suggestion: Suggestion, by: Actor, own: frozenset[int]) -> bool:
    """Whether ``by`` decides on a suggestion of the own delegation."""
    mine = own | ({by.delegation_id} if by.delegation_id else set())
    return suggestion.delegation_id in mine
