"""Until when suggestions are in time: in the conference's time, in the reader's, and how long."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import format_timedelta

from declaration.queries.reading.shelf import Title
from declaration.rules import Verb
from declaration.web import keeping, layout
from declaration.web.acting import at
from models.vocabulary import Stage


@dataclass(frozen=True, slots=True)
class Deadline:
    """A text that is open for suggestions, and for how long it still is.

    ``our_copy``: where the reader's delegation writes on it; "" for those who may not.
    """

    title: str
    url: str
    moment: datetime
    left: str
    our_copy: str


def deadlines() -> list[Deadline]:
    """Return those to come, soonest first, from the state of the conference."""
    found = [
        Deadline(
            due.title.title,
            url_for("reading.rolling", slug=due.title.slug),
            due.deadline,
            format_timedelta(due.deadline - at(), add_direction=True),
            _our_copy(due.title),
        )
        for due in keeping.state().documents
        if due.deadline is not None and not due.passed and due.title.stage is Stage.CONSULTATION
    ]
    return sorted(found, key=lambda one: one.moment)


def _our_copy(of: Title) -> str:
    drafts = layout.may(Verb.DRAFT, stage=of.stage)
    return url_for("our_copy.show", slug=of.slug) if drafts else ""
