"""Tables for spreadsheets: a text by paragraph, and any list with a header.

UTF-8 with a byte order mark, without which the common spreadsheet shows «DÃ©claration»; CRLF as
RFC 4180 has it. A cell that a spreadsheet would run as a formula is kept words by an apostrophe.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from declaration.manuscript import Manuscript

COLUMNS = ("uid", "number", "kind", "level", "language", "words")
_RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write(manuscript: Manuscript) -> bytes:
    """Return the live paragraphs, one a row."""
    rows = (
        (p.uid, p.number, p.kind.value, str(p.level) if p.level else "", p.language, p.words)
        for p in manuscript.passages
        if p.live
    )
    return sheet(COLUMNS, rows)


def sheet(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as bytes."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.lstrip(" ").startswith(_RUN) else cell
