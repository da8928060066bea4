"""Signatures: what the secretariat enters, what a head signs for the delegation, withdrawals."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions.journal import events
from declaration.errors import Invalid
from declaration.queries import sight
from declaration.queries.signing import signatures as queries
from declaration.queries.signing.requests import known_by
from declaration.queries.signing.signatures import SigningBook
from declaration.rules import Actor, require
from declaration.text import normal
from declaration.verbs import Verb
from models.document import Document
from models.people import Delegation, Person
from models.signing import Signature, SigningWay
from models.vocabulary import Audience, DelegationKind, EventKind, WorldRegion

MAX_LINE, MAX_URL = 200, 500  # as the columns hold
COUNTRY = re.compile(r"([A-Z]{2})?")
WEB = re.compile(r"https?://[^\s<>\"]+\.[^\s<>\"]+")


@dataclass(frozen=True, slots=True)
class Signing:
    """An authority and who signs for it; ``decision_url`` leads to a decision of its council."""

    authority: str
    kind: DelegationKind
    country: str
    world_region: WorldRegion
    signatory: str
    office: str = ""
    decision_url: str = ""


@dataclass(frozen=True, slots=True)
class SignedBy:
    """What came to the secretariat by another way: who signed, how and when."""

    signing: Signing
    way: SigningWay
    signed_on: date


def enter(
    session: Session, by: Actor, document: Document, entered: SignedBy, *, at: datetime
) -> Signature:
    """Enter what came by letter or on the day. Raises Invalid for a field."""
    require(by, Verb.VERIFY_SIGNATURES, sight.case(session, document))
    events.head(session)
    book = queries.opened(session, document.slug)
    check_day(session, book, entered.signed_on, at)
    return add(session, by, book, entered, at)


def sign_for_delegation(
    session: Session, by: Actor, document: Document, office: str, *, at: datetime
) -> Signature:
    """Sign for one's own delegation, in one's own name. Raises Invalid: signed, closed, office."""
    require(by, Verb.SIGN_FOR_DELEGATION, sight.case(session, document))
    events.head(session)
    book = queries.opened(session, document.slug)
    if not book.takes:
        raise Invalid("register", "register_closed")
    delegation = session.get_one(Delegation, by.delegation_id)
    signing = Signing(
        authority=delegation.name,
        kind=delegation.kind,
        country=delegation.country,
        world_region=delegation.world_region,
        signatory=session.get_one(Person, by.person_id).name,
        office=office,
    )
    signed_on = max(day(session, at), book.adoption.adopted_on)
    return add(session, by, book, SignedBy(signing, SigningWay.PAGE, signed_on), at)


def withdraw(
    session: Session, by: Actor, document: Document, signature: Signature, *, at: datetime
) -> Signature:
    """Mark a signature as withdrawn today; both days stay. Twice changes nothing."""
    require(by, Verb.VERIFY_SIGNATURES, sight.case(session, document))
    events.head(session)
    session.refresh(signature)
    if signature.withdrawn_on is None:
        signature.withdrawn_on = max(day(session, at), signature.signed_on)
        _record(session, by, EventKind.SIGNATURE_WITHDRAWN, signature, document, at)
    return signature


def add(
    session: Session, by: Actor, book: SigningBook, entered: SignedBy, at: datetime
) -> Signature:
    """Store a signature, with its event. The caller holds the journal and has asked the rules.

    Raises Invalid (``authority``: signed) where the same authority's signature stands.
    """
    signing = checked(entered.signing)
    delegation_id = by.delegation_id or _delegation(session, signing)
    _check_unsigned(session, book, signing, delegation_id)
    row = Signature(
        adoption_id=book.adoption.id,
        authority=signing.authority,
        kind=signing.kind,
        country=signing.country,
        world_region=signing.world_region,
        signatory=signing.signatory,
        office=signing.office,
        way=entered.way,
        decision_url=signing.decision_url,
        signed_on=entered.signed_on,
        delegation_id=delegation_id,
        person_id=by.person_id,
        capacity=by.capacity,
        created_at=at,
    )
    session.add(row)
    _record(session, by, EventKind.SIGNATURE_ADDED, row, book.document, at)
    return row


def checked(signing: Signing) -> Signing:
    """Return it tidied. Raises Invalid for a field."""
    tidied = replace(
        signing,
        authority=line("authority", signing.authority, MAX_LINE),
        signatory=line("signatory", signing.signatory, MAX_LINE),
        office=line("office", signing.office, MAX_LINE),
        decision_url=line("decision_url", signing.decision_url, MAX_URL),
    )
    for name in ("authority", "signatory"):
        if not getattr(tidied, name):
            raise Invalid(name, "missing")
    if not COUNTRY.fullmatch(signing.country):
        raise Invalid("country", "two_letters")
    if tidied.decision_url and not WEB.fullmatch(tidied.decision_url):
        raise Invalid("decision_url", "not_an_address")
    return tidied


def line(name: str, typed: str, most: int) -> str:
    """Return one line, without blanks around it. Raises Invalid for the field ``name``."""
    try:
        text = " ".join(normal(typed).split())
    except Invalid as error:
        raise Invalid(name, error.why) from error
    if len(text) > most:
        raise Invalid(name, "long")
    return text


def check_day(session: Session, book: SigningBook, signed_on: date, at: datetime) -> None:
    """Raise Invalid for a day before the adoption, or one that has not come."""
    if signed_on < book.adoption.adopted_on:
        raise Invalid("signed_on", "before_adoption")
    if signed_on > max(day(session, at), book.adoption.adopted_on):
        raise Invalid("signed_on", "future")


def day(session: Session, at: datetime) -> date:
    """Return which day it is where the conference is."""
    conference = sight.conference(session)
    return at.astimezone(ZoneInfo(conference.time_zone if conference else "UTC")).date()


def _delegation(session: Session, signing: Signing) -> int | None:
    """Return the delegation of the same kind, name and country, so that it does not sign twice."""
    known = known_by(signing.authority, signing.country)
    query = sa.select(Delegation).where(Delegation.kind == signing.kind).order_by(Delegation.id)
    rows = session.scalars(query)
    return next((row.id for row in rows if known_by(row.name, row.country) == known), None)


def _check_unsigned(
    session: Session, book: SigningBook, signing: Signing, delegation_id: int | None
) -> None:
    """Refuse a second signature of the same delegation, or of the same kind, name and country."""
    known = known_by(signing.authority, signing.country)
    for row in queries.signatures(session, book.adoption.id):
        if row.withdrawn_on is not None:
            continue
        same_delegation = delegation_id is not None and row.delegation_id == delegation_id
        same_name = row.kind is signing.kind and known_by(row.authority, row.country) == known
        if same_delegation or same_name:
            raise Invalid("authority", "signed")


def _record(
    session: Session,
    by: Actor,
    kind: EventKind,
    row: Signature,
    document: Document,
    at: datetime,
) -> None:
    everybody = Audience.EVERYBODY
    events.record(session, by, kind, [row], at=at, audience=everybody, document_id=document.id)
