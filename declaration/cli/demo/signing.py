"""The signatures of the demo: on every text of it that has been adopted, on none if none has."""

import tomllib
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from declaration.actions.signing import register, requests, signatures
from declaration.actions.signing.requests import AskingToSign
from declaration.actions.signing.signatures import SignedBy, Signing
from declaration.cli.demo.script import FOLDER, Entry
from declaration.cli.demo.world import World
from declaration.rules import PUBLIC, Actor
from models.db import writing
from models.document import Adoption, Document, holds
from models.signing import SigningWay
from models.vocabulary import DelegationKind, WorldRegion


def sign(world: World, at: datetime) -> None:
    """Open the registers of adopted texts and fill them. All of it happens at the moment ``at``."""
    data = tomllib.loads((FOLDER / "signatures.toml").read_text(encoding="utf-8"))
    for document in world.documents.values():
        if document.stage.final and not document.rehearsal:
            writing(world.session)
            _fill(world, document, data, at)
            world.session.commit()


def _fill(world: World, document: Document, data: Entry, at: datetime) -> None:
    session, by = world.session, officer(world)
    query = sa.select(Adoption.adopted_on).where(Adoption.document_id == document.id, holds())
    adopted_on = session.scalars(query).one()
    register.switch(session, by, document, opened=True, at=at)
    for entry in data["signature"]:
        signed_on = _day(adopted_on, entry["days"], world.script.calendar.today)
        entered = SignedBy(_signing(entry), SigningWay(entry["way"]), signed_on)
        row = signatures.enter(session, by, document, entered, at=at)
        if entry.get("withdrawn"):
            signatures.withdraw(session, by, document, row, at=at)
    for entry in data["request"]:
        asking = AskingToSign(_signing(entry), entry["email"], entry["language"], consent=True)
        requests.ask(session, PUBLIC, document, asking, at=at)


def _signing(entry: Entry) -> Signing:
    return Signing(
        entry["authority"],
        DelegationKind(entry["kind"]),
        entry["country"],
        WorldRegion(entry["region"]),
        entry["signatory"],
        entry["office"],
        entry.get("decision_url", ""),
    )


def _day(adopted_on: date, days: int, today: date) -> date:
    """Return the day that many days after the adoption, if it has come; else today."""
    return max(adopted_on, min(adopted_on + timedelta(days=days), today))


def officer(world: World) -> Actor:
    """Return the first person of the secretariat."""
    people = world.script.conference["person"]
    key = next(
        person["key"]
        for person in people
        for office in person["office"]
        if office["capacity"] == "secretariat"
    )
    return world.actor(key, "secretariat")
