"""Elements of Akoma Ntoso, and words in them with their formats, links and changes."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TypeAlias
from urllib.parse import quote, urlsplit

from lxml import etree

from declaration.text import MarkedText, sayable

Element: TypeAlias = etree._Element  # noqa: SLF001 -- it has no other name
NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
LINE_BREAK = "\u2028"
ELEMENTS = {"strong": "b", "em": "i", "a": "a"}  # of formats
MARKS = {"added": "ins", "format added": "ins", "removed": "del", "format removed": "del"}
BARE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
FORBIDDEN = re.compile(r"""[\x00-\x20"<>\\^`{|}\[\]]""")  # in an address


def root(name: str) -> Element:
    """Return an element with nothing around it."""
    return etree.Element(f"{{{NAMESPACE}}}{name}", nsmap={None: NAMESPACE})


def add(parent: Element, tag: str, /, **attributes: str) -> Element:
    """Add an element of the structure on a line of its own."""
    if not len(parent):
        parent.text = "\n"
    element = inline(parent, tag, **attributes)
    element.tail = "\n"
    return element


def inline(parent: Element, tag: str, /, **attributes: str) -> Element:
    """Add an element among words."""
    written = {key: sayable(value) for key, value in attributes.items()}
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", written)


def name(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(etree.QName(element).localname)


def write(parent: Element, runs: Iterable[MarkedText]) -> None:
    """Append words; an empty run leaves an empty <ins> or <del>, where it is marked."""
    for mark, group in groupby(runs, key=lambda run: MARKS.get(run.mark, "")):
        _formatted(inline(parent, mark) if mark else parent, list(group), 0)


def file(element: Element) -> bytes:
    """Return a file with this element as its root."""
    return bytes(etree.tostring(element, encoding="UTF-8", xml_declaration=True)) + b"\n"


def _formatted(parent: Element, runs: Sequence[MarkedText], depth: int) -> None:
    """Write runs whose first ``depth`` formats are open; neighbours share the next one."""
    for formats, group in groupby(runs, key=lambda run: run.formats[depth : depth + 1]):
        if not formats:
            _text(parent, "".join(run.text for run in group))
            continue
        ((format_, target),) = formats
        attributes = {"href": _address(target)} if format_ == "a" else {}
        named = all(attributes.values())
        around = inline(parent, ELEMENTS[format_], **attributes) if named else parent
        _formatted(around, list(group), depth + 1)


def _text(parent: Element, text: str) -> None:
    for place, line in enumerate(sayable(text).split(LINE_BREAK)):
        if place:
            inline(parent, "br")
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + line
        else:
            parent.text = (parent.text or "") + line


def _address(target: str) -> str:
    """Return a link's target as XML Schema takes it; empty where it is no address at all."""
    try:
        urlsplit(target).port  # noqa: B018 -- raises
    except ValueError:
        return ""
    return FORBIDDEN.sub(lambda sign: quote(sign[0]), BARE_PERCENT.sub("%25", sayable(target)))
