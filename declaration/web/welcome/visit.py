"""The visit that the reader makes: the one thing that opening a page may write."""

from flask import current_app
from sqlalchemy.exc import InternalError, OperationalError

from declaration.actions.people import visits as actions
from declaration.queries.welcome import visits
from declaration.web.frame import acting


def current_visit() -> visits.CurrentVisit | None:
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
        return visits.seen(visit)
    ended = visits.ended(visit)
    try:
        with acting.writing() as transaction:
            return visits.seen(
                actions.begin(transaction, acting.own_actor(), office_id, at=acting.at())
            )
    except (OperationalError, InternalError) as busy:
        current_app.logger.warning("no visit was kept: %s", busy)
        return ended
