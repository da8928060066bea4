"""What a text is called: as a work, as one version of it, and as a file.

Source: the naming conventions of Akoma Ntoso 1.0 and of AKN4UN.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import NamedTuple
from urllib.parse import quote

from declaration.formats.akoma_ntoso.languages import three_letters
from declaration.manuscript import Imprint, Manuscript

ACTOR = "conf"  # whose work it is
FORMAT = "xml"
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # when a work began of which nothing is published
UNPUBLISHED = "rolling"  # stands where a version has its date


class NamedVersion(NamedTuple):
    """A version of a text: its address, how people call it, and its date ("" without one)."""

    address: str
    label: str
    date: str


@dataclass(frozen=True)
class Naming:
    """The addresses of a text; ``since``: of the text whose changes the file shows, if any."""

    text: Manuscript
    since: "Naming | None" = None

    @cached_property
    def published(self) -> tuple[Imprint, ...]:
        """Return what was published up to this text, itself included, oldest first."""
        text, known = self.text, self.text.imprints
        if text.date is None or text.revision_slug in {imprint.slug for imprint in known}:
            return known
        return (*known, Imprint(text.revision_slug, text.label, text.date))

    @property
    def language(self) -> str:
        """Return the language in three letters."""
        return three_letters(self.text.language)

    @property
    def number(self) -> str:
        """Return what stands for the number of the work: its name in addresses."""
        return quote(self.text.slug, safe="")

    @property
    def began(self) -> str:
        """Return the day on which the first version was published."""
        return _day(self.published[0].date if self.published else NEVER)

    @property
    def date(self) -> str:
        """Return the day of this version, with the hour where an earlier one has it; or ""."""
        return _moment(self.published, len(self.published) - 1) if self.text.date else ""

    @property
    def latest(self) -> str:
        """Return the day of this version, or else of the last that was published."""
        return self.date or (_day(self.published[-1].date) if self.published else self.began)

    @property
    def work(self) -> str:
        """Return the address of the work: the same for all versions and languages."""
        return f"/akn/un/statement/{self.text.scheme.value}/{ACTOR}/{self.began}/{self.number}"

    @property
    def expression(self) -> str:
        """Return the address of this version in its language."""
        return self._version(self.date)

    def file(self, component: str = "") -> str:
        """Return the address of this file, or of a component of it."""
        since = f"/since-{self.since.date or UNPUBLISHED}" if self.since else ""
        return f"{self.expression}{since}{component}.{FORMAT}"

    @property
    def versions(self) -> tuple[NamedVersion, ...]:
        """Return all versions up to this one, oldest first."""
        named = []
        for place, imprint in enumerate(self.published):
            date = _moment(self.published, place)
            named.append(NamedVersion(self._version(date), imprint.label, date))
        if not self.text.date:
            label = self.text.label or UNPUBLISHED
            named.append(NamedVersion(self.expression, label, ""))
        return tuple(named)

    def _version(self, date: str) -> str:
        return f"{self.work}/{self.language}@{date or UNPUBLISHED}"


def _moment(published: tuple[Imprint, ...], place: int) -> str:
    date = published[place].date
    same = [earlier for earlier in published[:place] if _day(earlier.date) == _day(date)]
    return f"{date:%Y-%m-%dT%H:%M:%SZ}" if same else _day(date)


def _day(date: datetime) -> str:
    return date.date().isoformat()
