"""Words with their formats, links and tracked changes, as the runs of a Word paragraph."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from declaration.comparison import Hand
from declaration.formats.word import styles
from declaration.formats.word.package import Package
from declaration.formats.word.xml import element
from declaration.manuscript import direction
from declaration.text import MarkedText, sayable

LINE_BREAK = "\u2028"
LINK = "a"
TOGGLES = {"strong": "w:b", "em": "w:i"}
LINK_COLOUR = "0563C1"  # what word processors give to links
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Formats = tuple[tuple[str, str], ...]


NOBODY = Hand("")


@dataclass(frozen=True, slots=True)
class Tracking:
    """How words are tracked: by which element ("" = not at all), and whose it is."""

    element: str
    hand: Hand = NOBODY

    def by(self, hand: Hand) -> "Tracking":
        """Return the same of another hand."""
        return replace(self, hand=hand)


KEPT = Tracking("")
ADDED, REMOVED = Tracking("w:ins"), Tracking("w:del")
MOVED_FROM, MOVED_TO = Tracking("w:moveFrom"), Tracking("w:moveTo")


@dataclass(frozen=True, slots=True)
class TrackedPiece:
    """Words of one format; ``before``: the formats that they had, where these alone changed."""

    text: str
    formats: Formats
    tracking: Tracking = KEPT
    before: Formats | None = None


def change(package: Package, name: str, hand: Hand) -> BaseOxmlElement:
    """Return an element that says who changed something, and when."""
    when = {} if hand.at is None else {"date": hand.at.strftime("%Y-%m-%dT%H:%M:%SZ")}
    author = sayable(hand.name)[:255]
    return element(name, id=package.new_id(), author=author, **when)


def pieces(
    marked: Iterable[MarkedText],
    added: Tracking,
    removed: Tracking,
    kept: Tracking = KEPT,
    leaving: str = "",
) -> Iterator[TrackedPiece]:
    """Turn the marked text of one change into pieces, ``leaving`` out what has that mark.

    Where the format alone changed the words stay, and remember it; a link that changed is words
    removed and added, because no word processor tracks an address.
    """
    left = [run for run in marked if not leaving or not run.mark.endswith(leaving)]
    for marks, group in groupby(left, key=lambda run: run.mark.startswith("format")):
        if marks:
            yield from _reformatted(list(group), added, removed, kept)
            continue
        for run in group:
            tracking = {"added": added, "removed": removed}.get(run.mark, kept)
            yield TrackedPiece(run.text, run.formats, tracking)


def write(
    paragraph: Paragraph, package: Package, pieces: Iterable[TrackedPiece], language: str = ""
) -> None:
    """Append pieces to a paragraph; neighbours of one link or one change share its element.

    ``language``: what they are in, "" for that of the file.
    """
    language = language or package.language
    own = paragraph.paragraph_format.element
    for target, linked in groupby(pieces, key=lambda piece: dict(piece.formats).get(LINK)):
        parent = _link(package, target) if target else own
        if target:
            own.append(parent)
        for tracking, run in groupby(linked, key=lambda piece: piece.tracking):
            around = parent
            if tracking.element:
                around = change(package, tracking.element, tracking.hand)
                parent.append(around)
            for piece in run:
                around.append(_run(package, piece, language))


def _reformatted(
    runs: Sequence[MarkedText], added: Tracking, removed: Tracking, kept: Tracking
) -> Iterator[TrackedPiece]:
    """Pair letters as they were with letters as they are; alone where one side is left out."""
    while runs:
        gone = list(takewhile(lambda run: run.mark == "format removed", runs))
        came = list(takewhile(lambda run: run.mark == "format added", runs[len(gone) :]))
        runs = runs[len(gone) + len(came) :]
        if not gone or not came:
            yield from (TrackedPiece(run.text, run.formats, kept) for run in gone or came)
            continue
        old, new = ([run.formats for run in side for _ in run.text] for side in (gone, came))
        text = iter("".join(run.text for run in came))
        changed = kept if kept.element else kept.by(added.hand)
        for (before, after), letters in groupby(zip(old, new, strict=True)):
            words = "".join(next(text) for _ in letters)
            if dict(before).get(LINK) == dict(after).get(LINK):
                yield TrackedPiece(words, after, changed, before)
            else:
                yield TrackedPiece(words, before, removed)
                yield TrackedPiece(words, after, added)


def _link(package: Package, target: str) -> BaseOxmlElement:
    part = package.document.part
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    return link


def _run(package: Package, piece: TrackedPiece, language: str) -> BaseOxmlElement:
    run = OxmlElement("w:r")
    properties = _properties(package, piece.formats, language)
    if piece.before is not None:
        was = change(package, "w:rPrChange", piece.tracking.hand)
        was.append(_properties(package, piece.before, language))
        properties.append(was)
    if len(properties):
        run.append(properties)
    gone = piece.tracking.element == REMOVED.element  # what was moved away keeps its words
    for breaks, part in groupby(sayable(piece.text), key=lambda letter: letter == LINE_BREAK):
        if breaks:
            run.extend(OxmlElement("w:br") for _ in part)
            continue
        text = OxmlElement("w:delText" if gone else "w:t")
        text.text = "".join(part).replace("\n", " ").replace("\t", " ")
        text.set(SPACE, "preserve")
        run.append(text)
    return run


def _properties(package: Package, formats: Formats, language: str) -> BaseOxmlElement:
    """Return the properties of a run, in the order that the schema has."""
    properties = OxmlElement("w:rPr")
    named = dict(formats)
    marks = [mark for mark in styles.MARKS if mark in named]
    for mark in marks:
        properties.append(element("w:rStyle", val=package.style_id(styles.MARKS[mark])))
    for name, toggle in TOGGLES.items():
        if name in named:
            properties.extend((OxmlElement(toggle), OxmlElement(f"{toggle}Cs")))
    if LINK in named and not marks:
        properties.append(element("w:color", val=LINK_COLOUR))
        properties.append(element("w:u", val="single"))
    if direction(language) == "rtl":
        properties.append(OxmlElement("w:rtl"))
    if language != package.language:
        properties.append(element("w:lang", val=language, eastAsia=language, bidi=language))
    return properties
