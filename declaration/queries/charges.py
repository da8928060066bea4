"""Who of the committee goes through which section: the committee alone reads this."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.debate import Charge
from models.document import Document
from models.people import Membership, Person
from models.vocabulary import Capacity

BEFORE_HEADINGS = 0  # stands for the section that no heading begins


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who sits in the committee now."""

    person_id: int
    name: str


def members(session: Session) -> tuple[Member, ...]:
    """Return all members of the committee by name. One statement."""
    query = sa.select(Person.id, Person.name).where(_sits(), Person.active).order_by(Person.name)
    return tuple(Member(*row) for row in session.execute(query))


def holders(session: Session, document: Document) -> dict[int, Member]:
    """Return who goes through each section, by its heading's id. One statement.

    Whoever has left the committee holds nothing any more.
    """
    query = (
        sa.select(Charge.paragraph_id, Person.id, Person.name)
        .join(Person, Person.id == Charge.person_id)
        .where(Charge.document_id == document.id, _sits(), Person.active)
        .order_by(Charge.id)
    )
    rows = session.execute(query)
    return {heading or BEFORE_HEADINGS: Member(person, name) for heading, person, name in rows}


def _sits() -> sa.ColumnElement[bool]:
    return sa.exists().where(
        Membership.person_id == Person.id,
        Membership.capacity == Capacity.COMMITTEE,
        Membership.ended_at.is_(None),
    )
