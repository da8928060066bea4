"""Accounts: one-time links, passwords, and what people set for themselves."""

import secrets
from datetime import datetime, timedelta
from zoneinfo import available_timezones

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions.people import sign_ins
from declaration.actions.people.people import MAX_EMAIL
from declaration.errors import Invalid, NotFound
from declaration.queries.people import accounts
from declaration.rules import PUBLIC, Actor, require
from declaration.verbs import Verb
from models.people import Invitation, LinkRequest, Person

LIFETIME = timedelta(days=30)  # of a link; the secretariat can make another at any time
UNANSWERED = sa.select(LinkRequest).where(LinkRequest.answered_at.is_(None))


def make_invitation(session: Session, by: Actor, person: Person, *, at: datetime) -> str:
    """Return the token of a new one-time link; earlier links stop working, requests are answered.

    The token is not stored and cannot be shown again. No event: a link is a key, not an act.
    """
    require(by, Verb.MANAGE_PEOPLE)
    if not person.active:
        raise Invalid("person", "account_closed")
    token = secrets.token_urlsafe(24)
    earlier = sa.select(Invitation).where(
        Invitation.person_id == person.id,
        Invitation.spent_at.is_(None),
        Invitation.replaced_at.is_(None),
    )
    for invitation in session.scalars(earlier):
        invitation.replaced_at = at
    for request in session.scalars(UNANSWERED.where(LinkRequest.person_id == person.id)):
        request.answered_at = at
    session.add(
        Invitation(
            person_id=person.id,
            token_hash=accounts.token_hash(token),
            created_at=at,
            expires_at=at + LIFETIME,
        )
    )
    session.flush()
    return token


def accept_invitation(session: Session, token: str, password_hash: str, *, at: datetime) -> Person:
    """Set the password and spend the link. Raises Invalid("link", why), NotFound for no link.

    All other sessions of the person end. No event: how one signs in is nobody else's business.
    """
    require(PUBLIC, Verb.ENTER)
    invited = accounts.invited(session, token, at)
    if invited is None:
        raise NotFound
    if invited.state is not accounts.LinkState.OPEN:
        raise Invalid("link", invited.state.value)
    invited.invitation.spent_at = at
    return _set_password(session, invited.person, password_hash)


def change_password(session: Session, by: Actor, person: Person, password_hash: str) -> Person:
    """Give oneself a new password; all other sessions end."""
    _own(by, person)
    return _set_password(session, person, password_hash)


def set_password(session: Session, by: Actor, person: Person, password_hash: str) -> Person:
    """Give somebody a new password: for whoever has the server, when no link can be sent."""
    require(by, Verb.MANAGE_PEOPLE)
    return _set_password(session, person, password_hash)


def set_preferences(
    session: Session, by: Actor, person: Person, language: str, time_zone: str
) -> Person:
    """Set the own language and time zone; empty: what browser and conference say."""
    _own(by, person)
    if time_zone and time_zone not in available_timezones():
        raise Invalid("time_zone", "unknown")
    person.language, person.time_zone = language, time_zone
    session.flush()
    return person


def request_link(session: Session, email: str, *, at: datetime) -> LinkRequest:
    """Ask the secretariat for a new link; whether the address is known stays unsaid.

    Who asks again before there was an answer has asked once.
    """
    require(PUBLIC, Verb.ENTER)
    address = email.strip().lower()[:MAX_EMAIL]
    earlier = UNANSWERED.where(LinkRequest.email == address).limit(1)
    request = session.scalars(earlier).first()
    if request is None:
        person = accounts.by_email(session, address)
        person_id = None if person is None else person.id
        request = LinkRequest(email=address, person_id=person_id, asked_at=at)
        session.add(request)
        session.flush()
    return request


def _own(by: Actor, person: Person) -> None:
    require(by, Verb.KEEP_ACCOUNT)
    if by.person_id != person.id:
        raise NotFound


def _set_password(session: Session, person: Person, password_hash: str) -> Person:
    person.password_hash = password_hash
    sign_ins.end_all(session, person.id)
    session.flush()
    return person
