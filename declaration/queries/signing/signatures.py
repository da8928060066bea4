"""The register of an adopted text: its signatures, and how many each text has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.errors import NotFound
from declaration.queries import sight
from models.document import Adoption, Document, Revision, holds
from models.people import Delegation
from models.signing import Signature, SigningRegister
from models.vocabulary import DelegationKind


@dataclass(frozen=True, slots=True)
class SigningBook:
    """An adopted document, the text that was adopted, and its register, if one was opened."""

    document: Document
    adoption: Adoption
    revision: Revision
    register: SigningRegister | None

    @property
    def takes(self) -> bool:
        """Whether everybody may ask to sign now."""
        return self.register is not None and self.register.open


@dataclass(frozen=True, slots=True)
class Signed:
    """How many signed a text, how many delegations there were when it was adopted.

    ``takes``: everybody may ask to sign now.
    """

    signatures: int
    delegations: int
    takes: bool


def book(session: Session, slug: str) -> SigningBook:
    """Return the register of a document. One statement.

    Raises NotFound unless the document is adopted, and no rehearsal.
    """
    query = (
        sa.select(Document, Adoption, Revision, SigningRegister)
        .select_from(Document)
        .join(Adoption, (Adoption.document_id == Document.id) & holds())
        .join(Revision, Revision.id == Adoption.revision_id)
        .outerjoin(SigningRegister, SigningRegister.adoption_id == Adoption.id)
        .where(Document.slug == slug, Document.rehearsal.is_(False))
    )
    return SigningBook(*sight.existing(session.execute(query).one_or_none()))


def opened(session: Session, slug: str) -> SigningBook:
    """Return the same where a register was opened; raise NotFound where none was."""
    register = book(session, slug)
    if register.register is None:
        raise NotFound
    return register


def signatures(session: Session, adoption_id: int) -> Sequence[Signature]:
    """Return all signatures, also those withdrawn, by authority. One statement."""
    query = sa.select(Signature).where(Signature.adoption_id == adoption_id)
    return session.scalars(query.order_by(Signature.authority, Signature.id)).all()


def signature(session: Session, adoption_id: int, number: int) -> Signature:
    """Return one of a register. Raises NotFound."""
    query = sa.select(Signature).where(Signature.id == number, Signature.adoption_id == adoption_id)
    return sight.existing(session.scalar(query))


def of_delegation(session: Session, adoption_id: int, delegation_id: int) -> Signature | None:
    """Return the signature of a delegation that stands, if it has signed. One statement."""
    query = sa.select(Signature).where(
        Signature.adoption_id == adoption_id,
        Signature.delegation_id == delegation_id,
        Signature.withdrawn_on.is_(None),
    )
    return session.scalars(query.limit(1)).first()


def signed(session: Session) -> Mapping[str, Signed]:
    """Return the numbers of every document with a register, by its slug. Two statements."""
    standing = sa.func.count(Signature.id).filter(Signature.withdrawn_on.is_(None))
    query = (
        sa.select(Document.slug, Adoption.created_at, SigningRegister.open, standing)
        .select_from(Document)
        .join(Adoption, (Adoption.document_id == Document.id) & holds())
        .join(SigningRegister, SigningRegister.adoption_id == Adoption.id)
        .outerjoin(Signature, Signature.adoption_id == Adoption.id)
        .where(Document.rehearsal.is_(False))
        .group_by(Document.slug, Adoption.created_at, SigningRegister.open)
    )
    conference = sight.conference(session)
    kinds = [DelegationKind(kind) for kind in conference.counted_kinds] if conference else []
    dates = session.scalars(sa.select(Delegation.created_at).where(Delegation.kind.in_(kinds)))
    came = dates.all()
    return {
        slug: Signed(count, sum(moment <= adopted for moment in came), takes=takes)
        for slug, adopted, takes, count in session.execute(query)
    }
