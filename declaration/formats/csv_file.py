"""Tables for spreadsheets: a text by paragraph, and any list with a header.

UTF-8 with a byte order mark, without which the common spreadsheet shows «DÃ©claration»; CRLF as
RFC 4180 has it. A cell that a spreadsheet would run as a formula is kept words by an apostrophe,
and so is a part of one where a spreadsheet takes another sign than ours for the separator.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from declaration.manuscript import Manuscript
from declaration.text import sayable

MEDIA_TYPE = "text/csv; charset=utf-8"
COLUMNS = ("uid", "number", "kind", "level", "language", "words")
SEPARATORS = {"es": ";", "fr": ";"}  # by language, where it is not the comma
_RUN = re.compile(r"""^(?=[\t\r\n])|(?:^|[;,\t\r\n])(?=(?:[^\S\t\r\n]|["'])*+[=+\-@＝＋－＠])""")


def write(manuscript: Manuscript) -> bytes:
    """Return the live paragraphs, one a row."""
    rows = (
        (p.uid, p.number, p.kind.value, str(p.level) if p.level else "", p.language, p.words)
        for p in map(manuscript.bracketed, manuscript.passages)
        if p.live
    )
    return sheet(COLUMNS, rows)


def sheet(header: Sequence[str], rows: Iterable[Sequence[str]], language: str = "en") -> bytes:
    """Return a table as bytes, with the separator that spreadsheets in ``language`` expect."""
    out = io.StringIO(newline="")
    separator = SEPARATORS.get(language, ",")
    writer = csv.writer(out, delimiter=separator)
    writer.writerow(map(sayable, header))
    writer.writerows([_harmless(sayable(cell), separator) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: str, separator: str) -> str:
    """Put an apostrophe wherever a formula would begin; our own separator is quoted already."""

    def keep(begin: re.Match[str]) -> str:
        return begin[0] if begin[0] == separator else f"{begin[0]}'"

    return _RUN.sub(keep, cell)
