"""The world of the demo: the people, documents and things made so far, and how it begins."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from declaration.actions.conference import conference, documents
from declaration.actions.conference.conference import (
    OPERATOR,
    ConferenceValues,
    ReferenceValues,
    Switches,
)
from declaration.actions.conference.documents import DocumentValues
from declaration.actions.deciding import sharing
from declaration.actions.people import accounts, people
from declaration.actions.people.offices import Appointment
from declaration.actions.people.people import DelegationValues, Invitee
from declaration.actions.writing import editing
from declaration.cli.demo.script import Entry, Script
from declaration.formats.reading import PastedPassage
from declaration.queries.people.accounts import Office, holder
from declaration.rules import Actor
from models.db import writing
from models.debate import Comment, Suggestion
from models.document import Document
from models.people import Delegation, Person
from models.vocabulary import (
    Capacity,
    DelegationKind,
    DelegationStatus,
    Kind,
    Post,
    Procedure,
    Scheme,
    WorldRegion,
)

OPENING = timedelta(days=7)  # between the founding of the conference and the first act
STEP = timedelta(minutes=5)  # between two things that the secretariat sets up


@dataclass
class World:
    """What has been made so far, by the keys of the data files."""

    session: Session
    script: Script
    people: dict[str, Person] = field(default_factory=dict)
    delegations: dict[str, Delegation] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)  # by slug
    paragraphs: dict[tuple[str, str], int] = field(default_factory=dict)  # ids by slug and key
    suggestions: dict[str, Suggestion] = field(default_factory=dict)
    inserting: dict[tuple[str, str], Suggestion] = field(default_factory=dict)  # new paragraphs
    comments: dict[str, Comment] = field(default_factory=dict)

    def actor(self, key: str, capacity: str) -> Actor:
        """Return a person in one of their offices."""
        return self.office(key, capacity).actor

    def office(self, key: str, capacity: str) -> Office:
        """Return one of a person's offices."""
        person = holder(self.session, self.people[key].id)
        offices = person.offices if person else ()
        return next(office for office in offices if office.capacity == Capacity(capacity))

    def paragraph(self, slug: str, key: str) -> int | None:
        """Return a paragraph's id; one that a suggestion asks to insert has none before."""
        inserting = self.inserting.get((slug, key))
        return inserting.paragraph_id if inserting else self.paragraphs[slug, key]


def begin(session: Session, script: Script, password_hash: str) -> World:
    """Found the conference, invite everybody, import the texts; all share one password."""
    world = World(session, script)
    writing(session)
    at = script.acts[0].at - OPENING
    _found(world, at)
    _invite(world, password_hash, at)
    officer = _first(world, Post.OFFICER)
    _refer(world, officer, at)
    for count, entry in enumerate(script.documents, 1):
        _import(world, officer, entry, at + count * timedelta(days=1))
    chair = _first(world, Post.CHAIR)
    sharing.set_phrases(session, chair, script.phrases["words"], script.phrases["language"])
    session.commit()
    return world


def _found(world: World, at: datetime) -> None:
    entry = world.script.conference
    names = ("name", "short_name", "place", "starts_on", "ends_on", "time_zone")
    values = ConferenceValues(
        **{name: entry[name] for name in names},
        organisers="\n".join(entry["organisers"]),
        supporters="\n".join(entry["supporters"]),
        contact="\n".join(entry["contact"].values()),
    )
    founded = conference.found_conference(world.session, OPERATOR, values, at=at, demo=True)
    switches = Switches(counted_kinds=tuple(map(DelegationKind, entry["counted_kinds"])))
    conference.set_switches(world.session, OPERATOR, founded, switches, at=at)
    on = [part for part in Procedure if part is not Procedure.ENTERED_COUNTS]  # they shall wait
    conference.set_procedure(world.session, OPERATOR, founded, on, at=at)


def _invite(world: World, password_hash: str, at: datetime) -> None:
    session = world.session
    for entry in world.script.conference["delegation"]:
        values = DelegationValues(
            entry["name"],
            DelegationKind(entry["kind"]),
            entry["country"],
            WorldRegion(entry["region"]),
            DelegationStatus(entry["status"]),
        )
        world.delegations[entry["key"]] = people.add_delegation(session, OPERATOR, values, at=at)
    for entry in world.script.conference["person"]:
        invitee = Invitee(entry["name"], entry["email"], entry["language"], entry["time_zone"])
        offices = tuple(_office(world, office) for office in entry["office"])
        person = people.invite(session, OPERATOR, invitee, offices, at=at)
        accounts.set_password(session, OPERATOR, person, password_hash)
        world.people[entry["key"]] = person


def _office(world: World, entry: Entry) -> Appointment:
    return Appointment(
        Capacity(entry["capacity"]),
        Post(entry["post"]),
        world.delegations[entry["delegation"]].id if "delegation" in entry else None,
        entry.get("may_submit"),
    )


def _first(world: World, post: Post) -> Actor:
    """Return the first person of the data file who holds a post, acting in it."""
    return next(
        world.actor(person["key"], office["capacity"])
        for person in world.script.conference["person"]
        for office in person["office"]
        if office["post"] == post
    )


def _refer(world: World, by: Actor, at: datetime) -> None:
    for position, entry in enumerate(world.script.conference["reference"], 1):
        values = ReferenceValues(entry["title"], entry.get("url", ""), position)
        conference.add_reference(world.session, by, values, at=at + position * STEP)


def _import(world: World, by: Actor, entry: Entry, at: datetime) -> None:
    slug = entry["slug"]
    values = DocumentValues(
        slug, entry["title"], entry["symbol"], Scheme(entry["scheme"]), entry["language"]
    )
    document = documents.create_document(world.session, by, values, at=at)
    world.documents[slug] = document
    pieces = [PastedPassage(Kind(p["kind"]), p["level"], p["words"]) for p in entry["paragraph"]]
    paragraphs = editing.import_text(world.session, by, document, pieces, at=at + STEP)
    for paragraph, piece in zip(paragraphs, entry["paragraph"], strict=True):
        world.paragraphs[slug, piece["key"]] = paragraph.id
