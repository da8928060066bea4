"""The numbers before paragraphs, as numbering that a word processor can go on with.

A number that follows the one before it is counted by the word processor; any other («5 bis», a
number after a gap in a redline) is the label of a list of its own, and stands as it is.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from docx.oxml import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement

from declaration.formats.word.styles import HANG
from declaration.formats.word.xml import element
from declaration.manuscript import Passage, letter, roman
from models.vocabulary import Kind

COUNTED = re.compile(r"(?P<before>\D*)(?P<count>\d+)\.")
MARK = re.compile(r"\((?P<mark>[a-z]+)\)")
MOST = 26  # letters: a word processor counts z, aa, bb
ROMANS = {roman(count): count for count in range(1, 100)}
LETTERS = {letter(count): count for count in range(1, MOST + 1)}


class Counter(NamedTuple):
    """How a series counts: Word's name for its figures, and the label around them.

    ``level``: how far in it stands, 0 to 2. A label that stands as it is has no figures.
    """

    figures: str
    label: str
    level: int


@dataclass
class Labels:
    """All lists of a file: each has a counter and a first number."""

    lists: list[tuple[Counter, int]] = field(default_factory=list)
    _fixed: dict[Counter, int] = field(default_factory=dict)
    _running: dict[Counter, tuple[int, int | None]] = field(
        default_factory=dict
    )  # list, next number

    def fixed(self, passage: Passage) -> int:
        """Return the list that shows the passage's label before each of its paragraphs."""
        label = Counter("", passage.printed, _level(passage))
        if label not in self._fixed:
            self._fixed[label] = self._new(label, 1)
        return self._fixed[label]

    def counted(self, passage: Passage) -> int:
        """Return the list in which the paragraph has its number by being counted, else by label."""
        read = _read(passage)
        if read is None:
            return self.fixed(passage)
        counter, number = read
        list_, next_ = self._running.get(counter, (0, None))
        if number != next_:
            list_ = self._new(counter, number)
        self._running[counter] = list_, number + 1
        return list_

    def write(self, numbering: BaseOxmlElement) -> None:
        """Put all lists into the part that keeps them, in the place of those that were there."""
        for child in list(numbering):
            numbering.remove(child)
        kinds = list(dict.fromkeys(kind for kind, _first in self.lists))
        for place, kind in enumerate(kinds):
            numbering.append(_abstract(place, kind))
        for place, (kind, first) in enumerate(self.lists, 1):
            numbering.append(_list(place, kinds.index(kind), first))

    def _new(self, kind: Counter, first: int) -> int:
        self.lists.append((kind, first))
        return len(self.lists)


def _level(passage: Passage) -> int:
    return passage.level if passage.kind is Kind.ITEM else 0


def _read(passage: Passage) -> tuple[Counter, int] | None:
    if passage.kind is Kind.ITEM:
        mark = MARK.fullmatch(passage.printed)
        series, figures = (LETTERS, "lowerLetter") if passage.level == 1 else (ROMANS, "lowerRoman")
        if mark is None or mark["mark"] not in series:
            return None
        return Counter(figures, "(%1)", passage.level), series[mark["mark"]]
    number = COUNTED.fullmatch(passage.printed)
    return number and (Counter("decimal", f"{number['before']}%1.", 0), int(number["count"]))


def _abstract(place: int, kind: Counter) -> BaseOxmlElement:
    label = kind.label if kind.figures else kind.label.replace("%", "٪")
    abstract = element("w:abstractNum", abstractNumId=str(place))
    abstract.append(element("w:multiLevelType", val="singleLevel"))
    level = element("w:lvl", ilvl="0")
    for name, value in (
        ("w:start", "1"),
        ("w:numFmt", kind.figures or "decimal"),
        ("w:lvlText", label),
        ("w:lvlJc", "left"),
    ):
        level.append(element(name, val=value))
    level.append(_indented(kind.level))
    abstract.append(level)
    return abstract


def _indented(level: int) -> BaseOxmlElement:
    """Return what a style says, too: not every word processor asks it about a number."""
    properties = OxmlElement("w:pPr")
    left = str(HANG.twips * (level + 1))
    properties.append(element("w:ind", left=left, hanging=str(HANG.twips)))
    return properties


def _list(place: int, abstract: int, first: int) -> BaseOxmlElement:
    list_ = element("w:num", numId=str(place))
    list_.append(element("w:abstractNumId", val=str(abstract)))
    override = element("w:lvlOverride", ilvl="0")
    override.append(element("w:startOverride", val=str(first)))
    list_.append(override)
    return list_
