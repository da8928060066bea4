"""Rows that somebody pastes from a spreadsheet: tabs, semicolons or commas, quoted or not."""

import csv
import unicodedata
from collections.abc import Sequence

from declaration import text
from declaration.errors import TooLong

MAX_ROWS = 1_000  # three times the largest conference
SEPARATORS = "\t;,"


def rows(pasted: str) -> tuple[tuple[str, ...], ...]:
    """Cut a pasted table into rows of cells without blanks around them; empty rows fall out.

    The separator is the one of tab, semicolon, comma that stands first in this order on the
    first line. Raises Invalid as text.normal does, TooLong beyond MAX_ROWS.
    """
    lines = [line for line in text.normal(pasted).split("\n") if line.strip()]
    if len(lines) > MAX_ROWS:
        raise TooLong(len(lines), MAX_ROWS, "rows")
    first = lines[0] if lines else ""
    separator = next((sign for sign in SEPARATORS if sign in first), "\t")
    cells = csv.reader(lines, delimiter=separator)
    return tuple(tuple(cell.strip() for cell in row) for row in cells)


def columns(
    table: Sequence[Sequence[str]], names: Sequence[Sequence[str]]
) -> tuple[tuple[int, dict[str, str]], ...]:
    """Name the cells of each row: by the heads of the table, or else by their order.

    ``names``: for each column its own name and the heads that stand for it. Returns the numbers
    of the rows as pasted, from 1, with the cells by column; what is not there is empty.
    """
    heads = {folded(head): column[0] for column in names for head in column}
    first = [folded(cell) for cell in table[0]] if table else []
    headed = 2 * sum(cell in heads for cell in first) > len(first)
    order = [heads.get(cell, "") for cell in first] if headed else [c[0] for c in names]
    blank = dict.fromkeys((column[0] for column in names), "")
    return tuple(
        (number, blank | {name: cell for name, cell in zip(order, row, strict=False) if name})
        for number, row in enumerate(table, 1)
        if not (headed and number == 1)
    )


def folded(cell: str) -> str:
    """Return what a cell is known by: without case and accents, one blank between words."""
    parts = unicodedata.normalize("NFKD", cell.casefold())
    bare = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return " ".join(bare.replace("_", " ").split())
