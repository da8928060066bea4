"""A text as a PDF."""

from declaration.formats.pdf import setting
from declaration.manuscript import Manuscript
from declaration.text import seen


def write(manuscript: Manuscript) -> bytes:
    """Return a PDF; deleted paragraphs are left out. Raises CannotSet."""
    blocks = setting.Blocks(manuscript)
    live = [
        blocks.block(passage, seen(passage.words))
        for passage in manuscript.passages
        if passage.live
    ]
    return setting.write(manuscript, live, manuscript.about)
