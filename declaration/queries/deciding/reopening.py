"""What reopening a decision would make of the text: the words before it, later changes kept."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.queries import newest
from declaration.queries.reading import texts
from declaration.text import Merged, merge
from models.debate import Decision, Suggestion, Wording
from models.document import Document, Place, Version
from models.vocabulary import TAKEN, Outcome, SuggestionKind


@dataclass(frozen=True, slots=True)
class Undoing:
    """A decision that counts, and what stands there now.

    ``merged``: the words without what the decision brought, where it brought any; ``place``: the
    newest place of the paragraph. ``open``: no revision has been published since.
    """

    decision: Decision
    wording: Wording
    open: bool
    current: Version | None = None
    place: Place | None = None
    merged: Merged | None = None


def undoing(session: Session, document: Document, suggestion: Suggestion) -> Undoing | None:
    """Return what reopening would mean; None where nothing has been decided."""
    decision = session.scalars(newest.decision(Decision, suggestion.id)).first()
    wording = session.scalars(newest.wording(Wording, suggestion.id)).first()
    if decision is None or wording is None or decision.outcome is Outcome.REOPENED:
        return None
    revision = texts.newest_revision(session, document.id)
    since = revision is None or decision.created_at > revision.published_at
    if suggestion.paragraph_id is None:
        return Undoing(decision, wording, since)
    versions = newest.version(Version, suggestion.paragraph_id, document.language)
    current = session.scalars(versions).first()
    place = session.scalars(newest.place(Place, suggestion.paragraph_id)).first()
    merged = _undone(session, suggestion, decision, current)
    return Undoing(decision, wording, since, current, place, merged)


def _undone(
    session: Session, suggestion: Suggestion, decision: Decision, current: Version | None
) -> Merged | None:
    """Take out of the current words what the decision brought, if it brought words.

    Where several suggestions were taken in one act, only this one's own change goes.
    """
    if (
        current is None
        or suggestion.form not in {SuggestionKind.REPLACE, SuggestionKind.DELETE}
        or not decision.outcome.taken
        or decision.version_id is None
        or decision.replaced_version_id is None
    ):
        return None
    others = sa.select(sa.func.count(Decision.id)).where(
        Decision.version_id == decision.version_id, Decision.outcome.in_(TAKEN)
    )
    if (session.scalar(others) or 0) > 1:
        own = session.get_one(Wording, decision.wording_id)
        base = session.get_one(Version, own.base_version_id)
        return merge(own.words, current.words, base.words)
    decided = session.get_one(Version, decision.version_id)
    replaced = session.get_one(Version, decision.replaced_version_id)
    return merge(decided.words, current.words, replaced.words)
