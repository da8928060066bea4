"""The newest of what is never changed, only followed by another: that with the highest id.

``what`` is a table or one of its columns; the other arguments are values, or columns of the
query around it, which then says ``correlate``.
"""

from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from models.debate import Decision, Suggestion, Wording
from models.document import Place, Revision, Version
from models.negotiation import Entry, Position
from models.vocabulary import EntryAnswer

T = TypeVar("T")
What = type[T] | InstrumentedAttribute[T]
Value = int | str | sa.SQLColumnExpression[Any]
GONE = (EntryAnswer.REFUSED, EntryAnswer.TAKEN_BACK, EntryAnswer.OVERTAKEN)
UNSAID = (  # entered for a delegation, which did not say it
    sa.select(Entry.position_id)
    .where(Entry.position_id.is_not(None))
    .where(Entry.answer.in_(GONE) | Entry.answer.is_(None) & ~Entry.counted)
)
COUNTS = Position.id.not_in(UNSAID)
"""Limits positions to those that count: all but what its delegation has not confirmed."""


def wording(what: What[T], suggestion_id: Value) -> sa.Select[T]:
    """Select from the newest wording of a suggestion."""
    return _newest(what, Wording.id, Wording.suggestion_id == suggestion_id)


def decision(what: What[T], suggestion_id: Value) -> sa.Select[T]:
    """Select from the newest decision on a suggestion."""
    return _newest(what, Decision.id, Decision.suggestion_id == suggestion_id)


def position(what: What[T], suggestion_id: Value, delegation_id: Value) -> sa.Select[T]:
    """Select from the newest position of a delegation on a suggestion that counts."""
    mine = (Position.suggestion_id == suggestion_id) & (Position.delegation_id == delegation_id)
    return _newest(what, Position.id, mine & COUNTS)


def version(what: What[T], paragraph_id: Value, language: Value) -> sa.Select[T]:
    """Select from the newest version of a paragraph in a language."""
    mine = (Version.paragraph_id == paragraph_id) & (Version.language == language)
    return _newest(what, Version.id, mine)


def place(what: What[T], paragraph_id: Value) -> sa.Select[T]:
    """Select from the newest place of a paragraph."""
    return _newest(what, Place.id, Place.paragraph_id == paragraph_id)


def revision(what: What[T], document_id: Value) -> sa.Select[T]:
    """Select from the newest revision of a document."""
    return _newest(what, Revision.ordinal, Revision.document_id == document_id)


def its_wording() -> sa.ColumnElement[bool]:
    """Join a suggestion with its newest wording."""
    return Wording.id == wording(Wording.id, Suggestion.id).correlate(Suggestion).scalar_subquery()


def each(key: InstrumentedAttribute[int], *limits: sa.ColumnElement[bool]) -> sa.Select[int]:
    """Select the id of the newest row for each value of ``key``, within limits on the table."""
    return sa.select(sa.func.max(key.class_.id).label("id")).where(*limits).group_by(key)


def _newest(
    what: What[T], order: InstrumentedAttribute[int], limit: sa.ColumnElement[bool]
) -> sa.Select[T]:
    return sa.select(what).where(limit).order_by(order.desc()).limit(1)
