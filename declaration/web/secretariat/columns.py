"""The columns of a pasted table: what their heads and their cells are called, in every language."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar

from babel import Locale
from flask_babel import force_locale, lazy_gettext as _l, lazy_pgettext

from declaration.formats.pasted import folded
from declaration.web.frame import labels
from declaration.web.frame.language import LANGUAGES
from models.vocabulary import DelegationKind, DelegationStatus, Post, WorldRegion

M = TypeVar("M", bound=StrEnum)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PastedColumn:
    """A column: its key, its head in the reader's language, and what others call it.

    ``choices`` returns what its cells may say, in the reader's language; nothing: any words.
    """

    key: str
    head: Any  # lazily translated
    also: tuple[str, ...] = ()
    choices: Callable[[], Iterable[str]] = tuple


def label_members(vocabulary: Iterable[StrEnum]) -> list[str]:
    """Return the names of members, in the reader's language."""
    return [labels.label(member) for member in vocabulary]


SENDER = PastedColumn("name", _l("Name"), ("delegation", "delegación", "délégation"))
NAME = PastedColumn("name", _l("Name"))
EMAIL = PastedColumn(
    "email", _l("Email address"), ("e-mail address", "e-mail", "mail", "correo", "courriel")
)
DELEGATIONS = (
    SENDER,
    PastedColumn(
        "kind",
        lazy_pgettext("delegation", "Type"),
        ("type",),
        partial(label_members, DelegationKind),
    ),
    PastedColumn("country", _l("Country")),
    PastedColumn(
        "world_region",
        _l("World region"),
        ("region of the world", "region"),
        partial(label_members, WorldRegion),
    ),
    PastedColumn(
        "status",
        _l("Credentials"),
        ("status", "estado", "statut"),
        partial(label_members, DelegationStatus),
    ),
)
PEOPLE = (
    NAME,
    EMAIL,
    PastedColumn("delegation", _l("Delegation")),
    PastedColumn("office", _l("Role"), ("post", "role"), partial(label_members, Post)),
    PastedColumn(
        "language",
        _l("Display language"),
        ("idioma", "langue", "language of the pages", "idioma de las páginas", "langue des pages"),
        LANGUAGES.values,
    ),
)
ALSO: Mapping[type[StrEnum], Mapping[StrEnum, tuple[str, ...]]] = {  # in short, besides the labels
    Post: {
        Post.HEAD: ("jefatura", "jefe", "jefa", "chef", "cheffe", "chef/fe", "chef de délégation"),
        Post.ALTERNATE: ("suppléant", "suppléante"),
        Post.ADVISER: ("advisor", "asesor", "asesora", "conseiller", "conseillère"),
        Post.CHAIR: ("presidencia", "presidente", "presidenta", "présidence", "président"),
        Post.MEMBER: ("integrante", "miembro", "membre"),
        Post.OFFICER: (
            "secretariat",
            "secretaría",
            "responsable",
            "responsable de la secretaría",
            "responsable du secrétariat",
        ),
        Post.OBSERVER: ("observador", "observadora", "observateur", "observatrice"),
    },
    DelegationKind: {
        DelegationKind.CITY: ("town", "municipality", "municipio", "ville", "commune"),
    },
    WorldRegion: {
        WorldRegion.ASIA_PACIFIC: ("asia", "asie", "pacific", "pacífico", "pacifique", "oceania"),
        WorldRegion.LATIN_AMERICA: ("latin america", "américa latina", "amérique latine"),
        WorldRegion.MIDDLE_EAST: ("middle east", "oriente medio", "moyen-orient"),
    },
    DelegationStatus: {
        DelegationStatus.PROVISIONAL: ("credentials provisional", "provisionales", "provisoires"),
        DelegationStatus.ACCEPTED: ("credentials accepted", "aceptadas", "acceptés"),
    },
}


def names(columns: Sequence[PastedColumn]) -> list[tuple[str, ...]]:
    """Return for each column its key, and folded the heads that stand for it."""
    spoken = _in_every_language(lambda: [folded(str(column.head)) for column in columns])
    return [
        (column.key, *sorted({folded(column.key), *map(folded, column.also), *heads}))
        for column, *heads in zip(columns, *spoken, strict=True)
    ]


def name_members(vocabulary: type[M]) -> Iterator[tuple[M, str]]:
    """Yield each member with each of its names: codes, labels in all languages, short ones."""
    also = ALSO.get(vocabulary, {})
    spoken = _in_every_language(lambda: label_members(vocabulary))
    for member, *labelled in zip(vocabulary, *spoken, strict=True):
        for name in (member.value, *also.get(member, ()), *labelled):
            yield member, name


def members(vocabulary: type[M]) -> dict[str, M]:
    """Return the members by what they are called, folded."""
    return {folded(name): member for member, name in name_members(vocabulary)}


def countries() -> dict[str, str]:
    """Return the codes of countries by their names in the languages of the pages, folded."""
    spoken = {
        folded(name): code
        for reader in LANGUAGES
        for code, name in Locale(reader).territories.items()
        if code.isalpha()
    }
    return spoken | {folded(code): code for code in spoken.values()}


def languages_by_name() -> dict[str, str]:
    """Return the codes of the languages of the pages by their names in each of them, folded."""
    names = {
        folded(Locale(code).get_display_name(reader) or code): code
        for code in LANGUAGES
        for reader in LANGUAGES
    }
    return names | {code: code for code in LANGUAGES}


def _in_every_language(words: Callable[[], T]) -> list[T]:
    spoken = []
    for code in LANGUAGES:
        with force_locale(code):
            spoken.append(words())
    return spoken
