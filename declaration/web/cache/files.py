"""Files that tell of the debate, written once for all who see it with the same eyes."""

from collections.abc import Callable, Hashable

from flask import Response
from flask_babel import lazy_gettext as _l

from declaration.comparison import Redline
from declaration.errors import NotFound
from declaration.formats import REDLINES, REPORTS
from declaration.queries.sight import existing
from declaration.report import Report
from declaration.web.cache import shared
from declaration.web.frame.addresses import file_link
from declaration.web.frame.answers import attachment

NAMES = {"docx": _l("Word"), "pdf": _l("PDF")}  # of the formats that set reports, in menus


def links(endpoint: str, **values: str | int) -> list[dict[str, str]]:
    """Return what a menu shows of the files in which one report can be taken away."""
    return [file_link(endpoint, name, format_, **values) for format_, name in NAMES.items()]


def report(name: str, format_: str, *about: Hashable, make: Callable[[], Report]) -> Response:
    """Answer with a report to keep, ``about`` which it is. Raises NotFound, CannotSet."""
    chosen = existing(REPORTS.get(format_))
    written = shared.file("report", name, format_, *about, make=lambda: chosen.write(make()))
    return attachment(written, f"{name}.{format_}", chosen.media_type)


def annotated(name: str, format_: str, *about: Hashable, make: Callable[[], Redline]) -> Response:
    """Answer with a redline with what stands in its margin. Raises NotFound for other formats."""
    chosen = existing(REDLINES.get(format_))
    if not chosen.annotated:
        raise NotFound
    written = shared.file("annotated", name, format_, *about, make=lambda: chosen.write(make()))
    return attachment(written, f"{name}.{format_}", chosen.media_type)
