"""What the committee of a lifetime leaves open: a place until the end, another closed again."""

from declaration.actions.conference import conference
from declaration.actions.negotiating import brackets
from declaration.actions.negotiating.brackets import Opening, Option
from models.document import Conference
from models.people import Delegation
from models.vocabulary import Procedure


def leave_open(life, cast, text):
    """Switch brackets on, leave two places open, close one of them."""
    session, marie = life.session, cast["marie"]
    founded = session.get_one(Conference, 1)
    conference.set_procedure(session, cast["noor"], founded, frozenset(Procedure), at=life.later())
    dakar = life.newest(Delegation, name="Dakar").id
    families = Opening(
        life.paragraph("the families who").id,
        quote="newcomers",
        options=(Option("new neighbours", (dakar,)), Option("people who arrive")),
        reason="Two views.",
    )
    brackets.leave_open(session, marie, text, families, at=life.later())
    ties = Opening(life.paragraph("the ties that").id, options=(Option(""),))
    [row] = brackets.leave_open(session, marie, text, ties, at=life.later())
    brackets.close(session, marie, row, "No one insists.", at=life.later())
