"""What helps the committee to share its work: who has which section, meetings, reasons.

No events: the committee alone reads it.
"""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.errors import Invalid, NotFound
from declaration.queries import sight
from declaration.queries.deciding import preparations
from declaration.rules import Actor, require
from declaration.text import normal
from declaration.verbs import Verb
from models.debate import Charge, Phrase
from models.document import Document, Paragraph

MAX_PHRASES = 100  # what a list to pick from can hold
MAX_PHRASE = 500  # characters


def assign(
    session: Session,
    by: Actor,
    document: Document,
    heading: Paragraph | None,
    person_id: int | None,
    *,
    at: datetime,
) -> None:
    """Assign a section to a member, instead of whoever had it; ``None``: to nobody.

    ``heading`` is empty for what stands before the first one. Raises Invalid (``person``) for
    whoever is not of the committee.
    """
    require(by, Verb.PREPARE, sight.case(session, document))
    if heading is not None and heading.document_id != document.id:
        raise NotFound
    members = () if person_id is None else preparations.members(session)
    if person_id not in {None, *(member.person_id for member in members)}:
        raise Invalid("person", "unknown")
    heading_id = None if heading is None else heading.id
    session.execute(
        sa.delete(Charge).where(
            Charge.document_id == document.id,
            Charge.paragraph_id.is_not_distinct_from(heading_id),
        )
    )
    if person_id is not None:
        session.add(
            Charge(
                document_id=document.id, paragraph_id=heading_id, person_id=person_id, taken_at=at
            )
        )
    session.flush()


def set_meeting(
    session: Session, by: Actor, document: Document, moment: datetime | None, *, at: datetime
) -> Document:
    """Say when the committee meets next on this text; ``None``: not known.

    Raises Invalid (``meeting``) for a moment that has passed.
    """
    require(by, Verb.PREPARE, sight.case(session, document))
    if moment is not None and moment <= at:
        raise Invalid("meeting", "past")
    document.meeting_at = moment
    session.flush()
    return document


def set_phrases(session: Session, by: Actor, phrases: Sequence[str], language: str) -> list[Phrase]:
    """Replace the standard reasons of one language; empty and double ones fall out.

    Decisions keep their own words. Raises Invalid (``phrases``).
    """
    require(by, Verb.PREPARE)
    reasons = list(dict.fromkeys(filter(None, (normal(phrase).strip() for phrase in phrases))))
    if len(reasons) > MAX_PHRASES or any(len(words) > MAX_PHRASE for words in reasons):
        raise Invalid("phrases", "long")
    session.execute(sa.delete(Phrase).where(Phrase.language == language))
    rows = [Phrase(words=words, language=language, position=n) for n, words in enumerate(reasons)]
    session.add_all(rows)
    session.flush()
    return rows
