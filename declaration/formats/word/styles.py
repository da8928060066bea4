"""The styles of a Word file: as a conference prints its texts, black, one font, numbers hanging."""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from declaration.manuscript import direction

FONT = "Cambria"
TITLE, PLAIN, NUMBERED, SEAL = "Title", "Body Text", "Numbered Paragraph", "Seal"
HEADINGS = {1: "Heading 1", 2: "Heading 2", 3: "Heading 3"}
ITEMS = {1: "Item", 2: "Item 2"}
HANG = Cm(1.25)
SMALL, CELL, HEAD, GAP = "Small Text", "Table Text", "Table Head", "After Table"
GRID, RULE = "Table Grid", "7F7F7F"
COMMENT, COMMENT_MARK = "annotation text", "annotation reference"  # names that Word knows
MARKS = {"added": "Added Words", "removed": "Removed Words"}  # by the mark of a run
ADDED, REMOVED = RGBColor(0x0B, 0x53, 0x45), RGBColor(0x92, 0x2B, 0x21)


def write(document: Document, language: str) -> None:
    """Set the styles that there are, and add those of texts, tables, comments and changes."""
    styles = document.styles
    for spoken in styles.element.iter(qn("w:lang")):
        for name in ("w:val", "w:eastAsia", "w:bidi"):
            spoken.set(qn(name), language)
    _set(styles["Normal"], size=11, after=6)
    if direction(language) == "rtl":
        styles["Normal"].element.pPr.find(qn("w:spacing")).addprevious(OxmlElement("w:bidi"))
    _set(styles[TITLE], size=18, after=18, bold=True)
    for border in list(styles[TITLE].element.iter(qn("w:pBdr"))):
        border.getparent().remove(border)
    for level, size in ((1, 14), (2, 12), (3, 11)):
        _set(styles[HEADINGS[level]], size=size, before=12, after=6, bold=True)
    _set(styles[PLAIN], size=11, after=6)
    for name, level in ((NUMBERED, 0), (ITEMS[1], 1), (ITEMS[2], 2)):
        style = _added(document, name)
        style.quick_style = True
        style.paragraph_format.left_indent = HANG * (level + 1)
        style.paragraph_format.first_line_indent = -HANG
    _set(_added(document, SEAL), size=8, before=18)
    _set(_added(document, SMALL), size=9, after=4)
    _set(_added(document, CELL), size=9.5, before=2, after=2)
    _set(_added(document, HEAD), size=9.5, before=2, after=2, bold=True)
    styles[HEAD].paragraph_format.keep_with_next = True
    _set(_added(document, GAP), size=6)
    _set(_added(document, COMMENT), size=10)
    for line in styles[GRID].element.find(f".//{qn('w:tblBorders')}"):
        line.set(qn("w:color"), RULE)
    _write_characters(document)


def _write_characters(document: Document) -> None:
    """Add the styles of words: their marks read in black and white, too."""
    styles = document.styles
    styles.add_style(COMMENT_MARK, WD_STYLE_TYPE.CHARACTER, builtin=True).font.size = Pt(8)
    for mark, colour in (("added", ADDED), ("removed", REMOVED)):
        style = styles.add_style(MARKS[mark], WD_STYLE_TYPE.CHARACTER)
        style.font.color.rgb = colour
        style.font.underline, style.font.strike = mark == "added", mark == "removed"


def _added(document: Document, name: str) -> ParagraphStyle:
    style: ParagraphStyle = document.styles.add_style(
        name, WD_STYLE_TYPE.PARAGRAPH, builtin=name == COMMENT
    )
    style.base_style = document.styles["Normal"]
    return style


def _set(
    style: ParagraphStyle, *, size: float, before: float = 0, after: float = 0, bold: bool = False
) -> None:
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    for name in ("w:b", "w:sz"):  # python-docx sets neither for scripts like the Arabic one
        own = properties.find(qn(name))
        twin = properties.find(qn(f"{name}Cs"))
        if twin is None:
            twin = OxmlElement(f"{name}Cs")
        own.addnext(twin)
        twin.attrib.clear()
        twin.attrib.update(own.attrib)
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.widow_control = True
