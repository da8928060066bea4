"""What happens to all that was said and asked when a text is published: each row exactly once.

One list says which kinds of rows are accounted for: ``ROWS`` of ``accounted``.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from declaration.manuscript import Passage
from declaration.queries.entered import Entered
from models.discs import Disc
from models.vocabulary import Capacity, Outcome, Stand, SuggestionKind


class AccountKind(StrEnum):
    """What is accounted for, in the order of the page."""

    SUGGESTION = "suggestion"
    SUB_AMENDMENT = "sub_amendment"
    PACKAGE = "package"
    QUESTION = "question"  # to the author of a suggestion
    COMMENT = "comment"
    NOTE = "note"  # a comment that the committee alone reads
    POSITION = "position"
    BRACKET = "bracket"
    AGREEMENT = "agreement"
    RESERVATION = "reservation"


class Consequence(StrEnum):
    """What happens to a row when the text is published: one thing to each.

    ``GONE``: its paragraph is in the text no more; ``UNQUOTED``: the quoted words are not.
    ``SETTLED``: the suggestion is decided or withdrawn. ``REPLACED``: a newer row of the same
    delegation, or on the same paragraph, counts. Of a package: ``PARTLY`` where some of it is
    pending, ``DECIDED`` where nothing is.
    """

    ACCEPTED = "accepted"
    ADAPTED = "adapted"
    COVERED = "covered"
    REJECTED = "rejected"
    OVERTAKEN = "overtaken"
    LAPSED = "lapsed"
    COMMITTEE = "committee"
    PENDING = "pending"
    PENDING_EARLIER = "pending_earlier"
    PENDING_CONFLICT = "pending_conflict"
    PENDING_GONE = "pending_gone"
    ENTERED = "entered"
    PARTLY = "partly"
    DECIDED = "decided"
    WAITING = "waiting"
    AGREES = "agrees"
    DISAGREES = "disagrees"
    OUT_OF_DATE = "out_of_date"
    ANCHORED = "anchored"
    MOVED = "moved"
    OPEN = "open"
    AGREED = "agreed"
    STANDS = "stands"
    EARLIER = "earlier"
    CHANGED = "changed"
    UNQUOTED = "unquoted"
    GONE = "gone"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    CLOSED = "closed"
    SETTLED = "settled"
    TAKEN_BACK = "taken_back"
    REFUSED = "refused"
    LIFTED = "lifted"
    DISSOLVED = "dissolved"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


class AskedOutcome(NamedTuple):
    """What the committee put to an author; ``agrees`` is None without an answer."""

    author: str
    outcome: Outcome
    answer_by: date
    agrees: bool | None


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One row, and what happens to it.

    ``number``: of the suggestion that it is, or is about; 0 for none. ``passage``: where it stands
    in the text, ``after``: or after which it is to stand; None where it is on no paragraph, or on
    one that is gone. ``before``: the number that the paragraph had in the last revision before.
    ``words`` are empty where redacted. ``old``: the words that it is on, where its place is gone.
    ``as_made``: of what was taken, whether the paragraph still has the words of the decision.
    ``resolved``: of a comment, whatever else happens to it. ``ordinal``: of a sub-amendment, within
    its suggestion. ``package``: the number of the package that it is; ``members``: the numbers of
    its suggestions, with what happens to each. ``question``: of a question to an author.
    ``entered``: by an official, for the delegation; ``waits``: the delegation's word still matters.
    """

    kind: AccountKind
    id: int
    consequence: Consequence
    at: datetime
    capacity: Capacity
    delegation: str = ""
    disc: Disc | None = None
    number: int = 0
    passage: Passage | None = None
    after: bool = False
    before: str = ""
    words: str = ""
    language: str = ""
    redacted: bool = False
    old: str = ""
    form: SuggestionKind | None = None
    stand: Stand | None = None
    as_made: bool | None = None
    resolved: bool = False
    covered_by: int = 0
    ordinal: int = 0
    package: int = 0
    members: tuple[tuple[int, Consequence], ...] = ()
    question: AskedOutcome | None = None
    entered: Entered | None = None
    waits: bool = False

    @property
    def place(self) -> str:
        """Return the number that the paragraph has in the text."""
        return self.passage.number if self.passage else ""


Lines = Iterator[AccountLine]


@dataclass(frozen=True, slots=True)
class TextAccount:
    """All lines that the reader may see, kind by kind, each kind in the order of the text.

    ``kinds``: those that are accounted for, also where there is nothing of them.
    """

    kinds: tuple[AccountKind, ...]
    lines: tuple[AccountLine, ...]

    def of(self, kind: AccountKind) -> tuple[AccountLine, ...]:
        """Return the lines of one kind."""
        return tuple(line for line in self.lines if line.kind is kind)

    @property
    def sums(self) -> Mapping[AccountKind, Mapping[Consequence, int]]:
        """Count what happens, by kind, in the order of the list: each sum is all of that kind."""
        counts = {kind: Counter(line.consequence for line in self.of(kind)) for kind in self.kinds}
        return {
            kind: {each: counted[each] for each in Consequence if counted[each]}
            for kind, counted in counts.items()
        }


def in_order(
    kinds: Sequence[AccountKind], lines: Sequence[AccountLine], passages: Mapping[int, Passage]
) -> tuple[AccountLine, ...]:
    """Sort kind by kind, in the order of the text; what has no place there comes last."""
    order = {paragraph_id: place for place, paragraph_id in enumerate(passages)}
    nowhere = len(order)
    ordered = sorted(
        lines,
        key=lambda line: (
            kinds.index(line.kind),
            order[line.passage.paragraph_id] if line.passage else nowhere,
            line.after,
            line.number or line.package,
            line.id,
        ),
    )
    return tuple(ordered)
