"""What every figure of the debate is: a sentence, a picture, and a table with the same numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from declaration.web.charts import Column, Mark, Part


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: what it is about, where that leads, and its cells."""

    name: str
    url: str | None
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of the picture; ``value`` stands at its end, ``told`` tells the bar to the ear."""

    name: str
    url: str | None
    parts: tuple[Part, ...]
    value: str
    told: str


@dataclass(frozen=True, slots=True)
class Strip:
    """One kind of deed through time; ``told`` says how many, all in all and at most."""

    told: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """What a look means in the bars, and how many are so."""

    look: str
    label: str
    count: str


@dataclass(frozen=True, slots=True)
class Axis:
    """Below the strips: first and last day, numbered marks, and what they mean."""

    first: str
    last: str
    marks: tuple[Mark, ...]
    key: tuple[str, ...]

    @property
    def rows(self) -> int:
        """Return in how many rows the numbers are written."""
        return max((mark.row for mark in self.marks), default=0) + 1


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure; its picture is of bars (with their signs) or of strips (with their axis).

    ``name`` stands in addresses; ``said`` is what it shows, ``note`` how it was counted.
    """

    name: str
    title: str
    said: str
    head: tuple[str, ...]
    lines: Sequence[Line]
    total: Line
    bars: Sequence[Bar] = ()
    signs: Sequence[Sign] = ()
    strips: Sequence[Strip] = ()
    axis: Axis | None = None
    note: str = ""

    @property
    def rows(self) -> tuple[Line, ...]:
        """Return the table's lines and their sum."""
        return (*self.lines, self.total)
