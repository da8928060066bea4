"""The Word file around the words: page, header and footer, properties, bytes."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Cm, Length, Pt
from docx.text.paragraph import Paragraph

from declaration.formats.word import styles
from declaration.formats.word.labels import Labels
from declaration.formats.word.xml import element
from declaration.manuscript import Manuscript
from declaration.text import plain, sayable

EARLIEST = (1980, 1, 1, 0, 0, 0)  # the date of every entry of the archive: nothing else is steady
BEGAN = datetime(1980, 1, 1, tzinfo=UTC)  # of a text that has no date
LONG_SIDE, SHORT_SIDE, MARGIN = Cm(29.7), Cm(21), Cm(2.5)  # A4
MODE = "15"  # of Word since 2013: in an older one it answers no comment
FOREIGN = {RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES}


@dataclass
class Package:
    """A Word file being written; ``labels`` are the numbers that stand before its paragraphs."""

    document: Document
    language: str
    labels: Labels
    _last_id: int = field(default=0)
    _style_ids: dict[str, str] = field(default_factory=dict)

    @property
    def width(self) -> int:
        """Return how wide the words of a page run, in twentieths of a point."""
        section = self.document.sections[0]
        return int(Length((section.page_width or 0) - 2 * MARGIN).twips)

    def new_id(self) -> str:
        """Return an id that nothing else in the file has."""
        self._last_id += 1
        return str(self._last_id)

    def add(self, style: str) -> Paragraph:
        """Add an empty paragraph at the end."""
        paragraph = self.loose(style)
        self.append(paragraph.paragraph_format.element)
        return paragraph

    def loose(self, style: str) -> Paragraph:
        """Return an empty paragraph that stands nowhere yet."""
        own: BaseOxmlElement = OxmlElement("w:p")
        own.get_or_add_pPr().append(element("w:pStyle", val=self.style_id(style)))
        return Paragraph(own, self.document._body)  # noqa: SLF001 -- whose part it will be in

    def append(self, block: BaseOxmlElement) -> None:
        """Put a paragraph or a table at the end."""
        self.document.element.body.find(qn("w:sectPr")).addprevious(block)

    def style_id(self, name: str) -> str:
        """Return the id of a style by its name."""
        if name not in self._style_ids:
            self._style_ids[name] = self.document.styles[name].style_id
        return self._style_ids[name]

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
    own = manuscript.own_title
    title = plain(own.words) if own else manuscript.title
    return opened(title, manuscript.language, about, manuscript.date)


def opened(
    title: str, language: str, about: str, date: datetime | None, *, wide: bool = False
) -> Package:
    """Return the same of anything that has a title; ``wide``: its pages lie on their side."""
    document = docx.Document()
    _without_foreign_parts(document)
    _today(document)
    section = document.sections[0]
    _page(section, wide=wide)
    styles.write(document, language)
    _properties(document, language, title, date)
    _header(section.header.paragraphs[0], about)
    _footer(section.footer.paragraphs[0])
    return Package(document, language, Labels())


def _page(section: Section, *, wide: bool) -> None:
    sides = (LONG_SIDE, SHORT_SIDE) if wide else (SHORT_SIDE, LONG_SIDE)
    section.page_width, section.page_height = sides
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = MARGIN
    section.top_margin = section.bottom_margin = MARGIN


def _today(document: Document) -> None:
    """Let it be a file of today's Word, which has not read its spelling yet."""
    settings = document.settings.element
    for read in list(settings.iter(qn("w:proofState"))):
        settings.remove(read)
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), MODE)


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
