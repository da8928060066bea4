"""Who acts in this request, in whose name, when: what every view begins with."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from flask import Flask, current_app, g, session as browser
from flask_login import LoginManager, UserMixin, current_user
from sqlalchemy.orm import Session

import models.db
from declaration import rules
from declaration.errors import NotFound
from declaration.queries import sight
from declaration.queries.people import accounts
from declaration.queries.people.accounts import Office
from declaration.rules import PUBLIC, Actor, Case
from declaration.verbs import Role, Verb
from declaration.web.frame import addresses
from models.base import now
from models.db import db
from models.document import Conference
from models.people import Person
from models.vocabulary import Capacity, Post, Stage

P = ParamSpec("P")
T = TypeVar("T")

login = LoginManager()


class CarriedError(Exception):
    """A form that came back after its session had ended was about to be executed."""


class SentBeforeError(Exception):
    """A form came that was acted upon before, perhaps by somebody who wrote just now."""


@dataclass(frozen=True)
class Account(UserMixin):  # type: ignore[misc]
    """Whoever is signed in, with all offices that they hold; at least one."""

    key: str  # "id:mark": whose session, and which one
    sign_in: int  # its row
    offices: tuple[Office, ...]
    name: str
    language: str
    time_zone: str

    def get_id(self) -> str:
        """Return what the session cookie keeps."""
        return self.key

    @property
    def office(self) -> Office:
        """Return the office chosen in this browser, else the first."""
        chosen = browser.get("office")
        return next((office for office in self.offices if office.id == chosen), self.offices[0])


def init(app: Flask) -> None:
    """Let Flask-Login find the account behind a session."""
    login.init_app(app, add_context_processor=False)


def key(person_id: int, mark: str) -> str:
    """Return the value that ties a session to a person and to the row that it ends with."""
    return f"{person_id}:{mark}"


@login.user_loader  # type: ignore[untyped-decorator]
def load(stored: str) -> Account | None:
    """Return the account, unless it is switched off, holds no office, or its session has ended."""
    number, _, mark = stored.partition(":")
    person_id = addresses.number(number)
    holder = accounts.holder(session(), person_id, mark) if person_id else None
    if holder is None or holder.sign_in is None or not holder.let_in(at()):
        return None
    return Account(
        stored, holder.sign_in, holder.offices, holder.name, holder.language, holder.time_zone
    )


def account() -> Account | None:
    """Return the account of whoever is signed in; while the database is down, if known."""
    user = g.get("_login_user")  # where Flask-Login keeps it: asking there goes by a detour
    if user is None and not g.get("quiet"):
        user = current_user._get_current_object()  # noqa: SLF001 -- what stands behind a proxy
    return user if isinstance(user, Account) else None


def person() -> Person | None:
    """Return the person who is signed in; one statement."""
    user = account()
    return None if user is None else session().get(Person, user.office.person_id)


def own_actor() -> Actor:
    """Return who really acts, also while the secretariat sees as somebody else."""
    user = account()
    return PUBLIC if user is None else user.office.actor


def actor() -> Actor:
    """Return in whose name this request is answered; the public when signed out."""
    known: Actor | None = g.get("actor")
    if known is None:
        g.actor = known = _seen(own_actor())
    return known


def _seen(own: Actor) -> Actor:
    """While the secretariat sees as another: that other, who only reads."""
    seen = browser.get("seeing")
    if seen is None or own.capacity is not Capacity.SECRETARIAT:
        return own
    if isinstance(seen, int):
        return Actor(own.person_id, Capacity.DELEGATION, Post.HEAD, seen, seeing=True)
    if seen == Capacity.OBSERVER:
        return Actor(own.person_id, Capacity.OBSERVER, Post.OBSERVER, seeing=True)
    return Actor(own.person_id, seeing=True)


def conference() -> Conference:
    """Return the conference. Raises NotFound before it is set up."""
    if "conference" not in g:
        g.conference = sight.conference(session())
    if g.conference is None:
        raise NotFound
    return cast("Conference", g.conference)


def session() -> Session:
    """Return the database session of this request; it reads."""
    return db.session()


def at() -> datetime:
    """Return the one moment at which this request happens; tests set ``CLOCK``."""
    if "at" not in g:
        g.at = current_app.config.get("CLOCK", now)()
    return cast("datetime", g.at)


@contextmanager
def writing() -> Iterator[Session]:
    """Open the write transaction; commit at the end, roll back if anything is raised.

    What was read before is let go: load it again, inside, through the same query. Where the form
    has a mark (``sendings``) its act is committed with the mark, once it is known where it leads.
    """
    not_carried()
    transaction, sent = session(), g.get("sent")
    try:
        if sent is None:
            models.db.writing(transaction)
            yield transaction
            transaction.commit()
        else:
            with sent.acting(transaction):
                yield transaction
    except BaseException:
        transaction.rollback()
        raise


def not_carried() -> None:
    """Refuse to execute what came through the sign-in; for what is kept in the session alone."""
    if g.get("carried"):
        raise CarriedError


def verb(named: Verb, *, really: bool = False) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Name the view's verb, and refuse roles that may never do it before anything is loaded.

    Stand it directly under the route. What depends on stage or state the action decides.
    ``really``: asks for the person's own office, whoever the secretariat sees as.
    """

    def mark(view: Callable[P, T]) -> Callable[P, T]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
            g.verb = named
            if not everybody(named):
                _guard(own_actor() if really else actor(), named)
            return view(*args, **kwargs)

        cast("Any", guarded).verb = named
        return guarded

    return mark


def everybody(named: Verb) -> bool:
    """Answer whether every role may do it, always: then nobody needs to be known."""
    return all(rule.who == rules.EVERYBODY for rule in rules.TABLE[named])


def could(reason: str | None = None) -> Office | None:
    """Return another office of the same person that may do what this one may not.

    ``reason``: why not now, if that was the answer; a stage is taken into account.
    """
    user, named = account(), g.get("verb")
    if user is None or named is None:
        return None
    procedure = sight.switched_on(conference().procedure)
    case = Case(stage=reason if isinstance(reason, Stage) else None, procedure=procedure)
    if rules.may(user.office.actor, named, case):
        return None
    return next((office for office in user.offices if rules.may(office.actor, named, case)), None)


def _guard(by: Actor, named: Verb) -> None:
    lines = rules.TABLE[named]
    opened = any(rule.opened for rule in lines) and by.role is Role.PUBLIC
    switched = any(rule.part is not None for rule in lines)
    case = Case(
        debate_open=opened and conference().debate_open,
        procedure=sight.switched_on(conference().procedure) if switched else frozenset(),
    )
    if rules.may(by, named, case).why is None:
        rules.require(by, named, case)
