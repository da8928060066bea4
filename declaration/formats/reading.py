"""Reading a text that somebody pastes: from Markdown, a word processor or a mail to passages.

Kinds are guessed, shown, and corrected by a person before anything is stored.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from declaration import text
from declaration.errors import TooLong
from declaration.manuscript import letter, roman
from models.vocabulary import Kind, Scheme

MAX_PIECES = 2_000  # paragraphs of one text: ten times the longest declaration
SHORT = 12  # words: a line without a full stop up to here reads as a heading

LETTERS = tuple(letter(ordinal) for ordinal in range(1, 53))
ROMANS = tuple(roman(ordinal) for ordinal in range(1, 40))

_RULE = re.compile(r"^ {0,3}(?:[-*_] ?){3,}$")
_HASHES = re.compile(r"^(?P<hashes>#{1,6})\s+(?P<words>.+?)\s*#*$")
_ANNEX = re.compile(r"^(annex|appendix|annexe|anexo|ap[ée]ndice)\b", re.IGNORECASE)
_OPERATIVE = re.compile(
    r"^(?:OP ?\d{1,3}[.)]?|\d{1,3}(?:[.)]| ?(?:bis|ter|quater)\.?))[^\S\n]+(?=\S)"
)
_PREAMBULAR = re.compile(r"^PP ?\d{1,3}[.)]?[^\S\n]+(?=\S)")
_ITEM = re.compile(r"^(?:\(?(?P<mark>[a-z]{1,4})\))[^\S\n]+(?=\S)")
_BULLET = re.compile(r"^[-*•–·o▪][^\S\n]+(?=\S)")
_PARTICIPLE = re.compile(
    r"^[*_]{0,2}(?:\w+ly |also |further )*\w+(?:ing|ed|ndo|ant)\b", re.IGNORECASE
)
_CHAPEAU = re.compile(r"^(?:we|nous|nosotr[oa]s)\b[ ,]", re.IGNORECASE)
_FULL = tuple(".;:,!?…")


@dataclass(frozen=True, slots=True)
class PastedPassage:
    """A paragraph to be: its kind, its level (headings 1-3, items 1-2, others 0), its words."""

    kind: Kind
    level: int
    words: str


def pieces(pasted: str, scheme: Scheme) -> tuple[PastedPassage, ...]:
    """Cut a pasted text into passages with guessed kinds; own numbers and signs are taken off.

    Raises Invalid as text.tidy does, TooLong beyond MAX_PIECES.
    """
    blocks = list(_blocks(text.normal(pasted)))
    if len(blocks) > MAX_PIECES:
        raise TooLong(len(blocks), MAX_PIECES, "paragraphs")
    pieces: list[PastedPassage] = []
    items: list[tuple[str, int]] = []  # marks of the present list as typed, and their levels
    for block in blocks:
        item = _ITEM.match(block)
        if item:
            items.append((item["mark"], _level(item["mark"], items)))
            piece = PastedPassage(Kind.ITEM, items[-1][1], block[item.end() :])
        else:
            items.clear()
            piece = _guess(block, scheme, first=not pieces)
        tidied = text.tidy(piece.words).text
        if tidied:
            pieces.append(replace(piece, words=tidied))
    return tuple(_counted(pieces))


def _blocks(pasted: str) -> Iterator[str]:
    """Paragraphs: blank lines part them, and so does every line that announces a kind itself.

    A text without blank lines has one paragraph a line, as word processors copy it.
    """
    parted = re.search(r"\n[^\S\n]*\n", pasted.strip()) is not None
    held: list[str] = []
    for line in [*pasted.split("\n"), ""]:
        stripped = line.strip()
        starts = not stripped or not parted or _announces(stripped)
        if starts and held:
            yield "\n".join(held)
            held = []
        if stripped and not _RULE.match(line):
            held.append(stripped if not line.endswith("  ") else f"{stripped}  ")
        if held and _HASHES.match(held[0]):
            yield held.pop()


def _announces(line: str) -> bool:
    return any(sign.match(line) for sign in (_HASHES, _OPERATIVE, _PREAMBULAR, _ITEM, _BULLET))


def _level(mark: str, items: list[tuple[str, int]]) -> int:
    """(i) after (h) is a letter; else after (a) it opens a list within the list."""
    before = items[-1] if items else ("", 1)
    outer = next((earlier for earlier, level in reversed(items) if level == 1), "")
    if _follows(outer, mark, LETTERS):
        return 1
    if _follows(before[0], mark, ROMANS):
        return before[1]
    return 2 if mark == ROMANS[0] and items else 1


def _follows(before: str, mark: str, series: tuple[str, ...]) -> bool:
    return before in series and mark in series and series.index(mark) == series.index(before) + 1


def _counted(pieces: list[PastedPassage]) -> Iterator[PastedPassage]:
    """Where no paragraph came with a number, those below the first heading get one."""
    bare = all(piece.kind is not Kind.OPERATIVE for piece in pieces)
    below = False
    for piece in pieces:
        below = below or piece.kind is Kind.HEADING
        plain = bare and below and piece.kind is Kind.PLAIN
        yield replace(piece, kind=Kind.OPERATIVE) if plain else piece
        below = below and piece.kind is not Kind.ANNEX


def _guess(block: str, scheme: Scheme, *, first: bool) -> PastedPassage:
    hashes = _HASHES.match(block)
    if hashes:
        depth = len(hashes["hashes"])
        kind, level = _headed(hashes["words"], depth)
        return PastedPassage(kind, level, _unmarked(hashes["words"]))
    for kind, sign in ((Kind.OPERATIVE, _OPERATIVE), (Kind.PREAMBULAR, _PREAMBULAR)):
        number = sign.match(block)
        if number and not _reads_as_heading(block[number.end() :]):
            return PastedPassage(kind, 0, block[number.end() :])
    bullet = _BULLET.match(block)
    if bullet:
        return PastedPassage(Kind.ITEM, 1, block[bullet.end() :])
    return _guess_by_words(block, scheme, first=first)


def _guess_by_words(block: str, scheme: Scheme, *, first: bool) -> PastedPassage:
    if _reads_as_heading(block):
        words = _unmarked(block)
        if first:
            return PastedPassage(Kind.TITLE, 0, words)
        return (
            PastedPassage(Kind.ANNEX, 0, words)
            if _ANNEX.match(words)
            else PastedPassage(Kind.HEADING, 1, words)
        )
    if scheme is Scheme.RESOLUTION:
        begins = _PARTICIPLE.match(block) and block.rstrip("*_ ").endswith(",")
        return PastedPassage(Kind.PREAMBULAR if begins else Kind.PLAIN, 0, block)
    return PastedPassage(Kind.PLAIN, 0, block)


def _headed(words: str, depth: int) -> tuple[Kind, int]:
    if _ANNEX.match(words):
        return Kind.ANNEX, 0
    return (Kind.TITLE, 0) if depth == 1 else (Kind.HEADING, min(depth - 1, 3))


def _reads_as_heading(block: str) -> bool:
    bare = _unmarked(block)
    if "\n" in bare or not bare or _CHAPEAU.match(bare):
        return False
    loud = bare.isupper() and len(bare) > 1
    return loud or (len(bare.split()) <= SHORT and not bare.endswith(_FULL))


def _unmarked(words: str) -> str:
    """Take the stars off a heading that is bold throughout: it is bold because it is one."""
    bold = re.fullmatch(r"\*\*([^*]+)\*\*|__([^_]+)__", words.strip())
    return (bold[1] or bold[2]).strip() if bold else words.strip()
