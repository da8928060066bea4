"""A text as plain text: a paragraph a line, numbers as they are printed, no signs of Markdown."""

from declaration.manuscript import Manuscript, Passage
from declaration.text import plain
from models.vocabulary import Kind

INDENT = 4  # blanks before an item, for each level


def write(manuscript: Manuscript) -> bytes:
    """Return UTF-8; of a deleted paragraph its number stays, where the text says so."""
    lines = [_line(passage) for passage in manuscript.shown]
    if manuscript.own_title is None:
        lines.insert(0, manuscript.title)
    lines[1:1] = [manuscript.about] if manuscript.about else []
    lines.append(manuscript.seal)
    if manuscript.annex:
        notes = manuscript.annex.notes
        lines += [manuscript.annex.title, *(f"{note.head}\n\n{note.words}" for note in notes)]
    return ("\n\n".join(lines) + "\n").encode()


def _line(passage: Passage) -> str:
    indent = " " * (INDENT * passage.level if passage.kind is Kind.ITEM else 0)
    number = f"{passage.printed} " if passage.printed else ""
    return f"{indent}{number}{plain(passage.words)}"
