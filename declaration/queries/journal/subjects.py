"""What an event touched, as conditions: its subjects name things by kind and id."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from models.journal import Event, Subject
from models.vocabulary import EventKind, SubjectKind

Ids = sa.Select[Any] | sa.CompoundSelect[Any]


def names(kind: SubjectKind, column: InstrumentedAttribute[int]) -> sa.ColumnElement[bool]:
    """Join a subject with the row that it names."""
    return (Subject.kind == kind) & (Subject.thing_id == column)


def of_an_act() -> sa.ColumnElement[bool]:
    """Limit subjects to what acts touched: the event of an upgrade names all that there was."""
    upgrades = sa.select(Event.id).where(Event.kind == EventKind.HISTORY_NAMED)
    return Subject.event_id.not_in(upgrades)


def touching(kind: SubjectKind, things: Ids) -> sa.ColumnElement[bool]:
    """Limit to events that touched one of the things; a look into an index for each event."""
    named = (Subject.event_id == Event.id) & (Subject.kind == kind)
    return sa.exists().where(named, Subject.thing_id.in_(things)).correlate(Event)
