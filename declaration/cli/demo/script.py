"""The data files of the demo, read: the conference, its texts, and the acts in order of time."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

FOLDER = Path(__file__).resolve().parents[2] / "demo"
DOCUMENTS = ("declaration", "recommendations", "inputs", "statement")

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Counts from the day of loading, on the conference's clock."""

    today: date
    zone: ZoneInfo

    def moment(self, days: int, clock: str) -> datetime:
        """Return the moment ``days`` after today (before, if negative) at HH:MM, in UTC."""
        day = self.today + timedelta(days=days)
        return datetime.combine(day, time.fromisoformat(clock), self.zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Act:
    """Something that somebody did to a document; ``entry`` says who, in which office, and what."""

    slug: str
    entry: Entry
    at: datetime


@dataclass(frozen=True, slots=True)
class Script:
    """The whole demo: who takes part, the texts, the usual reasons, and the acts in order."""

    conference: Entry
    documents: Sequence[Entry]
    phrases: Entry
    acts: Sequence[Act]
    calendar: Calendar


def read(now: datetime) -> Script:
    """Read the data files; ``now`` is the moment of loading."""
    conference = _read("conference")
    zone = ZoneInfo(conference["time_zone"])
    calendar = Calendar(now.astimezone(zone).date(), zone)
    acts = [
        Act(slug, entry, calendar.moment(-entry["days_ago"], entry["time"]))
        for slug in DOCUMENTS
        for entry in _read(f"{slug}-debate")["act"]
    ]
    acts.sort(key=lambda act: act.at)
    return Script(conference, [*map(_read, DOCUMENTS)], _read("phrases"), acts, calendar)


def edited(words: str, edits: Iterable[Sequence[str]]) -> str:
    """Apply pairs of old and new words, each old one standing exactly once."""
    for old, new in edits:
        if words.count(old) != 1:
            raise ValueError(f"not exactly once in {words[:40]!r}: {old!r}")
        words = words.replace(old, new)
    return words


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
