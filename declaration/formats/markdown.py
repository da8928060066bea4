"""A text as Markdown: numbers as they are printed, so that it can be pasted back."""

import re

from declaration.manuscript import Manuscript, Passage
from models.vocabulary import Kind

# What would begin a block of its own where it is only the first word of a paragraph.
_BLOCK = re.compile(r"(?P<digits>\d+)(?P<dot>[.)])(?=\s)|(?P<sign>[#>+*=~|-])(?=\s|$|[#>=~|-])")


def write(manuscript: Manuscript) -> bytes:
    """Return UTF-8; deleted paragraphs are left out."""
    live = [passage for passage in manuscript.passages if passage.live]
    about = [part for part in (manuscript.symbol, manuscript.label, _day(manuscript)) if part]
    blocks = [_block(passage) for passage in live]
    if all(passage.kind is not Kind.TITLE for passage in live):
        blocks.insert(0, f"# {manuscript.title}")
    if about:
        blocks.insert(1, " · ".join(about))
    blocks.append(f"SHA-256 {manuscript.content_hash}")
    return ("\n\n".join(blocks) + "\n").encode()


def _day(manuscript: Manuscript) -> str:
    return manuscript.date.date().isoformat() if manuscript.date else ""


def _block(passage: Passage) -> str:
    words = _unblocked(passage.words)
    if passage.kind is Kind.TITLE:
        return f"# {words}"
    if passage.kind is Kind.HEADING:
        return f"{'#' * (passage.level + 1)} {words}"
    if passage.kind is Kind.ANNEX:
        return f"## {words}"
    if passage.kind is Kind.ITEM:
        return f"{passage.mark} {words}"
    return f"{passage.number}. {words}" if passage.number else words


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
