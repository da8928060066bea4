"""The record of an adoption: those that were entered, and what lapsed with the one that holds."""

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.queries import newest, sight
from models.debate import Decision, Suggestion
from models.document import Adoption, AdoptionUndoing, Document, Revision
from models.journal import Event, Subject
from models.vocabulary import EventKind, Outcome, SubjectKind


class EnteredAdoption(NamedTuple):
    """An adoption as it was entered; ``undoing``: it was undone. ``entry``: of the journal."""

    adoption: Adoption
    revision: Revision
    undoing: AdoptionUndoing | None
    entry: int | None


def entered(session: Session, document: Document) -> Sequence[EnteredAdoption]:
    """Return all adoptions of a document, the newest first. One statement."""
    entry = (
        sa.select(sa.func.min(Event.id))
        .join(Subject, Subject.event_id == Event.id)
        .where(Event.kind == EventKind.DOCUMENT_ADOPTED)
        .where(Subject.kind == SubjectKind.ADOPTION, Subject.thing_id == Adoption.id)
        .correlate(Adoption)
        .scalar_subquery()
    )
    query = (
        sa.select(Adoption, Revision, AdoptionUndoing, entry)
        .join(Revision, Revision.id == Adoption.revision_id)
        .outerjoin(AdoptionUndoing, AdoptionUndoing.adoption_id == Adoption.id)
        .where(Adoption.document_id == document.id)
        .order_by(Adoption.id.desc())
    )
    return [EnteredAdoption(*row) for row in session.execute(query)]


def lapsed(session: Session, reader: sight.Reader, document: Document) -> tuple[int, ...]:
    """Return the numbers of what lapsed, as far as the reader may see it. One statement."""
    outcome = newest.decision(Decision.outcome, Suggestion.id).correlate(Suggestion)
    query = (
        sa.select(Suggestion.number)
        .where(Suggestion.document_id == document.id, sight.suggestions(reader))
        .where(outcome.scalar_subquery() == Outcome.LAPSED)
        .order_by(Suggestion.number)
    )
    return tuple(session.scalars(query))
