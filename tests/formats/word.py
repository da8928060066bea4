"""Reads a Word file as a word processor does that accepts, or rejects, all changes."""

import io
import re
import zipfile
from typing import NamedTuple

import docx
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
MARKS = {"ins", "del", "moveFrom", "moveTo"}
STAYS = {"accept": {"ins", "moveTo"}, "reject": {"del", "moveFrom"}}
TOGGLES = ("b", "i")


class Read(NamedTuple):
    """A paragraph: its style, its label, and its words with their formats, letter by letter."""

    style: str
    label: str
    letters: tuple

    @property
    def words(self):
        return "".join(letter for letter, _formats in self.letters)


def sayable(text):
    """Return what XML carries of a text; a blank for what is one in a paragraph."""
    kept = re.sub("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)
    return re.sub(r"[\t\n]", " ", kept)


def properties(file):
    return docx.Document(io.BytesIO(file)).core_properties


def names(file):
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return set(archive.namelist())


def part(file, name):
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return etree.fromstring(archive.read(f"word/{name}.xml"))


def read(file, how="accept"):
    """Return the paragraphs that are there once all changes are accepted, or rejected."""
    labels, paragraphs, waiting = Labels(part(file, "numbering")), [], ()
    for paragraph in part(file, "document").iter(f"{W}p"):
        letters = (*waiting, *_letters(paragraph, how))
        mark = _mark(paragraph)
        if mark and mark not in STAYS[how]:
            waiting = letters  # its end goes: what is left of it begins the next paragraph
            continue
        waiting = ()
        properties = _properties(paragraph, how)
        paragraphs.append(Read(_value(properties, "w:pStyle"), labels.of(properties), letters))
    assert not waiting, "the last paragraph cannot go"
    return paragraphs


def lines(file):
    """Return the words of all paragraphs, those in tables included; what is tracked accepted."""
    return [paragraph.words for paragraph in read(file)]


def header(file):
    """Return the words at the head of every page."""
    return "".join(part(file, "header1").itertext())


class Labels:
    """Counts as a word processor does."""

    def __init__(self, numbering):
        levels = {
            abstract.get(f"{W}abstractNumId"): (
                abstract.find(f".//{W}numFmt").get(f"{W}val"),
                abstract.find(f".//{W}lvlText").get(f"{W}val"),
            )
            for abstract in numbering.iter(f"{W}abstractNum")
        }
        self.lists = {
            number.get(f"{W}numId"): levels[number.find(f"{W}abstractNumId").get(f"{W}val")]
            for number in numbering.iter(f"{W}num")
        }
        self.counts = {
            number.get(f"{W}numId"): int(number.find(f".//{W}startOverride").get(f"{W}val")) - 1
            for number in numbering.iter(f"{W}num")
        }

    def of(self, properties):
        list_ = _value(properties, "w:numPr/w:numId")
        if not list_:
            return ""
        figures, label = self.lists[list_]
        self.counts[list_] += 1
        count = self.counts[list_]
        romans = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"]
        written = {
            "decimal": lambda: str(count),
            "lowerLetter": lambda: chr(96 + count),
            "lowerRoman": lambda: romans[count - 1],
        }
        return label.replace("%1", written[figures]())


def changes(file):
    """Return who changed which words: element, author, date, words."""
    return [
        (
            etree.QName(element).localname,
            element.get(f"{W}author"),
            element.get(f"{W}date"),
            "".join(element.itertext()),
        )
        for element in part(file, "document").iter(*(f"{W}{name}" for name in MARKS))
        if etree.QName(element.getparent()).localname != "rPr"
    ]


def ids(file):
    """Return the ids of all changes, and of all comments."""
    changed = {*MARKS, "pPrChange", "rPrChange", "comment"}
    parts = [name for name in ("document", "comments") if f"word/{name}.xml" in names(file)]
    return [
        element.get(f"{W}id")
        for name in parts
        for element in part(file, name).iter()
        if etree.QName(element).localname in changed
    ]


class Remark(NamedTuple):
    """What somebody says in the margin, whether it is done with, and on which words it stands.

    ``to``: the words that it answers; ``anchored``: what is left of its words once all is accepted.
    """

    author: str
    date: str | None
    words: str
    done: bool
    to: str | None
    anchored: str


def comments(file):
    """Return the comments and their answers."""
    if "word/comments.xml" not in names(file):
        return []
    states = {state.get(f"{W15}paraId"): state for state in part(file, "commentsExtended")}
    anchored, made, words = _anchored(part(file, "document")), [], {}
    for comment in part(file, "comments"):
        lines = ["".join(line.itertext()) for line in comment.iter(f"{W}p")]
        state = states.pop(comment[-1].get(f"{W14}paraId"))
        words[state.get(f"{W15}paraId")] = "\n".join(lines)
        made.append((comment, state))
    assert not states, "what is known of a comment that is not there"
    return [
        Remark(
            comment.get(f"{W}author"),
            comment.get(f"{W}date"),
            words[state.get(f"{W15}paraId")],
            state.get(f"{W15}done") == "1",
            words.get(state.get(f"{W15}paraIdParent")),
            anchored[comment.get(f"{W}id")],
        )
        for comment, state in made
    ]


def _anchored(document):
    """Return the words of each comment's range; opened, closed, then signed."""
    marks = {"commentRangeStart": [], "commentRangeEnd": [], "commentReference": []}
    opened, closed, signed = marks.values()
    for element in document.iter():
        marks.get(etree.QName(element).localname, []).append(element.get(f"{W}id"))
        assert set(opened) >= set(closed) >= set(signed)
    assert sorted(opened) == sorted(closed) == sorted(signed)
    return anchored(_events(document))


def _events(document):
    """Yield what the words are made of in their order, once all is accepted."""
    for element in document.iter():
        name, id_ = etree.QName(element).localname, element.get(f"{W}id")
        if name == "commentRangeStart":
            yield "start", id_
        elif name == "commentRangeEnd":
            yield "end", id_
        elif name in {"t", "br"} and not _changed(element) & {"del", "moveFrom"}:
            yield "words", " " if name == "br" else element.text or ""


def anchored(events):
    """Return by its id the words between the start and the end of each comment."""
    words, opened = {}, set()
    for kind, value in events:
        if kind == "start":
            words[value] = ""
            opened.add(value)
        elif kind == "end":
            opened.discard(value)
        else:
            words.update({key: words[key] + value for key in opened})
    return words


def _changed(element):
    return {etree.QName(around).localname for around in element.iterancestors()} & MARKS


def _letters(paragraph, how):
    for run in paragraph.iter(f"{W}r"):
        around = _changed(run)
        if around and not around & STAYS[how]:
            continue
        formats = _formats(run, how)
        for element in run:
            name = etree.QName(element).localname
            if name in {"t", "delText"}:
                yield from ((letter, formats) for letter in element.text or "")
            elif name == "br":
                yield "\u2028", formats


def _formats(run, how):
    properties = run.find(f"{W}rPr")
    if properties is None:
        return frozenset()
    was = properties.find(f"{W}rPrChange")
    if how == "reject" and was is not None:
        properties = was.find(f"{W}rPr")
    return frozenset(name for name in TOGGLES if properties.find(f"{W}{name}") is not None)


def _mark(paragraph):
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    names = [] if mark is None else [etree.QName(element).localname for element in mark]
    return next((name for name in names if name in MARKS), None)


def _properties(paragraph, how):
    properties = paragraph.find(f"{W}pPr")
    was = None if properties is None else properties.find(f"{W}pPrChange")
    return was.find(f"{W}pPr") if how == "reject" and was is not None else properties


def _value(properties, path):
    if properties is None:
        return ""
    element = properties.find(path, {"w": W[1:-1]})
    return "" if element is None else element.get(f"{W}val")
