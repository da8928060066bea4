"""Tables of a Word file: heads repeated on every page, short rows kept whole."""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import ceil
from typing import NamedTuple

from docx.oxml import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from declaration.formats.word.package import Package
from declaration.formats.word.styles import GRID
from declaration.formats.word.xml import element
from declaration.manuscript import direction

SHORT = 20  # lines, a third of a page: a row that is not longer stays on one
LETTER = 95  # twentieths of a point: how wide a letter is in a table, more or less
BOLD, BLANK = 115, 216  # the same of a letter in bold, and of what stands around the words
SHADE = "EFEFEF"  # behind the heads
APART = "170"  # twentieths of a point: between the columns of a table without lines


class Row(NamedTuple):
    """A row: of each cell its paragraphs, at least one; ``head``: of the heads."""

    cells: Sequence[Sequence[Paragraph]]
    head: bool = False


def table(
    package: Package, shares: Sequence[int], rows: Sequence[Row], *, lined: bool
) -> BaseOxmlElement:
    """Return a table as wide as the page, of at least one row.

    ``shares``: of its columns; ``lined``: it has lines.
    """
    wanted = [package.width * share / sum(shares) for share in shares]
    heads = rows[0].cells if rows[0].head else [()] * len(wanted)
    widths = _widths(wanted, [_least(cell) for cell in heads])
    made: BaseOxmlElement = OxmlElement("w:tbl")
    made.append(_properties(package, lined=lined))
    grid = OxmlElement("w:tblGrid")
    grid.extend(element("w:gridCol", w=str(width)) for width in widths)
    made.append(grid)
    made.extend(_row(row, widths) for row in rows)
    return made


def _widths(wanted: Sequence[float], least: Sequence[int]) -> list[int]:
    """Let each column have its ``least``, at the cost of those that have more than that."""
    spare = [max(0, width - needed) for width, needed in zip(wanted, least, strict=True)]
    lacking = sum(max(0, needed - width) for width, needed in zip(wanted, least, strict=True))
    left = max(0, 1 - lacking / sum(spare)) if any(spare) else 1
    kept = [needed + rest * left for needed, rest in zip(least, spare, strict=True)]
    edges = [round(edge * sum(wanted) / sum(kept)) for edge in accumulate(kept, initial=0)]
    return [after - before for before, after in pairwise(edges)]


def _least(head: Sequence[Paragraph]) -> int:
    """Return how wide a column is in which no word of its head is broken."""
    words = [word for paragraph in head for word in paragraph.text.split()]
    return BLANK + BOLD * max(map(len, words), default=0)


def _properties(package: Package, *, lined: bool) -> BaseOxmlElement:
    properties = OxmlElement("w:tblPr")
    if lined:
        properties.append(element("w:tblStyle", val=package.style_id(GRID)))
    if direction(package.language) == "rtl":
        properties.append(OxmlElement("w:bidiVisual"))
    properties.append(element("w:tblW", w=str(package.width), type="dxa"))
    properties.append(element("w:tblLayout", type="fixed"))
    if not lined:
        margins = OxmlElement("w:tblCellMar")
        margins.append(element("w:left", w="0", type="dxa"))
        margins.append(element("w:right", w=APART, type="dxa"))
        properties.append(margins)
    return properties


def _row(row: Row, widths: Sequence[int]) -> BaseOxmlElement:
    made = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    if row.head or max(map(_lines, row.cells, widths), default=0) <= SHORT:
        properties.append(OxmlElement("w:cantSplit"))
    if row.head:
        properties.append(OxmlElement("w:tblHeader"))
    made.append(properties)
    made.extend(_cell(row, cell, width) for cell, width in zip(row.cells, widths, strict=True))
    return made


def _cell(row: Row, cell: Sequence[Paragraph], width: int) -> BaseOxmlElement:
    made = OxmlElement("w:tc")
    properties = OxmlElement("w:tcPr")
    properties.append(element("w:tcW", w=str(width), type="dxa"))
    if row.head:
        properties.append(element("w:shd", val="clear", color="auto", fill=SHADE))
    made.append(properties)
    made.extend(paragraph.paragraph_format.element for paragraph in cell)
    return made


def _lines(cell: Sequence[Paragraph], width: int) -> int:
    """Return about how many lines a cell has."""
    texts = ("".join(paragraph.paragraph_format.element.itertext()) for paragraph in cell)
    return sum(max(1, ceil(len(text) * LETTER / width)) for text in texts)
