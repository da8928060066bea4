"""Sub-amendments: other words for the text of a suggestion, and what became of each."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from declaration.queries import newest, sight
from declaration.queries.suggesting.standing import merge_of
from models.amending import SubAmendment, SubAmendmentDecision
from models.debate import Suggestion, Wording
from models.discs import Disc
from models.people import Delegation
from models.vocabulary import Amended, Capacity, Procedure, Status


@dataclass(frozen=True, slots=True)
class SubAmended:
    """A sub-amendment as pages show it; words and reasons are empty where they were redacted.

    ``base_words`` are those of the suggestion that it was made on, ``current`` those that the
    suggestion has now (``current_id``); ``base_redacted``: there is nothing to compare it with.
    ``live``: its suggestion is pending. ``outcome`` is None while it is pending itself; ``answer``
    is the reason that was given for it.
    ``made_id``: the wording of the suggestion that was made of it.
    """

    id: int
    suggestion_id: int
    number: int
    ordinal: int
    delegation: str
    slug: str
    delegation_id: int
    live: bool
    disc: Disc
    own: bool
    words: str
    redacted: bool
    wording_id: int
    base_words: str
    base_redacted: bool
    current_id: int
    current: str
    reason: str
    language: str
    made_at: datetime
    outcome: Amended | None
    answer: str
    answer_redacted: bool
    answered_by: Capacity | None
    answered_at: datetime | None
    made_id: int | None

    def __hash__(self) -> int:
        """Return a hash that is cheap: what tells versions of it apart."""
        states = (self.outcome, self.live, self.redacted, self.base_redacted)
        return hash((self.id, self.current_id, *states))

    @property
    def name(self) -> str:
        """Return what it is called everywhere: «34.1»."""
        return f"{self.number}.{self.ordinal}"

    @property
    def pending(self) -> bool:
        """Whether nobody has answered it."""
        return self.outcome is None

    @property
    def earlier(self) -> bool:
        """Whether the suggestion has other words than those it was made on."""
        return self.current_id != self.wording_id and self.current != self.base_words

    @property
    def merged(self) -> str | None:
        """Return the suggestion's text with it; None where a person must write that."""
        if self.redacted or (self.base_redacted and self.earlier):
            return None
        if not self.earlier:
            return self.words
        merged = merge_of(self.base_words, self.current, self.words)
        return merged.text if merged.clean else None


def subamendments(
    session: Session,
    reader: sight.Reader,
    *only: sa.ColumnElement[bool],
) -> dict[int, tuple[SubAmended, ...]]:
    """Return what the reader may see, by suggestion id, in the order made. One statement.

    ``only`` limits suggestions or sub-amendments.
    """
    by_id: dict[int, list[SubAmended]] = {}
    for row in session.execute(_rows(reader).where(*only)):
        by_id.setdefault(row.SubAmendment.suggestion_id, []).append(_amended(row, reader))
    return {id_: tuple(several) for id_, several in by_id.items()}


def known(parts: Collection[Procedure]) -> bool:
    """Whether the conference has sub-amendments."""
    return Procedure.SUBAMENDMENTS in parts


def pending() -> sa.ColumnElement[bool]:
    """Limit sub-amendments to those that nobody has answered."""
    answered = sa.exists().where(SubAmendmentDecision.sub_amendment_id == SubAmendment.id)
    return ~answered.correlate(SubAmendment)


def pending_names(session: Session, suggestion_ids: Collection[int]) -> tuple[str, ...]:
    """Return the names of what is to be decided before these suggestions. One statement."""
    query = (
        sa.select(Suggestion.number, SubAmendment.ordinal)
        .join(SubAmendment, SubAmendment.suggestion_id == Suggestion.id)
        .where(Suggestion.id.in_(suggestion_ids), pending())
        .order_by(Suggestion.number, SubAmendment.ordinal)
    )
    return tuple(f"{number}.{ordinal}" for number, ordinal in session.execute(query))


def _rows(reader: sight.Reader) -> sa.Select[*tuple[Any, ...]]:
    base, current = aliased(Wording), aliased(Wording)
    newest_id = newest.wording(Wording.id, SubAmendment.suggestion_id).correlate(SubAmendment)
    return (
        sa.select(SubAmendment, Suggestion.number, Delegation, SubAmendmentDecision)
        .add_columns(Suggestion.status)
        .add_columns(base.words.label("base_words"), base.redacted.label("base_redacted"))
        .add_columns(current.id.label("current_id"), current.words.label("current"))
        .join(Suggestion, Suggestion.id == SubAmendment.suggestion_id)
        .join(Delegation, Delegation.id == SubAmendment.delegation_id)
        .join(base, base.id == SubAmendment.wording_id)
        .join(current, current.id == newest_id.scalar_subquery())
        .outerjoin(SubAmendmentDecision, SubAmendmentDecision.sub_amendment_id == SubAmendment.id)
        .where(SubAmendment.audience.in_(sight.audiences(reader)), sight.suggestions(reader))
        .order_by(Suggestion.number, SubAmendment.ordinal)
    )


def _amended(row: sa.Row[*tuple[Any, ...]], reader: sight.Reader) -> SubAmended:
    made, delegation, decided = row.SubAmendment, row.Delegation, row.SubAmendmentDecision
    return SubAmended(
        id=made.id,
        suggestion_id=made.suggestion_id,
        number=row.number,
        ordinal=made.ordinal,
        delegation=delegation.name,
        slug=delegation.slug,
        delegation_id=delegation.id,
        live=row.status is Status.SUBMITTED,
        disc=delegation.disc,
        own=delegation.id == reader.actor.delegation_id,
        words=made.words,
        redacted=made.redacted,
        wording_id=made.wording_id,
        base_words=row.base_words,
        base_redacted=row.base_redacted,
        current_id=row.current_id,
        current=row.current,
        reason=made.reason,
        language=made.language,
        made_at=made.created_at,
        outcome=decided.outcome if decided else None,
        answer=decided.reason if decided else "",
        answer_redacted=bool(decided and decided.redacted),
        answered_by=decided.capacity if decided else None,
        answered_at=decided.created_at if decided else None,
        made_id=decided.wording_id if decided else None,
    )
