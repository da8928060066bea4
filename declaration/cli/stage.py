"""The stage of the demo: its set-up, and who and what the acts refer to by key."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa
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
from declaration.actions.people.offices import Office
from declaration.actions.people.people import DelegationValues, Invitee
from declaration.actions.writing import editing
from declaration.cli.script import Entry, Script
from declaration.errors import NotFound
from declaration.formats.reading import Piece
from declaration.queries.people import accounts as known
from declaration.rules import Actor
from models.db import writing
from models.debate import Suggestion
from models.document import Conference, Document
from models.people import Person
from models.vocabulary import (
    Capacity,
    DelegationKind,
    DelegationStatus,
    Kind,
    Post,
    Scheme,
    WorldRegion,
)

STEP = timedelta(minutes=5)  # between two things that the secretariat sets up


@dataclass
class Stage:
    """What has been put in place so far; ids by the keys of the data files."""

    session: Session
    script: Script
    people: dict[str, int] = field(default_factory=dict)
    delegations: dict[str, int] = field(default_factory=dict)
    documents: dict[str, int] = field(default_factory=dict)
    paragraphs: dict[tuple[str, str], int] = field(default_factory=dict)  # slug, key
    suggestions: dict[str, int] = field(default_factory=dict)
    newcomers: dict[tuple[str, str], int] = field(default_factory=dict)  # -> suggestion
    comments: dict[str, int] = field(default_factory=dict)

    def actor(self, key: str, capacity: str) -> Actor:
        """Return a person in one of their offices."""
        found = known.holder(self.session, self.people[key])
        if found is None:
            raise NotFound
        return next(
            office.actor for office in found.offices if office.capacity == Capacity(capacity)
        )

    def document(self, slug: str) -> Document:
        """Return a document as it is now."""
        return self.session.get_one(Document, self.documents[slug])

    def paragraph(self, slug: str, key: str) -> int:
        """Return a paragraph's id; one that was inserted is known by its suggestion."""
        if (slug, key) in self.paragraphs:
            return self.paragraphs[slug, key]
        suggestion = self.session.get_one(Suggestion, self.newcomers[slug, key])
        if suggestion.paragraph_id is None:
            raise NotFound
        return suggestion.paragraph_id


def set_up(stage: Stage, password_hash: str) -> None:
    """Found the conference, invite everybody, import the texts; all share one password."""
    writing(stage.session)
    at = stage.script.begins
    _found(stage, at)
    _invite(stage, password_hash, at)
    secretary = next(
        person["key"]
        for person in stage.script.conference["person"]
        if person["office"][0]["capacity"] == Capacity.SECRETARIAT
    )
    noted = stage.actor(secretary, Capacity.SECRETARIAT)
    _refer(stage, noted, at)
    for count, entry in enumerate(stage.script.documents, 1):
        _import(stage, noted, entry, at + count * timedelta(days=1))
    _phrase(stage)
    stage.session.commit()


def _found(stage: Stage, at: datetime) -> None:
    entry = stage.script.conference
    values = ConferenceValues(
        name=entry["name"],
        short_name=entry["short_name"],
        place=entry["place"],
        starts_on=entry["starts_on"],
        ends_on=entry["ends_on"],
        time_zone=entry["time_zone"],
        organisers="\n".join(entry["organisers"]),
        supporters="\n".join(entry["supporters"]),
        contact="\n".join(entry["contact"].values()),
    )
    founded = conference.found_conference(stage.session, OPERATOR, values, at=at, demo=True)
    counted = tuple(DelegationKind(kind) for kind in entry["counted_kinds"])
    switches = Switches(counted_kinds=counted)
    conference.set_switches(stage.session, OPERATOR, founded, switches, at=at)


def _refer(stage: Stage, by: Actor, at: datetime) -> None:
    for position, entry in enumerate(stage.script.conference["reference"], 1):
        values = ReferenceValues(entry["title"], entry.get("url", ""), position)
        conference.add_reference(stage.session, by, values, at=at + position * STEP)


def _invite(stage: Stage, password_hash: str, at: datetime) -> None:
    session = stage.session
    for entry in stage.script.conference["delegation"]:
        values = DelegationValues(
            entry["name"],
            DelegationKind(entry["kind"]),
            entry["country"],
            WorldRegion(entry["region"]),
            DelegationStatus(entry["status"]),
        )
        added = people.add_delegation(session, OPERATOR, values, at=at)
        stage.delegations[entry["key"]] = added.id
    for entry in stage.script.conference["person"]:
        invitee = Invitee(entry["name"], entry["email"], entry["language"], entry["time_zone"])
        offices = tuple(_office(stage, office) for office in entry["office"])
        person = people.invite(session, OPERATOR, invitee, offices, at=at)
        accounts.set_password(session, OPERATOR, person, password_hash)
        stage.people[entry["key"]] = person.id


def _office(stage: Stage, entry: Entry) -> Office:
    delegation = entry.get("delegation")
    return Office(
        Capacity(entry["capacity"]),
        Post(entry["post"]),
        stage.delegations[delegation] if delegation else None,
        entry.get("may_submit"),
    )


def _import(stage: Stage, by: Actor, entry: Entry, at: datetime) -> None:
    values = DocumentValues(
        entry["slug"],
        entry["title"],
        entry["symbol"],
        Scheme(entry["scheme"]),
        entry["language"],
    )
    document = documents.create_document(stage.session, by, values, at=at)
    stage.documents[entry["slug"]] = document.id
    pieces = [Piece(Kind(p["kind"]), p["level"], p["words"]) for p in entry["paragraph"]]
    added = editing.import_text(stage.session, by, document, pieces, at=at + STEP)
    for paragraph, piece in zip(added, entry["paragraph"], strict=True):
        stage.paragraphs[entry["slug"], piece["key"]] = paragraph.id


def _phrase(stage: Stage) -> None:
    entry = stage.script.phrases
    chair = next(
        person["key"]
        for person in stage.script.conference["person"]
        if any(office["post"] == Post.CHAIR for office in person["office"])
    )
    by = stage.actor(chair, Capacity.COMMITTEE)
    words = [phrase["words"] for phrase in entry["phrase"]]
    sharing.keep(stage.session, by, words, entry["language"])


def is_empty(session: Session) -> bool:
    """Answer whether nobody has used this database yet."""
    used = (sa.select(table.id) for table in (Conference, Person, Document))
    return all(session.scalar(rows.limit(1)) is None for rows in used)
