"""What awaits a decision beside what is being decided: neighbours in text order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.manuscript import Manuscript
from declaration.queries import newest
from models.debate import Suggestion, Wording
from models.document import Document
from models.vocabulary import Status, SuggestionKind

Order = tuple[int, bool, int]  # place of the paragraph, whether it comes after it, number


@dataclass(frozen=True, slots=True)
class Stop:
    """One decision: a paragraph by its uid, or an insertion or general suggestion by number."""

    uid: str
    number: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """All suggestions' numbers by id, and the stops that await a decision, in text order."""

    numbers: Mapping[int, int]
    stops: Mapping[Order, Stop]
    orders: Mapping[Stop, Order]

    @property
    def ids(self) -> Mapping[int, int]:
        """Return all suggestions' ids by number."""
        return {number: id_ for id_, number in self.numbers.items()}

    def around(self, stop: Stop) -> tuple[Stop | None, Stop | None]:
        """Return the stops that await before and after this one."""
        at = self.orders.get(stop, (-1, False, 0))
        before = [order for order in self.stops if order < at]
        after = [order for order in self.stops if order > at]
        return (
            self.stops[max(before)] if before else None,
            self.stops[min(after)] if after else None,
        )


def waiting(session: Session, document: Document, rolling: Manuscript) -> Waiting:
    """Return every stop of a document. One statement.

    What is asked of a paragraph that the text has lost awaits a decision nowhere.
    """
    columns = (Suggestion.id, Suggestion.number, Suggestion.form, Suggestion.status, asked_at())
    rows = session.execute(sa.select(*columns).where(Suggestion.document_id == document.id)).all()
    places = {passage.paragraph_id: place for place, passage in enumerate(rolling.passages)}
    uids = {passage.paragraph_id: passage.uid for passage in rolling.passages}
    stops, orders = {}, {}
    for _, number, form, status, paragraph_id in rows:
        place = places.get(paragraph_id, len(places) if form is SuggestionKind.GENERAL else -1)
        order = (place, not form.on_paragraph, 0 if form.on_paragraph else number)
        stop = Stop(uids.get(paragraph_id, ""), 0) if form.on_paragraph else Stop("", number)
        orders[stop] = order
        if status is Status.SUBMITTED and (stop.uid or stop.number):
            stops[order] = stop
    return Waiting({row[0]: row[1] for row in rows}, stops, orders)


def asked_at() -> sa.ColumnElement[Any]:
    """Return the paragraph a suggestion is about; of an insertion the one it is to follow."""
    after = newest.wording(Wording.after_id, Suggestion.id).correlate(Suggestion).scalar_subquery()
    return sa.case((Suggestion.form == SuggestionKind.INSERT, after), else_=Suggestion.paragraph_id)
