"""What became of one text in another, as a PDF that reads in black and white."""

from declaration.comparison import Fate, Redline, compared
from declaration.formats.pdf import setting
from declaration.text import seen

MARKS = {Fate.ADDED: "added", Fate.REMOVED: "removed"}  # of a number


def write(redline: Redline, every: int = 0) -> bytes:
    """Return a PDF with what was added underlined and what was removed struck.

    ``every``: how many lines each number in the margin stands for, 0: none. Raises CannotSet.
    """
    blocks = setting.begin(redline.new)
    both = [
        blocks.passage(
            pair.either,
            seen(*pair.words),
            mark=MARKS.get(pair.fate, ""),
            changed=pair.fate is not Fate.KEPT,
        )
        for pair in compared(redline.old, redline.new)
    ]
    whole = setting.whole(redline.new, blocks.first + both, redline.about)
    return setting.write(whole, every)
