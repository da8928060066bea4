"""Amend: the committee's own change of the text, in one act, with its reason."""

from datetime import datetime

from sqlalchemy.orm import Session

from declaration.actions.deciding import committee, outcome
from declaration.actions.deciding.verdicts import Matter, Ruling, weigh
from declaration.actions.journal import events
from declaration.actions.negotiating import brackets
from declaration.actions.suggesting import amendment as amendments, suggestions
from declaration.actions.suggesting.amendment import Amendment
from declaration.errors import Invalid
from declaration.queries import sight
from declaration.rules import Actor, require
from declaration.verbs import Verb
from models.debate import Suggestion
from models.document import Document
from models.vocabulary import EventKind, Outcome, Status, SuggestionKind


def amend(
    session: Session,
    by: Actor,
    document: Document,
    amendment: Amendment,
    *,
    at: datetime,
    reopening: str = "",
) -> Suggestion:
    """Change, insert, delete or move a paragraph; it stands among the suggestions, accepted.

    ``reopening``: why text that was agreed is changed. Raises Invalid as a suggestion does, and
    without a reason; Stale with what stands there now.
    """
    require(by, Verb.AMEND, sight.case(session, document))
    events.head(session)
    at = committee.moment(session, document, at)
    whole = _whole(session, document, amendment)
    current = committee.unchanged(session, document, whole)
    if current is not None and not current.place.live:
        raise Invalid("paragraph", "deleted")
    suggestion, wording = suggestions.add(session, by, document, whole, at, status=Status.DECIDED)
    base = None if current is None else current.version
    matter = Matter(suggestion, wording, base, Outcome.ACCEPTED, reason=whole.reason)
    plan = weigh([matter], current, Ruling((), confirmed=True))
    committee.reopen_agreed(session, by, document, (current, plan), reopening, at)
    change = outcome.carry_out(session, document, current, plan, at)
    decisions = outcome.decisions(session, by, [matter], change, at)
    brackets.settle(session, by, current, change, at)
    events.record(
        session,
        by,
        EventKind.PARAGRAPH_AMENDED,
        outcome.touched(session, [matter], change, decisions),
        at=at,
        audience=suggestion.audience,
        document_id=document.id,
        payload={"number": suggestion.number, "form": suggestion.form},
    )
    return suggestion


def _whole(session: Session, document: Document, amendment: Amendment) -> Amendment:
    if amendment.form is SuggestionKind.GENERAL:
        raise Invalid("form", "unknown")
    whole = amendments.whole(session, document, amendment)
    if not whole.reason:
        raise Invalid("reason", "missing")
    return whole
