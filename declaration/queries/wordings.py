"""The wordings of one suggestion, and the acts that brought them."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.debate import Suggestion, Wording
from models.document import Version
from models.journal import Event, Subject
from models.vocabulary import EventKind, SubjectKind

HANDED_IN = (EventKind.SUGGESTION_SUBMITTED, EventKind.SUGGESTION_REVISED)


@dataclass(frozen=True, slots=True)
class Worded:
    """One wording with the words on which it was written; ``hash`` is that of its event."""

    wording: Wording
    base_words: str
    event_id: int
    hash: str


def newest(session: Session, suggestion: Suggestion) -> int:
    """Return the id of the newest wording. One statement."""
    mine = sa.select(sa.func.max(Wording.id)).where(Wording.suggestion_id == suggestion.id)
    return session.scalar(mine) or 0


def of(session: Session, suggestion: Suggestion) -> Sequence[Worded]:
    """Return all wordings, oldest first. One statement."""
    query = (
        sa.select(Wording, Version.words, Event.id, Event.hash)
        .outerjoin(Version, Version.id == Wording.base_version_id)
        .outerjoin(
            Subject, (Subject.kind == SubjectKind.WORDING) & (Subject.thing_id == Wording.id)
        )
        .outerjoin(Event, (Event.id == Subject.event_id) & Event.kind.in_(HANDED_IN))
        .where(Wording.suggestion_id == suggestion.id)
        .order_by(Wording.id, Event.id.desc())
    )
    found: dict[int, Worded] = {}
    for wording, base, event_id, digest in session.execute(query):
        one = Worded(wording, base or "", event_id or 0, digest or "")
        if wording.id not in found or one.event_id:
            found[wording.id] = one
    return tuple(found.values())
