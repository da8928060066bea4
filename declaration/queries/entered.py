"""Who entered something for a delegation, and what the delegation answered."""

from dataclasses import dataclass

from models.negotiation import Entry
from models.vocabulary import Capacity, EntryAnswer, EntrySource


@dataclass(frozen=True, slots=True)
class Entered:
    """``capacity``: in which it was entered; ``answer`` is None while the delegation is asked."""

    id: int
    capacity: Capacity
    source: EntrySource
    answer: EntryAnswer | None


def entered(entry: Entry | None) -> Entered | None:
    """Return how something was entered; None where the delegation wrote it itself."""
    if entry is None:
        return None
    return Entered(entry.id, entry.capacity, entry.source, entry.answer)
