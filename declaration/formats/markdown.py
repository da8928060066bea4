"""A text as Markdown: numbers as they are printed, so that it can be pasted back."""

import re

from declaration.manuscript import Manuscript, Passage
from models.vocabulary import Kind

# What would begin a block of its own where it is only the first word of a paragraph.
_BLOCK = re.compile(r"(?P<digits>\d+)(?P<dot>[.)])(?=\s)|(?P<sign>[#>+*-])(?=\s|$|[#>-])")


def write(manuscript: Manuscript) -> bytes:
    """Return UTF-8; deleted paragraphs are left out: pasted back, they would be paragraphs."""
    live = [manuscript.marked(passage) for passage in manuscript.passages if passage.live]
    own = manuscript.own_title
    blocks = [_block(passage, first=passage == own) for passage in live]
    if own is None:
        blocks.insert(0, f"# {manuscript.title}")
    if manuscript.about:
        blocks.insert(1, manuscript.about)
    blocks.append(manuscript.seal)
    if manuscript.annex:
        blocks.append(f"## {manuscript.annex.title}")
        for note in manuscript.annex.notes:
            blocks += [f"### {note.head}", _unblocked(note.words)]
    return ("\n\n".join(blocks) + "\n").encode()


def _block(passage: Passage, *, first: bool) -> str:
    words = _unblocked(passage.words)
    if passage.kind.heads:  # of one line
        words = " ".join(line.strip() for line in words.replace("\\\n", "\n").split("\n"))
    if passage.kind in {Kind.TITLE, Kind.ANNEX}:
        return f"{'#' if first else '##'} {words}"
    if passage.kind is Kind.HEADING:
        return f"{'#' * (passage.level + 1)} {words}"
    return f"{passage.printed} {words}" if passage.printed else words


def _unblocked(words: str) -> str:
    """Escape a first sign, and the first signs of later lines, that are words and no structure."""
    return "\n".join(
        _BLOCK.sub(_escaped, line, count=1) if _BLOCK.match(line) else line
        for line in words.split("\n")
    )


def _escaped(match: re.Match[str]) -> str:
    if match["sign"]:
        return f"\\{match['sign']}"
    return f"{match['digits']}\\{match['dot']}"
