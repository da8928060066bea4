"""Requests to sign: anybody asks, the secretariat verifies or refuses; addresses are deleted.

The journal tells that somebody asked, to the secretariat alone, and nothing of what was written.
"""

from dataclasses import asdict, dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions.journal import events
from declaration.actions.people.people import EMAIL, MAX_EMAIL
from declaration.actions.signing import signatures
from declaration.actions.signing.signatures import SignedBy, Signing
from declaration.errors import Invalid, Stale
from declaration.queries import sight
from declaration.queries.signing import signatures as queries
from declaration.queries.signing.requests import KEPT
from declaration.rules import PUBLIC, Actor, require
from declaration.verbs import Verb
from models.document import Document
from models.signing import Signature, SignatureRequest, SigningWay
from models.vocabulary import Audience, EventKind, SubjectKind

MAX_REASON = 2_000
MAX_LANGUAGE = 8


@dataclass(frozen=True, slots=True)
class AskingToSign:
    """Who signs, where to ask back, in which language; ``consent``: to be listed."""

    signing: Signing
    email: str
    language: str
    consent: bool


def ask(
    session: Session, by: Actor, document: Document, asking: AskingToSign, *, at: datetime
) -> SignatureRequest:
    """Ask that an authority be listed; nothing tells whether it asked or signed before.

    The very same words, sent twice before there was an answer, are asked once.
    Raises Invalid (``consent``, ``email`` and the fields of a signing), ``register`` where closed.
    """
    require(by, Verb.SIGN, sight.case(session, document))
    events.head(session)
    book = queries.opened(session, document.slug)
    if not book.takes:
        raise Invalid("register", "register_closed")
    signing = signatures.checked(asking.signing)
    if not asking.consent:
        raise Invalid("consent", "missing")
    email = asking.email.strip()
    if len(email) > MAX_EMAIL or not EMAIL.fullmatch(email):
        raise Invalid("email", "not_an_address")
    forget_old(session, at)
    values = asdict(signing) | {"email": email, "language": asking.language[:MAX_LANGUAGE]}
    same = sa.select(SignatureRequest).filter_by(
        adoption_id=book.adoption.id, answered_at=None, **values
    )
    request = session.scalars(same.limit(1)).first()
    if request is None:
        request = SignatureRequest(adoption_id=book.adoption.id, asked_at=at, **values)
        session.add(request)
        session.flush()
        _record(session, PUBLIC, EventKind.SIGNATURE_ASKED, request, document, at)
    return request


def verify(
    session: Session, by: Actor, document: Document, request: SignatureRequest, *, at: datetime
) -> Signature:
    """Take a request into the list, dated when it came; the address stays for questions.

    Raises Invalid (``authority``: signed), Stale where it has an answer already.
    """
    require(by, Verb.VERIFY_SIGNATURES, sight.case(session, document))
    _hold(session, request)
    book = queries.opened(session, document.slug)
    signing = Signing(
        authority=request.authority,
        kind=request.kind,
        country=request.country,
        world_region=request.world_region,
        signatory=request.signatory,
        office=request.office,
        decision_url=request.decision_url,
    )
    way = SigningWay.COUNCIL if request.decision_url else SigningWay.PAGE
    signed_on = max(signatures.day(session, request.asked_at), book.adoption.adopted_on)
    signature = signatures.add(session, by, book, SignedBy(signing, way, signed_on), at)
    request.signature_id, request.answered_at = signature.id, at
    request.signatory = request.office = ""
    return signature


def refuse(
    session: Session,
    by: Actor,
    document: Document,
    request: SignatureRequest,
    reason: str,
    *,
    at: datetime,
) -> SignatureRequest:
    """Refuse a request, with a reason that the secretariat keeps. Raises as ``verify``."""
    require(by, Verb.VERIFY_SIGNATURES, sight.case(session, document))
    _hold(session, request)
    words = signatures.line("reason", reason, MAX_REASON)
    if not words:
        raise Invalid("reason", "missing")
    request.refusal, request.answered_at = words, at
    request.signatory = request.office = ""
    _record(session, by, EventKind.SIGNATURE_REFUSED, request, document, at)
    return request


def forget(session: Session, by: Actor, document: Document, request: SignatureRequest) -> None:
    """Delete an address: with all that was asked, where there was an answer. No event names it."""
    require(by, Verb.VERIFY_SIGNATURES, sight.case(session, document))
    if request.answered_at is None:
        request.email = ""
    else:
        session.delete(request)
    session.flush()


def forget_old(session: Session, at: datetime) -> None:
    """Delete what was asked a year ago, whether it was answered or not."""
    session.execute(sa.delete(SignatureRequest).where(SignatureRequest.asked_at <= at - KEPT))


def _hold(session: Session, request: SignatureRequest) -> None:
    """Hold a request; raise Stale where it was answered meanwhile."""
    events.head(session)
    session.refresh(request)
    if request.answered_at is not None:
        raise Stale(request)


def _record(
    session: Session,
    by: Actor,
    kind: EventKind,
    request: SignatureRequest,
    document: Document,
    at: datetime,
) -> None:
    events.record(
        session,
        by,
        kind,
        [(SubjectKind.DOCUMENT, document.id)],
        at=at,
        audience=Audience.SECRETARIAT,
        document_id=document.id,
        payload={"request": request.id},
    )
