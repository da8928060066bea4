"""What a paragraph may begin with that is not of its words: its number, or the sign of a list."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from declaration.text.tokens import is_word, words

_LATIN = r"(?:bis|ter|quater|quinquies|[a-z]{3,12}ies)"
_DIGITS = r"[0-9０-９\u0660-\u0669\u06f0-\u06f9]"
_HAN_DIGITS = "一二三四五六七八九十百"
_HAN = f"[{_HAN_DIGITS}]{{1,4}}"
_SIGNS = "•●·○◦■□▪▫◆◇❖➢➤►▶▸‣⁃∙✓✔☑✗✘→★☆\uf000-\uf0ff"  # the last are those of Word's fonts
_FORMS: tuple[tuple["OpeningKind", re.Pattern[str]], ...] = (
    ("preambular", re.compile(r"PP ?(?P<ordinal>\d{1,3})[.)]?[^\S\n]+")),
    ("number", re.compile(rf"(?:OP ?)(?P<ordinal>\d{{1,3}})(?: {_LATIN})?[.)]?[^\S\n]+")),
    ("item", re.compile(r"\d{1,3}(?: ?\((?P<ordinal>[a-z]{1,4})\))+\.?[^\S\n]+")),
    (
        "number",
        re.compile(
            rf"(?P<ordinal>\d{{1,3}})(?: ?{_LATIN}(?: ?\((?P<item>[a-z]{{1,4}})\))*\.?)[^\S\n]+"
        ),
    ),
    ("number", re.compile(r"(?P<ordinal>\d{1,2}(?:\.\d{1,2}){1,3})[.)]?[^\S\n]+")),
    ("number", re.compile(rf"(?P<ordinal>{_DIGITS}{{1,3}})(?:[.)](?:-|[^\S\n])[^\S\n]*|[．、）])")),
    ("number", re.compile(rf"(?P<ordinal>{_HAN})、[^\S\n]*")),
    ("item", re.compile(rf"[（(](?P<ordinal>{_HAN}|{_DIGITS}{{1,2}})(?:\)[^\S\n]+|）[^\S\n]*)")),
    ("item", re.compile(r"\(?(?P<ordinal>[a-z]{1,5}|[^\W\d_])\)[^\S\n]+")),
    ("item", re.compile(r"(?P<ordinal>[a-z]|[ivx]{1,6})\.[^\S\n]+")),
    ("number", re.compile(r"(?P<ordinal>[A-Z]|[IVX]{1,6})\.\t[^\S\n]*")),
    ("item", re.compile(r"(?P<ordinal>[①-⑳])[^\S\n]*")),
    ("sign", re.compile(rf"(?P<ordinal>[-*+–—―{_SIGNS}]|o(?=\t|[^\S\n]{{2}})|§)[^\S\n]+")),
    ("sign", re.compile(r"(?P<ordinal>・)[^\S\n]*")),
)
# Where a date can begin with its day and a dot, and the month with a capital: German, English.
_MONTH = re.compile(
    r"(?:Jan(?:uary?|uar)|Jänner|Feb(?:ruary?|ruar)|Feber|März|March|April|Ma[iy]|Jun[ei]|Jul[iy]"
    r"|August|(?:Sept|Nov|De[cz])em(?:ber)|O[ck]tober)\b"
)
_OPENERS = re.compile(r"[*_\"'“”„«‹‘’(\[¿¡\s]*")
ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")

OpeningKind = Literal["number", "preambular", "item", "sign"]


@dataclass(frozen=True, slots=True)
class Opening:
    """What may be a number or a sign of a list at the start of a paragraph.

    ``mark``: all of it with the blanks behind; ``ordinal``: what counts in it, "12", "iv", "1.2",
    or the sign; ``rest``: the words.
    """

    kind: OpeningKind
    mark: str
    ordinal: str
    rest: str

    @property
    def tabbed(self) -> bool:
        """Whether a tab follows, as word processors set behind their numbers."""
        return "\t" in self.mark

    @property
    def dated(self) -> bool:
        """Whether it is a day before its month."""
        return _MONTH.match(self.rest) is not None

    @property
    def bracketed(self) -> bool:
        """Whether it is a letter or a number in a bracket, (a) or a), as only items have."""
        closed = self.mark.rstrip().rstrip(".").endswith((")", "）"))
        return self.kind == "item" and closed and not self.doubtful

    @property
    def doubtful(self) -> bool:
        """Whether it may be a word: «(as)» is the 45th letter, but hardly ever."""
        roman = ROMAN.fullmatch(self.ordinal.lower())
        return self.ordinal.isalpha() and len(self.ordinal) > 1 and not roman

    @property
    def sure(self) -> bool:
        """Whether it is no word even where nothing is known of what stands around it."""
        numeral = self.kind in {"number", "preambular"} and "." not in self.ordinal
        return self.bracketed or (numeral and not self.small and not self.dated)

    @property
    def first(self) -> bool:
        """Whether a list begins with it: a, i, 1."""
        return any((series, number) in _FIRSTS for series, number in counts(self.ordinal))

    def follows(self, other: "Opening") -> bool:
        """Whether it is the next after another."""
        before = {(series, number + 1) for series, number in counts(other.ordinal)}
        return not before.isdisjoint(counts(self.ordinal))

    def like(self, other: "Opening") -> bool:
        """Whether both count in the same series."""
        return counts(self.ordinal)[0][0] == counts(other.ordinal)[0][0]

    @property
    def small(self) -> bool:
        """Whether the words begin with a small letter, as a sentence does not."""
        start = _OPENERS.match(self.rest)
        return self.rest[start.end() if start else 0 :][:1].islower()


def opening(text: str) -> Opening | None:
    """Return what may be a number or a sign at the start of a text; no words, no opening."""
    for kind, form in _FORMS:
        match = form.match(text)
        if match is None or match.end() == len(text):
            continue
        letter = match.groupdict().get("item")
        read = Opening(
            "item" if letter else kind,
            match[0],
            letter or match["ordinal"],
            text[match.end() :],
        )
        return read if _can_be(read) else None
    return None


_FIRSTS = {("digits ", 1), ("LATIN", ord("a")), ("roman", 1), ("han", 1)}
_FIRSTS |= {("ARABIC", ord("أ")), ("ARABIC", ord("ا")), ("CYRILLIC", ord("а"))}


class Series:
    """The numbers and signs at the starts of lines: which of them count on, or stand twice."""

    def __init__(self, openings: Iterable[Opening | None]) -> None:
        self._counts = Counter(
            (begun.kind, *count)
            for begun in openings
            if begun is not None and not begun.dated
            for count in counts(begun.ordinal)
        )

    def holds(self, begun: Opening) -> bool:
        """Whether the number before or behind is there, too, or the same again."""
        own = 0 if begun.dated else 1
        return any(
            self._counts[begun.kind, series, number - 1]
            or self._counts[begun.kind, series, number + 1]
            or (own and self._counts[begun.kind, series, number] > own)
            for series, number in counts(begun.ordinal)
        )

    def accepts(self, begun: Opening, before: str) -> bool:
        """Whether an opening behind ``before`` is a number or a sign, and no word of a text."""
        if begun.kind == "sign" or begun.tabbed or begun.bracketed or self.holds(begun):
            return True
        lone = begun.mark.strip()[:-1].isdecimal() and begun.ordinal != "1"
        listed = before.rstrip().endswith((":", "："))
        return not begun.dated and (listed or (begun.sure and not lone))


def counts(ordinal: str) -> tuple[tuple[str, int], ...]:
    """Return in which series an ordinal may count, and how much: «i» is the 9th letter, and one."""
    stem, _dot, last = ordinal.lower().rpartition(".")
    if last.isdecimal():
        return ((f"digits {stem}", int(last)),)
    if len(last) == 1 and not set(last) <= set(_HAN_DIGITS):
        own = ((unicodedata.name(last, "sign").partition(" ")[0], ord(last)),)
        return (*own, ("roman", _roman(last))) if ROMAN.fullmatch(last) else own
    if ROMAN.fullmatch(last):
        return (("roman", _roman(last)),)
    if set(last) <= set(_HAN_DIGITS):
        return (("han", _han(last)),)
    return (("LATIN", ord("z") + 1 + ord(last[-1]) - ord("a")),)


def _roman(numeral: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10}[letter] for letter in numeral]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def _han(numeral: str) -> int:
    tens, ten, ones = numeral.rpartition("十")
    digits = {sign: value for value, sign in enumerate(_HAN_DIGITS[:9], 1)}
    return (digits.get(tens[-1:], 1) * 10 if ten else 0) + digits.get(ones[-1:], 0)


def starts_as(rest: str, base: str) -> bool:
    """Whether two texts begin with the same word."""
    word = _first_word(base)
    return bool(word) and _first_word(rest) == word


def _first_word(text: str) -> str:
    return next((token for token in words(text[:200]) if is_word(token)), "")


def _can_be(read: Opening) -> bool:
    """Tell «20 bis 30», «§ 5» and «(new)», which are words, from numbers and signs."""
    before_digit = unicodedata.category(read.rest[0]) == "Nd"
    if read.kind == "sign":
        return not (before_digit and read.ordinal in "§+-–—")
    if before_digit and re.search(rf"{_LATIN}\s*$", read.mark):
        return False
    letters = read.kind == "item" and read.ordinal.isascii() and read.ordinal.isalpha()
    if not letters or len(read.ordinal) == 1:
        return True
    roman = ROMAN.fullmatch(read.ordinal.lower()) is not None
    return roman or (len(read.ordinal) == len("aa") and read.ordinal[0] == "a")
