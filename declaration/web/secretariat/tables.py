"""A table pasted from a spreadsheet: shown line by line, stored once that is confirmed."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any, Generic, TypeVar

from babel import Locale
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext as _, lazy_gettext as _l, lazy_pgettext
from sqlalchemy.orm import Session

from declaration.actions.people.offices import Appointment
from declaration.actions.people.people import EMAIL as EMAIL_PATTERN, DelegationValues, Invitee
from declaration.errors import Invalid, TooLong
from declaration.formats import pasted
from declaration.formats.pasted import folded
from declaration.web.frame import labels as frame_labels, refusals
from declaration.web.frame.acting import writing
from declaration.web.frame.forms import PasteForm
from declaration.web.frame.language import LANGUAGES
from declaration.web.secretariat.people_forms import CAPACITY
from models.people import Delegation
from models.vocabulary import Capacity, DelegationKind, DelegationStatus, Post, WorldRegion

M = TypeVar("M", bound=StrEnum)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key, its head in the reader's language, and what others call it.

    ``choices`` returns what its cells may say, in the reader's language; nothing: any words.
    """

    key: str
    head: Any  # lazily translated
    also: tuple[str, ...] = ()
    choices: Callable[[], Iterable[str]] = tuple


def labels(vocabulary: Iterable[StrEnum]) -> list[str]:
    """Return the names of members, in the reader's language."""
    return [frame_labels.label(member) for member in vocabulary]


SENDER = Column("name", _l("Name"), ("delegation", "delegación", "délégation"))
NAME = Column("name", _l("Name"))
EMAIL = Column("email", _l("E-mail address"), ("e-mail", "mail", "correo", "courriel"))
DELEGATIONS = (
    SENDER,
    Column("kind", lazy_pgettext("delegation", "Kind"), ("type",), partial(labels, DelegationKind)),
    Column("country", _l("Country")),
    Column("world_region", _l("Region of the world"), ("region",), partial(labels, WorldRegion)),
    Column(
        "status",
        _l("Credentials"),
        ("status", "estado", "statut"),
        partial(labels, DelegationStatus),
    ),
)
PEOPLE = (
    NAME,
    EMAIL,
    Column("delegation", _l("Delegation")),
    Column("office", _l("Office"), ("post", "role"), partial(labels, CAPACITY)),
    Column("language", _l("Language of the pages"), ("idioma", "langue"), LANGUAGES.values),
)
ALSO: Mapping[type[StrEnum], Mapping[StrEnum, tuple[str, ...]]] = {  # in short, besides the labels
    Post: {
        Post.HEAD: ("jefatura", "jefe", "jefa", "chef", "cheffe", "chef/fe"),
        Post.ALTERNATE: ("suppléant", "suppléante"),
        Post.ADVISER: ("advisor", "asesor", "asesora", "conseiller", "conseillère"),
        Post.CHAIR: ("presidencia", "presidente", "presidenta", "présidence", "président"),
        Post.MEMBER: ("integrante", "miembro", "membre"),
        Post.OFFICER: ("secretariat", "secretaría", "responsable"),
        Post.OBSERVER: ("observador", "observadora", "observateur", "observatrice"),
    },
    DelegationStatus: {
        DelegationStatus.PROVISIONAL: ("provisionales", "provisoires"),
        DelegationStatus.ACCEPTED: ("aceptadas", "acceptés"),
    },
}


def names(columns: Sequence[Column]) -> list[tuple[str, ...]]:
    """Return for each column its key, and folded the heads that stand for it."""
    spoken = _in_every_language(lambda: [folded(str(column.head)) for column in columns])
    return [
        (column.key, *sorted({folded(column.key), *map(folded, column.also), *heads}))
        for column, *heads in zip(columns, *spoken, strict=True)
    ]


def called(vocabulary: type[M]) -> Iterator[tuple[M, str]]:
    """Yield each member with each of its names: codes, labels in all languages, short ones."""
    also = ALSO.get(vocabulary, {})
    spoken = _in_every_language(lambda: labels(vocabulary))
    for member, *labelled in zip(vocabulary, *spoken, strict=True):
        for name in (member.value, *also.get(member, ()), *labelled):
            yield member, name


def members(vocabulary: type[M]) -> dict[str, M]:
    """Return the members by what they are called, folded."""
    return {folded(name): member for member, name in called(vocabulary)}


def languages_by_name() -> dict[str, str]:
    """Return the codes of the languages of the pages by their names in each of them, folded."""
    named = {
        folded(Locale(code).get_display_name(reader) or code): code
        for code in LANGUAGES
        for reader in LANGUAGES
    }
    return named | {code: code for code in LANGUAGES}


def _in_every_language(said: Callable[[], T]) -> list[T]:
    spoken = []
    for code in LANGUAGES:
        with force_locale(code):
            spoken.append(said())
    return spoken


V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person with the office that they get."""

    invitee: Invitee
    office: Appointment


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
        name = _filled(cells, SENDER)
        _once(name, names)
        country = cells["country"].upper()
        if country and not (len(country) == len("SN") and country.isascii() and country.isalpha()):
            raise _Problem(refusals.problem("two_letters"))
        kind = _member(kinds, cells["kind"], DelegationKind.CITY)
        region = _member(regions, cells["world_region"])
        status = _member(states, cells["status"], DelegationStatus.PROVISIONAL)
        return DelegationValues(name, kind, country, region, status)

    return _lines(text, DELEGATIONS, make)


def newcomers(
    text: str, there: Sequence[Delegation], emails: Iterable[str], headed: Iterable[int]
) -> list[Line[Newcomer]]:
    """Read a table of people; ``emails`` are in use, ``headed`` delegations have a head."""
    known = {one.name.lower(): one.id for one in there}
    taken, heads = set(emails), set(headed)
    posts, languages = members(Post), languages_by_name()

    def make(cells: Mapping[str, str]) -> Newcomer:
        name, email = _filled(cells, NAME), _filled(cells, EMAIL).lower()
        if not EMAIL_PATTERN.fullmatch(email):
            raise _Problem(refusals.problem("not_an_address"))
        _once(email, taken)
        office = _office(_member(posts, cells["office"], Post.ADVISER), cells["delegation"], known)
        if office.post is Post.HEAD and office.delegation_id is not None:
            if office.delegation_id in heads:
                raise _Problem(refusals.problem("head_there"))
            heads.add(office.delegation_id)
        language = pasted.folded(cells["language"]).partition("-")[0]
        return Newcomer(Invitee(name, email, languages.get(language, "")), office)

    return _lines(text, PEOPLE, make)


def _lines(
    text: str,
    table: Sequence[Column],
    make: Callable[[Mapping[str, str]], V],
) -> list[Line[V]]:
    lines: list[Line[V]] = []
    for number, cells in pasted.columns(pasted.rows(text), names(table)):
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
        raise _Problem(refusals.problem("long"))
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


def _office(post: Post, delegation: str, known: Mapping[str, int]) -> Appointment:
    if CAPACITY[post] is not Capacity.DELEGATION:
        return Appointment(CAPACITY[post], post)
    if delegation.lower() not in known:
        raise _Problem(_("There is no delegation “%(name)s”.", name=delegation))
    return Appointment(Capacity.DELEGATION, post, known[delegation.lower()])


@dataclass(frozen=True, slots=True)
class Pasting(Generic[V]):
    """What is pasted: its page and columns; how it is read and stored; what follows.

    ``said`` words how many were stored; ``back`` is the endpoint where they are seen then.
    """

    template: str
    columns: Sequence[Column]
    read: Callable[[str], list[Line[V]]]
    store: Callable[[Session, V], object]
    said: Callable[[int], str]
    back: str


def show(pasting: Pasting[V]) -> str:
    """Show where to paste the table."""
    return _page(pasting, PasteForm(formdata=None))


def respond(pasting: Pasting[V]) -> ResponseReturnValue:
    """Show line by line what the table makes; store it when that is confirmed."""
    form = PasteForm()
    if not form.validate_on_submit():
        return _page(pasting, form), 422
    try:
        lines = pasting.read(form.pasted.data or "")
    except (Invalid, TooLong) as error:
        form.refuse(error)
        return _page(pasting, form), 422
    if "confirmed" not in request.form:
        return _page(pasting, form, lines)
    made = [line.made for line in lines if line.made is not None]
    with writing() as here:
        for one in made:
            pasting.store(here, one)
    flash(pasting.said(len(made)), "good")
    return redirect(url_for(pasting.back), 303)


def _page(pasting: Pasting[V], form: PasteForm, lines: list[Line[V]] | None = None) -> str:
    shown = {"form": form, "lines": lines, "columns": pasting.columns}
    return render_template(pasting.template, **shown)
