"""The script of the demo conference: its data files, read, and its days as moments."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

FOLDER = Path(__file__).resolve().parents[1] / "demo"
DOCUMENTS = ("declaration", "recommendations", "inputs")
OPENING = timedelta(days=7)  # between the founding of the conference and the first act

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Counts from the day of loading, on the conference's clock."""

    today: date
    zone: ZoneInfo

    def moment(self, days: int, clock: str) -> datetime:
        """Return the moment ``days`` after today (before, if negative) at HH:MM, in UTC."""
        at = time.fromisoformat(clock)
        there = datetime.combine(self.today + timedelta(days=days), at, self.zone)
        return there.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Act:
    """Something that somebody did: who, in which office, when, to which document, and what."""

    slug: str
    entry: Entry
    at: datetime

    @property
    def do(self) -> str:
        """Return what was done: the name of a part that ``cli.parts`` can play."""
        return str(self.entry["do"])


@dataclass(frozen=True, slots=True)
class Script:
    """The whole demo: who takes part, the texts, the usual reasons, and the acts in order."""

    conference: Entry
    documents: Sequence[Entry]
    phrases: Entry
    acts: Sequence[Act]
    calendar: Calendar

    @property
    def begins(self) -> datetime:
        """Return the moment at which the secretariat begins to set things up."""
        return self.acts[0].at - OPENING


def read(now: datetime) -> Script:
    """Read the data files; ``now`` is the moment of loading."""
    conference = _read("conference")
    zone = ZoneInfo(conference["time_zone"])
    calendar = Calendar(now.astimezone(zone).date(), zone)
    documents = sorted(map(_read, DOCUMENTS), key=lambda document: document["order"])
    acts = [
        Act(document["slug"], entry, calendar.moment(-entry["days_ago"], entry["time"]))
        for document in documents
        for entry in _read(f"{document['slug']}-debate")["act"]
    ]
    in_order = sorted(acts, key=lambda act: act.at)
    return Script(conference, documents, _read("phrases"), in_order, calendar)


def edited(words: str, edits: Iterable[Sequence[str]]) -> str:
    """Apply pairs of old and new words, each old one standing exactly once."""
    for old, new in edits:
        if words.count(old) != 1:
            raise ValueError(f"not exactly once in {words[:40]!r}: {old!r}")
        words = words.replace(old, new)
    return words


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
