"""Share the sections of a text among the committee's members: it helps, and forbids nothing."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions.deciding import committee
from declaration.errors import Invalid, NotFound
from declaration.queries.deciding import preparations
from declaration.rules import Actor, Verb, require
from declaration.text import normal
from models.debate import Charge, Phrase
from models.document import Document, Paragraph


def give(
    session: Session,
    by: Actor,
    document: Document,
    heading: Paragraph | None,
    person_id: int | None,
    *,
    at: datetime,
) -> Charge | None:
    """Let a member go through a section, instead of whoever did; ``None`` hands it back.

    ``heading`` is empty for what stands before the first one. No event: the committee alone
    reads it. Raises Invalid (``person``) for whoever is not of the committee.
    """
    require(by, Verb.PREPARE, committee.case(session, document))
    if heading is not None and heading.document_id != document.id:
        raise NotFound
    if person_id is not None and person_id not in {
        m.person_id for m in preparations.members(session)
    }:
        raise Invalid("person", "unknown")
    mine = Charge.document_id == document.id
    here = Charge.paragraph_id.is_(None) if heading is None else Charge.paragraph_id == heading.id
    session.execute(sa.delete(Charge).where(mine, here))
    if person_id is None:
        return None
    charge = Charge(document_id=document.id, person_id=person_id, taken_at=at)
    charge.paragraph_id = heading.id if heading is not None else None
    session.add(charge)
    session.flush()
    return charge


def set_meeting(
    session: Session, by: Actor, document: Document, moment: datetime | None, *, at: datetime
) -> Document:
    """Say when the committee meets next on this text; ``None``: not known. No event.

    Raises Invalid (``meeting``) for a moment that has passed.
    """
    require(by, Verb.PREPARE, committee.case(session, document))
    if moment is not None and moment <= at:
        raise Invalid("meeting", "past")
    document.meeting_at = moment
    session.flush()
    return document


MAX_PHRASES = 100  # what a list to pick from can hold
MAX_PHRASE = 500  # characters


def keep(session: Session, by: Actor, phrases: Sequence[str], language: str) -> list[Phrase]:
    """Replace the list of one language; empty and double ones fall out.

    No event: decisions keep their own words. Raises Invalid (``phrases``).
    """
    require(by, Verb.PREPARE)
    wanted = list(dict.fromkeys(filter(None, (normal(phrase).strip() for phrase in phrases))))
    if len(wanted) > MAX_PHRASES or any(len(words) > MAX_PHRASE for words in wanted):
        raise Invalid("phrases", "long")
    session.execute(sa.delete(Phrase).where(Phrase.language == language))
    rows = [Phrase(words=words, language=language, position=n) for n, words in enumerate(wanted)]
    session.add_all(rows)
    session.flush()
    return rows
