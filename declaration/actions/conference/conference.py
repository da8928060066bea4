"""The conference: what it is called, what it refers to, who may read its debate."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from hashlib import sha256
from zoneinfo import available_timezones

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions.journal.events import change, record
from declaration.errors import Invalid
from declaration.formats import accent
from declaration.rules import Actor, require
from declaration.verbs import Verb
from models.document import Conference, Logo, Reference
from models.vocabulary import Audience, Capacity, DelegationKind, EventKind, Procedure

OPERATOR = Actor(capacity=Capacity.SECRETARIAT)
"""Whoever sits at the command line of the server: acts for the secretariat, is no person."""


MAX_LOGO = 200_000  # bytes: everybody loads it once
PICTURES = {  # an SVG is none of these: it can carry scripts
    "image/png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "image/jpeg": re.compile(rb"\xff\xd8\xff"),
    "image/webp": re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
}


@dataclass(frozen=True, slots=True)
class ConferenceValues:
    """What a conference says of itself; ``time_zone`` is an IANA name."""

    name: str
    short_name: str
    place: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    time_zone: str = "UTC"
    organisers: str = ""
    supporters: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """What the pages of a conference look like; all of it empty: like any other.

    ``accent`` is #rrggbb; ``logo`` a new picture, which ``keeps_logo`` leaves as it is where empty.
    """

    welcome: str = ""
    accent: str = ""
    logo: bytes = b""
    keeps_logo: bool = True


@dataclass(frozen=True, slots=True)
class Switches:
    """What a secretariat decides about the committee and the figures."""

    members_release: bool = False
    counted_kinds: tuple[DelegationKind, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferenceValues:
    """A reference document; ``url`` is empty or begins with http."""

    title: str
    url: str = ""
    position: int = 0


def found_conference(
    session: Session, by: Actor, values: ConferenceValues, *, at: datetime, demo: bool = False
) -> Conference:
    """Found the one conference of this installation. Raises Invalid where there is one."""
    require(by, Verb.EDIT_CONFERENCE)
    if session.get(Conference, 1) is not None:
        raise Invalid("name", "conference_exists")
    _check(values)
    counted = [DelegationKind.CITY.value, DelegationKind.REGION.value]
    conference = Conference(
        id=1,
        **asdict(values),
        demo=demo,
        procedure=_codes(part for part in Procedure if part.usual),
        counted_kinds=counted,
        created_at=at,
    )
    session.add(conference)
    _record(session, by, at, {"founded": True})
    return conference


def change_conference(
    session: Session, by: Actor, conference: Conference, values: ConferenceValues, *, at: datetime
) -> Conference:
    """Change what the conference says of itself."""
    require(by, Verb.EDIT_CONFERENCE)
    _check(values)
    _record(session, by, at, {"changed": change(conference, asdict(values))})
    return conference


def change_look(
    session: Session, by: Actor, conference: Conference, look: Look, *, at: datetime
) -> Conference:
    """Change the welcome, the accent colour and the logo."""
    require(by, Verb.EDIT_CONFERENCE)
    colour = look.accent.lower()
    if colour and not accent.COLOUR.fullmatch(colour):
        raise Invalid("accent", "not_a_colour")
    if colour and not accent.readable(colour):
        raise Invalid("accent", "faint")
    media_type = _media_type(look.logo)
    logo = (
        sha256(look.logo).hexdigest() if look.logo else conference.logo if look.keeps_logo else ""
    )
    changed = change(conference, {"welcome": look.welcome.strip(), "accent": colour, "logo": logo})
    if look.logo or not logo:
        session.execute(sa.delete(Logo))
    if look.logo:
        session.add(Logo(id=conference.id, media_type=media_type, content=look.logo))
    _record(session, by, at, {"changed": changed})
    return conference


def set_switches(
    session: Session, by: Actor, conference: Conference, switches: Switches, *, at: datetime
) -> Conference:
    """Say whether members may release decisions, and which delegations are counted."""
    require(by, Verb.EDIT_CONFERENCE)
    conference.members_release = switches.members_release
    conference.counted_kinds = [kind.value for kind in switches.counted_kinds]
    payload = {
        "members_release": conference.members_release,
        "counted_kinds": conference.counted_kinds,
    }
    _record(session, by, at, payload)
    return conference


def set_procedure(
    session: Session, by: Actor, conference: Conference, parts: Iterable[Procedure], *, at: datetime
) -> Conference:
    """Switch these parts of the negotiation on, all others off; what was written stays."""
    require(by, Verb.EDIT_CONFERENCE)
    codes = _codes(parts)
    if codes != conference.procedure:
        conference.procedure = codes
        kind = EventKind.PROCEDURE_CHANGED
        record(session, by, kind, (), at=at, audience=Audience.EVERYBODY)
    return conference


def switch_debate(
    session: Session, by: Actor, conference: Conference, *, opened: bool, at: datetime
) -> Conference:
    """Let everybody read what is written from now on, or only those who are signed in.

    What was written before stays as promised.
    """
    require(by, Verb.EDIT_CONFERENCE)
    if conference.debate_open == opened:
        raise Invalid("debate_open", "unchanged")
    conference.debate_open = opened
    kind = EventKind.DEBATE_OPENED if opened else EventKind.DEBATE_CLOSED
    record(session, by, kind, (), at=at, audience=Audience.EVERYBODY)
    return conference


def add_reference(
    session: Session, by: Actor, values: ReferenceValues, *, at: datetime
) -> Reference:
    """Add a reference document."""
    require(by, Verb.EDIT_CONFERENCE)
    _check_reference(values)
    reference = Reference(**asdict(values))
    session.add(reference)
    _record(session, by, at, {"references": "added"})
    return reference


def change_reference(
    session: Session, by: Actor, reference: Reference, values: ReferenceValues, *, at: datetime
) -> Reference:
    """Change a reference document."""
    require(by, Verb.EDIT_CONFERENCE)
    _check_reference(values)
    change(reference, asdict(values))
    _record(session, by, at, {"references": "changed"})
    return reference


def remove_reference(session: Session, by: Actor, reference: Reference, *, at: datetime) -> None:
    """Remove a reference document from the list."""
    require(by, Verb.EDIT_CONFERENCE)
    session.execute(sa.delete(Reference).where(Reference.id == reference.id))
    _record(session, by, at, {"references": "removed"})


def _codes(parts: Iterable[Procedure]) -> str:
    """Return the codes of parts, in the order of the list, so that equal ones are equal."""
    chosen = frozenset(parts)
    return " ".join(part for part in Procedure if part in chosen)


def _check(values: ConferenceValues) -> None:
    for name in ("name", "short_name"):
        if not getattr(values, name).strip():
            raise Invalid(name, "missing")
    if values.time_zone not in available_timezones():
        raise Invalid("time_zone", "unknown")
    if values.starts_on and values.ends_on and values.ends_on < values.starts_on:
        raise Invalid("ends_on", "before_start")


def _media_type(picture: bytes) -> str:
    """Return the type of a picture by its first bytes, whatever it was called; "" for none."""
    if not picture:
        return ""
    if len(picture) > MAX_LOGO:
        raise Invalid("logo", "heavy")
    for media_type, beginning in PICTURES.items():
        if beginning.match(picture):
            return media_type
    raise Invalid("logo", "not_a_picture")


def _check_reference(values: ReferenceValues) -> None:
    if not values.title.strip():
        raise Invalid("title", "missing")
    if values.url and not values.url.startswith(("https://", "http://")):
        raise Invalid("url", "not_an_address")


def _record(session: Session, by: Actor, at: datetime, payload: dict[str, object]) -> None:
    record(
        session,
        by,
        EventKind.CONFERENCE_CHANGED,
        (),
        at=at,
        audience=Audience.EVERYBODY,
        payload=payload,
    )
