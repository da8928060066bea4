"""The committee's desk: what one decision needs, and what awaits beside it."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.errors import NotFound
from declaration.manuscript import Manuscript, Passage
from declaration.queries.sight import Reader
from declaration.queries.suggesting import suggestions
from declaration.queries.suggesting.suggestions import Suggested, SuggestionFilter
from declaration.queries.suggesting.waiting import Stop, Waiting, waiting
from models.debate import Phrase, Preparation
from models.document import Document


@dataclass(frozen=True, slots=True)
class PendingDecision:
    """What one decision needs: the suggestions, what was prepared, what is beside it.

    ``numbers``: every suggestion of the document, number by id. ``before`` and ``after`` are the
    neighbours that await a decision.
    """

    rolling: Manuscript
    passage: Passage | None
    items: tuple[Suggested, ...]
    preparation: Preparation | None
    numbers: Mapping[int, int]
    phrases: tuple[str, ...]
    before: Stop | None
    after: Stop | None

    @property
    def live(self) -> tuple[Suggested, ...]:
        """Return those that await a decision."""
        return tuple(item for item in self.items if item.live)

    @property
    def words(self) -> str:
        """Return the words as they stand, empty for what is new or general."""
        return self.passage.words if self.passage is not None else ""


def paragraph(
    session: Session, reader: Reader, document: Document, rolling: Manuscript, passage: Passage
) -> PendingDecision:
    """Return what a decision on one paragraph needs. Six statements."""
    only = SuggestionFilter(paragraph_id=passage.paragraph_id)
    listed = suggestions.listed(session, reader, document, rolling, only=only)
    items = tuple(item for item in listed if item.form.on_paragraph)
    mine = Preparation.paragraph_id == passage.paragraph_id
    return _pending(session, rolling, waiting(session, document, rolling), (passage, items, mine))


def alone(
    session: Session, reader: Reader, document: Document, rolling: Manuscript, number: int
) -> PendingDecision:
    """Return what a decision on an insertion or a general suggestion needs. Six statements."""
    around = waiting(session, document, rolling)
    suggestion_id = next((key for key, other in around.numbers.items() if other == number), None)
    if suggestion_id is None or Stop("", number) not in around.orders:
        raise NotFound
    only = SuggestionFilter(suggestion_id=suggestion_id)
    items = suggestions.listed(session, reader, document, rolling, only=only)
    if not items:
        raise NotFound
    mine = Preparation.suggestion_id == suggestion_id
    return _pending(session, rolling, around, (None, items, mine))


def _pending(
    session: Session,
    rolling: Manuscript,
    around: Waiting,
    subject: tuple[Passage | None, tuple[Suggested, ...], sa.ColumnElement[bool]],
) -> PendingDecision:
    passage, items, mine = subject
    stop = Stop(passage.uid, 0) if passage else Stop("", items[0].number)
    before, after = around.around(stop)
    phrases = session.scalars(sa.select(Phrase.words).order_by(Phrase.position, Phrase.id))
    return PendingDecision(
        rolling=rolling,
        passage=passage,
        items=items,
        preparation=session.scalars(sa.select(Preparation).where(mine)).first(),
        numbers=around.numbers,
        phrases=tuple(phrases),
        before=before,
        after=after,
    )
