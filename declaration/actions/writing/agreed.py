"""What is agreed ad referendum is reopened by whatever gives it other words or another place.

Every act that changes the text asks here first, and names the paragraphs that it changes.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from declaration.errors import Invalid
from declaration.manuscript import check_length
from declaration.queries import sight
from declaration.queries.negotiating import agreement
from declaration.rules import Actor
from declaration.text import normal
from models.document import Document
from models.negotiation import Agreement
from models.vocabulary import Procedure

Standing = Mapping[int, Agreement]


def standing(session: Session, document: Document) -> Standing:
    """Return what is agreed, by paragraph; nothing where the conference knows no agreement."""
    if Procedure.AGREEMENT not in sight.procedure(session):
        return {}
    return agreement.standing(session, document)


def reopen(
    session: Session,
    by: Actor,
    agreed: Standing,
    changing: Iterable[int],
    reason: str,
    at: datetime,
) -> list[Agreement]:
    """Reopen those of the paragraphs that are agreed; the act's event names the rows.

    Raises Invalid (``reopening``: agreed) before anything is written.
    """
    reopened = [agreed[id_] for id_ in sorted({*changing} & {*agreed})]
    if not reopened:
        return []
    reason = stated(reason)
    rows = [
        Agreement(
            document_id=row.document_id,
            paragraph_id=row.paragraph_id,
            version_id=row.version_id,
            place_id=row.place_id,
            agreed=False,
            reason=reason,
            person_id=by.person_id,
            capacity=by.capacity,
            audience=row.audience,
            created_at=at,
        )
        for row in reopened
    ]
    session.add_all(rows)
    session.flush()
    return rows


def stated(reason: str) -> str:
    """Return the reason for reopening as it is stored. Raises Invalid, TooLong."""
    try:
        reason = normal(reason).strip()
    except Invalid as refusal:
        raise Invalid("reopening", refusal.why) from None
    if not reason:
        raise Invalid("reopening", "agreed")
    check_length(reason)
    return reason
