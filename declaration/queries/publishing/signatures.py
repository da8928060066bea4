"""Whether an adopted text has been signed: then its adoption stands."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.document import Adoption
from models.signing import Signature


def signed(session: Session, document_id: int) -> bool:
    """Whether any authority has signed a document, also if it withdrew since. One statement."""
    query = sa.select(Signature.id).join(Adoption, Adoption.id == Signature.adoption_id)
    return session.scalar(query.where(Adoption.document_id == document_id).limit(1)) is not None
