"""Share the sections of a text among the committee's members: it helps, and forbids nothing."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions import committee
from declaration.errors import Invalid, NotFound
from declaration.queries import charges
from declaration.rules import Actor, Verb, require
from models.debate import Charge
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
    if person_id is not None and person_id not in {m.person_id for m in charges.members(session)}:
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
