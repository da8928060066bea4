"""Suggestions: submitted, edited, withdrawn; each act is one event."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions.journal import events
from declaration.actions.journal.audience import debated, narrower
from declaration.actions.suggesting import amendment as amendments, subamended
from declaration.actions.suggesting.drafts import procedure, require_own
from declaration.errors import Invalid, Stale
from declaration.queries import newest
from declaration.rules import Actor, Case, require
from declaration.verbs import Verb
from models.base import Base
from models.debate import Draft, Suggestion, Wording
from models.document import Document
from models.vocabulary import Audience, EventKind, Status, SubjectKind

BASES = ("base_version_id", "base_place_id")
CONTENT = ("after_id", "kind", "level", "words", "reason", "language")  # what an edit can change


def submit(
    session: Session,
    by: Actor,
    document: Document,
    amendment: amendments.Amendment,
    *,
    draft: Draft | None = None,
    at: datetime,
) -> Suggestion:
    """Submit for the delegation; late is marked, never refused; the draft of it goes."""
    require_own(session, by, Verb.SUBMIT, document, draft)
    return _submit(session, by, document, amendment, draft, at)


def submit_ready(
    session: Session,
    by: Actor,
    drafts: Sequence[Draft],
    *,
    promised: Audience = Audience.OPENED,
    at: datetime,
) -> list[Suggestion]:
    """Submit drafts that are ready, in this order: one event a suggestion.

    ``promised``: whom the page named as readers.
    """
    documents = {draft.id: session.get_one(Document, draft.document_id) for draft in drafts}
    for draft in drafts:
        require_own(session, by, Verb.SUBMIT, documents[draft.id], draft)
        if not draft.ready:
            raise Invalid("drafts", "not_ready")
    return [
        _submit(session, by, documents[draft.id], amendments.of_draft(draft, promised), draft, at)
        for draft in drafts
    ]


def revise(
    session: Session,
    by: Actor,
    suggestion: Suggestion,
    amendment: amendments.Amendment,
    *,
    seen_wording_id: int,
    at: datetime,
) -> Wording:
    """Edit until the deadline; the earlier version stays. Raises Stale with the latest one."""
    document = locked(session, suggestion)
    asking = replace(case(by, suggestion, document, at), procedure=procedure(session, by))
    require(by, Verb.REVISE, asking)
    earlier = seen_wording(session, suggestion, seen_wording_id)
    about = (suggestion.form, suggestion.paragraph_id)  # a pending insertion has none
    if (amendment.form, amendment.paragraph_id) != about:
        raise Invalid("form", "unknown")
    whole = amendments.whole(session, document, amendment)
    if all(getattr(whole, name) == getattr(earlier, name) for name in CONTENT):
        raise Invalid("words", "unchanged")
    wording = _write(session, by, suggestion, whole, at)
    kind = EventKind.SUGGESTION_REVISED
    _record(session, by, kind, suggestion, wording, at=at, earlier=earlier.id)
    return wording


def withdraw(
    session: Session,
    by: Actor,
    suggestion: Suggestion,
    *,
    seen_wording_id: int | None = None,
    at: datetime,
) -> None:
    """Withdraw a suggestion before it is decided; its row stays, what amends it lapses."""
    document = locked(session, suggestion)
    require(by, Verb.WITHDRAW, case(by, suggestion, document, at))
    wording = seen_wording(session, suggestion, seen_wording_id)
    suggestion.status = Status.WITHDRAWN
    suggestion.withdrawn_at = at
    subamended.lapse(session, by, Suggestion.id == suggestion.id, at)
    _record(session, by, EventKind.SUGGESTION_WITHDRAWN, suggestion, wording, at=at)


def add(
    session: Session,
    by: Actor,
    document: Document,
    whole: amendments.Amendment,
    at: datetime,
    *,
    status: Status = Status.SUBMITTED,
) -> tuple[Suggestion, Wording]:
    """Make the rows of a suggestion. Hold the head of the journal: numbers have no gaps.

    Only what a delegation asks for can be late; the committee's own change comes decided.
    """
    last = session.scalar(sa.select(sa.func.max(Suggestion.number)))
    suggestion = Suggestion(
        number=(last or 0) + 1,
        document_id=document.id,
        form=whole.form,
        paragraph_id=whole.paragraph_id,
        delegation_id=by.delegation_id,
        person_id=by.person_id,
        capacity=by.capacity,
        status=status,
        audience=narrower(debated(session, document), whole.promised),
        submitted_at=at,
        late_seconds=0 if status is Status.DECIDED else late_seconds(document, at),
    )
    session.add(suggestion)
    session.flush()
    return suggestion, _write(session, by, suggestion, whole, at)


def case(by: Actor, suggestion: Suggestion, document: Document, at: datetime) -> Case:
    """Return what the rules ask about a suggestion, of whoever acts on it at ``at``."""
    return Case(
        stage=document.stage,
        own=suggestion.delegation_id is not None and suggestion.delegation_id == by.delegation_id,
        state=suggestion.status,
        late=late_seconds(document, at) > 0,
    )


def late_seconds(document: Document, at: datetime) -> int:
    """Return how late a suggestion comes at ``at``; 0 = in time, the deadline itself included."""
    if document.deadline is None or at <= document.deadline:
        return 0
    return max(1, int((at - document.deadline).total_seconds()))


def touched(suggestion: Suggestion, wording: Wording) -> list[Base | events.Thing]:
    """Return what an act on a suggestion touches: it, and the paragraphs that it asks about."""
    ids = (suggestion.paragraph_id, wording.after_id)
    paragraphs = [(SubjectKind.PARAGRAPH, id_) for id_ in ids if id_ is not None]
    return [suggestion, *paragraphs]


def locked(session: Session, suggestion: Suggestion) -> Document:
    """Hold the suggestion until the transaction ends, as it stands now."""
    session.refresh(suggestion, with_for_update={"of": Suggestion})  # not what it is joined to
    return session.get_one(Document, suggestion.document_id)


def seen_wording(session: Session, suggestion: Suggestion, seen_wording_id: int | None) -> Wording:
    """Return the newest wording. Raises Stale with it where another was on the screen."""
    wording = session.scalars(newest.wording(Wording, suggestion.id)).one()
    if seen_wording_id not in {None, wording.id}:
        raise Stale(wording)
    return wording


def _submit(
    session: Session,
    by: Actor,
    document: Document,
    amendment: amendments.Amendment,
    draft: Draft | None,
    at: datetime,
) -> Suggestion:
    whole = amendments.whole(session, document, amendment)
    events.head(session)
    session.refresh(document, ["stage"])  # whoever waited may find the text adopted meanwhile
    require(by, Verb.SUBMIT, Case(document.stage, procedure=procedure(session, by)))
    suggestion, wording = add(session, by, document, whole, at)
    if draft is not None:
        session.delete(draft)
    kind = EventKind.SUGGESTION_SUBMITTED
    _record(session, by, kind, suggestion, wording, at=at, form=suggestion.form)
    return suggestion


def _write(
    session: Session, by: Actor, suggestion: Suggestion, whole: amendments.Amendment, at: datetime
) -> Wording:
    wording = Wording(
        suggestion_id=suggestion.id,
        person_id=by.person_id,
        created_at=at,
        **{name: getattr(whole, name) for name in (*BASES, *CONTENT)},
    )
    session.add(wording)
    session.flush()
    return wording


def _record(
    session: Session,
    by: Actor,
    kind: EventKind,
    suggestion: Suggestion,
    wording: Wording,
    *,
    at: datetime,
    **payload: object,
) -> None:
    events.record(
        session,
        by,
        kind,
        [wording, *touched(suggestion, wording)],
        at=at,
        audience=suggestion.audience,
        document_id=suggestion.document_id,
        payload={"number": suggestion.number, **payload},
    )
