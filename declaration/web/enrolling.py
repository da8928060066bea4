"""Delegations and people from a pasted table: line by line, what will be made or what is wrong."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from flask_babel import gettext as _

from declaration.actions.people import EMAIL, DelegationValues, Invitee
from declaration.actions.seats import Office
from declaration.formats import pasted
from declaration.web import reasons, wording
from declaration.web.admin_people_forms import CAPACITY
from declaration.web.language import LANGUAGES
from models.people import Delegation
from models.vocabulary import Capacity, DelegationKind, DelegationStatus, Post, WorldRegion

DELEGATIONS = (
    ("name", "delegation", "nombre", "nom"),
    ("kind", "type", "tipo"),
    ("country", "país", "pays"),
    ("world_region", "region", "región", "région"),
    ("status", "credentials", "estado", "statut"),
)
PEOPLE = (
    ("name", "nombre", "nom"),
    ("email", "e-mail", "mail", "correo", "courriel", "e-mail address"),
    ("delegation", "delegación", "délégation"),
    ("office", "post", "role", "cargo", "fonction"),
    ("language", "idioma", "langue"),
)
V = TypeVar("V")
M = TypeVar("M", bound=StrEnum)
POSTS = {
    "head": Post.HEAD,
    "alternate": Post.ALTERNATE,
    "adviser": Post.ADVISER,
    "advisor": Post.ADVISER,
    "chair": Post.CHAIR,
    "member": Post.MEMBER,
    "secretariat": Post.OFFICER,
    "officer": Post.OFFICER,
    "observer": Post.OBSERVER,
}


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person with the office that they get."""

    invitee: Invitee
    office: Office


@dataclass(frozen=True, slots=True)
class Line(Generic[V]):
    """A line as pasted: its number, its cells, and either what it makes or what is wrong."""

    number: int
    cells: Mapping[str, str]
    made: V | None
    problem: str = ""


class _Problem(Exception):
    """What is wrong with a line, in words."""


def delegations(text: str, there: Sequence[Delegation]) -> list[Line[DelegationValues]]:
    """Read a table of delegations; ``there``: those that exist. Raises as pasted.rows."""
    names = {one.name.lower() for one in there}

    def make(cells: Mapping[str, str]) -> DelegationValues:
        name = _filled(cells, "name")
        _once(name, names)
        country = cells["country"].upper()
        if country and not (len(country) == len("SN") and country.isascii() and country.isalpha()):
            raise _Problem(reasons.problem("two_letters"))
        kind = _member(DelegationKind, cells["kind"], DelegationKind.CITY)
        region = _member(WorldRegion, cells["world_region"], None)
        status = _member(DelegationStatus, cells["status"], DelegationStatus.PROVISIONAL)
        return DelegationValues(name, kind, country, region, status)

    return _lines(text, DELEGATIONS, make)


def newcomers(
    text: str, there: Sequence[Delegation], emails: Iterable[str], headed: Iterable[int]
) -> list[Line[Newcomer]]:
    """Read a table of people; ``emails`` are in use, ``headed`` delegations have a head."""
    known = {one.name.lower(): one.id for one in there}
    taken, heads = set(emails), set(headed)

    def make(cells: Mapping[str, str]) -> Newcomer:
        name, email = _filled(cells, "name"), _filled(cells, "email").lower()
        if not EMAIL.fullmatch(email):
            raise _Problem(reasons.problem("not_an_address"))
        _once(email, taken)
        office = _office(cells, known)
        if office.post is Post.HEAD and office.delegation_id is not None:
            if office.delegation_id in heads:
                raise _Problem(reasons.problem("head_there"))
            heads.add(office.delegation_id)
        language = cells["language"].lower()[:2]
        chosen = language if language in LANGUAGES else ""
        return Newcomer(Invitee(name, email, chosen), office)

    return _lines(text, PEOPLE, make)


def _lines(
    text: str,
    names: Sequence[Sequence[str]],
    make: Callable[[Mapping[str, str]], V],
) -> list[Line[V]]:
    lines: list[Line[V]] = []
    for number, cells in pasted.columns(pasted.rows(text), names):
        try:
            lines.append(Line(number, cells, make(cells)))
        except _Problem as problem:
            lines.append(Line(number, cells, None, str(problem)))
    return lines


def _filled(cells: Mapping[str, str], name: str) -> str:
    if not cells[name]:
        raise _Problem(_("There is no value for “%(column)s”.", column=name))
    if len(cells[name]) > 200:  # noqa: PLR2004 - as the column holds
        raise _Problem(reasons.problem("long"))
    return cells[name]


def _once(value: str, taken: set[str]) -> None:
    if value.lower() in taken:
        raise _Problem(_("“%(value)s” is there already.", value=value))
    taken.add(value.lower())


def _member(vocabulary: type[M], typed: str, fallback: M | None) -> M:
    """Find a member by its value or by its name in the reader's language."""
    if not typed and fallback is not None:
        return fallback
    for member in vocabulary:
        if typed.lower() in {member.value, member.value.replace("_", " ")}:
            return member
        if typed.lower() == wording.label(member).lower():
            return member
    raise _Problem(_("“%(value)s” is not known here.", value=typed))


def _office(cells: Mapping[str, str], known: Mapping[str, int]) -> Office:
    typed, delegation = cells["office"].lower(), cells["delegation"]
    named = {wording.label(post).lower(): post for post in CAPACITY}
    post = POSTS.get(typed) or named.get(typed) or (Post.ADVISER if not typed else None)
    if post is None:
        raise _Problem(_("“%(value)s” is not known here.", value=cells["office"]))
    if CAPACITY[post] is not Capacity.DELEGATION:
        return Office(CAPACITY[post], post)
    if delegation.lower() not in known:
        raise _Problem(_("There is no delegation “%(name)s”.", name=delegation))
    return Office(Capacity.DELEGATION, post, known[delegation.lower()])
