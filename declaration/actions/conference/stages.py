"""Stages and deadlines: when a document may be negotiated, and until when."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions.journal.events import record
from declaration.errors import Invalid
from declaration.queries.reading import texts
from declaration.rules import NEXT_STAGES, Actor, Case, require
from declaration.verbs import Verb
from models.debate import Suggestion
from models.document import Document
from models.vocabulary import Audience, EventKind, Stage


@dataclass(frozen=True, slots=True)
class StageValues:
    """The stage, and in consultation the moment until which suggestions are in time."""

    stage: Stage
    deadline: datetime | None = None


def set_stage(
    session: Session, by: Actor, document: Document, values: StageValues, *, at: datetime
) -> Document:
    """Put a document in a stage, or set its deadline anew.

    Consultation needs a published revision to write on; preparation is open again only while
    nobody has suggested anything. Outside consultation the deadline that was is kept.
    """
    require(by, Verb.SET_STAGE, Case(stage=document.stage))
    check(session, document, values, at)
    before = document.stage
    document.stage = values.stage
    if values.stage.takes_suggestions:
        document.deadline = values.deadline
    deadline = document.deadline.isoformat() if document.deadline else ""
    record(
        session,
        by,
        EventKind.STAGE_SET,
        [document],
        at=at,
        audience=Audience.EVERYBODY,
        document_id=document.id,
        payload={"before": before.value, "stage": values.stage.value, "deadline": deadline},
    )
    return document


def check(session: Session, document: Document, values: StageValues, at: datetime) -> None:
    """Raise Invalid (``stage``, ``deadline``) where the document cannot go there."""
    if values.stage not in NEXT_STAGES[document.stage]:
        raise Invalid("stage", "not_from_here")
    if values.stage is Stage.PREPARATION and document.stage is not Stage.PREPARATION:
        any_suggestion = sa.select(Suggestion.id).where(Suggestion.document_id == document.id)
        if session.scalar(any_suggestion.limit(1)) is not None:
            raise Invalid("stage", "debated")
    if values.stage.takes_suggestions:
        if texts.newest_revision(session, document.id) is None:
            raise Invalid("stage", "nothing_published")
        moved = values.deadline != document.deadline
        if values.deadline is not None and moved and values.deadline <= at:
            raise Invalid("deadline", "past")
