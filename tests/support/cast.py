"""The cast of the tests: named people from five cities, and a text for them to work on.

Rows are put in place directly, so that each action's own test can rely on nothing but tables.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from declaration.actions.conference.conference import OPERATOR
from declaration.actions.journal import events
from declaration.actions.writing.places import ranks
from declaration.manuscript import numbered
from declaration.queries.reading import texts
from declaration.queries.sight import Reader
from declaration.rules import Actor
from models.base import recorded_tables
from models.document import (
    Adoption,
    Conference,
    Document,
    Paragraph,
    Place,
    Revision,
    RevisionEntry,
    Version,
)
from models.people import Delegation, Membership, Person
from models.vocabulary import (
    Audience,
    Capacity,
    DelegationKind,
    DelegationStatus,
    EventKind,
    Kind,
    Post,
    Procedure,
    Stage,
    WorldRegion,
)

NOON = datetime(2017, 10, 2, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)

PASSAGES = (  # key, kind, level, words
    ("title", Kind.TITLE, 0, "Declaration of Mayors"),
    ("chapeau", Kind.PLAIN, 0, "We, the mayors gathered in Mechelen, declare as follows."),
    ("welcome", Kind.HEADING, 1, "A first welcome"),
    (
        "arrival",
        Kind.OPERATIVE,
        0,
        (
            "We will give every person who arrives a first point of contact in a language that the"
            " person understands."
        ),
    ),
    (
        "services",
        Kind.OPERATIVE,
        0,
        (
            "We will open schools, health centres and libraries to all inhabitants without regard"
            " to their migration status."
        ),
    ),
    ("especially", Kind.OPERATIVE, 0, "We recognise in particular:"),
    ("hosts", Kind.ITEM, 1, "the families who open their homes to newcomers;"),
    ("ties", Kind.ITEM, 1, "the ties that newcomers keep with the places they come from."),
    ("states", Kind.HEADING, 1, "What we ask of States"),
    ("means", Kind.OPERATIVE, 0, "We call on States to give cities the means for these tasks."),
)


@dataclass
class Cast:
    """Who and what is there; paragraphs by key, actors by name."""

    conference: Conference
    document: Document
    zero: Revision
    paragraphs: dict[str, Paragraph]
    people: dict[str, Person] = field(default_factory=dict)
    delegations: dict[str, Delegation] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)

    @property
    def amina(self):
        """Head of Dakar."""
        return self.actors["amina"]

    @property
    def luis(self):
        """Alternate of Lima."""
        return self.actors["luis"]

    @property
    def eleni(self):
        """Adviser of Athens: may not submit."""
        return self.actors["eleni"]

    @property
    def paul(self):
        """Head of Kampala; also a member of the committee (``paul_member``)."""
        return self.actors["paul"]

    @property
    def marie(self):
        """Chair of the drafting committee."""
        return self.actors["marie"]

    @property
    def noor(self):
        """Secretariat."""
        return self.actors["noor"]


OFFICES = (  # actor, person, capacity, post, delegation, may submit
    ("amina", "amina", Capacity.DELEGATION, Post.HEAD, "dakar", True),
    ("awa", "awa", Capacity.DELEGATION, Post.ADVISER, "dakar", False),
    ("luis", "luis", Capacity.DELEGATION, Post.ALTERNATE, "lima", True),
    ("eleni", "eleni", Capacity.DELEGATION, Post.ADVISER, "athens", False),
    ("paul", "paul", Capacity.DELEGATION, Post.HEAD, "kampala", True),
    ("paul_member", "paul", Capacity.COMMITTEE, Post.MEMBER, None, False),
    ("marie", "marie", Capacity.COMMITTEE, Post.CHAIR, None, False),
    ("noor", "noor", Capacity.SECRETARIAT, Post.OFFICER, None, False),
    ("ole", "ole", Capacity.OBSERVER, Post.OBSERVER, None, False),
)
CITIES = (
    ("dakar", "Dakar", "SN", WorldRegion.AFRICA),
    ("lima", "Lima", "PE", WorldRegion.LATIN_AMERICA),
    ("athens", "Athens", "GR", WorldRegion.EUROPE),
    ("kampala", "Kampala", "UG", WorldRegion.AFRICA),
    ("amman", "Amman", "JO", WorldRegion.MIDDLE_EAST),
)


def reading(actor, *, debate_open=False):
    """The actor as a reader; the debate is closed to the public unless a test opens it."""
    return Reader(actor, debate_open=debate_open)


def settle(session, *, published=True, stage=Stage.CONSULTATION):
    """Put the cast in place; with ``published`` the zero draft is out, in ``stage``."""
    conference = Conference(
        id=1,
        name="Global Conference on Cities and Migration",
        short_name="Cities and Migration",
        place="Mechelen",
        time_zone="Europe/Brussels",
        procedure=" ".join(part for part in Procedure if part.usual),
        counted_kinds=["city", "region"],
        created_at=NOON,
    )
    document = Document(
        slug="declaration",
        title="Declaration of Mayors",
        symbol="CM/2017/L.1",
        stage=stage,
        deadline=NOON + timedelta(days=10),
        created_at=NOON,
    )
    session.add_all([conference, document])
    session.flush()
    cast = Cast(conference, document, None, write(session, document, PASSAGES))
    seat(session, cast)
    if published:
        cast.zero = print_revision(session, document, "Zero draft", "zero-draft", 0)
    return cast


def name_history(session):
    """Name all rows that stand there by one event: what the cast is settled with has none."""
    rows = [
        row for model in recorded_tables().values() for row in session.scalars(sa.select(model))
    ]
    events.record(
        session, OPERATOR, EventKind.HISTORY_NAMED, rows, at=NOON, audience=Audience.SECRETARIAT
    )
    session.commit()


def recall(session):
    """Find the cast again in a copy of the database in which it was settled; None in another."""
    conference = session.scalar(sa.select(Conference))
    if conference is None:
        return None
    cast = Cast(
        conference,
        session.scalars(sa.select(Document)).one(),
        session.scalars(sa.select(Revision)).one(),
        {row.uid: row for row in session.scalars(sa.select(Paragraph).order_by(Paragraph.id))},
        {row.name.lower(): row for row in session.scalars(sa.select(Person).order_by(Person.id))},
        {row.slug: row for row in session.scalars(sa.select(Delegation).order_by(Delegation.id))},
    )
    for actor, name, *office in OFFICES:
        cast.actors[actor] = Actor(cast.people[name].id, **held(cast, *office))
    return cast


def write(session, document, passages):
    paragraphs = {}
    for (key, kind, level, words), rank in zip(passages, ranks(len(passages)), strict=True):
        paragraphs[key] = Paragraph(uid=key, document_id=document.id)
        session.add(paragraphs[key])
        session.flush()
        identity = {"paragraph_id": paragraphs[key].id, "created_at": NOON}
        session.add(Place(rank=rank, kind=kind, level=level, live=True, **identity))
        session.add(Version(language="en", words=words, **identity))
    session.flush()
    return paragraphs


def seat(session, cast):
    for ordinal, (slug, name, country, region) in enumerate(CITIES, 1):
        cast.delegations[slug] = Delegation(
            slug=slug,
            name=name,
            kind=DelegationKind.CITY,
            country=country,
            world_region=region,
            status=DelegationStatus.ACCEPTED,
            ordinal=ordinal,
            initials=name[:3],
            created_at=NOON,
        )
    session.add_all(cast.delegations.values())
    session.flush()
    for actor, name, *post in OFFICES:
        if name not in cast.people:
            email = f"{name}@example.org"
            cast.people[name] = Person(name=name.title(), email=email, created_at=NOON)
            session.add(cast.people[name])
            session.flush()
        person, office = cast.people[name].id, held(cast, *post)
        session.add(Membership(person_id=person, created_at=NOON, **office))
        cast.actors[actor] = Actor(person_id=person, **office)
    session.flush()


def held(cast, capacity, post, city, may_submit):
    """Return an office as columns name it."""
    return {
        "capacity": capacity,
        "post": post,
        "delegation_id": cast.delegations[city].id if city else None,
        "may_submit": may_submit,
    }


def adopt(session, cast, **values):
    """Record by row that the zero draft was adopted by consensus; ``values`` say it otherwise."""
    record = {
        "document_id": cast.document.id,
        "revision_id": cast.zero.id,
        "adopted_on": NOON.date(),
        "place": "Mechelen",
        "method": "consensus",
        "person_id": cast.noor.person_id,
        "capacity": Capacity.SECRETARIAT,
        "created_at": NOON,
    }
    session.add(Adoption(**(record | values)))
    session.flush()


def print_revision(session, document, label, slug, ordinal, at=NOON):
    """Publish the rolling text as it stands, row by row."""
    rolling = texts.rolling(session, document)
    passages = numbered(rolling.passages, document.scheme)
    revision = Revision(
        document_id=document.id,
        ordinal=ordinal,
        slug=slug,
        label=label,
        symbol=document.symbol,
        language=document.language,
        content_hash=replace(rolling, passages=passages).content_hash,
        published_at=at,
    )
    session.add(revision)
    session.flush()
    for position, passage in enumerate(passages):
        session.add(
            RevisionEntry(
                revision_id=revision.id,
                position=position,
                paragraph_id=passage.paragraph_id,
                version_id=passage.version_id,
                place_id=passage.place_id,
                number=passage.number,
            )
        )
    session.flush()
    return revision
