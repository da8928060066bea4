"""Sign-ins: a session is a row, and ends with it, whoever has its cookie.

No Events: where one is signed in is nobody else's business.
"""

import secrets
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.errors import NotFound
from declaration.queries.people.accounts import SIGNED_IN
from declaration.rules import PUBLIC, Actor, require
from declaration.verbs import Verb
from models.people import Person, SignIn


def begin(
    session: Session,
    person_id: int,
    browser: str,
    *,
    at: datetime,
    stored: str | None = None,
    earlier: int | None = None,
) -> str | None:
    """Begin a session and return its mark; those whose time is over are cleared away.

    ``earlier``: the session in the same browser, whoever's it is; it ends.

    None for a closed account, and where the password is no longer ``stored``, the hash by which
    somebody was let in: it was changed while they waited, and all its sessions have ended.
    """
    require(PUBLIC, Verb.ENTER)
    person = session.get(Person, person_id, with_for_update=True, populate_existing=True)
    if person is None or not person.active or stored not in {None, person.password_hash}:
        return None
    over = _of(person_id) & (SignIn.began_at <= at - SIGNED_IN)
    session.execute(sa.delete(SignIn).where(over | (SignIn.id == earlier)))
    mark = secrets.token_urlsafe(24)  # 32 characters
    session.add(SignIn(person_id=person_id, mark=mark, browser=browser, began_at=at))
    session.flush()
    return mark


def end(session: Session, by: Actor, sign_in_id: int) -> None:
    """End one of one's own sessions. Raises NotFound for another's, or one that has ended."""
    require(by, Verb.KEEP_ACCOUNT)
    sign_in = session.get(SignIn, sign_in_id)
    if sign_in is None or sign_in.person_id != by.person_id:
        raise NotFound
    session.delete(sign_in)
    session.flush()


def end_others(session: Session, by: Actor, sign_in_id: int) -> None:
    """End all of one's own sessions but this one."""
    require(by, Verb.KEEP_ACCOUNT)
    session.execute(sa.delete(SignIn).where(_of(by.person_id), SignIn.id != sign_in_id))


def end_all(session: Session, person_id: int) -> None:
    """End all sessions of a person whose password or account has changed."""
    session.execute(sa.delete(SignIn).where(_of(person_id)))


def _of(person_id: int) -> sa.ColumnElement[bool]:
    return SignIn.person_id == person_id
