"""Everybody who may stand before a page: each role, signed out, switched off, seeing as another."""

from dataclasses import dataclass, field, replace

from declaration.rules import PUBLIC, Actor
from models.vocabulary import Capacity, Post


@dataclass(frozen=True)
class Reader:
    """Who asks: ``actor`` by the rules, ``self`` when nobody else is seen as.

    ``person``: whose session it is, empty = none; ``office``: the one chosen in this browser;
    ``stored``: what else the browser's session holds; ``comment``: of whom the own comment is.
    """

    name: str
    actor: Actor
    person: str = ""
    stored: dict = field(default_factory=dict)
    comment: str = "amina"
    own: Actor | None = None

    @property
    def self(self):
        return self.own or self.actor

    def __str__(self):
        return self.name


NAMES = (
    "public",
    "switched_off",
    "observer",
    "adviser",
    "alternate",
    "head",
    "member",
    "chair",
    "secretariat",
    "seeing_as_head",
    "seeing_as_observer",
    "seeing_as_public",
)
PERSONS = {
    "observer": "ole",
    "adviser": "awa",
    "alternate": "aida",
    "head": "amina",
    "member": "mona",
    "chair": "marie",
    "secretariat": "noor",
}


def reader(name, world) -> Reader:
    """Return a reader by name, as of this world."""
    if name == "public":
        return Reader(name, PUBLIC)
    if name == "switched_off":
        return Reader(name, PUBLIC, "omar")
    if name in PERSONS:
        person = PERSONS[name]
        own = person if person in world.comments else "amina"
        return Reader(name, world.actors[person], person, comment=own)
    noor, dakar = world.actors["noor"], world.delegations["dakar"]
    seen, stored = {
        "seeing_as_head": (
            Actor(noor.person_id, Capacity.DELEGATION, Post.HEAD, dakar),
            {"seeing": dakar, "seeing_name": "Dakar"},
        ),
        "seeing_as_observer": (
            Actor(noor.person_id, Capacity.OBSERVER, Post.OBSERVER),
            {"seeing": "observer"},
        ),
        "seeing_as_public": (Actor(noor.person_id), {"seeing": "public"}),
    }[name]
    return Reader(name, replace(seen, seeing=True), "noor", stored, own=noor)
