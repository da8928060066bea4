"""A figure of the debate: a sentence, a picture and a table; pictures are laid out in percent."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from flask_babel import gettext as _

MOST_DAYS = 120  # beyond, a day is narrower than three pixels of a phone: weeks are shown
WEEK = 7
APART = 6.0  # percent of the width that a mark's number takes on a phone


class BarPart(NamedTuple):
    """A stretch of a bar: how it looks, where it begins, how long it is, in percent."""

    look: str
    start: float
    length: float


class StripColumn(NamedTuple):
    """A column of a strip: where it stands, how wide and how high it is, in percent."""

    start: float
    width: float
    height: float


class Mark(NamedTuple):
    """A moment on the axis: its number in the key, where it stands, in which row it is written."""

    number: int
    at: float
    row: int


class Axis(NamedTuple):
    """Below the strips: first and last day, numbered marks, and what they mean."""

    first: str
    last: str
    marks: tuple[Mark, ...]
    key: tuple[str, ...]

    @property
    def rows(self) -> int:
        """Return in how many rows the numbers are written."""
        return max((mark.row for mark in self.marks), default=0) + 1


class FigureRow(NamedTuple):
    """A row of the table, where its name leads, and its bar, if the picture is of bars.

    ``value`` stands at the bar's end, ``told`` tells the bar to the ear.
    """

    name: str
    cells: tuple[str, ...]
    url: str | None = None
    parts: tuple[BarPart, ...] = ()
    value: str = ""
    told: str = ""


class Figure(NamedTuple):
    """A figure; its picture is of bars (with their signs) or of strips (with their axis).

    ``name`` stands in addresses; ``finding`` is what it shows, ``note`` how it was counted.
    ``signs``: a look of the bars, what it means, how many are so. ``strips``: how many deeds of
    one kind there were, all in all and at most, and their columns through time.
    """

    name: str
    title: str
    finding: str
    head: tuple[str, ...]
    lines: Sequence[FigureRow]
    total: tuple[str, ...]
    signs: Sequence[tuple[str, str, int]] = ()
    strips: Sequence[tuple[str, tuple[StripColumn, ...]]] = ()
    axis: Axis | None = None
    note: str = ""

    @property
    def rows(self) -> tuple[FigureRow, ...]:
        """Return the table's lines and their sum."""
        return (*self.lines, FigureRow(_("Total"), self.total))


def bar(counts: Mapping[str, int], most: int) -> tuple[BarPart, ...]:
    """Lay counts by look end to end; ``most`` fills the whole width. Zeros leave no part."""
    parts: list[BarPart] = []
    before = 0
    for look, count in counts.items():
        if count:
            start, end = _percent(before, most), _percent(before + count, most)
            parts.append(BarPart(look, start, round(end - start, 3)))
        before += count
    return tuple(parts)


def columns(counts: Sequence[int], most: int) -> tuple[StripColumn, ...]:
    """Stand counts beside one another, a gap where there is none; ``most`` is full height."""
    width = round(80 / len(counts), 3)
    return tuple(
        StripColumn(_percent(place + 0.1, len(counts)), width, _percent(count, most))
        for place, count in enumerate(counts)
        if count
    )


def periods(days: Collection[date]) -> tuple[date, ...]:
    """Return every day from the first to the last, or the Monday of every week if they are many."""
    first, last = min(days), max(days)
    if (last - first).days < MOST_DAYS:
        return tuple(first + timedelta(n) for n in range((last - first).days + 1))
    first -= timedelta(first.weekday())
    return tuple(first + timedelta(WEEK * n) for n in range((last - first).days // WEEK + 1))


def weekly(periods: Sequence[date]) -> bool:
    """Say whether periods are weeks."""
    return len(periods) > 1 and (periods[1] - periods[0]).days == WEEK


def period(day: date, periods: Sequence[date]) -> int:
    """Return the place of the period in which a day falls."""
    return (day - periods[0]).days // (WEEK if weekly(periods) else 1)


def marks(places: Sequence[int], periods: int) -> tuple[Mark, ...]:
    """Stand numbers from 1 at these periods, in rows, so that none is written over another."""
    written: list[Mark] = []
    ends: list[float] = []
    for number, place in enumerate(places, 1):
        at = _percent(place + 0.5, periods)
        row = next((n for n, end in enumerate(ends) if at - end >= APART), len(ends))
        ends[row : row + 1] = [at]
        written.append(Mark(number, at, row))
    return tuple(written)


def _percent(count: float, most: int) -> float:
    return round(100 * count / most, 3)
