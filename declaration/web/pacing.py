"""How much time is left until the committee meets, and what that asks of a day."""

from dataclasses import dataclass
from datetime import datetime

from declaration.web import filters, naming

ENOUGH = 2  # days from which on one reckons by the day


@dataclass(frozen=True, slots=True)
class Pace:
    """What is left until the next meeting.

    ``days``: between the two days in the conference's zone, 0 where one reckons by the hour:
    then ``time`` says how long. ``daily``: how many a day, rounded up.
    """

    meeting: datetime
    passed: bool
    days: int
    daily: int
    time: str


def pace(meeting: datetime | None, left: int, at: datetime) -> Pace | None:
    """Return how fast one has to go; None where no meeting is known."""
    if meeting is None:
        return None
    there = filters.zone(filters.conference_zone())
    days = (meeting.astimezone(there).date() - at.astimezone(there).date()).days
    days = days if days >= ENOUGH else 0
    time = naming.duration(int((meeting - at).total_seconds()))
    daily = -(-left // days) if days else 0
    return Pace(meeting, passed=meeting <= at, days=days, daily=daily, time=time)
