"""Plug-ins: one file a format; values in, files out.

To add a format: a file with ``write(manuscript) -> bytes``, a line in FORMATS, a test, and its
name in docs/operators.md; one for comparisons takes a Redline, and has its line in REDLINES. The
same values give the same bytes, always.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from declaration.formats import csv_file, html_file, markdown
from declaration.formats.word import clean, redline
from declaration.formats.word.redline import Redline
from declaration.manuscript import Manuscript


@dataclass(frozen=True, slots=True)
class Format:
    """How a text is taken away: its media type, and what makes the bytes."""

    media_type: str
    write: Callable[[Manuscript], bytes]


@dataclass(frozen=True, slots=True)
class RedlineFormat:
    """How a comparison is taken away: its media type, and what makes the bytes."""

    media_type: str
    write: Callable[[Redline], bytes]


FORMATS: Mapping[str, Format] = {  # by the ending of the file, which is also in the address
    "docx": Format(clean.MEDIA_TYPE, clean.write),
    "md": Format("text/markdown; charset=utf-8", markdown.write),
    "html": Format("text/html; charset=utf-8", html_file.write),
    "csv": Format(csv_file.MEDIA_TYPE, csv_file.write),
}
REDLINES: Mapping[str, RedlineFormat] = {
    "docx": RedlineFormat(clean.MEDIA_TYPE, redline.write),
}
