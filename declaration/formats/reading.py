"""Reading a text that somebody pastes: from Markdown, a word processor or a mail to passages.

Kinds are guessed, shown, and corrected by a person before anything is stored.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from declaration import text
from declaration.errors import TooLong
from declaration.text import Block, Opening, Series
from models.vocabulary import Kind, Scheme

MAX_PIECES = 2_000  # paragraphs of one text: ten times the longest declaration
SHORT = 12  # words: a line without a full stop up to here reads as a heading
NESTED = 2  # blanks more than the item above: a list in the list

_ANNEX = re.compile(r"^(annex|appendix|annexe|anexo|ap[ée]ndice)\b", re.IGNORECASE)
_ADVERBS = (
    r"(?:(?:\w+(?:ly|mente|ment)|also|further|more|very|también|además|muy|más|aussi|également|très"
    r"|plus|en outre)\s+)*+"
)
_AWARE = (  # besides participles: what such a paragraph begins with in English, Spanish, French
    r"aware|conscious|mindful|cognizant|desirous|grateful|hopeful|anxious|eager|proud|alive to"
    r"|conscientes?|\w+(?:ad|id)[oa]s?|vist[oa]s?|resuelt[oa]s?|deseos[oa]s?|atent[oa]s?"
    r"|habida cuenta|a la luz|en vista"
    r"|consciente?s?|\w+ée?s?|convaincue?s?|résolue?s?|vue?s?|émue?s?|soucieu(?:x|ses?)"
    r"|désireu(?:x|ses?)|inqui(?:et|ète)s?|instruite?s?|compte tenu|eu égard"
)
_PREAMBULAR = re.compile(
    rf"[*_]{{0,2}}{_ADVERBS}[*_]{{0,2}}{_ADVERBS}(?:\w+(?:ing|ed|ndo|ants?)|{_AWARE})\b",
    re.IGNORECASE,
)
_CHAPEAU = re.compile(
    r"(?:(?:we|nous|nosotr[oa]s|wir|wij|noi|nós|мы)[ ,]|我们|我們|我等|私たち|우리|نحن|हम |เรา)",
    re.IGNORECASE,
)
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_OUTER, _INNER = "•●·\uf0b7■", "o◦○▪■□§–\uf0a7"  # signs of lists, and of lists in them
# What our own files say about a text, which is not of the text.
_OWN_HASH = re.compile(r"SHA-256 [0-9a-f]{64}")
_OWN_COVER = re.compile(r"(?:[^\n]{1,400} · )?\d{4}-\d\d-\d\d(?: · [^\n]{1,400})?")


@dataclass(frozen=True, slots=True)
class PastedPassage:
    """A paragraph to be: its kind, its level (headings 1-3, items 1-2, others 0), its words.

    ``mark``: what told the kind and was taken off: "## ", "1. ", "(a) "; without it the kind is
    guessed by the words.
    """

    kind: Kind
    level: int
    words: str
    mark: str = ""

    @property
    def headed(self) -> bool:
        """Whether a sign of Markdown tells that it is a heading."""
        return self.mark.startswith("#")


def pieces(pasted: str, scheme: Scheme) -> tuple[PastedPassage, ...]:
    """Cut a pasted text into passages with guessed kinds; own numbers and signs are taken off.

    Raises Invalid as text.tidy does, TooLong beyond MAX_PIECES.
    """
    blocks = _without_cover(text.blocks(text.normal(pasted)))
    if len(blocks) > MAX_PIECES:
        raise TooLong(len(blocks), MAX_PIECES, "paragraphs")
    read = _Reading(blocks, scheme)
    tidied = (
        replace(piece, words=text.tidy(piece.words, numbered=False).text) for piece in read.pieces()
    )
    return tuple(_counted([piece for piece in tidied if piece.words]))


def reads_as_heading(block: str) -> bool:
    """Whether words alone make a heading: few and without a full stop, or capitals throughout."""
    bare = _unmarked(block)
    if "\n" in bare or not bare or _CHAPEAU.match(bare):
        return False
    long = len(_UNSPACED.sub("", bare).split()) + len(_UNSPACED.findall(bare)) / 2
    return _is_loud(bare) or (long <= SHORT and not text.ended(bare))


def _without_cover(blocks: Sequence[Block]) -> Sequence[Block]:
    """Leave out what our own files say about a text: symbol, label and date, and its hash."""
    return [
        block
        for at, block in enumerate(blocks)
        if not _OWN_HASH.fullmatch(block.words)
        and not (at <= 1 and _OWN_COVER.fullmatch(block.words))
    ]


@dataclass(frozen=True, slots=True)
class _Mark:
    """An item of the list being read: what it counts, how far in it stands, its level."""

    begun: Opening
    indent: int
    level: int


class _Reading:
    """One text being read, block by block: what a block is depends on those around it."""

    def __init__(self, blocks: Sequence[Block], scheme: Scheme) -> None:
        self.blocks = blocks
        self.scheme = scheme
        self.titles = sum(block.words.startswith("# ") for block in blocks)
        self.marked = any(text.hashed(block.words) for block in blocks)
        self.series = Series(block.begun for block in blocks)
        self.list: list[_Mark] = []
        self.numbered_at: int | None = None  # blanks before the last number
        self.titled = False

    def pieces(self) -> Iterator[PastedPassage]:
        """Yield the paragraphs, with the words as typed."""
        before = ""
        for at, block in enumerate(self.blocks):
            yield self._piece(block, before, first=at == 0)
            before = block.words

    def _piece(self, block: Block, before: str, *, first: bool) -> PastedPassage:
        begun = self._begun(block, before)
        if begun is not None and (begun.kind in {"item", "sign"} or self._is_nested(block)):
            return self._item(block, begun)
        self.list.clear()
        if begun is None:
            return self._by_words(block, first=first)
        self.numbered_at = block.indent
        kind = Kind.PREAMBULAR if begun.kind == "preambular" else Kind.OPERATIVE
        return PastedPassage(kind, 0, begun.rest, begun.mark)

    def _begun(self, block: Block, before: str) -> Opening | None:
        """Return the number or sign of a block; that of a heading is of its words."""
        begun = None if block.row else block.begun
        if begun is None or not self.series.accepts(begun, before):
            return None
        numbered = begun.kind in {"number", "preambular"}
        return None if numbered and self._is_headed(begun.rest) else begun

    def _is_headed(self, words: str) -> bool:
        """Whether words read as a heading; beside headings of Markdown, only loud ones do."""
        bare = _unmarked(words)
        return reads_as_heading(words) and (not self.marked or _is_loud(bare) or bare != words)

    def _is_nested(self, block: Block) -> bool:
        return self.numbered_at is not None and block.indent >= self.numbered_at + NESTED

    def _item(self, block: Block, begun: Opening) -> PastedPassage:
        outer = next((mark for mark in reversed(self.list) if mark.level == 1), None)
        if outer is None:
            level = 1
        elif begun.kind == "sign":
            deeper = block.indent >= outer.indent + NESTED
            inner = begun.ordinal in _INNER and outer.begun.ordinal in _OUTER
            level = 2 if deeper or inner else 1
        else:
            level = self._level(block, begun, outer)
        self.list.append(_Mark(begun, block.indent, level))
        return PastedPassage(Kind.ITEM, level, begun.rest, begun.mark)

    def _level(self, block: Block, begun: Opening, outer: _Mark) -> int:
        """(i) after (h) is a letter; else after (a) it opens a list within the list."""
        before = self.list[-1]
        if begun.ordinal == outer.begun.ordinal or begun.follows(outer.begun):
            return 1
        if begun.follows(before.begun):
            return before.level
        if block.indent >= outer.indent + NESTED:
            return 2
        opens = begun.first and not begun.like(outer.begun)
        return 2 if opens or begun.ordinal == "i" else 1

    def _by_words(self, block: Block, *, first: bool) -> PastedPassage:
        words = block.words
        heading = text.hashed(words)
        if block.row:
            return PastedPassage(Kind.PLAIN, 0, words, "| ")
        if heading:
            kind, level = self._headed(heading.words, len(heading.hashes), first=first)
            return PastedPassage(kind, level, _unmarked(heading.words), f"{heading.hashes} ")
        if self._is_headed(words):
            kind, level = (Kind.TITLE, 0) if first else (Kind.HEADING, 1)
            if not first and _ANNEX.match(_unmarked(words)):
                kind, level = Kind.ANNEX, 0
            return PastedPassage(kind, level, _unmarked(words))
        preambular = (
            self.scheme is Scheme.RESOLUTION
            and words.rstrip("*_ ").endswith((",", "،", "，"))
            and _PREAMBULAR.match(words)
        )
        return PastedPassage(Kind.PREAMBULAR if preambular else Kind.PLAIN, 0, words)

    def _headed(self, words: str, depth: int, *, first: bool) -> tuple[Kind, int]:
        """Return what a heading of Markdown is; of several of the first level one is the title."""
        if _ANNEX.match(words):
            return Kind.ANNEX, 0
        several = self.titles > 1
        if depth == 1 and (first or not several or not self.titled):
            self.titled = True
            return Kind.TITLE, 0
        return Kind.HEADING, min(depth - (not several), 3)


def _counted(pieces: list[PastedPassage]) -> Iterator[PastedPassage]:
    """Where no paragraph came with a number, those below the first heading get one."""
    bare = all(piece.kind is not Kind.OPERATIVE for piece in pieces)
    below = False
    for piece in pieces:
        below = below or piece.kind is Kind.HEADING
        plain = bare and below and piece.kind is Kind.PLAIN and not piece.mark
        yield replace(piece, kind=Kind.OPERATIVE) if plain else piece
        below = below and piece.kind is not Kind.ANNEX


def _is_loud(words: str) -> bool:
    """Whether words stand in capitals, but for a script without them that quotes «UN»."""
    cased = [sign.isupper() for sign in words if sign.lower() != sign.upper()]
    letters = sum(sign.isalpha() for sign in words)
    return len(words) > 1 and all(cased) and 2 * len(cased) > letters


def _unmarked(words: str) -> str:
    """Take the stars off a heading that is bold throughout: it is bold because it is one."""
    bold = re.fullmatch(r"\*\*([^*]+)\*\*|__([^_]+)__", words.strip())
    return (bold[1] or bold[2]).strip() if bold else words.strip()
