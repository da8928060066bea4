"""Cutting a text that comes in into the blocks that its author saw: lines that stand together.

Blank lines part blocks, and so does every line that begins one itself: a heading, a number that
belongs to a series, a sign of a list, a row of a table. Markdown's own signs are read here;
nothing of the words is lost.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from declaration.text.openings import Opening, Series, opening

_HASHES = re.compile(r"#{1,6}(?=\s)")
_RULE = re.compile(r"(?:[-*_] ?){3,}")
_UNDERLINE = re.compile(r"(?P<first>=+)|-{2,}")
_QUOTED = re.compile(r"(?:>[^\S\n]?(?=[\s>]|\D))+")
_COVER = re.compile(
    r"\s*---[^\S\n]*\n((?:[\w-]+:.*\n|[^\S\n].*\n|- .*\n|#.*\n|\n)*?)(?:---|\.\.\.)\s*\n"
)
_COVER_TITLE = re.compile(r"^title:(.*)$", re.MULTILINE | re.IGNORECASE)
_COMMENT_STARTS = re.compile(r"^[^\S\n]*<!--", re.MULTILINE)
_LINE_ENDS = re.compile(r"[^\S\n]*$", re.MULTILINE)
_BARS = re.compile(r"\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?")
_ENDS = tuple(".;:,!?…。；：！？，、،؛؟۔।॥։፡።")
_CLOSERS = "\"'“”‘’«»›‹」』）)*_] "
_UNDERLINED_WORDS = 12  # a longer line above dashes is a sentence, and they are a rule


class Block(NamedTuple):
    """Lines that stand together; ``indent``: blanks before; ``row``: it is a row of a table.

    ``begun``: what may be a number or a sign at its start.
    """

    words: str
    indent: int = 0
    row: bool = False
    begun: Opening | None = None


class Hashed(NamedTuple):
    """A heading of Markdown: the signs before its words, one for each level."""

    hashes: str
    words: str


class _Line(NamedTuple):
    words: str
    indent: int = 0
    quoted: bool = False
    begun: Opening | None = None


def blocks(text: str) -> tuple[Block, ...]:
    """Cut a text with LF line ends. Without blank lines it has one paragraph a line.

    A cover of Markdown (front matter) falls out, but for its title where no heading is one.
    """
    cover = _COVER.match(text)
    text = text[cover.end() :] if cover else text
    title = _COVER_TITLE.search(cover[1]) if cover else None
    parted = re.search(r"\n[^\S\n]*\n", text.strip()) is not None
    cut: list[Block] = []
    for part, comment in _comments(text):
        cut += _parted(part, parted=parted)
        words = comment.strip()
        cut += [Block(words, begun=opening(words))] * bool(words)
    heading = title[1].strip().strip("\"'") if title else ""
    if heading and not any(block.words.startswith("# ") for block in cut):
        cut.insert(0, Block(f"# {heading}"))
    return tuple(cut)


def hashed(words: str) -> Hashed | None:
    """Read a heading of Markdown; signs behind it are not of its words. None: it is none."""
    signs = _HASHES.match(words)
    rest = words[signs.end() :].strip() if signs else ""
    if signs is None or not rest or "\n" in rest:
        return None
    return Hashed(signs[0], rest.rstrip("#").rstrip() or rest[:1])


def ended(words: str) -> bool:
    """Whether a sentence or clause ends here, in any script."""
    return words.rstrip(_CLOSERS).endswith(_ENDS)


def _comments(text: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before each comment that has lines of its own, and the comment."""
    done = looked = 0
    for start in _COMMENT_STARTS.finditer(text):
        if start.start() < looked:
            continue
        end = text.find("-->", start.end())
        if end < 0:
            break
        looked = end + 3
        behind = _LINE_ENDS.match(text, looked)
        if behind:
            yield text[done : start.start()], text[start.end() : end]
            done = behind.end()
    yield text[done:], ""


def _parted(text: str, *, parted: bool) -> Iterator[Block]:
    lines = [_line(typed) for typed in text.split("\n")]
    series = Series(line.begun for line in lines)
    held: list[_Line] = []
    for line in [*lines, _Line("")]:
        depth = _depth(line, held)
        if depth:
            yield Block(f"{'#' * depth} {' '.join(each.words for each in held)}")
            held = []
            continue
        rule = _RULE.fullmatch(line.words) is not None and not _BARS.fullmatch(line.words)
        if held and _breaks(line, held[-1], rule=rule, parted=parted):
            yield from _cut(held, series)
            held = []
        if line.words and not rule:
            held.append(line)


def _line(typed: str) -> _Line:
    quote = _QUOTED.match(typed.lstrip())
    bare = typed.lstrip()[quote.end() :] if quote else typed
    indent = len(bare.expandtabs(4)) - len(bare.expandtabs(4).lstrip())
    hard = "  " * bool(bare.strip() and bare.endswith("  "))
    words = bare.strip() + hard
    return _Line(words, indent, quote is not None, opening(words))


def _depth(line: _Line, held: Sequence[_Line]) -> int:
    """Return the level of the heading that a line of signs makes of the lines above; 0: none."""
    sign = _UNDERLINE.fullmatch(line.words)
    if sign is None or not held or hashed(held[0].words):
        return 0
    short = len(held) == 1 and len(held[0].words.split()) <= _UNDERLINED_WORDS
    return 1 if sign["first"] else 2 * (short and not ended(held[0].words))


def _breaks(line: _Line, before: _Line, *, rule: bool, parted: bool) -> bool:
    table = "|" in line.words and "|" in before.words
    return rule or not line.words or line.quoted != before.quoted or not (parted or table)


def _cut(lines: Sequence[_Line], series: Series) -> Iterator[Block]:
    """Cut lines that stand together where one begins a block."""
    table = any(_BARS.fullmatch(line.words) for line in lines)
    near = Series(line.begun for line in lines)
    held: list[_Line] = []
    for at, line in enumerate(lines):
        row = _is_row(line.words, table=table)
        if held and (row or _starts(lines[at - 1], line, near, series)):
            yield _joined(held)
            held = []
        if row:
            if not _BARS.fullmatch(line.words):
                cells = _cells(line.words)
                yield Block(cells, row=True, begun=opening(cells))
            continue
        held.append(line)
    if held:
        yield _joined(held)


def _joined(lines: Sequence[_Line]) -> Block:
    words = "\n".join(line.words for line in lines)
    begun = lines[0].begun if len(lines) == 1 else opening(words)
    return Block(words, lines[0].indent, begun=begun)


def _is_row(words: str, *, table: bool) -> bool:
    bars = "|" in words
    return bars and (table or (words.startswith("|") and words.rstrip().endswith("|")))


def _cells(words: str) -> str:
    inner = words.strip().removeprefix("|").removesuffix("|")
    return " | ".join(cell.strip() for cell in re.split(r"(?<!\\)\|", inner))


def _starts(before: _Line, line: _Line, near: Series, series: Series) -> bool:
    """Whether a line begins a block of its own, and is not the next line of a sentence."""
    if hashed(line.words) or hashed(before.words):
        return True
    begun = line.begun
    if begun is None:
        return False
    markdown = begun.kind == "sign" and begun.ordinal not in "+–—―§"
    counted = near.holds(begun) and not begun.dated
    return (
        markdown
        or begun.tabbed
        or counted
        or (ended(before.words) and series.accepts(begun, before.words))
    )
