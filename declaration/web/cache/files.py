"""Files that tell of the debate, written once for all who see it with the same eyes."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar

from flask import Response, request
from flask_babel import gettext as _, lazy_gettext as _l

from declaration.comparison import Redline
from declaration.errors import NotFound
from declaration.formats import FORMATS, LINES, REDLINES, REPORTS, TABLES, Format
from declaration.queries.sight import existing
from declaration.report import Report
from declaration.web.cache import shared
from declaration.web.frame.addresses import file_link
from declaration.web.frame.answers import attachment

Values = TypeVar("Values")  # that a file is written from

NAMES = {"docx": _l("Word"), "pdf": _l("PDF")}  # of the formats that set reports, in menus


def links(endpoint: str, /, **values: str | int) -> list[dict[str, str]]:
    """Return what a menu shows of the files in which one report can be taken away."""
    return [file_link(endpoint, name, format_, **values) for format_, name in NAMES.items()]


def table_links(endpoint: str, name: str, /, **values: str | int) -> list[dict[str, str]]:
    """Return the same of the files in which a list can be taken away as a table."""
    return [file_link(endpoint, name, format_, **values) for format_ in TABLES]


def all_links(
    endpoint: str,
    formats: Mapping[str, Format[Any]],
    names: Mapping[str, str],
    /,
    **values: str | int,
) -> list[dict[str, str]]:
    """Return the same of these formats; what is to be had with line numbers is in it twice."""
    items = []
    for format_, chosen in formats.items():
        items.append(file_link(endpoint, names[format_], format_, **values))
        if chosen.numbered:
            label = _("PDF, with line numbers")
            items.append(file_link(endpoint, label, format_, lines=LINES, **values))
    return items


def as_asked(chosen: Format[Values]) -> tuple[Callable[[Values], bytes], str]:
    """Return what writes the file that is asked for, and what its name says of line numbers.

    Raises NotFound for numbers that the format does not have.
    """
    lines = request.args.get("lines")
    if lines is None:
        return chosen.write, ""
    return existing(chosen.numbered if lines == str(LINES) else None), "-lines"


def report(name: str, format_: str, *about: Hashable, make: Callable[[], Report]) -> Response:
    """Answer with a report to keep, ``about`` which it is. Raises NotFound, CannotSet."""
    chosen = existing(REPORTS.get(format_))
    write, lines = as_asked(chosen)
    written = shared.file("report", name, lines, format_, *about, make=lambda: write(make()))
    return attachment(written, f"{name}{lines}.{format_}", chosen.media_type)


def annotated(name: str, format_: str, *about: Hashable, make: Callable[[], Redline]) -> Response:
    """Answer with a redline with what stands in its margin. Raises NotFound for other formats."""
    chosen = existing(REDLINES.get(format_))
    if not chosen.annotated:
        raise NotFound
    written = shared.file("annotated", name, format_, *about, make=lambda: chosen.write(make()))
    return attachment(written, f"{name}.{format_}", chosen.media_type)


def text_files(slug: str, name: str) -> list[dict[str, Any]]:
    """Return the files in which a text can be taken away."""
    labels = {
        "docx": _("Word"),
        "pdf": _("PDF"),
        "md": _("Markdown"),
        "txt": _("Plain text"),
        "html": _("Web page"),
        "csv": _("Table of paragraphs"),
        "xml": _("Legal XML (Akoma Ntoso)"),
    }
    return all_links("taking.text", FORMATS, labels, slug=slug, name=name)


def redline_files(slug: str, old: str, new: str) -> list[dict[str, Any]]:
    """Return the files in which the changes from one text to another can be taken away."""
    labels = {
        "docx": _("Word, with tracked changes"),
        "pdf": _("PDF"),
        "xml": _("Legal XML (Akoma Ntoso)"),
    }
    return all_links("taking.redline", REDLINES, labels, slug=slug, old=old, new=new)
