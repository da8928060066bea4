"""A text as a Word file that a secretariat can go on working in: real headings, real numbers."""

from declaration.formats.word import package as packages, paragraphs, runs
from declaration.formats.word.report import ReportWriter
from declaration.formats.word.runs import TrackedPiece
from declaration.formats.word.styles import TITLE
from declaration.manuscript import Manuscript
from declaration.report import annexed
from declaration.text import seen


def write(manuscript: Manuscript) -> bytes:
    """Return a DOCX; of a deleted paragraph its number stays, where the text says so."""
    package = packages.begin(manuscript, manuscript.about)
    if manuscript.own_title is None:
        runs.write(package.add(TITLE), package, [TrackedPiece(manuscript.title, ())])
    for passage in manuscript.shown:
        paragraph = package.add(paragraphs.style(passage))
        if passage.printed:
            paragraphs.label(paragraph, package.labels.counted(passage))
        pieces = (TrackedPiece(run.text, run.formats) for run in seen(passage.words))
        runs.write(paragraph, package, pieces)
    paragraphs.end(package, manuscript.seal)
    writer = ReportWriter(package)
    for block in annexed(manuscript.annex):
        writer.add(block)
    return package.bytes()
