"""Random histories: many acts by random people at random times, each asked of the table by hand.

An act that the table forbids must be refused and change nothing; one that it allows is done, or
refused with a reason of its own (``Invalid``, ``Stale``, ``Doubtful``), and changes nothing then,
either. The acts are in ``acts``: each returns the verb, the case and what is done, or None.
"""

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import sqlalchemy as sa

import models.db
from declaration.actions.conference import conference
from declaration.actions.people import people
from declaration.actions.people.offices import Appointment
from declaration.actions.people.people import DelegationValues, Invitee
from declaration.errors import DeclarationError
from declaration.queries import sight
from declaration.queries.reading import texts
from declaration.rules import Actor, Case
from models.debate import Suggestion, Wording
from models.document import Conference, Document
from models.journal import Event
from models.people import Delegation
from models.vocabulary import (
    Capacity,
    DelegationKind,
    DelegationStatus,
    Post,
    Procedure,
    WorldRegion,
)
from tests.histories import lifetime
from tests.rules.by_hand import by_hand

RULES = by_hand()
MOSTLY = 0.7  # of forbidden acts are tried by another instead
PLACES = ("Quito", "Athens", "Kampala", "Montreal")
WORDS = [
    "cities",
    "mayors",
    "migrants",
    "newcomers",
    "rights",
    "housing",
    "schools",
    "health",
    "work",
    "welcome",
    "state",
]


@dataclass
class History:
    """The conference so far. ``counts``: how often each act was done, refused or forbidden."""

    life: lifetime.Lifetime
    chance: random.Random
    actors: dict[str, Actor]
    document: Document
    counts: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def session(self):
        return self.life.session

    def pick(self, table, *limits):
        """A random row, or None."""
        rows = self.session.scalars(sa.select(table).where(*limits).order_by(table.id)).all()
        return self.chance.choice(rows) if rows else None

    def passage(self):
        """A random paragraph of the rolling text that is there."""
        live = [p for p in texts.rolling(self.session, self.document).passages if p.live]
        return self.chance.choice(live)

    def words(self, old=""):
        """Words that are nearly the old ones, or new ones."""
        words = old.split() or ["We", "will"]
        for _ in range(self.chance.randint(1, 3)):
            words.insert(self.chance.randint(0, len(words)), self.chance.choice(WORDS))
        if len(words) > 30 or self.chance.random() < 0.3:
            del words[self.chance.randrange(len(words))]
        return " ".join(words)

    def asked(self):
        """A suggestion on the document, the newest ones more often."""
        mine = Suggestion.document_id == self.document.id
        newest = sa.select(Suggestion.id).where(mine).order_by(Suggestion.id.desc()).limit(8)
        return self.pick(Suggestion, mine, Suggestion.id.in_(newest)) or self.pick(Suggestion)

    def again(self):
        """A reason to change what is agreed, mostly; without one such an act is refused."""
        return "A word is missing." if self.chance.random() < 0.8 else ""

    def case(self, by, *, own=True, state=None, author=None):
        """The case of an act on the document, as the rules ask about it."""
        deadline = self.document.deadline
        return Case(
            stage=self.document.stage,
            own=own if author is None else by.delegation_id in {author} - {None},
            state=state,
            late=deadline is not None and self.life.at > deadline,
            debate_open=self.session.get_one(Conference, 1).debate_open,
            members_release=self.session.get_one(Conference, 1).members_release,
            procedure=sight.procedure(self.session),
        )

    def count(self, name, result):
        self.counts[name, result] = self.counts.get((name, result), 0) + 1

    def beside(self, session, seed):
        """The same conference in a session of its own, for somebody who acts at the same time."""
        life = lifetime.Lifetime(session, self.life.at)
        document = session.get_one(Document, self.document.id)
        return History(life, random.Random(seed), self.actors, document)  # noqa: S311

    def wording(self, suggestion):
        return self.life.newest(Wording, suggestion_id=suggestion.id)


def begin(session, seed):
    """Found a conference with several delegations, and put its text up for consultation."""
    life = lifetime.Lifetime(session)
    actors = lifetime.found(life)
    document, _other = lifetime.write(life, actors)
    founded = session.get_one(Conference, 1)
    parts = set(Procedure) - ({Procedure.ENTERED_COUNTS} if seed % 2 else set())
    conference.set_procedure(session, actors["noor"], founded, parts, at=life.later())
    for name in PLACES:
        _seat(life, actors, name, provisional=name == PLACES[-1])
    mona = Invitee("Mona", "mona@example.org")
    member = (Appointment(Capacity.COMMITTEE, Post.MEMBER, None),)
    person = people.invite(session, actors["noor"], mona, member, at=life.later())
    actors["mona"] = Actor(person.id, Capacity.COMMITTEE, Post.MEMBER)
    actors["public"] = Actor()
    return History(life, random.Random(seed), actors, document)  # noqa: S311


def _seat(life, actors, name, *, provisional):
    """A delegation with a head who may submit and an adviser who may not.

    Its credentials are accepted, or ``provisional``.
    """
    session, noor = life.session, actors["noor"]
    status = DelegationStatus.PROVISIONAL if provisional else DelegationStatus.ACCEPTED
    values = DelegationValues(name, DelegationKind.CITY, "", WorldRegion.GLOBAL, status)
    people.add_delegation(session, noor, values, at=life.later())
    home = session.scalars(sa.select(Delegation.id).where(Delegation.name == name)).one()
    for post, may_submit in ((Post.HEAD, True), (Post.ADVISER, False)):
        office = Appointment(Capacity.DELEGATION, post, home)
        invitee = Invitee(f"{post} of {name}", f"{post}.{name.lower()}@example.org")
        person = people.invite(session, noor, invitee, (office,), at=life.later())
        held = {"may_submit": may_submit, "provisional": provisional}
        actors[f"{post} of {name}"] = Actor(person.id, Capacity.DELEGATION, post, home, **held)


def go_on(history, acts, steps):
    """Do so many random acts; ``acts``: each with how often it comes beside the others."""
    history.session.commit()
    weights = list(acts.values())
    for _step in range(steps):
        history.life.later(minutes=history.chance.choice((1, 5, 60, 300)))
        [chosen] = history.chance.choices(list(acts), weights)
        by = history.chance.choice(list(history.actors.values()))
        prepared = chosen(history, by)
        if prepared is None:
            continue
        if RULES.answer(by, *prepared[:2]) == "never" and history.chance.random() < MOSTLY:
            by = _entitled(history, chosen, by)
            prepared = chosen(history, by)
        if prepared is not None:
            _try(history, chosen.__name__, by, *prepared)


def go_on_at_once(histories, acts, steps):
    """Let each history do so many random acts beside the others, on one database.

    What each prepares, others may have overtaken: it is done or refused, and nothing else happens.
    """
    with ThreadPoolExecutor(len(histories)) as pool:
        list(pool.map(lambda history: _go_on_beside_others(history, acts, steps), histories))


def _go_on_beside_others(history, acts, steps):
    weights = list(acts.values())
    for _step in range(steps):
        history.life.later()
        [chosen] = history.chance.choices(list(acts), weights)
        by = _entitled(history, chosen, history.chance.choice(list(history.actors.values())))
        prepared = chosen(history, by)
        if prepared is None:
            continue
        verb, case, do = prepared
        never = RULES.answer(by, verb, case) == "never"
        models.db.writing(history.session)
        try:
            do()
            history.session.commit()
            result = "done"
        except DeclarationError as refusal:
            history.session.rollback()
            result = type(refusal).__name__
        assert not (never and result == "done"), f"{chosen.__name__} by {by.role} in {case}"
        history.count(chosen.__name__, result)


def _entitled(history, chosen, by):
    """Somebody who might do it, if there is anybody; most acts are tried by those."""
    for other in history.chance.sample(list(history.actors.values()), len(history.actors)):
        prepared = chosen(history, other)
        if prepared is not None and RULES.answer(other, *prepared[:2]) != "never":
            return other
    return by


def _try(history, name, by, verb, case, do):
    session, expected = history.session, RULES.answer(by, verb, case)
    before = session.scalar(sa.select(sa.func.max(Event.id)))
    result = "done"
    try:
        do()
        session.commit()
    except DeclarationError as refusal:
        session.rollback()
        result = type(refusal).__name__
    allowed = expected == "yes"
    rule = {"never": {"NotFound", "SignInNeeded"}, "yes": set()}.get(expected, {"NotAllowed"})
    told = f"{name} by {by.role} in {case}: expected {expected}, was {result}"
    assert allowed or result in rule, told
    assert not allowed or result not in {"NotAllowed", "SignInNeeded"}, told
    if result != "done":
        assert session.scalar(sa.select(sa.func.max(Event.id))) == before, told
    history.count(name, result)
