"""The visit that the reader makes: the one thing that opening a page may write."""

from dataclasses import dataclass
from datetime import datetime

from declaration.actions import visiting
from declaration.queries import visits
from declaration.web import acting
from declaration.web.acting import at, session, writing
from models.people import Visit


@dataclass(frozen=True, slots=True)
class Seen:
    """News begin after the event ``until``, as of ``at`` (None: the first time)."""

    until: int
    at: datetime | None
    guided: bool


def here() -> Seen | None:
    """Return the reader's visit; another begins where the one before is over.

    None while the secretariat sees as somebody else. One statement, but for the first time.
    """
    account = acting.account()
    if account is None or acting.actor().seeing:
        return None
    found = visits.visit(session(), account.office.id)
    if found is not None and not visits.is_over(found, at()):
        return _seen(found)
    with writing() as there:
        return _seen(visiting.begin(there, acting.own_actor(), account.office.id, at=at()))


def _seen(visit: Visit) -> Seen:
    return Seen(visit.seen_id, visit.seen_at, visit.guided)
