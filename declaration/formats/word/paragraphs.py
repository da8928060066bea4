"""The paragraphs of a text as those of a Word file: style, number, and what is tracked of both."""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from declaration.comparison import Hand
from declaration.formats.word.package import Package
from declaration.formats.word.runs import LINE_BREAK, TrackedPiece, Tracking, change, write
from declaration.formats.word.styles import HEADINGS, ITEMS, NUMBERED, PLAIN, SEAL, TITLE
from declaration.formats.word.xml import element
from declaration.manuscript import Passage, direction
from models.vocabulary import Kind


def style(passage: Passage) -> str:
    """Return the name of the style that a paragraph has."""
    match passage.kind:
        case Kind.TITLE:
            return TITLE
        case Kind.ANNEX:
            return HEADINGS[1]
        case Kind.HEADING:
            return HEADINGS[passage.level]
        case Kind.ITEM:
            return ITEMS[passage.level]
        case _:
            return NUMBERED if passage.printed else PLAIN


def label(paragraph: Paragraph, list_: int) -> None:
    """Give a paragraph the number of its list."""
    _properties(paragraph).append(_numbers(list_))


def turn(paragraph: Paragraph, package: Package, language: str) -> None:
    """Let a paragraph run as its language is written, where the file's is written otherwise."""
    if direction(language) != direction(package.language):
        turned = {} if direction(language) == "rtl" else {"val": "0"}
        _properties(paragraph).append(element("w:bidi", **turned))


def bar(paragraph: Paragraph) -> None:
    """Put a bar in the margin."""
    border = OxmlElement("w:pBdr")
    border.append(element("w:left", val="single", sz="12", space="8", color="auto"))
    _properties(paragraph).append(border)


def end_tracked(paragraph: Paragraph, package: Package, tracking: Tracking) -> None:
    """Track the end of a paragraph: that it came, went or was moved with its words."""
    properties = OxmlElement("w:rPr")
    properties.append(change(package, tracking.element, tracking.hand))
    _properties(paragraph).append(properties)


def name_move(paragraph: Paragraph, package: Package, tracking: Tracking, name: str) -> None:
    """Put marks around a moved paragraph; those of one name lead from one place to the other."""
    own = paragraph.paragraph_format.element
    kind = f"{tracking.element}Range"
    start = change(package, f"{kind}Start", tracking.hand)
    start.set(qn("w:name"), name)
    own.addprevious(start)
    own.addnext(element(f"{kind}End", id=start.get(qn("w:id"))))


def changed(paragraph: Paragraph, package: Package, was: Passage, hand: Hand) -> None:
    """Track that a paragraph had another style or number."""
    before = OxmlElement("w:pPr")
    before.append(element("w:pStyle", val=package.style_id(style(was))))
    if was.printed:
        before.append(_numbers(package.labels.fixed(was)))
    tracked = change(package, "w:pPrChange", hand)
    tracked.append(before)
    _properties(paragraph).append(tracked)


def end(package: Package, *lines: str) -> None:
    """Write the last paragraph: no word processor can track that the last one came or went."""
    write(package.add(SEAL), package, [last(*lines)])


def last(*lines: str) -> TrackedPiece:
    """Return the words of the last paragraph, line by line."""
    return TrackedPiece(LINE_BREAK.join(filter(None, lines)), ())


def _properties(paragraph: Paragraph) -> BaseOxmlElement:
    properties: BaseOxmlElement = paragraph.paragraph_format.element.get_or_add_pPr()
    return properties


def _numbers(list_: int) -> BaseOxmlElement:
    numbers = OxmlElement("w:numPr")
    numbers.append(element("w:ilvl", val="0"))
    numbers.append(element("w:numId", val=str(list_)))
    return numbers
