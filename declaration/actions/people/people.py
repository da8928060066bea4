"""Delegations and persons: who takes part, and whose account is open."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from zoneinfo import available_timezones

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions.journal.events import change, record
from declaration.actions.people import offices, sign_ins
from declaration.errors import Invalid
from declaration.rules import Actor, require
from declaration.verbs import Verb
from models.discs import LETTERS, free_initials
from models.people import Delegation, LinkRequest, Person
from models.vocabulary import Audience, DelegationKind, DelegationStatus, EventKind, WorldRegion

EMAIL = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+\.[^@\s<>,;\"]+")
MAX_EMAIL = 254  # RFC 5321


@dataclass(frozen=True, slots=True)
class DelegationValues:
    """Who sends it; ``country`` is ISO 3166-1 alpha-2 or empty (a network).

    ``initials`` stand on its disc, 1 to 3 characters; empty: as they are, or made from the name.
    """

    name: str
    kind: DelegationKind
    country: str
    world_region: WorldRegion
    status: DelegationStatus = DelegationStatus.PROVISIONAL
    initials: str = ""


@dataclass(frozen=True, slots=True)
class Invitee:
    """A person to be; empty language and time zone: what the conference and the browser say."""

    name: str
    email: str
    language: str = ""
    time_zone: str = ""


def add_delegation(
    session: Session, by: Actor, values: DelegationValues, *, at: datetime
) -> Delegation:
    """Add a delegation; it keeps its ordinal, and with it its hue, for good."""
    require(by, Verb.MANAGE_PEOPLE)
    _check(session, values)
    slug = _free_slug(session, values.name)
    ordinal = 1 + (session.scalar(sa.select(sa.func.max(Delegation.ordinal))) or 0)
    initials = values.initials or free_initials(values.name, ordinal, _initials(session))
    values = replace(values, initials=initials)
    delegation = Delegation(slug=slug, **asdict(values), ordinal=ordinal, created_at=at)
    session.add(delegation)
    record(
        session, by, EventKind.DELEGATION_ADDED, [delegation], at=at, audience=Audience.PARTICIPANTS
    )
    return delegation


def change_delegation(
    session: Session, by: Actor, delegation: Delegation, values: DelegationValues, *, at: datetime
) -> Delegation:
    """Change what is known of a delegation; its address and its hue stay."""
    require(by, Verb.MANAGE_PEOPLE)
    _check(session, values, delegation)
    values = replace(values, initials=values.initials or delegation.initials)
    payload = {"changed": change(delegation, asdict(values))}
    record(
        session,
        by,
        EventKind.DELEGATION_CHANGED,
        [delegation],
        at=at,
        audience=Audience.PARTICIPANTS,
        payload=payload,
    )
    return delegation


def set_credentials(
    session: Session,
    by: Actor,
    delegations: Sequence[Delegation],
    status: DelegationStatus,
    *,
    at: datetime,
) -> None:
    """Accept the credentials of delegations, or hold them provisional again: one event for all.

    What they submitted stands. Delegations of which it is known already are left out.
    """
    require(by, Verb.MANAGE_PEOPLE)
    changed = [delegation for delegation in delegations if delegation.status is not status]
    for delegation in changed:
        delegation.status = status
    if changed:
        kind, told = EventKind.CREDENTIALS_CHANGED, {"status": status.value}
        everyone = Audience.PARTICIPANTS
        record(session, by, kind, changed, at=at, audience=everyone, payload=told)


def invite(
    session: Session,
    by: Actor,
    values: Invitee,
    appointments: tuple[offices.Appointment, ...],
    *,
    at: datetime,
) -> Person:
    """Take a person in, with the roles that they hold from the start."""
    require(by, Verb.MANAGE_PEOPLE)
    email = _checked(session, values)
    person = Person(
        name=values.name.strip(),
        email=email,
        language=values.language,
        time_zone=values.time_zone,
        created_at=at,
    )
    session.add(person)
    session.flush()
    held = [offices.appoint(session, person, each, at) for each in appointments]
    record(
        session,
        by,
        EventKind.PERSON_INVITED,
        [person],
        at=at,
        audience=Audience.SECRETARIAT,
        payload={"offices": [offices.named(membership) for membership in held]},
    )
    return person


def change_person(session: Session, by: Actor, person: Person, values: Invitee) -> Person:
    """Correct a name or an address. No event: names are no part of the record."""
    require(by, Verb.MANAGE_PEOPLE)
    if person.anonymised_at is not None:
        raise Invalid("person", "anonymous")
    email = _checked(session, values, person)
    person.name, person.email = values.name.strip(), email
    person.language, person.time_zone = values.language, values.time_zone
    session.flush()
    return person


def close_account(session: Session, by: Actor, person: Person, *, at: datetime) -> Person:
    """Deactivate an account; all sessions of the person end. The last secretary stays."""
    require(by, Verb.MANAGE_PEOPLE)
    if not person.active:
        raise Invalid("account", "unchanged")
    offices.keep_a_secretary(session, person)
    person.active = False
    sign_ins.end_all(session, person.id)
    record(session, by, EventKind.ACCOUNT_CLOSED, [person], at=at, audience=Audience.SECRETARIAT)
    return person


def open_account(session: Session, by: Actor, person: Person, *, at: datetime) -> Person:
    """Activate an account again."""
    require(by, Verb.MANAGE_PEOPLE)
    if person.anonymised_at is not None:
        raise Invalid("person", "anonymous")
    if person.active:
        raise Invalid("account", "unchanged")
    person.active = True
    record(session, by, EventKind.ACCOUNT_OPENED, [person], at=at, audience=Audience.SECRETARIAT)
    return person


def dismiss_request(
    session: Session, by: Actor, request: LinkRequest, *, at: datetime
) -> LinkRequest:
    """Answer a request for a link with none: nobody here has that address. No event."""
    require(by, Verb.MANAGE_PEOPLE)
    request.answered_at = at
    session.flush()
    return request


def _check(
    session: Session, values: DelegationValues, delegation: Delegation | None = None
) -> None:
    if not values.name.strip():
        raise Invalid("name", "missing")
    if values.country and not re.fullmatch("[A-Z]{2}", values.country):
        raise Invalid("country", "two_letters")
    same = sa.select(Delegation.id).where(sa.func.lower(Delegation.name) == values.name.lower())
    if session.scalar(same) not in {None, delegation.id if delegation else None}:
        raise Invalid("name", "taken")
    if len(values.initials) > LETTERS or not re.fullmatch(r"[^\W_]*", values.initials):
        raise Invalid("initials", "not_initials")
    if values.initials.casefold() in _initials(session, delegation):
        raise Invalid("initials", "taken")


def _initials(session: Session, but: Delegation | None = None) -> set[str]:
    """Return the initials of all delegations, or of all others, folded."""
    query = sa.select(Delegation.initials)
    if but is not None:
        query = query.where(Delegation.id != but.id)
    return {initials.casefold() for initials in session.scalars(query)}


def _checked(session: Session, values: Invitee, person: Person | None = None) -> str:
    """Return the address as it is stored."""
    email = values.email.strip().lower()
    if not values.name.strip():
        raise Invalid("name", "missing")
    if not EMAIL.fullmatch(email) or len(email) > MAX_EMAIL:
        raise Invalid("email", "not_an_address")
    if values.time_zone and values.time_zone not in available_timezones():
        raise Invalid("time_zone", "unknown")
    same = sa.select(Person.id).where(Person.email == email)
    if session.scalar(same) not in {None, person.id if person else None}:
        raise Invalid("email", "taken")
    return email


def _free_slug(session: Session, name: str) -> str:
    bare = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    stem = "-".join(re.findall("[a-z0-9]+", bare))[:70] or "delegation"
    taken = set(session.scalars(sa.select(Delegation.slug).where(Delegation.slug.startswith(stem))))
    names = (stem, *(f"{stem}-{count}" for count in range(2, len(taken) + 3)))
    return next(slug for slug in names if slug not in taken)
