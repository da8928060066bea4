"""A report on a text as a PDF: amendments, their disposition, a receipt, a compilation."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from declaration.formats.pdf import setting
from declaration.formats.pdf.blocks import Blocks, Data, lines, spaced
from declaration.report import (
    Block,
    Facts,
    Grid,
    Heading,
    Lines,
    NewPage,
    Prose,
    Report,
    TextParagraph,
)

ACROSS = {False: 105, True: 165}  # letters of a table from edge to edge, on a page and on its side
TOGETHER = 12  # lines: a longer row may go on overleaf; wide letters make thrice as many, and fit


def write(report: Report, every: int = 0) -> bytes:
    """Return a PDF; ``every``: how many lines each number in the margin stands for, 0: none.

    Raises CannotSet.
    """
    blocks = Blocks(report.title, report.language)
    body = block_data(blocks, report.blocks, ACROSS[report.wide])
    sheets = setting.Sheets(
        report.title,
        report.language,
        report.about,
        blocks.first + body,
        report.date,
        report.end,
        report.wide,
        exact=False,
    )
    return setting.write(sheets, every)


def block_data(blocks: Blocks, of: Iterable[Block], across: int = ACROSS[False]) -> list[Data]:
    """Return blocks as page.typ reads them; ``across``: letters of a table from edge to edge."""
    setters = _setters(blocks, across)
    return [setters[type(block)](block) for block in of]


def _setters(blocks: Blocks, across: int) -> Mapping[type, Callable[[Any], Data]]:
    """Return what makes data of each kind of block."""
    return {
        Heading: lambda head: blocks.heading(head.line, head.level, head.level - 1),
        Prose: lambda prose: {
            "kind": "prose",
            "lines": lines(prose.lines),
            "small": prose.small,
        },
        TextParagraph: lambda text: blocks.passage(text.passage, text.runs, changed=text.changed),
        Facts: _facts,
        Grid: partial(_grid, across=across),
        NewPage: lambda _page: {"kind": "page"},
    }


def _facts(facts: Facts) -> Data:
    pairs = [{"name": spaced(name), "lines": lines(value)} for name, value in facts.pairs]
    return {"kind": "facts", "pairs": pairs}


def _grid(grid: Grid, across: int) -> Data:
    letters = [across * width / sum(grid.widths) for width in grid.widths]
    rows = [
        {
            "cells": [lines(cell) for cell in row],
            "together": max(map(_height, row, letters), default=0) <= TOGETHER,
        }
        for row in grid.rows
    ]
    heads = [spaced(head) for head in grid.heads]
    return {"kind": "grid", "heads": heads, "widths": grid.widths, "rows": rows}


def _height(cell: Lines, across: float) -> float:
    """Return about how many lines the words of a cell take; ``across``: letters of a line."""
    return sum(1 + sum(len(run.text) for run in line.runs) / across for line in cell)
