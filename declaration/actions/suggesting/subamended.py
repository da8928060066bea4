"""What lapses with a suggestion, or with a text that is adopted: sub-amendments nobody answered."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.queries.suggesting.subamended import pending
from declaration.rules import Actor
from models.amending import SubAmendment, SubAmendmentDecision
from models.debate import Suggestion
from models.vocabulary import Amended


def lapse(
    session: Session, by: Actor, which: sa.ColumnElement[bool], at: datetime
) -> list[SubAmendmentDecision]:
    """Let the pending ones on suggestions lapse; the act's own event names what became of them.

    Hold the suggestions: whoever answers a sub-amendment holds its suggestion, too. They lapse
    where the part is switched off as well, or they would wait for good once it is on again.
    """
    query = (
        sa.select(SubAmendment.id)
        .join(Suggestion, Suggestion.id == SubAmendment.suggestion_id)
        .where(which, pending())
        .order_by(SubAmendment.id)
    )
    lapsed = [
        SubAmendmentDecision(
            sub_amendment_id=id_,
            outcome=Amended.LAPSED,
            person_id=by.person_id,
            capacity=by.capacity,
            created_at=at,
        )
        for id_ in session.scalars(query)
    ]
    session.add_all(lapsed)
    session.flush()
    return lapsed
