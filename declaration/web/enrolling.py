"""Delegations and people from a pasted table: line by line, what will be made or what is wrong."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from flask_babel import gettext as _

from declaration.actions.people.offices import Office
from declaration.actions.people.people import EMAIL, DelegationValues, Invitee
from declaration.formats import pasted
from declaration.web import admin_columns as columns, reasons
from declaration.web.admin_columns import Column, members
from declaration.web.admin_people_forms import CAPACITY
from models.people import Delegation
from models.vocabulary import Capacity, DelegationKind, DelegationStatus, Post, WorldRegion

V = TypeVar("V")
M = TypeVar("M", bound=StrEnum)


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
    kinds, states = members(DelegationKind), members(DelegationStatus)
    regions = members(WorldRegion)

    def make(cells: Mapping[str, str]) -> DelegationValues:
        name = _filled(cells, columns.SENDER)
        _once(name, names)
        country = cells["country"].upper()
        if country and not (len(country) == len("SN") and country.isascii() and country.isalpha()):
            raise _Problem(reasons.problem("two_letters"))
        kind = _member(kinds, cells["kind"], DelegationKind.CITY)
        region = _member(regions, cells["world_region"])
        status = _member(states, cells["status"], DelegationStatus.PROVISIONAL)
        return DelegationValues(name, kind, country, region, status)

    return _lines(text, columns.DELEGATIONS, make)


def newcomers(
    text: str, there: Sequence[Delegation], emails: Iterable[str], headed: Iterable[int]
) -> list[Line[Newcomer]]:
    """Read a table of people; ``emails`` are in use, ``headed`` delegations have a head."""
    known = {one.name.lower(): one.id for one in there}
    taken, heads = set(emails), set(headed)
    posts, languages = members(Post), columns.languages()

    def make(cells: Mapping[str, str]) -> Newcomer:
        name, email = _filled(cells, columns.NAME), _filled(cells, columns.EMAIL).lower()
        if not EMAIL.fullmatch(email):
            raise _Problem(reasons.problem("not_an_address"))
        _once(email, taken)
        office = _office(_member(posts, cells["office"], Post.ADVISER), cells["delegation"], known)
        if office.post is Post.HEAD and office.delegation_id is not None:
            if office.delegation_id in heads:
                raise _Problem(reasons.problem("head_there"))
            heads.add(office.delegation_id)
        language = pasted.folded(cells["language"]).partition("-")[0]
        return Newcomer(Invitee(name, email, languages.get(language, "")), office)

    return _lines(text, columns.PEOPLE, make)


def _lines(
    text: str,
    table: Sequence[Column],
    make: Callable[[Mapping[str, str]], V],
) -> list[Line[V]]:
    lines: list[Line[V]] = []
    for number, cells in pasted.columns(pasted.rows(text), columns.names(table)):
        try:
            lines.append(Line(number, cells, make(cells)))
        except _Problem as problem:
            lines.append(Line(number, cells, None, str(problem)))
    return lines


def _filled(cells: Mapping[str, str], column: Column) -> str:
    typed = cells[column.key]
    if not typed:
        raise _Problem(_("There is no value for “%(column)s”.", column=column.head))
    if len(typed) > 200:  # noqa: PLR2004 - as the column holds
        raise _Problem(reasons.problem("long"))
    return typed


def _once(value: str, taken: set[str]) -> None:
    if value.lower() in taken:
        raise _Problem(_("“%(value)s” is there already.", value=value))
    taken.add(value.lower())


def _member(known: Mapping[str, M], typed: str, fallback: M | None = None) -> M:
    """Find a member by its code, or by its name in any language of the pages."""
    found = known.get(pasted.folded(typed)) if typed else fallback
    if found is None:
        raise _Problem(_("“%(value)s” is not known here.", value=typed))
    return found


def _office(post: Post, delegation: str, known: Mapping[str, int]) -> Office:
    if CAPACITY[post] is not Capacity.DELEGATION:
        return Office(CAPACITY[post], post)
    if delegation.lower() not in known:
        raise _Problem(_("There is no delegation “%(name)s”.", name=delegation))
    return Office(Capacity.DELEGATION, post, known[delegation.lower()])
