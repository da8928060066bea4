"""The visit that the reader makes: the one thing that opening a page may write."""

from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy.exc import InternalError, OperationalError

from declaration.actions.people import visits as actions
from declaration.queries.welcome import visits
from declaration.web.frame import acting
from models.people import Visit


@dataclass(frozen=True, slots=True)
class CurrentVisit:
    """News begin after the event ``until``, as of ``at`` (None: the first time)."""

    until: int
    at: datetime | None
    guided: bool


def current_visit() -> CurrentVisit | None:
    """Return the reader's visit; another begins where the one before is over.

    None while the secretariat sees as somebody else. One statement, but for the first time. A page
    is read all the same while nothing can be stored: the visit then begins with the next.
    """
    account = acting.account()
    if account is None or acting.actor().seeing:
        return None
    office_id = account.office.id
    visit = visits.visit(acting.session(), office_id)
    if visit is not None and not visits.is_over(visit, acting.at()):
        return _seen(visit)
    ended = _ended(visit)
    try:
        with acting.writing() as transaction:
            return _seen(actions.begin(transaction, acting.own_actor(), office_id, at=acting.at()))
    except (OperationalError, InternalError) as busy:
        current_app.logger.warning("no visit was kept: %s", busy)
        return ended


def _ended(visit: Visit | None) -> CurrentVisit:
    """Return what is seen once a visit is over."""
    if visit is None:
        return CurrentVisit(0, None, guided=False)
    until, began = max(visit.seen_id, visit.shown_id), visit.began_at
    return CurrentVisit(until, max(visit.seen_at or began, began), visit.guided)


def _seen(visit: Visit) -> CurrentVisit:
    return CurrentVisit(visit.seen_id, visit.seen_at, visit.guided)
