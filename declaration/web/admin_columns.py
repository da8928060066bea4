"""Pasted tables: their columns and what may stand in them, in every language of the pages."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar

from babel import Locale
from flask_babel import force_locale, lazy_gettext as _l, lazy_pgettext

from declaration.formats.pasted import folded
from declaration.web import wording
from declaration.web.admin_people_forms import CAPACITY
from declaration.web.language import LANGUAGES
from models.vocabulary import DelegationKind, DelegationStatus, Post, WorldRegion

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
    return [wording.label(member) for member in vocabulary]


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


def languages() -> dict[str, str]:
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
