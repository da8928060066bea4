"""Tables for spreadsheets as XLSX: words as words, numbers as numbers, nothing as a formula."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime

import xlsxwriter

from declaration.manuscript import direction
from declaration.text import sayable

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CREATED = datetime(1980, 1, 1)  # noqa: DTZ001 -- as the archive's entries, so that bytes are steady
WIDE, NARROW, FEW = 48, 14, 24  # widths in characters; above so many a cell is of words
NUMBER = re.compile(r"0|[1-9][0-9]{0,14}")  # with more digits, a spreadsheet rounds
MOST_LETTERS = 32_767  # of a cell


def sheet(header: Sequence[str], rows: Iterable[Sequence[str]], language: str = "en") -> bytes:
    """Return a table as bytes; whole numbers are numbers."""
    lines = list(rows)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": CREATED})
    page = book.add_worksheet()
    heads = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    for column, head in enumerate(header):
        page.write_string(0, column, sayable(head), heads)
        longest = max((len(line[column]) for line in lines), default=0)
        page.set_column(column, column, WIDE if longest > FEW else NARROW)
    for row, line in enumerate(lines, 1):
        for column, cell in enumerate(line):
            if NUMBER.fullmatch(cell):
                page.write_number(row, column, int(cell), plain)
            else:
                page.write_string(row, column, sayable(cell)[:MOST_LETTERS], plain)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(1, len(lines)), max(0, len(header) - 1))
    if direction(language) == "rtl":
        page.right_to_left()
    book.close()
    return out.getvalue()
