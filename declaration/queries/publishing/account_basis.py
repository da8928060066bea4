"""What an account of a text is made with: its passages, the moment, the suggestions of then."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.manuscript import Manuscript, Passage
from declaration.queries import sight
from declaration.queries.publishing.moment import Moment
from models.debate import Decision, Suggestion, Wording
from models.document import Revision, RevisionEntry, Version
from models.negotiation import Entry
from models.people import Delegation
from models.vocabulary import Outcome, Procedure, Status, SubjectKind, SuggestionKind


@dataclass(frozen=True, slots=True)
class AskedThen:
    """A suggestion as it was at the moment, with the wording and the decision that counted."""

    suggestion: Suggestion
    wording: Wording
    base_words: str
    delegation: Delegation | None
    status: Status
    decision: Decision | None
    entry: Entry | None

    @property
    def pending(self) -> bool:
        """Whether nothing has become of it yet."""
        return self.status in {Status.SUBMITTED, Status.ENTERED}

    @property
    def about(self) -> int | None:
        """Return the paragraph that it is about; an insertion has one once it is accepted."""
        pending = (
            self.suggestion.form is SuggestionKind.INSERT and self.status is not Status.DECIDED
        )
        return None if pending else self.suggestion.paragraph_id

    @property
    def after(self) -> bool:
        """Whether it is to stand after a paragraph, and is not there yet."""
        return self.about is None and self.wording.after_id is not None

    @property
    def stands_at(self) -> int | None:
        """Return the paragraph that it is about, or after which it is to stand."""
        return self.wording.after_id if self.about is None else self.about


@dataclass(frozen=True, slots=True)
class AccountBasis:
    """What all kinds are asked with. ``passages``: of the text, by paragraph.

    ``before``: the number that each paragraph had in the last revision before that has it.
    """

    session: Session
    reader: sight.Reader
    parts: frozenset[Procedure]
    text: Manuscript
    moment: Moment
    passages: Mapping[int, Passage]
    before: Mapping[int, str]
    asked: dict[int, AskedThen] = field(default_factory=dict)

    def place(self, paragraph_id: int | None) -> dict[str, Any]:
        """Return where a paragraph stands in the text, and the number that it had before."""
        key = paragraph_id or 0
        return {"passage": self.passages.get(key), "before": self.before.get(key, "")}


def numbers_before(session: Session, text: Manuscript) -> Mapping[int, str]:
    """Return the number of each paragraph in the last revision before a text that has it."""
    query = (
        sa.select(RevisionEntry.paragraph_id, RevisionEntry.number)
        .join(Revision, Revision.id == RevisionEntry.revision_id)
        .where(Revision.document_id == text.document_id)
        .order_by(Revision.ordinal)
    )
    if text.revision_id:
        query = query.where(Revision.ordinal < text.ordinal)
    return {row.paragraph_id: row.number for row in session.execute(query)}


def asked_then(basis: AccountBasis) -> Iterator[tuple[int, AskedThen]]:
    """Yield the suggestions that were there, by id. Two statements."""
    session, moment = basis.session, basis.moment
    mine = (Suggestion.document_id == basis.text.document_id) & sight.suggestions(basis.reader)
    decided = sa.select(Decision).join(Suggestion, Suggestion.id == Decision.suggestion_id)
    made = session.scalars(decided.where(mine).order_by(Decision.id))
    decisions = {row.suggestion_id: row for row in moment.among(SubjectKind.DECISION, made)}
    query = (
        sa.select(Suggestion, Wording, Version.words, Delegation, Entry)
        .join(Wording, Wording.suggestion_id == Suggestion.id)
        .outerjoin(Version, Version.id == Wording.base_version_id)
        .outerjoin(Delegation, Delegation.id == Suggestion.delegation_id)
        .outerjoin(Entry, Entry.suggestion_id == Suggestion.id)
        .where(mine)
        .order_by(Wording.id)
    )
    for suggestion, wording, base, delegation, entry in session.execute(query):
        if moment.there(SubjectKind.WORDING, wording.id, wording.created_at):
            decision = decisions.get(suggestion.id)
            settled = decision is not None and decision.outcome is not Outcome.REOPENED
            status = moment.status(suggestion, entry, decided=settled)
            words = base or ""
            yield (
                suggestion.id,
                AskedThen(suggestion, wording, words, delegation, status, decision, entry),
            )


def by(delegation: Delegation | None) -> dict[str, Any]:
    """Return in whose name a row stands: in that of no delegation for committee and secretariat."""
    if delegation is None:
        return {}
    return {"delegation": delegation.name, "disc": delegation.disc}
