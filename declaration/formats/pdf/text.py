"""A text as a PDF."""

from dataclasses import replace

from declaration.formats.pdf import setting
from declaration.formats.pdf.report import block_data
from declaration.manuscript import Manuscript, Passage
from declaration.report import annexed
from declaration.text import MarkedText, seen


def write(manuscript: Manuscript, every: int = 0) -> bytes:
    """Return a PDF; ``every``: how many lines each number in the margin stands for, 0: none.

    Of deleted paragraphs there is the number, where the text says what stands behind it.
    Raises CannotSet.
    """
    blocks = setting.begin(manuscript)
    body = [
        blocks.passage(passage, seen(passage.words) if passage.live else _gone(passage))
        for passage in manuscript.shown
    ]
    annex = block_data(blocks, annexed(manuscript.annex))
    sheets = setting.whole(manuscript, blocks.first + body, manuscript.about)
    return setting.write(replace(sheets, annex=annex), every)


def _gone(passage: Passage) -> tuple[MarkedText, ...]:
    return (MarkedText(passage.words, (("em", ""),)),)
