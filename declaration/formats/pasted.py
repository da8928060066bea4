"""Rows that somebody pastes from a spreadsheet: tabs, semicolons or commas, quoted or not."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from declaration import text
from declaration.errors import TooLong

MAX_ROWS = 1_000  # three times the largest conference
SEPARATORS = "\t;,"


def rows(pasted: str) -> tuple[tuple[str, ...], ...]:
    """Cut a pasted table into rows of cells without blanks around them; empty rows fall out.

    The separator is the one of tab, semicolon, comma that stands first in this order on the
    first line, outside quotation marks. A cell in quotation marks may have several lines, which
    become one; a mark that never closes is a sign like others. Raises Invalid as text.normal
    does, TooLong beyond MAX_ROWS.
    """
    table = text.normal(pasted.removeprefix("\ufeff"))
    separator = _separator(table)
    cut = [row for row in _rows(table, separator) if any(row)]
    if len(cut) > MAX_ROWS:
        raise TooLong(len(cut), MAX_ROWS, "rows")
    return tuple(cut)


def _separator(table: str) -> str:
    first = table.lstrip("\n").partition("\n")[0]
    bare = re.sub(r'"[^"\n]*"', "", first)
    return next((sign for sign in SEPARATORS if sign in bare), "\t")


def _rows(table: str, separator: str) -> Iterator[tuple[str, ...]]:
    sign = re.escape(separator)
    # A quoted cell ends before a separator or a line's end, or its mark is a sign like others.
    quoted = rf'[^\S\n{sign}]*"((?:[^"]|"")*+)"[^\S\n{sign}]*(?=[{sign}\n]|\Z)'
    cell = re.compile(rf"(?:{quoted}|([^{sign}\n]*))([{sign}\n]|\Z)")
    row: list[str] = []
    at = 0
    while at <= len(table):
        match = cell.match(table, at)
        if match is None:
            break
        inner = match[2] if match[1] is None else match[1].replace('""', '"')
        row.append(" ".join(inner.split("\n")).strip())
        if match[3] != separator:
            yield tuple(row)
            row = []
        at = match.end() + (not match[3])


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
