"""A report on a text as a Word file: headings, tables, and paragraphs as the text has them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from docx.text.paragraph import Paragraph

from declaration.formats.word import package as packages, paragraphs, runs, styles, tables
from declaration.formats.word.package import Package
from declaration.formats.word.runs import TrackedPiece
from declaration.formats.word.tables import Row
from declaration.report import (
    Block,
    Facts,
    Grid,
    Heading,
    Line,
    Lines,
    NewPage,
    Prose,
    Report,
    TextParagraph,
    said,
)
from declaration.text import MarkedText

NAMES = (1, 3)  # shares of the page: names, and what they name


def write(report: Report) -> bytes:
    """Return a DOCX."""
    package = packages.opened(
        report.title, report.language, report.about, report.date, wide=report.wide
    )
    writer = ReportWriter(package)
    writer.add_lines(styles.TITLE, said(report.title, report.language))
    for block in report.blocks:
        writer.add(block)
    writer.end(report.end)
    return package.bytes()


@dataclass
class ReportWriter:
    """Writes blocks; ``turned``: what follows is on a new page, ``tabled``: it follows a table."""

    package: Package
    turned: bool = field(default=False)
    tabled: bool = field(default=False)

    def add(self, block: Block) -> None:
        """Write a block below the others."""
        match block:
            case NewPage():
                self.turned = True
            case Heading(line, level):
                self.add_lines(styles.HEADINGS[level - 1], (line,))
            case Prose(lines, small):
                self.add_lines(styles.SMALL if small else styles.PLAIN, lines)
            case TextParagraph():
                self._add_passage(block)
            case Facts(pairs):
                self._add_table(list(self._facts(pairs)), NAMES, lined=False)
            case Grid(_heads, _rows, widths):
                self._add_table(list(self._rows(block)), widths, lined=True)

    def add_lines(self, style: str, lines: Sequence[Line]) -> None:
        """Write lines, each as a paragraph."""
        for line in lines:
            self._set(self._begin(style), line.runs, line.language)

    def end(self, lines: Sequence[str]) -> None:
        """Write the last lines; a file never ends with a table."""
        self.turned = False
        if lines:
            paragraphs.end(self.package, *lines)
        elif self.tabled:
            self.package.add(styles.GAP)

    def _begin(self, style: str) -> Paragraph:
        if self.tabled and not self.turned and style != styles.GAP:
            self.package.add(styles.GAP)
        paragraph = self.package.add(style)
        if self.turned:
            paragraph.paragraph_format.page_break_before = True
        self.turned = self.tabled = False
        return paragraph

    def _add_passage(self, block: TextParagraph) -> None:
        passage = block.passage
        paragraph = self._begin(paragraphs.style(passage))
        if passage.printed:
            paragraphs.label(paragraph, self.package.labels.fixed(passage))
        if block.changed:
            paragraphs.bar(paragraph)
        self._set(paragraph, block.runs, passage.language)

    def _add_table(self, rows: Sequence[Row], widths: Sequence[int], *, lined: bool) -> None:
        """Write a table, apart from one before it: two that touch are one to a word processor."""
        if not rows:
            return
        if self.turned or self.tabled:
            self._begin(styles.GAP)
        self.package.append(tables.table(self.package, widths, rows, lined=lined))
        self.tabled = True

    def _facts(self, pairs: Sequence[tuple[str, Lines]]) -> Iterator[Row]:
        for name, lines in pairs:
            yield Row(
                [self._cell(said(name, self.package.language), styles.HEAD), self._cell(lines)]
            )

    def _rows(self, grid: Grid) -> Iterator[Row]:
        language = self.package.language
        yield Row([self._cell(said(head, language), styles.HEAD) for head in grid.heads], head=True)
        for row in grid.rows:
            yield Row([self._cell(lines) for lines in row])

    def _cell(self, lines: Sequence[Line], style: str = styles.CELL) -> Sequence[Paragraph]:
        """Return the paragraphs of a cell, an empty one where it has no words."""
        cell = []
        for line in lines or (Line((), self.package.language),):
            cell.append(self.package.loose(style))
            self._set(cell[-1], line.runs, line.language)
        return cell

    def _set(self, paragraph: Paragraph, marked: Sequence[MarkedText], language: str) -> None:
        """Set words in their language, with their formats and marks."""
        paragraphs.turn(paragraph, self.package, language)
        runs.write(paragraph, self.package, _pieces(marked), language)


def _pieces(marked: Sequence[MarkedText]) -> Iterator[TrackedPiece]:
    """Turn runs into pieces: as nothing is tracked here, a mark is one more of their formats."""
    for run in marked:
        if run.mark != "format removed":
            mark = ((run.mark, ""),) if run.mark in styles.MARKS else ()
            yield TrackedPiece(run.text, (*run.formats, *mark))
