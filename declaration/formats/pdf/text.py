"""A text as a PDF."""

from declaration.formats.pdf import setting
from declaration.manuscript import Manuscript
from declaration.text import MarkedText, diff, tracked


def write(manuscript: Manuscript) -> bytes:
    """Return a PDF; deleted paragraphs are left out. Raises CannotSet."""
    blocks = setting.Blocks(manuscript)
    live = [
        blocks.block(passage, (run for seen in _seen(passage.words) for run in seen))
        for passage in manuscript.passages
        if passage.live
    ]
    return setting.write(manuscript, live, manuscript.about)


def _seen(words: str) -> tuple[tuple[MarkedText, ...], ...]:
    return tracked(words, words, diff(words, words))
