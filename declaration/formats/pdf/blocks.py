"""What a file is made of, as page.typ reads it: blocks, in these lines, in these runs of words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from declaration.manuscript import Passage, direction
from declaration.report import Line
from declaration.text import MarkedText
from models.vocabulary import Kind

Data = dict[str, Any]  # of JSON's own types

CONTROLS = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
BLANKS = {ord("\n"): " ", ord("\t"): " ", 0xFEFF: None}  # the last is not seen, and no PDF/A has it
REGION = re.compile(r"-([A-Z]{2})\b")
LONGEST = 2_000  # characters of an address; a PDF refuses 8,000
MARKS = {  # of words that are seen, as page.typ knows them
    "added": "added",
    "removed": "removed",
    "format added": "",
    "kept": "",
}
LEVELS = {Kind.TITLE: 1, Kind.ANNEX: 2}  # of headings; others are one below their own
SIZES = {Kind.TITLE: 0, Kind.ANNEX: 1}  # of headings, from the largest; others by their own level


class Blocks:
    """Makes blocks in their order; of headings no level is skipped, as PDF/UA has it.

    ``title``: of the file, where no passage is the title; ``first`` is what heads it then.
    """

    def __init__(self, title: str = "", language: str = "") -> None:
        self.highest = 2 if title else 1
        self.level = 0
        self.first = [self.heading(_words(title, language), 1, 0)] if title else []

    def heading(self, words: Line, level: int, size: int, *, changed: bool = False) -> Data:
        """Return a heading, or a paragraph where it is blank; ``size`` counts from the largest."""
        seen = line(words)
        shape = {"kind": "paragraph", "label": "", "mark": "", "changed": changed}
        if any(run["text"].strip() for run in seen["runs"]):
            self.level = min(level, self.level + 1)
            shape |= {"kind": "heading", "level": self.level, "size": size}
        return seen | shape

    def passage(
        self, passage: Passage, runs: Iterable[MarkedText], *, mark: str = "", changed: bool = False
    ) -> Data:
        """Return a passage with what is to be seen of it; ``mark`` is that of its number."""
        words = Line(tuple(runs), passage.language)
        if passage.kind.heads:
            level = max(LEVELS.get(passage.kind, passage.level + 1), self.highest)
            size = SIZES.get(passage.kind, passage.level)
            return self.heading(words, level, size, changed=changed)
        return line(words) | {
            "kind": "item" if passage.kind is Kind.ITEM else "paragraph",
            "level": passage.level,
            "number": passage.number,
            "label": passage.printed,
            "mark": mark,
            "changed": changed,
        }


def listed(blocks: Iterable[Data]) -> Iterator[Data]:
    """Yield blocks; items that follow each other are one list."""
    for kind, neighbours in groupby(blocks, key=lambda block: block["kind"]):
        if kind == "item":
            yield {"kind": "items", "items": list(neighbours)}
        else:
            yield from neighbours


def line(words: Line) -> Data:
    """Return words with their formats and marks."""
    runs = [
        {"text": spaced(run.text), "formats": _formats(run), "mark": MARKS[run.mark]}
        for run in words.runs
        if run.mark in MARKS
    ]
    return {"runs": runs, "language": spoken(words.language)}


def lines(words: Sequence[Line]) -> list[Data]:
    """Return several lines."""
    return [line(each) for each in words]


def spoken(language: str) -> Data:
    """Return a language as typst knows it."""
    region = REGION.search(language)
    return {
        "code": language.split("-", maxsplit=1)[0],
        "region": region[1] if region else None,
        "direction": direction(language),
    }


def spaced(text: str) -> str:
    """Let a line's end be a blank, as a reader sees it; what no font shows is replaced."""
    return CONTROLS.sub("\ufffd", text.translate(BLANKS))


def _words(text: str, language: str) -> Line:
    return Line((MarkedText(text, ()),), language)


def _formats(run: MarkedText) -> dict[str, str]:
    """Return formats by name; the words of a link with an endless address are words."""
    return {name: value for name, value in run.formats if len(value) <= LONGEST}
