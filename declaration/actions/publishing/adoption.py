"""Adopt: record how a published revision became the declaration; it freezes the document.

What nobody has decided by then lapses: the adoption's own event says so of each suggestion. An
adoption entered in error is undone: it stays in the record, and what lapsed is pending again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions.deciding import committee, outcome
from declaration.actions.deciding.verdicts import Matter
from declaration.actions.journal import events
from declaration.actions.publishing.revisions import is_superseded
from declaration.actions.suggesting import subamended
from declaration.actions.writing.paragraphs import ParagraphChange
from declaration.errors import Invalid, Stale
from declaration.manuscript import MAX_WORDS
from declaration.queries import newest, sight
from declaration.queries.negotiating.brackets import number_open
from declaration.queries.publishing.corrections import corrected
from declaration.queries.publishing.explanations import explained
from declaration.queries.publishing.signatures import signed
from declaration.rules import Actor, require
from declaration.verbs import Verb
from models.debate import Decision, Preparation, Suggestion, Wording
from models.document import (
    VOTES,
    Adoption,
    AdoptionUndoing,
    Document,
    Method,
    Revision,
    holds,
)
from models.signing import SignatureRequest
from models.vocabulary import Audience, EventKind, Outcome, Procedure, Stage, Status

MAX_PLACE, MAX_METHOD, MAX_PRESIDED = 200, 80, 200  # as the columns hold
MAX_VOTES = 100_000


@dataclass(frozen=True, slots=True)
class Record:
    """When, where and how a text was adopted; ``method``: consensus, acclamation, signature ...

    ``undecided``: the numbers of the suggestions that were on the screen as those that lapse;
    None = not checked. ``open_reason``: why, though something is left open in brackets.
    ``presided``: who was in the chair. The votes count where the method is a vote; abstentions need
    not be known.
    """

    adopted_on: date
    place: str
    method: str
    undecided: frozenset[int] | None = None
    open_reason: str = ""
    presided: str = ""
    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None

    @property
    def values(self) -> dict[str, Any]:
        """Return what the row has of it, by column."""
        words = {name: getattr(self, name).strip() for name in ("place", "method", "presided")}
        return words | self.tally | {"adopted_on": self.adopted_on}

    @property
    def tally(self) -> dict[str, int | None]:
        """Return the votes by column; none where nobody voted."""
        counted = self.method.strip() == Method.VOTE
        return {name: getattr(self, name) if counted else None for name in VOTES}


def adopt(
    session: Session, by: Actor, revision: Revision, record: Record, *, at: datetime
) -> Adoption:
    """Adopt a revision; nothing of the document changes afterwards, and what is open lapses.

    Raises Invalid for a field, Stale where other suggestions are undecided than were on the screen.
    """
    document = session.get_one(Document, revision.document_id)
    require(by, Verb.ADOPT, sight.case(session, document))
    matters = _held(session, by, document)
    _check(session, revision, record, at)
    open_reason = _open_reason(session, revision, record)
    decisions = _lapse(session, by, document, record, matters, at)
    adoption = Adoption(
        document_id=document.id,
        revision_id=revision.id,
        open_reason=open_reason,
        **record.values,
        person_id=by.person_id,
        capacity=by.capacity,
        created_at=at,
    )
    session.add(adoption)
    document.stage = Stage.ADOPTED
    events.record(
        session,
        by,
        EventKind.DOCUMENT_ADOPTED,
        [document, revision, *outcome.touched(session, matters, ParagraphChange(), decisions)],
        at=at,
        audience=Audience.EVERYBODY,
        document_id=document.id,
        payload={
            "adopted_on": record.adopted_on.isoformat(),
            "content_hash": revision.content_hash,
        },
    )
    return adoption


def undo(session: Session, by: Actor, adoption: Adoption, reason: str, *, at: datetime) -> None:
    """Undo an adoption entered in error: the committee goes on, what lapsed is pending again.

    Requests to sign that nobody has verified are deleted: no page would lead to them.

    Raises Invalid (``reason``; ``adoption`` where it has been signed), Stale where it no longer
    holds.
    """
    document = session.get_one(Document, adoption.document_id)
    require(by, Verb.UNDO_ADOPTION, sight.case(session, document))
    events.head(session)
    session.refresh(document, with_for_update=True)
    require(by, Verb.UNDO_ADOPTION, sight.case(session, document))
    _check_undoing(session, adoption, reason)
    undoing = AdoptionUndoing(
        adoption_id=adoption.id,
        reason=reason.strip(),
        person_id=by.person_id,
        capacity=by.capacity,
        created_at=at,
    )
    session.add(undoing)
    session.execute(sa.delete(SignatureRequest).where(SignatureRequest.adoption_id == adoption.id))
    document.stage = Stage.CONSOLIDATION
    matters = _lapsed(session, document)
    decisions = outcome.decisions(session, by, matters, ParagraphChange(), at)
    revision = session.get_one(Revision, adoption.revision_id)
    touched = outcome.touched(session, matters, ParagraphChange(), decisions)
    events.record(
        session,
        by,
        EventKind.ADOPTION_UNDONE,
        [document, revision, adoption, undoing, *touched],
        at=at,
        audience=Audience.EVERYBODY,
        document_id=document.id,
        payload={"adopted_on": adoption.adopted_on.isoformat()},
    )


def _check_undoing(session: Session, adoption: Adoption, reason: str) -> None:
    if session.scalar(sa.select(Adoption.id).where(Adoption.id == adoption.id, holds())) is None:
        raise Stale(adoption.id)
    if followed(session, adoption.document_id):
        raise Invalid("adoption", "followed")
    if not reason.strip():
        raise Invalid("reason", "missing")
    if len(reason) > MAX_WORDS:
        raise Invalid("reason", "long")


def followed(session: Session, document_id: int) -> bool:
    """Whether something has followed from an adoption, which then stands."""
    return any(check(session, document_id) for check in (signed, corrected, explained))


def _lapsed(session: Session, document: Document) -> list[Matter]:
    """Return what lapsed with the adoption, to be reopened."""
    latest = newest.decision(Decision.id, Suggestion.id).correlate(Suggestion).scalar_subquery()
    query = (
        sa.select(Suggestion, Wording)
        .join(Decision, Decision.id == latest)
        .join(Wording, Wording.id == Decision.wording_id)
        .where(Suggestion.document_id == document.id, Suggestion.status == Status.DECIDED)
        .where(Decision.outcome == Outcome.LAPSED)
        .order_by(Suggestion.number)
    )
    return [
        Matter(suggestion, wording, None, Outcome.REOPENED)
        for suggestion, wording in session.execute(query)
    ]


def _open_reason(session: Session, revision: Revision, record: Record) -> str:
    """Return why a text is adopted in which something is open; raise Invalid without a reason."""
    if not left_open(session, revision):
        return ""
    if not record.open_reason.strip():
        raise Invalid("open_reason", "missing")
    return record.open_reason.strip()


def left_open(session: Session, revision: Revision) -> bool:
    """Whether something is open in a revision, or in the text that goes on from it."""
    known = Procedure.BRACKETS in sight.procedure(session)
    return bool(revision.open_hash) or (known and number_open(session, revision.document_id) > 0)


def _held(session: Session, by: Actor, document: Document) -> list[Matter]:
    """Hold the document and all that is open in it; return this, with the wordings that lapse.

    What is open is held before the journal, as deciding does: the two never wait for each other.
    """
    mine = Suggestion.document_id == document.id
    undecided = mine & (Suggestion.status == Status.SUBMITTED)
    ids = sa.select(Suggestion.id).where(undecided).order_by(Suggestion.id)
    session.execute(ids.with_for_update())
    events.head(session)
    session.refresh(document, with_for_update=True)
    require(by, Verb.ADOPT, sight.case(session, document))
    query = (
        sa.select(Suggestion, Wording)
        .join(Wording, newest.its_wording())
        .where(undecided)
        .order_by(Suggestion.number)
    )
    rows = session.execute(query, execution_options={"populate_existing": True})
    return [Matter(suggestion, wording, None, Outcome.LAPSED) for suggestion, wording in rows]


def _lapse(
    session: Session,
    by: Actor,
    document: Document,
    record: Record,
    matters: Sequence[Matter],
    at: datetime,
) -> list[Decision]:
    """Give what is open its outcome; what was prepared for it can no longer be released.

    Raises Stale where that is not what was on the screen.
    """
    undecided = frozenset(matter.suggestion.number for matter in matters)
    if record.undecided not in {None, undecided}:
        raise Stale(undecided)
    session.execute(sa.delete(Preparation).where(Preparation.document_id == document.id))
    at = committee.moment(session, document, at)
    subamended.lapse(session, by, Suggestion.document_id == document.id, at)
    return outcome.decisions(session, by, matters, ParagraphChange(), at)


def _check(session: Session, revision: Revision, record: Record, at: datetime) -> None:
    if is_superseded(session, revision):
        raise Invalid("revision", "superseded")
    for field, words, most in (
        ("place", record.place, MAX_PLACE),
        ("method", record.method, MAX_METHOD),
    ):
        if not words.strip():
            raise Invalid(field, "missing")
        if len(words) > most:
            raise Invalid(field, "long")
    if len(record.presided) > MAX_PRESIDED:
        raise Invalid("presided", "long")
    _check_votes(record)
    if (record.adopted_on - at.date()).days > 1:  # a day ahead is today in another zone
        raise Invalid("adopted_on", "future")


def _check_votes(record: Record) -> None:
    """See that a vote has its figures. Raises Invalid."""
    for name, votes in record.tally.items():
        if votes is None and name != "abstentions" and record.method.strip() == Method.VOTE:
            raise Invalid(name, "missing")
        if votes is not None and not 0 <= votes <= MAX_VOTES:
            raise Invalid(name, "number")
