"""Until when suggestions are in time: in the conference's time, in the reader's, and how long."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import format_timedelta

from declaration.web import keeping
from declaration.web.acting import at
from models.vocabulary import Stage


@dataclass(frozen=True, slots=True)
class Deadline:
    """A text that is open for suggestions, and for how long it still is."""

    title: str
    url: str
    moment: datetime
    left: str


def deadlines() -> list[Deadline]:
    """Return those to come, soonest first, from the state of the conference."""
    found = [
        Deadline(
            due.title.title,
            url_for("reading.rolling", slug=due.title.slug),
            due.deadline,
            format_timedelta(due.deadline - at(), add_direction=True),
        )
        for due in keeping.state().documents
        if due.deadline is not None and not due.passed and due.title.stage is Stage.CONSULTATION
    ]
    return sorted(found, key=lambda one: one.moment)
