"""The visit that the reader makes: the one thing that opening a page may write."""

from declaration.actions import visiting
from declaration.queries import visits
from declaration.web import acting
from declaration.web.acting import at, session, writing
from models.people import Visit


def here() -> Visit | None:
    """Return the reader's visit; another begins where the one before is over.

    None while the secretariat sees as somebody else. One statement, but for the first time.
    """
    account = acting.account()
    if account is None or acting.actor().seeing:
        return None
    found = visits.visit(session(), account.office.id)
    if found is not None and not visits.is_over(found, at()):
        return found
    with writing() as there:
        visiting.begin(there, acting.own_actor(), account.office.id, at=at())
    return visits.visit(session(), account.office.id)
