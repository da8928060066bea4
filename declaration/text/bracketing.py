"""Square brackets among the words of a paragraph, and where displayed words are stored."""

from collections.abc import Iterable

from declaration.text.markup import characters, is_bare

NOTHING = "–"  # stands for an alternative without words

Bracketed = tuple[int, int, Iterable[str]]  # start, end, what else may stand there


def bracketed(words: str, brackets: Iterable[Bracketed]) -> str:
    """Return a paragraph of Markdown with what is open in square brackets, in its place.

    What stands there comes first, then each alternative, with a stroke between.
    """
    told, at = [], 0
    for start, end, alternatives in brackets:
        options = (text or NOTHING for text in alternatives)
        told += [words[at:start], f"[{' / '.join((words[start:end], *options))}]"]
        at = end
    return "".join((*told, words[at:]))


def quoted_span(markdown: str, start: int, end: int) -> tuple[int, int]:
    """Return where the displayed characters from ``start`` to ``end`` stand in the Markdown."""
    if is_bare(markdown):
        return start, end
    seen = characters(markdown)
    return seen[start].at, seen[end - 1].at + 1
