"""Sub-amendments: made on what others suggest, taken by its author, decided by the committee."""

from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions.journal import events
from declaration.actions.journal.audience import debated, narrower
from declaration.actions.suggesting import suggestions
from declaration.actions.suggesting.amendment import LANGUAGE
from declaration.errors import Invalid, NotFound, Stale
from declaration.manuscript import check_length
from declaration.queries import sight
from declaration.queries.suggesting.standing import merge_of
from declaration.rules import Actor, Case, require
from declaration.text import normal
from declaration.verbs import Verb
from models.amending import SubAmendment, SubAmendmentDecision
from models.base import Base
from models.debate import Suggestion, Wording
from models.document import Document, Version
from models.vocabulary import Amended, Audience, EventKind, SubjectKind, SuggestionKind

COPIED = ("suggestion_id", "base_version_id", "base_place_id", "after_id", "kind", "level")
WHY = ("reason", "language")  # the suggestion's own, whoever changes its words


@dataclass(frozen=True, slots=True)
class Amending:
    """Other words for a suggestion, and why.

    ``seen_wording_id``: the wording that was on the screen; ``promised``: whom the form named as
    its readers.
    """

    words: str
    reason: str = ""
    language: str = "en"
    seen_wording_id: int | None = None
    promised: Audience = Audience.OPENED


@dataclass(frozen=True, slots=True)
class AmendingAnswer:
    """Taken or not, and why.

    ``words``: the suggestion's text as it is to be; None: as the sub-amendment has it, merged with
    what the suggestion says now. ``seen_wording_id``: the wording that was on the screen.
    """

    taken: bool
    reason: str = ""
    words: str | None = None
    seen_wording_id: int | None = None


def make(
    session: Session, by: Actor, suggestion: Suggestion, asked: Amending, *, at: datetime
) -> SubAmendment:
    """Amend what another delegation suggests. Raises Invalid, and Stale with the newest wording."""
    document = suggestions.locked(session, suggestion)
    require(by, Verb.SUB_AMEND, _case(session, by, suggestion, at))
    if suggestion.delegation_id == by.delegation_id or by.delegation_id is None:
        raise Invalid("words", "own_suggestion")
    if not suggestion.form.makes_text:
        raise Invalid("words", "without_words")
    wording = suggestions.seen_wording(session, suggestion, asked.seen_wording_id)
    words = _checked_words(session, suggestion, wording, asked.words)
    reason = _checked_reason(asked.reason)
    if not LANGUAGE.fullmatch(asked.language):
        raise Invalid("language", "unknown")
    events.head(session)
    row = SubAmendment(
        suggestion_id=suggestion.id,
        wording_id=wording.id,
        ordinal=_next(session, suggestion),
        words=words,
        reason=reason,
        language=asked.language,
        delegation_id=by.delegation_id,
        person_id=by.person_id,
        capacity=by.capacity,
        audience=narrower(debated(session, document), suggestion.audience, asked.promised),
        created_at=at,
    )
    session.add(row)
    session.flush()
    _record(session, by, EventKind.SUB_AMENDMENT_MADE, suggestion, row, at=at)
    return row


def take(
    session: Session, by: Actor, row: SubAmendment, answer: AmendingAnswer, *, at: datetime
) -> SubAmendmentDecision:
    """Take it into one's own suggestion, whose text it becomes at once. Raises as ``decide``."""
    suggestion = session.get_one(Suggestion, row.suggestion_id)
    suggestions.locked(session, suggestion)
    require(by, Verb.TAKE_SUB_AMENDMENT, _case(session, by, suggestion, at))
    if not answer.taken:
        raise Invalid("outcome", "unknown")
    return _answer(session, by, suggestion, row, answer, at)


def decide(
    session: Session, by: Actor, row: SubAmendment, answer: AmendingAnswer, *, at: datetime
) -> SubAmendmentDecision:
    """Accept it into the suggestion, or reject it with a reason, before the suggestion is decided.

    Raises Stale where it has been answered or the suggestion has newer words than were seen;
    Invalid (``reason``; ``words``: «conflict» where somebody must write them).
    """
    suggestion = session.get_one(Suggestion, row.suggestion_id)
    document = suggestions.locked(session, suggestion)
    case = replace(sight.case(session, document), state=suggestion.status)
    require(by, Verb.DECIDE_SUB_AMENDMENT, case)
    return _answer(session, by, suggestion, row, answer, at)


def withdraw(session: Session, by: Actor, row: SubAmendment, *, at: datetime) -> None:
    """Withdraw one's own; it stays on record. Raises Stale where it has been answered."""
    suggestion = session.get_one(Suggestion, row.suggestion_id)
    suggestions.locked(session, suggestion)
    own = row.delegation_id == by.delegation_id
    require(by, Verb.WITHDRAW_SUB_AMENDMENT, replace(_case(session, by, suggestion, at), own=own))
    _check_pending(session, row)
    decision = SubAmendmentDecision(
        sub_amendment_id=row.id,
        outcome=Amended.WITHDRAWN,
        person_id=by.person_id,
        capacity=by.capacity,
        created_at=at,
    )
    session.add(decision)
    session.flush()
    kind = EventKind.SUB_AMENDMENT_WITHDRAWN
    _record(session, by, kind, suggestion, row, decision, at=at)


def subamendment(session: Session, suggestion: Suggestion, ordinal: int) -> SubAmendment:
    """Return one of a suggestion by its number there. Raises NotFound."""
    query = sa.select(SubAmendment).where(
        SubAmendment.suggestion_id == suggestion.id, SubAmendment.ordinal == ordinal
    )
    row = session.scalar(query)
    if row is None:
        raise NotFound
    return row


def _answer(
    session: Session,
    by: Actor,
    suggestion: Suggestion,
    row: SubAmendment,
    answer: AmendingAnswer,
    at: datetime,
) -> SubAmendmentDecision:
    _check_pending(session, row)
    wording = suggestions.seen_wording(session, suggestion, answer.seen_wording_id)
    official = by.delegation_id is None
    words, outcome = wording.words, Amended.REJECTED
    if answer.taken:
        merged = _merged(session, row, wording)
        words = _taken_words(session, suggestion, wording, answer.words, merged)
        outcome = Amended.ACCEPTED if words == merged else Amended.ADAPTED
    reason = _checked_reason(answer.reason)
    if official and not reason and outcome is not Amended.ACCEPTED:
        raise Invalid("reason", "missing")
    made = _reworded(session, by, wording, words, at)
    decision = SubAmendmentDecision(
        sub_amendment_id=row.id,
        outcome=outcome,
        reason=reason,
        wording_id=made.id if made else None,
        person_id=by.person_id,
        capacity=by.capacity,
        created_at=at,
    )
    session.add(decision)
    session.flush()
    kind = EventKind.SUB_AMENDMENT_DECIDED if official else EventKind.SUB_AMENDMENT_TAKEN
    _record(session, by, kind, suggestion, row, decision, at=at)
    return decision


def _merged(session: Session, row: SubAmendment, wording: Wording) -> str | None:
    """Return the suggestion's text with the sub-amendment; None where a person must write it."""
    if row.redacted or wording.redacted:
        return None
    if row.wording_id == wording.id:
        return row.words
    base = session.get_one(Wording, row.wording_id)
    merged = merge_of(base.words, wording.words, row.words)
    return merged.text if merged.clean and not base.redacted else None


def _taken_words(
    session: Session,
    suggestion: Suggestion,
    wording: Wording,
    typed: str | None,
    merged: str | None,
) -> str:
    words = merged if typed is None else normal(typed).strip()
    if words is None:
        raise Invalid("words", "conflict")
    if words == merged == wording.words:
        return words  # it stands there already
    return _checked_words(session, suggestion, wording, words)


def _checked_words(session: Session, suggestion: Suggestion, wording: Wording, typed: str) -> str:
    """Return words for a suggestion that still asks for something, and for something else."""
    words = normal(typed).strip()
    check_length(words)
    if not words:
        raise Invalid("words", "missing")
    if wording.redacted:
        raise Invalid("words", "redacted")
    if words == wording.words:
        raise Invalid("words", "as_suggested")
    base = session.get(Version, wording.base_version_id) if wording.base_version_id else None
    replaces = suggestion.form is SuggestionKind.REPLACE
    if replaces and base is not None and words == base.words:
        raise Invalid("words", "as_text")
    return words


def _checked_reason(reason: str) -> str:
    try:
        words = normal(reason).strip()
    except Invalid as refusal:
        raise Invalid("reason", refusal.why) from None
    check_length(words)
    return words


def _reworded(
    session: Session, by: Actor, wording: Wording, words: str, at: datetime
) -> Wording | None:
    """Give the suggestion its new text; nothing where that stands there already."""
    if words == wording.words:
        return None
    kept = {name: getattr(wording, name) for name in (*COPIED, *WHY)}
    made = Wording(**kept, words=words, person_id=by.person_id, created_at=at)
    session.add(made)
    session.flush()
    return made


def _check_pending(session: Session, row: SubAmendment) -> None:
    decided = SubAmendmentDecision.sub_amendment_id == row.id
    if session.scalar(sa.select(SubAmendmentDecision.id).where(decided)) is not None:
        raise Stale(row)


def _next(session: Session, suggestion: Suggestion) -> int:
    last = sa.select(sa.func.max(SubAmendment.ordinal))
    return 1 + (session.scalar(last.where(SubAmendment.suggestion_id == suggestion.id)) or 0)


def _case(session: Session, by: Actor, suggestion: Suggestion, at: datetime) -> Case:
    document = session.get_one(Document, suggestion.document_id)
    case = suggestions.case(by, suggestion, document, at)
    return replace(case, procedure=sight.procedure(session))


def _record(
    session: Session,
    by: Actor,
    kind: EventKind,
    suggestion: Suggestion,
    row: SubAmendment,
    *further: Base,
    at: datetime,
) -> None:
    wording = suggestions.seen_wording(session, suggestion, None)
    subjects = [row, *further, *suggestions.touched(suggestion, wording)]
    events.record(
        session,
        by,
        kind,
        [*subjects, (SubjectKind.DELEGATION, row.delegation_id)],
        at=at,
        audience=narrower(row.audience, suggestion.audience),
        document_id=suggestion.document_id,
        payload={"number": suggestion.number, "ordinal": row.ordinal},
    )
