"""Tidying a text that comes in: removing what its author never meant and no reader sees."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from declaration.errors import Invalid
from declaration.text.engine import regions
from declaration.text.openings import opening, starts_as
from declaration.text.tokens import words

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\u0085\u2028\u2029]")  # U+000B is Word's
# Embeddings, overrides and isolates change the order in which text is read: nobody shall sign what
# reads differently from what is stored. All are refused; tidy() first removes those that programs
# leave in copied text, but no override: somebody put it there on purpose.
_TURNS_LEFT_BEHIND = re.compile(r"[\u202a-\u202c\u2066-\u2069]")
_REFUSED = (
    ("surrogates", re.compile(r"[\ud800-\udfff]")),
    ("control", re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")),
    ("direction", re.compile(r"[\u202a-\u202e\u2066-\u2069]")),
)

_UNSAYABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # in XML

_SOFT_HYPHEN = re.compile(r"\u00ad\n?")
_INVISIBLE = re.compile(r"[\u180e\u2060-\u2064\ufeff\u200b-\u200f\u061c]")
_HARD_LINE = re.compile(r"(?P<mark>\\?)(?P<blanks>[^\S\n]*)\n\s*")
_BLANKS = re.compile(r"[^\S\n]*\t[^\S\n]*|[^\S\n]{2,}(?!\n)")
# A hyphen where a line ends is in a word, but for one that hangs before a word that joins, as in
# «Land- und Forstwirtschaft»: that one keeps its blank. «allez-y» and «day-to-day» do not hang.
_LINE_HYPHEN = re.compile(
    r"(?<!\w)(?P<before>\w+)(?P<hyphen>[-\u2010])[^\S\n]?\n\s*(?=(?P<after>\w+)(?P<more>-?))"
)
_JOINING = re.compile(
    r"und|oder|bzw|beziehungsweise|sowie|bis|als|and|n?or|[aeiouy]|ni|et|ou|en|of|och|og|eller|tai"
    r"|ja|lub|oraz|nebo",
    re.IGNORECASE,
)
_FRENCH_TAIL = re.compile(r"y|en", re.IGNORECASE)  # behind an imperative: vas-y, prenez-en

_DOUBLE, _SINGLE, _DASHES = '"“”„‟«»', "'‘’‚‛‹›", "-‐‑‒–—―−"
_BLANK_FORMS = (
    " \u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
)
_FORMS = str.maketrans(
    {form: forms[0] for forms in (_DOUBLE, _SINGLE, _DASHES, _BLANK_FORMS) for form in forms}
)
_GUILLEMET = re.compile(r"(«[^\S\n]?|[^\S\n]?»)")  # with its blank inside, in French
_SPACED = "LATIN", "GREEK", "CYRILLIC"  # scripts that join nothing without being seen
_UNSPACED = "THAI", "LAO", "KHMER", "MYANMAR"  # scripts where a ZWSP says where a word ends


@dataclass(frozen=True, slots=True)
class Tidied:
    """A text ready to be stored, and stable codes of what changed, each once, in this order.

    normalised, line_ends, directions, soft_hyphens, invisible, hard_lines, blanks, number, marks.
    """

    text: str
    changed: tuple[str, ...]


def normal(text: str) -> str:
    """Give a text in NFC with LF line ends, nothing else changed.

    Raises Invalid("words", why): surrogates; control (none but tab and line ends may stand);
    direction (characters that turn the order in which words are read).
    """
    for why, refused in _REFUSED:
        if refused.search(text):
            raise Invalid("words", why)
    return unicodedata.normalize("NFC", lines(text))


def lines(text: str) -> str:
    """Give a text LF line ends; those of word processors among them are no control characters."""
    return _LINE_ENDS.sub("\n", text)


def sayable(text: str) -> str:
    """Replace what neither XML nor a table carries, by U+FFFD."""
    return _UNSAYABLE.sub("\ufffd", text)


def tidy(text: str, base: str = "", *, numbered: bool = True) -> Tidied:
    """Remove from a pasted text what it brought along by accident; ``base`` is what it replaces.

    Marks and blanks that only differ in form from those of ``base`` take the base's form; a
    number at the start is removed unless the base starts with it or it may be a word; without
    ``numbered`` it stays. Tidying again changes no more.
    Raises Invalid as normal does, TooLong as diff does.
    """
    turned = _TURNS_LEFT_BEHIND.sub("", text)
    tidied = normal(turned)
    happened = {
        "normalised": not unicodedata.is_normalized("NFC", text),
        "line_ends": _LINE_ENDS.search(text) is not None,
        "directions": turned != text,
    }
    for code, step in _STEPS.items():
        if code == "number" and not numbered:
            continue
        following = unicodedata.normalize("NFC", step(tidied, base))
        happened[code] = following != tidied
        tidied = following
    return Tidied(tidied, tuple(code for code, did in happened.items() if did))


def _without_soft_hyphens(text: str, _base: str) -> str:
    return _SOFT_HYPHEN.sub("", text)


def _without_invisible(text: str, _base: str) -> str:
    visible = _INVISIBLE.sub("", text)  # the marks themselves count as right-to-left
    turns = any(unicodedata.bidirectional(character) in {"R", "AL"} for character in visible)

    def seen(match: re.Match[str]) -> str:
        mark, at = match[0], match.start()
        beside = [text[place : place + 1] for place in (at - 1, at + 1) if place >= 0]
        if mark in "\u200c\u200d":
            needed = not all(map(_joins_nothing, beside))
        elif mark == "\u200b":
            needed = any(_script(character) in _UNSPACED for character in beside)
        else:
            needed = turns and mark in "\u200e\u200f\u061c"
        return mark if needed else ""

    return _INVISIBLE.sub(seen, text)


def _joins_nothing(character: str) -> bool:
    plain = not character or character.isspace() or unicodedata.category(character)[0] in "PNC"
    return plain or _script(character) in _SPACED


def _script(character: str) -> str:
    return unicodedata.name(character, "").partition(" ")[0] if character else ""


def _without_hard_lines(text: str, base: str) -> str:
    text = text.strip()

    def joined(match: re.Match[str]) -> str:
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if match["mark"] and not match["blanks"]:
            line = "\\\n"
        elif match["blanks"].endswith("  "):
            line = match["mark"] + "  \n"
        else:
            line = match["mark"] + ("" if _is_wide(before) and _is_wide(after) else " ")
        return line

    text = _with_whole_words(text, base)
    return _HARD_LINE.sub(joined, text)


def _with_whole_words(text: str, base: str) -> str:
    """Put words together that a line's end cut at a hyphen; without it if the base has them so."""
    known = frozenset(re.findall(r"\w+", base)) if "\n" in text else frozenset()

    def whole(match: re.Match[str]) -> str:
        before, after = match["before"], match["after"]
        joins = _JOINING.fullmatch(after) and not match["more"] and len(before) > 1
        tail = before[-1] in "sz" and _FRENCH_TAIL.fullmatch(after)
        if joins and not tail:
            return match[0]
        return before if before + after in known else before + match["hyphen"]

    return _LINE_HYPHEN.sub(whole, text)


def _is_wide(character: str) -> bool:
    """Whether its script needs no blank where a line ended (Korean needs one)."""
    wide = bool(character) and unicodedata.east_asian_width(character) in "WF"
    return wide and _script(character) != "HANGUL"


def _without_doubled_blanks(text: str, _base: str) -> str:
    return _BLANKS.sub(lambda blanks: " " if set(blanks[0]) & {" ", "\t"} else blanks[0][0], text)


def _without_number(text: str, base: str) -> str:
    """Take off what is the paragraph's number; what may be a word of it stays."""
    while (begun := opening(text)) and begun.kind != "sign":
        known = starts_as(begun.rest, base) and not begun.dated if base else begun.sure
        if base.startswith(begun.mark.rstrip()) or not (known or begun.bracketed):
            break
        text = begun.rest
    return text


def _with_marks_of(text: str, base: str) -> str:
    """Replace marks and blanks that only differ in form from the base's by the base's."""
    old, new = _units(base), _units(text)
    pieces: list[str] = []
    i = 0
    for region in regions([form for form, _ in old], [form for form, _ in new]):
        pieces += (unit for _, unit in old[i : region.i])
        pieces += (unit for _, unit in new[region.m : region.n])
        i = region.k
    pieces += (unit for _, unit in old[i:])
    return "".join(pieces)


def _units(text: str) -> list[tuple[str, str]]:
    """Cut a text into words and marks, each as (common form, as written)."""
    units = []
    for piece in _GUILLEMET.split(text):
        if _GUILLEMET.fullmatch(piece):
            units.append((_DOUBLE[0], piece))
            continue
        at = 0
        for form in words(piece.translate(_FORMS)):
            units.append((form, piece[at : at + len(form)]))
            at += len(form)
    return units


_STEPS: dict[str, Callable[[str, str], str]] = {
    "soft_hyphens": _without_soft_hyphens,
    "invisible": _without_invisible,
    "hard_lines": _without_hard_lines,
    "blanks": _without_doubled_blanks,
    "number": _without_number,
    "marks": _with_marks_of,
}
