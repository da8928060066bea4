"""The committee's desk: what one decision needs, and what awaits beside it."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.errors import NotFound
from declaration.manuscript import Manuscript, Passage
from declaration.queries.deciding import preparations
from declaration.queries.deciding.uncontested import Line
from declaration.queries.sight import Reader
from declaration.queries.suggesting import suggestions
from declaration.queries.suggesting.alike import alike
from declaration.queries.suggesting.waiting import Stop, waiting
from models.debate import Preparation, Suggestion
from models.document import Document
from models.people import Person


@dataclass(frozen=True, slots=True)
class PendingDecision:
    """What one decision is about: all on a paragraph, or one insertion or general suggestion.

    ``stop`` names it; ``before`` and ``after``: the neighbours that await a decision.
    ``prepared_by``: the name of whoever saved the preparation last, else empty.
    ``numbers``: every suggestion of the document, number by id; ``reasons``: the standard ones.
    """

    stop: Stop
    document: Document
    rolling: Manuscript
    passage: Passage | None
    items: tuple[suggestions.Suggested, ...]
    preparation: Preparation | None
    prepared_by: str
    numbers: Mapping[int, int]
    reasons: tuple[str, ...]
    before: Stop | None
    after: Stop | None

    @property
    def live(self) -> tuple[suggestions.Suggested, ...]:
        """Return those that await a decision."""
        return tuple(item for item in self.items if item.live)

    @property
    def rows(self) -> tuple[Line, ...]:
        """Join what asks for the same, unless it was prepared to become different things."""
        prepared = {
            outcome["suggestion"]: (outcome["outcome"], outcome["reason"], outcome["covered_by"])
            for outcome in (self.preparation.outcomes if self.preparation else ())
        }
        rows: list[Line] = []
        for row in alike(self.live):
            differ = len({prepared[item.id] for item in row if item.id in prepared}) > 1
            rows += [(item,) for item in row] if differ else [row]
        return tuple(rows)

    @property
    def alone(self) -> suggestions.Suggested | None:
        """Return the insertion or general suggestion; None where a paragraph is decided."""
        return None if self.passage is not None else self.items[0]

    @property
    def words(self) -> str:
        """Return the words as they stand, empty for what is new or general."""
        return self.passage.words if self.passage is not None else ""


def matter(
    session: Session, reader: Reader, document: Document, rolling: Manuscript, stop: Stop
) -> PendingDecision:
    """Return what a decision needs. Six statements; raises NotFound."""
    around = waiting(session, document, rolling)
    passage = next((passage for passage in rolling.passages if passage.uid == stop.uid), None)
    if passage is not None:
        only = suggestions.about(passage.paragraph_id)
        prepared = Preparation.paragraph_id == passage.paragraph_id
    elif not stop.uid and stop in around.orders and (suggestion_id := around.ids.get(stop.number)):
        only = Suggestion.id == suggestion_id
        prepared = Preparation.suggestion_id == suggestion_id
    else:
        raise NotFound
    listed = suggestions.listed(session, reader, document, rolling, only)
    items = tuple(item for item in listed if item.form.on_paragraph is (passage is not None))
    if passage is None and not items:
        raise NotFound
    before, after = around.around(stop)
    drafted = sa.select(Preparation, Person.name).join(Person, Person.id == Preparation.person_id)
    preparation, name = session.execute(drafted.where(prepared)).first() or (None, "")
    return PendingDecision(
        stop=stop,
        document=document,
        rolling=rolling,
        passage=passage,
        items=items,
        preparation=preparation,
        prepared_by=name,
        numbers=around.numbers,
        reasons=tuple(preparations.phrases(session, document.language)),
        before=before,
        after=after,
    )
