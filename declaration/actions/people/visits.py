"""Visits: what somebody has been shown of the news, and whether the guide still shows.

No Events: what a person reads is nobody else's business.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.errors import Invalid, NotFound
from declaration.queries.welcome.visits import is_over
from declaration.rules import Actor, require
from declaration.verbs import Verb
from models.journal import JournalHead
from models.people import Membership, Visit


def begin(session: Session, by: Actor, membership_id: int, *, at: datetime) -> Visit:
    """Begin a visit, unless one is under way: what the one before was shown is seen now."""
    require(by, Verb.KEEP_ACCOUNT)
    visit, newest = _held(session, by, membership_id, at)
    if is_over(visit, at):
        visit.seen_id = max(visit.seen_id, visit.shown_id)
        visit.seen_at = max(visit.seen_at or visit.began_at, visit.began_at)
        visit.shown_id, visit.began_at = newest, at
    session.flush()
    return visit


def see(session: Session, by: Actor, membership_id: int, until: int, *, at: datetime) -> Visit:
    """Mark everything up to the event ``until`` as seen. Raises Invalid for one that is not yet."""
    require(by, Verb.KEEP_ACCOUNT)
    visit, newest = _held(session, by, membership_id, at)
    if not 0 <= until <= newest:
        raise Invalid("until", "unknown")
    visit.seen_id, visit.seen_at = max(visit.seen_id, until), at
    visit.shown_id = max(visit.shown_id, until)
    session.flush()
    return visit


def put_guide_away(session: Session, by: Actor, membership_id: int, *, at: datetime) -> Visit:
    """Show the guide of the first visit no longer."""
    require(by, Verb.KEEP_ACCOUNT)
    visit, _newest = _held(session, by, membership_id, at)
    visit.guided = True
    session.flush()
    return visit


def _held(session: Session, by: Actor, membership_id: int, at: datetime) -> tuple[Visit, int]:
    """Return the visit, and the newest event; hold the role, so that two first ones make one."""
    membership = session.get(Membership, membership_id, with_for_update=True)
    if membership is None or membership.person_id != by.person_id or membership.ended_at:
        raise NotFound
    own = Visit.membership_id == membership_id
    visit, newest = session.execute(
        sa.select(Visit, JournalHead.event_id).select_from(JournalHead).outerjoin(Visit, own)
    ).one_or_none() or (None, 0)
    if visit is None:
        visit = Visit(
            membership_id=membership_id,
            seen_id=0,
            seen_at=None,
            shown_id=newest,
            began_at=at,
            guided=False,
        )
        session.add(visit)
    return visit, newest
