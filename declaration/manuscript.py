"""Frozen values that cross the layers: a whole text with its numbers.

Numbers are for display, never an identity. A revision numbers afresh (``numbered``); between
revisions numbers stand still (``between``), because people hold the print: an inserted paragraph
is «5 bis», a deleted one keeps «6» and is shown as deleted.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from declaration.errors import TooLong
from declaration.left_open import OpenAlternative, OpenBracket
from declaration.text import bracketed
from models.vocabulary import Kind, Scheme

MAX_WORDS = 20_000  # characters of a paragraph, comment or reason; the longest articles have 9,000
LATIN = (
    "bis",
    "ter",
    "quater",
    "quinquies",
    "sexies",
    "septies",
    "octies",
    "novies",
    "decies",
    "undecies",
    "duodecies",
    "terdecies",
    "quaterdecies",
    "quindecies",
    "sexdecies",
    "septdecies",
    "octodecies",
    "novodecies",
    "vicies",
)
RIGHT_TO_LEFT = frozenset(  # languages, and scripts where the code names one
    {
        *(
            "ar",
            "arc",
            "arz",
            "ckb",
            "dv",
            "fa",
            "he",
            "iw",
            "ji",
            "ks",
            "lrc",
            "mzn",
            "nqo",
            "pnb",
        ),
        *("prs", "ps", "sd", "syr", "ug", "ur", "yi", "arab", "hebr", "nkoo", "syrc", "thaa"),
    }
)
INSERTED = re.compile(rf" (bis \d+|{'|'.join(LATIN)})$")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph as it stands in one text; ``number`` is whole: 7 (a), 5 bis, PP 3, or empty.

    ``follows``, where it has no number and is no heading: the number before it ("" before the
    first), and which paragraph without a number it is after that, from 1; 0 where not known.
    ``open``: what is left open in it, in the order of its words; never one within another.
    """

    paragraph_id: int
    uid: str
    kind: Kind
    level: int
    words: str
    version_id: int
    place_id: int
    language: str
    number: str = ""
    live: bool = True
    redacted: bool = False
    follows: tuple[str, int] = ("", 0)
    open: tuple[OpenBracket, ...] = ()

    @property
    def in_brackets(self) -> frozenset[int]:
        """Return the numbers of the suggestions that are alternatives in it."""
        options = (option for bracket in self.open for option in bracket.alternatives)
        return frozenset(number for option in options for number in option.numbers)

    @property
    def mark(self) -> str:
        """Return what hangs in the margin: of an item its own letter alone."""
        if self.kind is Kind.ITEM and "(" in self.number:
            return self.number[self.number.rindex("(") :]
        return self.number

    @property
    def printed(self) -> str:
        """Return what stands before the words in a file: "7.", "(a)", or nothing."""
        return self.mark if not self.number or self.kind is Kind.ITEM else f"{self.number}."


@dataclass(frozen=True, slots=True)
class Imprint:
    """When a revision was published, and under which names: in addresses, and among people."""

    slug: str
    label: str
    date: datetime


@dataclass(frozen=True, slots=True)
class AnnexedNote:
    """What a file says after the text, beside it: who says it and when, and the words."""

    head: str
    words: str
    language: str


@dataclass(frozen=True, slots=True)
class TextAnnex:
    """What files say after a text and its hash; title and heads are in ``language``."""

    title: str
    language: str
    notes: tuple[AnnexedNote, ...]


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A whole text: a revision, or the rolling text (``label`` empty, ``revision_id`` 0).

    ``imprints``: what was published of the document before it, oldest first, where that is told.
    ``deleted``: in the reader's language, what a file says behind the number of a paragraph that
    is gone, "(deleted)"; where it is empty, files leave such paragraphs out. ``redacted``: what
    it says in the place of words that were redacted; ``emptied``: what it says in brackets where
    an alternative is to delete. ``agreed``: the versions that files mark with ``agreed_note``.
    ``open_hash``: of what is open in a revision; empty for nothing. ``annex``: what stands
    beside the text, and is not of it.
    """

    document_id: int
    slug: str
    title: str
    symbol: str
    scheme: Scheme
    language: str
    passages: tuple[Passage, ...]
    label: str = ""
    revision_slug: str = ""
    revision_id: int = 0
    ordinal: int = -1
    date: datetime | None = None
    cover_note: str = ""
    notice: str = ""
    deleted: str = ""
    redacted: str = ""
    emptied: str = ""
    agreed: frozenset[int] = frozenset()
    agreed_note: str = ""
    open_hash: str = ""
    imprints: tuple[Imprint, ...] = ()
    annex: TextAnnex | None = None

    @property
    def shown(self) -> tuple[Passage, ...]:
        """Return the passages of a file, with what it says where words are gone.

        A deleted one that keeps its number says ``deleted``, a redacted one ``redacted``.
        """
        return tuple(
            self._told(passage)
            for passage in self.passages
            if passage.live or (passage.number and self.deleted)
        )

    def _told(self, passage: Passage) -> Passage:
        if not passage.live:
            return replace(passage, words=self.deleted)
        if passage.redacted:
            return replace(passage, words=self.redacted)
        return self.marked(passage)

    def marked(self, passage: Passage) -> Passage:
        """Return a passage as files print it: brackets, and whether it is agreed."""
        printed = self.bracketed(passage)
        agreed = passage.version_id in self.agreed and passage.live and not passage.kind.heads
        if not agreed or passage.redacted or not passage.words:
            return printed
        return replace(printed, words=f"{printed.words} *({self.agreed_note})*")

    def bracketed(self, passage: Passage) -> Passage:
        """Return a passage with what is open in square brackets among its words, in Markdown."""
        if not passage.open or passage.redacted or not passage.live:
            return passage
        spaced, opened = passage.words, []
        for bracket in passage.open:
            start, end = bracket.start, bracket.end
            if bracket.lost:  # what stood there, at the end
                start = len(spaced) + 1
                spaced, end = f"{spaced} {bracket.quoted}", start + len(bracket.quoted)
            opened.append((start, end, map(self._alternative, bracket.alternatives)))
        return replace(passage, words=bracketed(spaced, opened), open=())

    def bracket(self, passage: Passage, bracket: OpenBracket) -> str:
        """Return what is open in a passage by itself, in Markdown."""
        words = bracket.quoted
        if not bracket.lost:
            words = passage.words[bracket.start : bracket.end]
        return bracketed(words, [(0, len(words), map(self._alternative, bracket.alternatives))])

    def _alternative(self, alternative: OpenAlternative) -> str:
        empty = f"*{self.emptied}*" if self.emptied else "–"
        words = self.redacted if alternative.redacted else alternative.words or empty
        return f"{words} ({alternative.names})" if alternative.owners else words

    @property
    def about(self) -> str:
        """Return the line with which a file says what it is: symbol, label, date and notice.

        ``notice``: in the reader's language, that it was adopted, or is a rehearsal.
        """
        day = self.date.date().isoformat() if self.date else ""
        return " · ".join(part for part in (self.symbol, self.label, day, self.notice) if part)

    @property
    def open_places(self) -> int:
        """Return how many brackets are open in it."""
        return sum(len(passage.open) for passage in self.passages if passage.live)

    @property
    def seal(self) -> str:
        """Return the line with the hash that ends a file."""
        return f"SHA-256 {self.content_hash}"

    @property
    def cover(self) -> frozenset[str]:
        """Return the lines of a file that are not of the text; its title, if no passage has it."""
        titled = self.own_title is not None
        gone = [f"{passage.printed} {self.deleted}" for passage in self.shown if not passage.live]
        told = self.about, self.seal, self.deleted, self.redacted
        lines = *told, *gone, "" if titled else self.title
        return frozenset(filter(None, lines))

    @property
    def own_title(self) -> Passage | None:
        """Return the passage that is the title; None where the document alone has one."""
        title = next((p for p in self.passages if p.live and p.kind is Kind.TITLE), None)
        return title and self.bracketed(title)

    @property
    def content_hash(self) -> str:
        """Return SHA-256 over language, kinds, levels, numbers and words, in reading order."""
        live = (passage for passage in self.passages if passage.live)
        return digest(self.language, ((p.kind, p.level, p.number, p.words) for p in live))


def direction(language: str) -> str:
    """Return how a language is written, by its code: "rtl" or "ltr"."""
    code, *subtags = language.lower().replace("_", "-").split("-")
    scripts = {subtag for subtag in subtags if len(subtag) == len("arab")}
    turned = bool(scripts & RIGHT_TO_LEFT) if scripts else code in RIGHT_TO_LEFT
    return "rtl" if turned else "ltr"


def check_length(*texts: str) -> None:
    """Raise TooLong for a text of more than MAX_WORDS characters."""
    for text in texts:
        if len(text) > MAX_WORDS:
            raise TooLong(len(text), MAX_WORDS, "characters")


def digest(language: str, lines: Iterable[tuple[str, int, str, str]]) -> str:
    """Hash a text: of each paragraph its kind, level, number and words."""
    return hashlib.sha256(json.dumps([language, list(lines)]).encode()).hexdigest()


def numbered(passages: Iterable[Passage], scheme: Scheme) -> tuple[Passage, ...]:
    """Give live passages numbers afresh, through all headings; dead ones fall out."""
    return between({}, [p for p in passages if p.live], scheme)


def between(
    earlier: Mapping[int, str], passages: Sequence[Passage], scheme: Scheme
) -> tuple[Passage, ...]:
    """Give numbers while ``earlier`` (paragraph id -> number) is in people's hands.

    Who had a number keeps it; a newcomer after 5 becomes 5 bis, then 5 ter, and before 1 it is 0.
    Items below a newcomer count (a), (b). With no earlier numbers at all everything counts from
    one. Dead passages without an earlier number fall out.
    """
    listed = (p for p in passages if p.live or p.paragraph_id in earlier)
    return placed(_count(earlier, listed, scheme))


def placed(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Tell each passage without a number, in reading order, which number it follows."""
    number, nth, told = "", 0, []
    for passage in passages:
        if passage.number:
            number, nth = passage.number, 0
        elif not passage.kind.heads:
            nth += 1
        unnumbered = not passage.number and not passage.kind.heads
        told.append(replace(passage, follows=(number, nth)) if unnumbered else passage)
    return tuple(told)


def _count(
    earlier: Mapping[int, str], passages: Iterable[Passage], scheme: Scheme
) -> Iterator[Passage]:
    taken = set(earlier.values())
    printed = {number[: number.rindex("(") + 1] for number in taken if "(" in number}
    series: dict[str, int] = {}
    last: dict[str, str] = {}  # series -> the number given last in it
    parents = ["", ""]  # number above items of level 1 and of level 2
    for passage in passages:
        name = _series(passage, scheme, parents)
        if passage.paragraph_id in earlier:
            number = earlier[passage.paragraph_id]
        elif name is None:
            number = ""
        elif not earlier or (passage.kind is Kind.ITEM and name.lstrip() not in printed):
            series[name] = series.get(name, 0) + 1
            number = _free(_written(name, series[name], passage), taken)
        else:
            number = _free(last.get(name) or _written(name, 0, passage), taken)
        if name is not None and number:
            last[name] = number
            taken.add(number)
        _descend(parents, passage, number)
        yield replace(passage, number=number)


def _series(passage: Passage, scheme: Scheme, parents: Sequence[str]) -> str | None:
    """Name the sequence that a passage is counted in; None: it has no number."""
    if passage.kind is Kind.ITEM:
        return f"{parents[passage.level - 1]} ("
    if passage.kind is Kind.OPERATIVE:
        return "OP " if scheme is Scheme.RESOLUTION else ""
    if passage.kind is Kind.PREAMBULAR and scheme is Scheme.RESOLUTION:
        return "PP "
    return None


def _written(name: str, ordinal: int, passage: Passage) -> str:
    if passage.kind is Kind.ITEM:
        mark = letter(ordinal) if passage.level == 1 else roman(ordinal)
        return f"{name}{mark or 0})".strip()
    return f"{name}{ordinal}"


def _free(number: str, taken: set[str]) -> str:
    if number not in taken:
        return number
    stem = INSERTED.sub("", number)
    endless = (f"bis {count}" for count in range(len(LATIN) + 2, len(taken) + len(LATIN) + 3))
    return next(f"{stem} {word}" for word in (*LATIN, *endless) if f"{stem} {word}" not in taken)


def _descend(parents: list[str], passage: Passage, number: str) -> None:
    if passage.kind is not Kind.ITEM:
        parents[:] = [number, number]
    elif passage.level == 1:
        parents[1] = number


def letter(ordinal: int) -> str:
    """Count a, b, ... z, aa, ab; 0 gives an empty string."""
    text = ""
    while ordinal > 0:
        ordinal, rest = divmod(ordinal - 1, 26)
        text = chr(97 + rest) + text
    return text


def roman(ordinal: int) -> str:
    """Count i, ii, iii, iv ...; 0 gives an empty string."""
    text = ""
    for value, sign in zip(
        (100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    ):
        count, ordinal = divmod(ordinal, value)
        text += sign * count
    return text
