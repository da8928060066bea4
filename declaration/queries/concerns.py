"""Which events concern whom, as a condition: what «For you» tells, and what it leaves out."""

from typing import Any

import sqlalchemy as sa

from declaration.rules import Actor
from models.debate import Comment, Suggestion, Wording
from models.journal import Event, Subject
from models.vocabulary import Capacity, EventKind, Form, Status, SubjectKind

MARKS = (  # on the way of a text: for everybody
    EventKind.DEBATE_OPENED,
    EventKind.DEBATE_CLOSED,
    EventKind.STAGE_SET,
    EventKind.REVISION_PUBLISHED,
    EventKind.REVISION_SUPERSEDED,
    EventKind.DOCUMENT_ADOPTED,
)
DECIDED = (
    EventKind.PARAGRAPH_DECIDED,
    EventKind.PARAGRAPH_AMENDED,
    EventKind.DECISION_REOPENED,
)
ASKED = (
    EventKind.SUGGESTION_SUBMITTED,
    EventKind.SUGGESTION_REVISED,
    EventKind.SUGGESTION_WITHDRAWN,
)
BESIDE = (*DECIDED, EventKind.SUGGESTION_SUBMITTED, EventKind.TEXT_EDITED)  # on the same paragraph
FOLLOWED = {  # by those who have no delegation to speak for
    Capacity.OBSERVER: (*MARKS, *DECIDED),
    Capacity.COMMITTEE: (*MARKS, *DECIDED, *ASKED, EventKind.COMMENT_MADE),
    Capacity.SECRETARIAT: (*MARKS, *DECIDED, *ASKED, EventKind.COMMENT_MADE),
}

Ids = sa.Select[Any] | sa.CompoundSelect[Any]


def concerns(reader: Actor) -> sa.ColumnElement[bool]:
    """Limit events to those that concern the reader; their own acts are no news to them."""
    found = _concerns(reader)
    return found if reader.seeing else found & Event.person_id.is_distinct_from(reader.person_id)


def _concerns(reader: Actor) -> sa.ColumnElement[bool]:
    """Let a delegation follow its suggestions, the paragraphs they ask about, answers to it."""
    if reader.delegation_id is None:
        return Event.kind.in_(FOLLOWED.get(reader.capacity, MARKS))
    mine = Suggestion.delegation_id == reader.delegation_id
    own = sa.select(Suggestion.id).where(mine)
    under = _asked_about(mine & (Suggestion.status != Status.WITHDRAWN))
    beside = _touches(SubjectKind.PARAGRAPH, under) | _touches(SubjectKind.SUGGESTION, _on(under))
    said = sa.select(Comment.id).where(Comment.delegation_id == reader.delegation_id)
    answers = sa.select(Comment.id).where(Comment.parent_id.in_(said))
    return sa.or_(
        Event.kind.in_(MARKS),
        _touches(SubjectKind.SUGGESTION, own),
        Event.kind.in_(BESIDE) & beside,
        (Event.kind == EventKind.COMMENT_MADE) & _touches(SubjectKind.COMMENT, answers),
    )


def _asked_about(which: sa.ColumnElement[bool]) -> Ids:
    """Choose the paragraphs that suggestions ask about; a new one's is the one before it."""
    on = sa.select(Suggestion.paragraph_id).where(which, Suggestion.paragraph_id.is_not(None))
    after = (
        sa.select(Wording.after_id)
        .join(Suggestion, Suggestion.id == Wording.suggestion_id)
        .where(which, Suggestion.form == Form.INSERT, Wording.after_id.is_not(None))
    )
    return sa.union(on, after)


def _on(paragraphs: Ids) -> Ids:
    """Choose all suggestions on these paragraphs, whoever made them."""
    return sa.select(Suggestion.id).where(Suggestion.paragraph_id.in_(paragraphs))


def _touches(kind: SubjectKind, things: Ids) -> sa.ColumnElement[bool]:
    named = (Subject.event_id == Event.id) & (Subject.kind == kind)
    return sa.exists().where(named, Subject.thing_id.in_(things)).correlate(Event)
