"""What reopening a decision would make of the text: the words before it, later changes kept."""

from dataclasses import dataclass
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.queries.reading import texts
from declaration.text import Merged, merge
from models.debate import Decision, Suggestion, Wording
from models.document import Document, Place, Version
from models.vocabulary import TAKEN, Outcome, SuggestionKind

Row = TypeVar("Row", Decision, Wording, Version, Place)


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
    decision = _newest(session, Decision, Decision.suggestion_id == suggestion.id)
    wording = _newest(session, Wording, Wording.suggestion_id == suggestion.id)
    if decision is None or wording is None or decision.outcome is Outcome.REOPENED:
        return None
    newest = texts.newest_revision(session, document.id)
    since = newest is None or decision.created_at > newest.published_at
    if suggestion.paragraph_id is None:
        return Undoing(decision, wording, since)
    current = _newest(
        session,
        Version,
        (Version.paragraph_id == suggestion.paragraph_id) & (Version.language == document.language),
    )
    place = _newest(session, Place, Place.paragraph_id == suggestion.paragraph_id)
    merged = _undone(session, suggestion, decision, current)
    return Undoing(decision, wording, since, current, place, merged)


def _undone(
    session: Session, suggestion: Suggestion, decision: Decision, current: Version | None
) -> Merged | None:
    """Take out of the current words what the decision brought, if it brought words."""
    if (
        current is None
        or suggestion.form not in {SuggestionKind.REPLACE, SuggestionKind.DELETE}
        or not decision.outcome.taken
        or decision.version_id is None
        or decision.replaced_version_id is None
    ):
        return None
    base, wanted = _sides(session, decision)
    return merge(base, current.words, wanted)


def _sides(session: Session, decision: Decision) -> tuple[str, str]:
    """Return the words with the change, and without it.

    Where several suggestions were taken in one act, only this one's own change goes.
    """
    others = sa.select(sa.func.count(Decision.id)).where(
        Decision.version_id == decision.version_id, Decision.outcome.in_(TAKEN)
    )
    if (session.scalar(others) or 0) > 1:
        wording = session.get_one(Wording, decision.wording_id)
        base = session.get_one(Version, wording.base_version_id)
        return wording.words, base.words
    made = session.get_one(Version, decision.version_id)
    replaced = session.get_one(Version, decision.replaced_version_id)
    return made.words, replaced.words


def _newest(session: Session, kind: type[Row], where: sa.ColumnElement[bool]) -> Row | None:
    return session.scalars(sa.select(kind).where(where).order_by(kind.id.desc()).limit(1)).first()
