"""Where a bracket begins and ends among words, so that what stands in it reads by itself."""

from collections.abc import Sequence

from declaration.errors import Invalid
from declaration.text import normal, plain, quoted_span

WHOLE = (0, 0)  # the whole paragraph


def reads_alone(words: str) -> bool:
    """Whether words begin with a word, or are none: a comma alone would open the bracket."""
    bare = words.strip()
    return not bare or bare[0].isalnum()


def blanks(texts: Sequence[str]) -> tuple[int, int]:
    """Return how many blanks all texts with words begin with, and end with."""
    worded = [words for words in texts if words.strip()]
    ahead = min(len(words) - len(words.lstrip()) for words in worded)
    behind = min(len(words) - len(words.rstrip()) for words in worded)
    return ahead, behind


def last_word(words: str) -> str:
    """Return the last word with the blanks after it."""
    bare = words.rstrip()
    return words[bare.rfind(" ") + 1 :]


def first_word(words: str) -> str:
    """Return the first word with the blanks before it."""
    bare = words.lstrip()
    end = bare.find(" ")
    return words[: len(words) - len(bare) + (end if end >= 0 else len(bare))]


def quoted(words: str, quote: str) -> tuple[int, int]:
    """Return where displayed words stand in the words as stored; the whole paragraph if empty."""
    exact = normal(quote).strip()
    if not exact or exact == plain(words).strip():
        return WHOLE
    shown = plain(words)
    start = shown.find(exact)
    if start < 0:
        raise Invalid("quote", "not_found")
    if shown.find(exact, start + 1) >= 0:
        raise Invalid("quote", "ambiguous")
    return quoted_span(words, start, start + len(exact))
