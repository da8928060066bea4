"""What became of one text in another, as a PDF that reads in black and white."""

from declaration.comparison import Fate, Redline, compared
from declaration.formats.pdf import setting
from declaration.text import seen


def write(redline: Redline) -> bytes:
    """Return a PDF with what was added underlined and what was removed struck. Raises CannotSet."""
    blocks = setting.Blocks(redline.new)
    both = [
        blocks.block(pair.either, seen(*pair.words), changed=pair.fate is not Fate.KEPT)
        for pair in compared(redline.old, redline.new)
    ]
    return setting.write(redline.new, both, redline.about)
