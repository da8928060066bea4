"""What a committee leaves open: one place until the end, another closed again."""

import sqlalchemy as sa

from declaration.actions.conference import conference
from declaration.actions.negotiating import brackets
from declaration.actions.negotiating.brackets import BracketOpening, Option
from models.document import Conference
from models.people import Delegation
from models.vocabulary import Procedure


def leave_open(life, cast, text):
    """Switch brackets on, leave two places open, close one of them."""
    session, marie = life.session, cast["marie"]
    founded = session.get_one(Conference, 1)
    conference.set_procedure(session, cast["noor"], founded, frozenset(Procedure), at=life.later())
    open_two(session, marie, text, life.paragraph, life.later)


def open_two(session, marie, text, paragraph, later):
    """Leave words of two items open, close one; ``paragraph`` finds an item by its first words."""
    dakar = session.scalars(sa.select(Delegation.id).where(Delegation.name == "Dakar")).one()
    families = BracketOpening(
        paragraph("the families who").id,
        quote="newcomers",
        options=(Option("new neighbours", (dakar,)), Option("people who arrive")),
        reason="Two views.",
    )
    brackets.leave_open(session, marie, text, families, at=later())
    ties = BracketOpening(paragraph("the ties that").id, options=(Option(""),))
    [row] = brackets.leave_open(session, marie, text, ties, at=later())
    brackets.close(session, marie, row, "No one insists.", at=later())
