"""Lists for programs: a JSON array with an object for each row, by the names of its columns."""

import json
from collections.abc import Iterable, Sequence

from declaration.text import sayable

MEDIA_TYPE = "application/json; charset=utf-8"


def sheet(header: Sequence[str], rows: Iterable[Sequence[str]], language: str = "en") -> bytes:  # noqa: ARG001 -- as every table
    """Return a table as bytes; every value is a string, as it is in the other formats."""
    listed = [dict(zip(header, map(sayable, row), strict=True)) for row in rows]
    return (json.dumps(listed, ensure_ascii=False, indent=1) + "\n").encode()
