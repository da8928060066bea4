"""The Word file around the words: page, styles, header and footer, properties, bytes."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from declaration.formats.word.labels import Labels
from declaration.formats.word.xml import element, sayable
from declaration.manuscript import Manuscript, direction
from declaration.text import plain

FONT = "Cambria"
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the date of every entry of the archive: nothing else is steady
BEGAN = datetime(1980, 1, 1, tzinfo=UTC)  # of a text that has no date

HEADINGS = {1: "Heading 1", 2: "Heading 2", 3: "Heading 3"}
PLAIN, NUMBERED, SEAL = "Body Text", "Numbered Paragraph", "Seal"
ITEMS = {1: "Item", 2: "Item 2"}
HANG = Cm(1.25)
FOREIGN = {RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES}


@dataclass
class Package:
    """A Word file being written; ``labels`` are the numbers that stand before its paragraphs."""

    document: Document
    language: str
    labels: Labels
    _last_id: int = field(default=0)

    @property
    def right_to_left(self) -> bool:
        """Whether the text runs from right to left."""
        return direction(self.language) == "rtl"

    def new_id(self) -> str:
        """Return an id that nothing else in the file has."""
        self._last_id += 1
        return str(self._last_id)

    def add(self, style: str) -> Paragraph:
        """Add an empty paragraph at the end."""
        return self.document.add_paragraph(style=style)

    def bytes(self) -> bytes:
        """Return the file."""
        self.labels.write(self.document.part.numbering_part.element)
        written = io.BytesIO()
        self.document.save(written)
        return _undated(written.getvalue())


def begin(manuscript: Manuscript, about: str) -> Package:
    """Return a file on A4 with nothing in it but its header, its footer and its properties.

    ``about``: the line that says what it is.
    """
    own, language = manuscript.own_title, manuscript.language
    title = plain(own.words) if own else manuscript.title
    document = docx.Document()
    _without_foreign_parts(document)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.5)
    package = Package(document, language, Labels())
    _style(document, language)
    _properties(document, language, title, manuscript.date)
    _header(section.header.paragraphs[0], about)
    _footer(section.footer.paragraphs[0])
    return package


def _without_foreign_parts(document: Document) -> None:
    """Drop what python-docx's own template says of its making: a picture, and a program's name."""
    relations = document.part.package.rels
    for key in [key for key, each in relations.items() if each.reltype in FOREIGN]:
        del relations[key]


def _properties(document: Document, language: str, title: str, date: datetime | None) -> None:
    properties = document.core_properties
    properties.title, properties.language = sayable(title)[:255], language
    properties.author = properties.comments = properties.last_modified_by = ""
    properties.created = properties.modified = date or BEGAN


def _style(document: Document, language: str) -> None:
    """Set the styles as a conference prints its texts: black, one font, numbers in the margin."""
    styles = document.styles
    for spoken in styles.element.iter(qn("w:lang")):
        for name in ("w:val", "w:eastAsia", "w:bidi"):
            spoken.set(qn(name), language)
    _set(styles["Normal"], size=11, after=6)
    if direction(language) == "rtl":
        styles["Normal"].element.pPr.find(qn("w:spacing")).addprevious(OxmlElement("w:bidi"))
    _set(styles["Title"], size=18, after=18, bold=True)
    for border in list(styles["Title"].element.iter(qn("w:pBdr"))):
        border.getparent().remove(border)
    for level, size in ((1, 14), (2, 12), (3, 11)):
        _set(styles[HEADINGS[level]], size=size, before=12, after=6, bold=True)
    _set(styles[PLAIN], size=11, after=6)
    for name, level in ((NUMBERED, 0), (ITEMS[1], 1), (ITEMS[2], 2)):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.quick_style = True
        style.paragraph_format.left_indent = HANG * (level + 1)
        style.paragraph_format.first_line_indent = -HANG
    seal = styles.add_style(SEAL, WD_STYLE_TYPE.PARAGRAPH)
    seal.base_style = styles["Normal"]
    _set(seal, size=8, before=18)


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


def _header(paragraph: Paragraph, about: str) -> None:
    paragraph.text = sayable(about)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    for run in paragraph.runs:
        run.font.size = Pt(9)


def _footer(paragraph: Paragraph) -> None:
    """Write «page / pages», which needs no language."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(8), WD_TAB_ALIGNMENT.CENTER)
    for instruction in ("PAGE", "NUMPAGES"):
        if instruction == "NUMPAGES":
            paragraph.add_run(" / ").font.size = Pt(9)
        for part in _counted(instruction):
            run = paragraph.add_run()
            run.font.size = Pt(9)
            run._r.append(part)  # noqa: SLF001 -- python-docx has no fields


def _counted(instruction: str) -> Sequence[BaseOxmlElement]:
    parts = []
    for kind in ("begin", "", "separate", "1", "end"):
        if kind in {"begin", "separate", "end"}:
            part = element("w:fldChar", fldCharType=kind)
        else:
            part = OxmlElement("w:t" if kind else "w:instrText")
            part.text = kind or f" {instruction} "
        parts.append(part)
    return parts


def _undated(file: bytes) -> bytes:
    """Write the archive anew: in the order it has, without the time of its making."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()
