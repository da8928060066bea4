"""Adopt: record how a published revision became the declaration; it freezes the document.

What nobody has decided by then lapses: the adoption's own event says so of each suggestion.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions.deciding import committee, outcome
from declaration.actions.deciding.verdicts import Matter
from declaration.actions.journal import events
from declaration.actions.publishing.revisions import is_superseded
from declaration.actions.suggesting import subamended
from declaration.actions.writing.paragraphs import ParagraphChange
from declaration.errors import Invalid, Stale
from declaration.queries import newest, sight
from declaration.queries.negotiating.brackets import number_open
from declaration.rules import Actor, require
from declaration.verbs import Verb
from models.debate import Decision, Preparation, Suggestion, Wording
from models.document import Adoption, Document, Revision
from models.vocabulary import Audience, EventKind, Outcome, Procedure, Stage, Status

MAX_PLACE, MAX_METHOD = 200, 80  # as the columns hold


@dataclass(frozen=True, slots=True)
class Record:
    """When, where and how a text was adopted; ``method``: consensus, acclamation, signature ...

    ``undecided``: the numbers of the suggestions that were on the screen as those that lapse;
    None = not checked. ``open_reason``: why, though something is left open in brackets.
    """

    adopted_on: date
    place: str
    method: str
    undecided: frozenset[int] | None = None
    open_reason: str = ""


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
        adopted_on=record.adopted_on,
        place=record.place.strip(),
        method=record.method.strip(),
        open_reason=open_reason,
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
    if (record.adopted_on - at.date()).days > 1:  # a day ahead is today in another zone
        raise Invalid("adopted_on", "future")
