"""The structure of a statement: preface, preamble, body and annexes, out of a row of paragraphs.

Every paragraph is one element with its number and its words: a title, a recital or a formula in
the preamble, a paragraph, a point or a section's heading in the body. Between levels of which one
is skipped stands an element without words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from declaration.formats.akoma_ntoso import languages, meta, xml
from declaration.formats.akoma_ntoso.addresses import Naming
from declaration.formats.akoma_ntoso.xml import Element, add
from declaration.manuscript import Passage
from declaration.text import MarkedText, sayable
from models.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class Entry:
    """A paragraph to be written, number and words as runs; ``gone``: the newer text lacks it."""

    passage: Passage
    number: tuple[MarkedText, ...]
    words: tuple[MarkedText, ...]
    gone: bool = False


Written = dict[Element, Entry]  # in reading order


class Statement:
    """A statement being written; ``paragraphs``: the element of each entry."""

    def __init__(self, naming: Naming, status: str, entries: Sequence[Entry]) -> None:
        self.root = xml.root("akomaNtoso")
        self.paragraphs: Written = {}
        self._naming = naming
        scheme = naming.text.scheme.value
        contains = "multipleVersions" if naming.since else "singleVersion"
        statement = add(self.root, "statement", name=scheme, contains=contains)
        self.meta = self._identified(statement, "/!main")
        titles = list(takewhile(lambda entry: entry.passage.kind is Kind.TITLE, entries))
        self._preface(add(statement, "preface"), status, titles)
        opening = _opening(entries[len(titles) :])
        if opening:
            flow = _Flow(add(statement, "preamble"), self.paragraphs, opening=True)
            for entry in opening:
                flow.add(entry)
        self._parts(statement, entries[len(titles) + len(opening) :])

    def _identified(self, document: Element, component: str) -> Element:
        element = add(document, "meta")
        meta.identification(element, self._naming, component)
        return element

    def _preface(self, preface: Element, status: str, titles: Sequence[Entry]) -> None:
        text = self._naming.text
        line = add(add(preface, "container", name="identification"), "p")
        parts = {"docNumber": text.symbol, "docStage": text.label, "docDate": self._naming.date}
        for name, words in {**parts, "docStatus": status}.items():
            if words:
                if len(line):
                    line[-1].tail = " · "
                dated = {"date": words} if name == "docDate" else {}
                xml.inline(line, name, **dated).text = sayable(words)
        for entry in titles:
            title = xml.inline(add(add(preface, "longTitle"), "p"), "docTitle")
            _write(title, entry)
            self.paragraphs[title] = entry
        given = _given_title(self._naming)
        if given:
            xml.write(xml.inline(add(add(preface, "longTitle"), "p"), "docTitle"), given)

    def _parts(self, statement: Element, entries: Sequence[Entry]) -> None:
        """Write the body, and each annex as a document of its own."""
        flow = _Flow(add(statement, "mainBody"), self.paragraphs)
        bodies, attachments = [flow.body], None
        for entry in entries:
            if entry.passage.kind is not Kind.ANNEX:
                flow.add(entry)
                continue
            if attachments is None:
                attachments = add(statement, "attachments")
            attachment = add(attachments, "attachment")
            _write(add(attachment, "heading"), entry)
            self.paragraphs[attachment] = entry
            document = add(attachment, "doc", name="annex")
            self._identified(document, f"/!annex_{len(bodies)}")
            flow = _Flow(add(document, "mainBody"), self.paragraphs)
            bodies.append(flow.body)
        for body in bodies:
            if not len(body):
                add(body, "p")  # a body must not be empty


def _given_title(naming: Naming) -> Sequence[MarkedText]:
    """Return the title that the document gives to a text without one, on both sides."""
    new, old = (
        None if text.own_title else text.title
        for text in (naming.text, naming.since.text if naming.since else naming.text)
    )
    if new == old:
        return [MarkedText(new, ())] if new is not None else []
    sides = ((old, "removed"), (new, "added"))
    return [MarkedText(title, (), mark) for title, mark in sides if title is not None]


def _opening(entries: Sequence[Entry]) -> Sequence[Entry]:
    """Return the preamble: all up to the last recital, if nothing of the body comes before it."""
    if entries and entries[0].passage.kind is Kind.ITEM:
        return []
    end, recited = 0, False
    for place, entry in enumerate(takewhile(_opens, entries), 1):
        kind = entry.passage.kind
        recited = kind is Kind.PREAMBULAR or (recited and kind is Kind.ITEM)
        end = place if recited else end
    return entries[:end]


def _opens(entry: Entry) -> bool:
    """Say whether a paragraph can stand in a preamble, which has no formula with a number."""
    numbered = any(run.text for run in entry.number)
    kind = entry.passage.kind
    return kind in {Kind.PREAMBULAR, Kind.ITEM} or (kind is Kind.PLAIN and not numbered)


class _Flow:
    """Paragraphs one below the other, in a body or in a preamble (``opening``).

    ``_sections``: the body and the sections open in it, by level. ``_blocks``: the paragraph to
    which items belong, and its open point; none behind a heading.
    """

    def __init__(self, body: Element, paragraphs: Written, *, opening: bool = False) -> None:
        self.body = body
        self._paragraphs = paragraphs
        self._opening = opening
        self._sections = [body]
        self._blocks: list[Element] = []

    def add(self, entry: Entry) -> None:
        """Write a paragraph below the last."""
        kind, level = entry.passage.kind, entry.passage.level
        if kind is Kind.HEADING:
            element = self._section(level)
        elif kind is Kind.TITLE:
            self._blocks, self._sections = [], [self.body]
            element = add(self.body, "hcontainer", name="title")
        elif kind is Kind.ITEM:
            element = self._point(level)
        else:
            element = self._recital(kind) if self._opening else self._paragraph(kind)
            self._blocks = [element]
        self._paragraphs[element] = entry
        if any(run.text for run in entry.number):
            xml.write(add(element, "num"), entry.number)
        if kind.heads:
            _write(add(element, "heading"), entry)
        else:
            _write(add(element if self._opening else add(element, "content"), "p"), entry)

    def _section(self, level: int) -> Element:
        self._blocks = []
        del self._sections[level:]
        while len(self._sections) <= level:
            self._sections.append(add(self._sections[-1], "section"))
        return self._sections[-1]

    def _point(self, level: int) -> Element:
        del self._blocks[level:]
        if not self._blocks:
            self._blocks = [self._paragraph(Kind.PLAIN)]
        while len(self._blocks) <= level:
            self._blocks.append(add(self._list(), "item" if self._opening else "point"))
        return self._blocks[-1]

    def _list(self) -> Element:
        """Return the list of the last block; its words introduce it."""
        block, name = self._blocks[-1], "blockList" if self._opening else "list"
        last = block[-1] if len(block) else None
        if last is not None and xml.name(last) == name:
            return last
        list_ = add(block, name)
        if last is not None and xml.name(last) == "content":
            last.tag = f"{{{xml.NAMESPACE}}}intro"
            list_.text = "\n"
            list_.append(last)
        return list_

    def _recital(self, kind: Kind) -> Element:
        if kind is Kind.PLAIN:
            return add(self.body, "formula", name="enactingFormula")
        last = self.body[-1] if len(self.body) else None
        if last is None or xml.name(last) != "recitals":
            last = add(self.body, "recitals")
        return add(last, "recital")

    def _paragraph(self, kind: Kind) -> Element:
        """Add a paragraph; without a number, as AKN4UN has it, it is an "alinea"."""
        if kind is Kind.PREAMBULAR:
            return add(self._sections[-1], "hcontainer", name="recital")
        return add(self._sections[-1], "paragraph" if kind is Kind.OPERATIVE else "alinea")


def _write(element: Element, entry: Entry) -> None:
    element.set(xml.LANGUAGE, languages.tag(entry.passage.language))
    xml.write(element, entry.words)
