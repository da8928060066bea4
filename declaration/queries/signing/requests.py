"""Who asks to sign and has no answer yet, with what is known of the same authority."""

import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.queries import sight
from models.document import Adoption, Document, holds
from models.people import Delegation
from models.signing import Signature, SignatureRequest

KEPT = timedelta(days=365)  # how long an address is kept: the page promises it
Known = tuple[str, str]


@dataclass(frozen=True, slots=True)
class AskedToSign:
    """A request, and what else has the same name and country."""

    request: SignatureRequest
    signed: tuple[Signature, ...]
    waiting: tuple[SignatureRequest, ...]
    delegations: tuple[Delegation, ...]

    @property
    def doubled(self) -> bool:
        """Whether anything else has the same name."""
        return bool(self.signed or self.waiting or self.delegations)


def known_by(authority: str, country: str) -> Known:
    """Return what tells an authority from others: its letters, without case and accents.

    Marks of scripts in which they are more than accents, such as vowel signs, are kept.
    """
    parts = unicodedata.normalize("NFKD", authority.casefold())
    return "".join(sign for sign in parts if _tells(sign)), country


def _tells(sign: str) -> bool:
    mark = unicodedata.category(sign).startswith("M") and not "\u0300" <= sign <= "\u036f"
    return mark or sign.isalnum()


def requests(session: Session, adoption_id: int) -> Sequence[SignatureRequest]:
    """Return all requests that are kept, oldest first. One statement."""
    query = sa.select(SignatureRequest).where(SignatureRequest.adoption_id == adoption_id)
    return session.scalars(query.order_by(SignatureRequest.id)).all()


def request(session: Session, adoption_id: int, number: int) -> SignatureRequest:
    """Return one of a register. Raises NotFound."""
    query = sa.select(SignatureRequest).where(
        SignatureRequest.id == number, SignatureRequest.adoption_id == adoption_id
    )
    return sight.existing(session.scalar(query))


def numbers_waiting(session: Session) -> Sequence[tuple[str, str, int]]:
    """Return slug and title of documents with requests that wait, and how many. One statement."""
    query = (
        sa.select(Document.slug, Document.title, sa.func.count())
        .select_from(Document)
        .join(Adoption, (Adoption.document_id == Document.id) & holds())
        .join(SignatureRequest, SignatureRequest.adoption_id == Adoption.id)
        .where(SignatureRequest.answered_at.is_(None), Document.rehearsal.is_(False))
        .group_by(Document.slug, Document.title)
        .order_by(Document.slug)
    )
    return [(slug, title, count) for slug, title, count in session.execute(query)]


def waiting(
    session: Session,
    requests: Sequence[SignatureRequest],
    signatures: Sequence[Signature],
) -> tuple[AskedToSign, ...]:
    """Return the requests without an answer, each with its doubles. One statement."""
    by_name: defaultdict[Known, list[SignatureRequest]] = defaultdict(list)
    unanswered = [each for each in requests if each.answered_at is None]
    for each in unanswered:
        by_name[known_by(each.authority, each.country)].append(each)
    signed = _signed(signatures)
    delegations: defaultdict[Known, list[Delegation]] = defaultdict(list)
    for row in session.scalars(sa.select(Delegation).order_by(Delegation.id)):
        delegations[known_by(row.name, row.country)].append(row)
    return tuple(
        AskedToSign(
            request=each,
            signed=tuple(signed.get(known, ())),
            waiting=tuple(other for other in by_name[known] if other is not each),
            delegations=tuple(delegations.get(known, ())),
        )
        for each in unanswered
        for known in [known_by(each.authority, each.country)]
    )


def has_old(session: Session, at: datetime) -> bool:
    """Whether an address is kept that must go. One statement."""
    query = sa.select(SignatureRequest.id).where(SignatureRequest.asked_at <= at - KEPT)
    return session.scalar(query.limit(1)) is not None


def _signed(signatures: Sequence[Signature]) -> Mapping[Known, list[Signature]]:
    names: defaultdict[Known, list[Signature]] = defaultdict(list)
    for row in signatures:
        if row.withdrawn_on is None:
            names[known_by(row.authority, row.country)].append(row)
    return names
