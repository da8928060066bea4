"""Plug-ins: one file a format; values in, files out.

To add a format: a file with ``write(manuscript) -> bytes``, a line in FORMATS, a line in
tests/formats/test_every_format.py, its label and its name in docs/operators.md; one for
comparisons takes a Redline and has its line in REDLINES, one for reports in REPORTS, one for
lists in TABLES. The same values give the same bytes, always.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from declaration.comparison import Redline
from declaration.formats import (
    akoma_ntoso,
    csv_file,
    html_file,
    json_file,
    markdown,
    pdf,
    plain_text,
    word,
    xlsx_file,
)
from declaration.manuscript import Manuscript
from declaration.report import Report

Values = TypeVar("Values")  # of a text, of two, of a report
LINES = 5  # from one number in the margin to the next, as parliaments print them


@dataclass(frozen=True, slots=True)
class Format(Generic[Values]):
    """How values are taken away: the media type, and what makes the bytes.

    ``numbered`` makes the same with line numbers in the margin, one for every LINES;
    ``annotated``: the annotations of a redline stand in it.
    """

    media_type: str
    write: Callable[[Values], bytes]
    numbered: Callable[[Values], bytes] | None = None
    annotated: bool = False


@dataclass(frozen=True, slots=True)
class TableFormat:
    """How a list is taken away: ``write`` gets its heads, its rows, and the reader's language."""

    media_type: str
    write: Callable[[Sequence[str], Iterable[Sequence[str]], str], bytes]


FORMATS: Mapping[
    str, Format[Manuscript]
] = {  # by the ending of the file, which is also in the address
    "docx": Format(word.MEDIA_TYPE, word.clean.write),
    "pdf": Format(pdf.MEDIA_TYPE, pdf.text.write, partial(pdf.text.write, every=LINES)),
    "md": Format("text/markdown; charset=utf-8", markdown.write),
    "txt": Format("text/plain; charset=utf-8", plain_text.write),
    "html": Format("text/html; charset=utf-8", html_file.write),
    "csv": Format(csv_file.MEDIA_TYPE, csv_file.write),
    "xml": Format(akoma_ntoso.MEDIA_TYPE, akoma_ntoso.text.write),
}
REDLINES: Mapping[str, Format[Redline]] = {
    "docx": Format(word.MEDIA_TYPE, word.redline.write, annotated=True),
    "pdf": Format(pdf.MEDIA_TYPE, pdf.redline.write, partial(pdf.redline.write, every=LINES)),
    "xml": Format(akoma_ntoso.MEDIA_TYPE, akoma_ntoso.redline.write),
}
REPORTS: Mapping[str, Format[Report]] = {
    "docx": Format(word.MEDIA_TYPE, word.report.write),
    "pdf": Format(pdf.MEDIA_TYPE, pdf.report.write, partial(pdf.report.write, every=LINES)),
}
TABLES: Mapping[str, TableFormat] = {
    "xlsx": TableFormat(xlsx_file.MEDIA_TYPE, xlsx_file.sheet),
    "csv": TableFormat(csv_file.MEDIA_TYPE, csv_file.sheet),
}
OPEN_TABLES: Mapping[str, TableFormat] = {  # of lists that others use in programs
    **TABLES,
    "json": TableFormat(json_file.MEDIA_TYPE, json_file.sheet),
}
