"""The world that every route is sent to: a debate of which each thing is there once.

It is played by the acts themselves; only the stage is then set by row, so that the same things
are there in every stage and nothing but the stage can make the difference.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from declaration.actions import comments as commenting
from declaration.actions.amending import subamendments
from declaration.actions.amending.subamendments import Amending
from declaration.actions.comments import Remark
from declaration.actions.conference import conference
from declaration.actions.conference.conference import ReferenceValues
from declaration.actions.deciding import preparations
from declaration.actions.negotiating import (
    brackets as bracketing,
    entries as entering,
    positions,
)
from declaration.actions.negotiating.bracket_options import Option
from declaration.actions.negotiating.brackets import BracketOpening
from declaration.actions.negotiating.entries import Origin
from declaration.actions.negotiating.positions import Stance
from declaration.actions.people import accounts
from declaration.actions.people.passwords import Passwords
from declaration.actions.publishing import revisions
from declaration.actions.publishing.revisions import Publication
from declaration.actions.signing import register, requests
from declaration.actions.signing.requests import AskingToSign
from declaration.actions.suggesting import drafts as drafting, suggestions as suggesting
from declaration.actions.suggesting.amendment import Amendment
from declaration.queries.deciding import preparations as preparing
from declaration.queries.reading.texts import rolling
from declaration.rules import PUBLIC
from models.debate import Suggestion
from models.document import Adoption, Conference, Document, Logo
from models.journal import Event
from models.negotiation import Entry, Explanation, ExplanationKind
from models.people import LinkRequest, Membership, Person, SignIn
from models.vocabulary import (
    Capacity,
    DelegationStatus,
    EventKind,
    Post,
    Procedure,
    Stage,
    Stand,
    SuggestionKind,
)
from tests.conftest import QUICK_HASH
from tests.histories.signing import BOGOTA, EMAIL
from tests.support import desk
from tests.support.cast import NOON, settle
from tests.support.desk import answer, question

PASSWORD = "a long enough password"
LOGO = "0" * 64  # a hash
CLOCK = NOON + timedelta(days=1)
AFTER_DEADLINE = NOON + timedelta(days=11)
SERVICES = "We will open schools and libraries to all inhabitants."
STANDS = (  # by, on which suggestion, where they stand
    ("luis", "own", Stand.COSPONSOR),
    ("paul", "own", Stand.OBJECT),
    ("paul", "others", Stand.SUPPORT),
)
AMENDED = (  # on which paragraph, by whom, amended by whom
    ("amended", "ties", "amina", "luis"),
    ("amending", "states", "luis", "amina"),
)
MORE = (  # person, capacity, post, city, may submit
    ("aida", Capacity.DELEGATION, Post.ALTERNATE, "dakar", True),
    ("omar", Capacity.DELEGATION, Post.ALTERNATE, "dakar", True),  # whose account is off
    ("mona", Capacity.COMMITTEE, Post.MEMBER, None, False),
    ("vera", Capacity.DELEGATION, Post.ADVISER, "athens", False),
)


@dataclass
class World:
    """What is there, by name; values only, no rows. ``late`` and so on: how it was set.

    ``plain``: nothing of the rules of procedure is switched on, else all of it is.
    """

    stage: Stage = Stage.CONSULTATION
    late: bool = False
    opened: bool = False
    released: bool = False
    plain: bool = False
    people: dict[str, int] = field(default_factory=dict)
    sign_ins: dict[str, int] = field(default_factory=dict)  # a second one of each person
    offices: dict[str, int] = field(default_factory=dict)  # membership by actor
    actors: dict = field(default_factory=dict)
    delegations: dict[str, int] = field(default_factory=dict)
    suggestions: dict[str, tuple[int, int]] = field(default_factory=dict)  # number, wording
    drafts: dict[str, tuple[int, datetime]] = field(default_factory=dict)  # id, saved at
    comments: dict[str, int] = field(default_factory=dict)  # by actor
    entries: dict[str, int] = field(default_factory=dict)  # for Dakar, for Lima
    questions: dict[str, int] = field(default_factory=dict)  # by suggestion
    passages: dict[str, tuple[int, int, str]] = field(default_factory=dict)  # version, place, words
    reservations: dict[str, int] = field(default_factory=dict)
    explanations: dict[str, int] = field(default_factory=dict)
    prepared: str = ""  # id and mark of what is prepared
    bracket: int = 0
    reference: int = 0
    request: int = 0
    token: str = ""
    event: int = 0
    decision: int = 0  # the event of the newest one

    def __str__(self):
        extra = [name for name in ("late", "opened", "released", "plain") if getattr(self, name)]
        return "-".join([self.stage.value, *extra])

    @property
    def procedure(self):
        return frozenset() if self.plain else frozenset(Procedure)

    @property
    def at(self):
        return AFTER_DEADLINE if self.late else CLOCK


def build(session) -> World:
    """Play the world into an empty, migrated database. Commits."""
    cast, world = settle(session), World()
    cast.conference.procedure = " ".join(Procedure)
    cast.conference.debate_open = True  # the debate was open when it was written, see Audience
    session.add(Document(slug="blank", title="Inputs to the follow-up", created_at=NOON))
    seat(session, cast)
    sign_in(session, cast, world)
    publish(session, cast)
    debate(session, cast, world)
    amend(session, cast, world)
    draft(session, cast, world)
    comment(session, cast, world)
    enter_for(session, cast, world)
    negotiate(session, cast, world)
    group(session, cast, world)
    office(session, cast, world)
    session.flush()
    world.passages = {
        passage.uid: (passage.version_id, passage.place_id, passage.words)
        for passage in rolling(session, cast.document).passages
    }
    decisions = sa.select(sa.func.max(Event.id)).where(Event.kind == EventKind.PARAGRAPH_DECIDED)
    world.decision = session.scalar(decisions)
    world.event = session.scalar(sa.select(sa.func.max(Event.id)))
    cast.conference.debate_open = False
    session.commit()
    return world


def seat(session, cast):
    """Let a few more people come, and give all of them a password."""
    hashed = Passwords(QUICK_HASH).hashed(PASSWORD)
    for name, capacity, post, city, may_submit in MORE:
        person = Person(name=name.title(), email=f"{name}@example.org", created_at=NOON)
        session.add(person)
        session.flush()
        delegation = cast.delegations[city].id if city else None
        held = {"capacity": capacity, "post": post, "delegation_id": delegation}
        held["may_submit"] = may_submit
        session.add(Membership(person_id=person.id, created_at=NOON, **held))
        cast.people[name] = person
        cast.actors[name] = type(cast.amina)(person_id=person.id, **held)
    for person in cast.people.values():
        person.password_hash = hashed
    cast.people["omar"].active = False
    cast.conference.logo = LOGO
    for delegation in cast.delegations.values():
        delegation.status = DelegationStatus.ACCEPTED
    session.add(Logo(id=1, media_type="image/png", content=b"a picture"))
    session.flush()


def sign_in(session, cast, world):
    """Let everybody be signed in with their name as the mark, and in another browser, too."""
    for name, person in cast.people.items():
        for mark in (name, f"{name} elsewhere"):
            row = SignIn(person_id=person.id, mark=mark, began_at=NOON)
            session.add(row)
            session.flush()
            world.sign_ins[name] = row.id


def publish(session, cast):
    """Print a first revision, so that the zero draft can be superseded and nothing is undecided."""
    words = "We call on States to act."
    first = desk.ask(session, cast, words, paragraph="means", by="luis", at=NOON)
    desk.accept(session, cast, first, at=NOON)
    revisions.publish(session, cast.marie, cast.document, Publication("Rev. 1"), at=NOON)


def debate(session, cast, world):
    """Suggestions in every state, and a prepared decision."""
    by_name = {
        "own": desk.ask(session, cast, desk.FIRST, by="amina"),
        "others": desk.ask(session, cast, desk.OTHER, by="luis"),
        "decided": desk.ask(session, cast, "A warm welcome", paragraph="welcome"),
        "withdrawn": desk.ask(session, cast, "", form=SuggestionKind.DELETE, paragraph="hosts"),
        "alone": desk.insert(session, cast, "We will listen."),
        "prepared": desk.ask(session, cast, SERVICES, paragraph="services", by="luis"),
    }
    desk.accept(session, cast, by_name["decided"])
    for by, name, stand in STANDS:
        stance = Stance(stand, reason="So we say.")
        positions.take(session, cast.actors[by], by_name[name], stance, at=desk.LATER)
    suggesting.withdraw(session, cast.amina, by_name["withdrawn"], at=desk.LATER)
    verdicts = [desk.verdict(session, by_name["prepared"])]
    ruling = desk.ruling(session, *verdicts, on="services", cast=cast)
    row = preparations.prepare(session, cast.marie, cast.document, ruling, at=desk.LATER)
    world.prepared = f"{row.id} {preparing.mark(row)}"
    world.suggestions = {
        name: (suggestion.number, desk.wording(session, suggestion).id)
        for name, suggestion in by_name.items()
    }


def amend(session, cast, world):
    """A suggestion of Dakar that Lima amends, and one of Lima that Dakar amends."""
    for name, key, by, other in AMENDED:
        asked = desk.ask(session, cast, f"Words of {by}.", paragraph=key, by=by)
        amending = Amending(f"Other words of {by}.", reason="Clearer.")
        subamendments.make(session, cast.actors[other], asked, amending, at=desk.LATER)
        world.suggestions[name] = asked.number, desk.wording(session, asked).id


def draft(session, cast, world):
    """A draft of Dakar, one of Lima, and two of Dakar that wait in the tray."""
    for name, by, key in (
        ("own", "amina", "arrival"),
        ("others", "luis", "arrival"),
        ("ready", "awa", "ties"),
        ("second", "awa", "welcome"),
    ):
        asked = Amendment(
            SuggestionKind.REPLACE, cast.paragraphs[key].id, words=f"Words of {name}."
        )
        actor = cast.actors[by]
        saved = drafting.save(session, actor, cast.document, asked, at=desk.LATER)
        if name in {"ready", "second"}:
            drafting.mark_ready(session, actor, saved, ready=True, at=desk.LATER)
        world.drafts[name] = (saved.id, saved.updated_at)


def comment(session, cast, world):
    """Everybody who can says something; and somebody quotes, and answers."""
    place = {"paragraph_id": cast.paragraphs["arrival"].id}
    for name in ("amina", "luis", "mona", "marie", "noor"):
        remark = Remark(f"So says {name}.", **place)
        row = commenting.comment(session, cast.actors[name], cast.document, remark, at=desk.LATER)
        world.comments[name] = row.id
    quote = Remark("Which language?", quote="a language", **place)
    answer = Remark("Several.", parent_id=world.comments["luis"])
    whole = Remark("Well written.")
    for remark in (quote, answer, whole):
        commenting.comment(session, cast.luis, cast.document, remark, at=desk.LATER)


def enter_for(session, cast, world):
    """What the secretariat entered for Dakar and for Lima, and neither has answered."""
    cast.conference.procedure = Procedure.ON_BEHALF
    session.flush()
    for name, city in (("own", "dakar"), ("others", "lima")):
        words = f"We, the mayors gathered in Mechelen with {city}, declare as follows."
        asked = Amendment(SuggestionKind.REPLACE, cast.paragraphs["chapeau"].id, words=words)
        origin = Origin(cast.delegations[city].id)
        entering.enter_suggestion(session, cast.noor, cast.document, asked, origin, at=desk.LATER)
        world.entries[name] = session.scalar(sa.select(sa.func.max(Entry.id)))


def negotiate(session, cast, world):
    """Words are left open; two paragraphs are agreed, on one of them Dakar and Lima reserve.

    Authors are asked; Dakar agrees on two suggestions, one in a paragraph and one alone.
    """
    cast.conference.procedure = " ".join(Procedure)
    option = Option("all residents", (cast.delegations["lima"].id,))
    place = BracketOpening(
        cast.paragraphs["services"].id, quote="all inhabitants", options=(option,)
    )
    [row] = bracketing.leave_open(session, cast.marie, cast.document, place, at=desk.LATER)
    world.bracket = row.id
    desk.agree(session, cast, "hosts", "especially")
    for name, by in (("own", "amina"), ("others", "luis")):
        world.reservations[name] = desk.reserve(session, cast, "especially", by=by).id
        world.explanations[name] = explain(session, cast, by)
    numbers = {name: number for name, (number, _wording) in world.suggestions.items()}
    asked = {}
    for name, on in (("own", "arrival"), ("others", "arrival"), ("alone", None)):
        query = sa.select(Suggestion).where(Suggestion.number == numbers[name])
        [asked[name]] = question(session, cast, session.scalars(query).one(), on=on)
    third = desk.ask(session, cast, "Cities are the first to welcome newcomers.")
    [asked["third"]] = question(session, cast, third)
    for name in ("alone", "third"):
        answer(session, cast.amina, asked[name])
    world.questions = {name: row.id for name, row in asked.items()}


def explain(session, cast, by):
    """What a delegation put on record, by row: a document has it only once it is adopted."""
    row = Explanation(
        document_id=cast.document.id,
        delegation_id=cast.actors[by].delegation_id,
        kind=ExplanationKind.EXPLANATION,
        words="We understand this as voluntary.",
        language="en",
        person_id=cast.actors[by].person_id,
        capacity=Capacity.DELEGATION,
        created_at=desk.LATER,
    )
    session.add(row)
    session.flush()
    return row.id


def group(session, cast, world):
    """Three suggestions of Dakar are a package, three of Lima another; those exclude each other."""
    for city, by in (("dakar", "amina"), ("lima", "luis")):
        rows = [
            desk.insert(session, cast, f"We will listen to {city}, {n}.", after="means", by=by)
            for n in (1, 2, 3)
        ]
        desk.table(session, cast, *rows, by=by, title=f"Listening to {city}")
        world.suggestions |= {
            f"{city} {n}": (row.number, desk.wording(session, row).id)
            for n, row in enumerate(rows, 1)
        }
    desk.exclude(session, cast, *rows, reason="One is enough.")


def office(session, cast, world):
    """What the secretariat has: a reference, a link that waits, somebody who asks for one."""
    values = ReferenceValues("New Urban Agenda", "https://habitat3.org/", 1)
    reference = conference.add_reference(session, cast.noor, values, at=desk.LATER)
    world.reference = reference.id
    world.token = accounts.make_invitation(session, cast.noor, cast.people["vera"], at=desk.LATER)
    accounts.request_link(session, "eleni@example.org", at=desk.LATER)
    world.request = session.scalars(sa.select(LinkRequest.id)).one()
    world.people = {name: person.id for name, person in cast.people.items()}
    world.delegations = {slug: row.id for slug, row in cast.delegations.items()}
    world.actors = dict(cast.actors)
    for name, actor in cast.actors.items():
        query = sa.select(Membership.id).where(
            Membership.person_id == actor.person_id, Membership.capacity == actor.capacity
        )
        world.offices[name] = session.scalars(query).one()
    assert session.get(Conference, 1).debate_open


def turn(session, world, stage, **switches):
    """Set stage and switches by row; returns the world as it is then. Commits."""
    session.execute(sa.update(Document).values(stage=stage))
    switched = {"debate_open": "opened", "members_release": "released"}
    values = {column: switches.get(name, False) for column, name in switched.items()}
    values["procedure"] = "" if switches.get("plain") else " ".join(Procedure)
    session.execute(sa.update(Conference).values(**values))
    if stage is Stage.ADOPTED:
        adopt(session, world)
    session.commit()
    return World(**(vars(world) | {"stage": stage} | switches))


def adopt(session, world):
    document = session.scalars(sa.select(Document).where(Document.slug == "declaration")).one()
    newest = sa.text("SELECT id FROM revision WHERE slug = 'rev-1'")
    session.add(
        Adoption(
            document_id=document.id,
            revision_id=session.scalar(newest),
            adopted_on=datetime(2017, 10, 3, tzinfo=UTC).date(),
            place="Mechelen",
            method="consensus",
            person_id=world.people["noor"],
            capacity=Capacity.SECRETARIAT,
            created_at=desk.LATER,
        )
    )
    session.flush()
    sign(session, world, document)


def sign(session, world, document):
    """The register is open: one authority has signed, one asks to, and was answered."""
    noor, at = world.actors["noor"], CLOCK
    register.switch(session, noor, document, opened=True, at=at)
    asking = AskingToSign(BOGOTA, EMAIL, "es", consent=True)
    request = requests.ask(session, PUBLIC, document, asking, at=at)
    requests.verify(session, noor, document, request, at=at)
    other = replace(asking, signing=replace(BOGOTA, authority="Quito", country="EC"))
    requests.ask(session, PUBLIC, document, other, at=at)
