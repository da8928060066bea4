"""Cutting a text into tokens: the only place that knows what a word is."""

import re
import unicodedata

import regex

from declaration.errors import TooLong

MAX_TOKENS = 20_000  # the longest article has 900; the engine's memory grows with the square: 50 MB

_MARKS_ON = r"\p{M}\p{GCB=Extend}\p{GCB=ZWJ}\p{GCB=SpacingMark}"  # that belong to what is before
_MORE = rf"(?![{_MARKS_ON}])"  # a cluster does not go on
# Flags go by two; \X alone would look back over all of them. Some vowels and tones of Myanmar are
# no part of a cluster for Unicode, but of a syllable for who reads.
_CLUSTER = rf"(?:\p{{RI}}{{2}}|\X)[{_MARKS_ON}]*+"
_ONE_BY_ONE = (  # written without blanks between words
    r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
    r"\u3005-\u3007\u3031-\u3035\u30fc\uff70"
)
_ELISION = r"(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)['’]"  # l' and eau are two words
LINK_TARGET = r"\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)"  # of [words](target "title")
_MARKUP = rf"\\[!-/:-@\[-`{{{{-~]{{more}}|\*{{{{1,3}}}}{{more}}|{LINK_TARGET}{{more}}"
# Nobody reads half an address or half a figure: they change as a whole.
_ADDRESS = (
    r"(?:https?://|www\.)[\w.~:/?#@!$&'+,;=%-]*[\w/=#]"
    r"|[\w.+-]{1,64}+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"
)
_GROUPED = r"\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)"
_LETTERS = rf"(?:(?=[\p{{L}}\p{{N}}])(?![{_ONE_BY_ONE}]){_CLUSTER})+"

_EVERY = (
    rf"(?i:{_ELISION})(?=\p{{L}})|{_GROUPED}{_MORE}"
    rf"|{_LETTERS}(?:(?:['’‑-](?=\p{{L}})|(?<=\p{{N}})[.,](?=\p{{N}})){_LETTERS})*"
    rf"|(?:\s{_MORE})+|{_MARKUP.format(more=_MORE)}|{_CLUSTER}"
)

# Most paragraphs are simple: the standard library cuts them the same way, ten times as fast.
_EASY_TEXT = re.compile(
    r"[\t\n -~\u00a0-\u00ac\u00ae-\u02ff\u0391-\u03a1\u03a3-\u03ff\u0400-\u0481"
    r"\u2010-\u2015\u2018-\u2027\u2030-\u203b\u20ac]*"
)
_EASY = (
    rf"(?i:{_ELISION})(?=[^\W\d_])|{_GROUPED}"
    r"|[^\W_]+(?:(?:['’‑-](?=[^\W\d_])|(?<=\d)[.,](?=\d))[^\W_]+)*"
    rf"|\s+|{_MARKUP.format(more='')}|."
)
# By whether the text is simple, and whether it may have addresses: to look for them takes time.
_CUTTERS: dict[tuple[bool, bool], re.Pattern[str] | regex.Pattern[str]] = {
    (True, False): re.compile(_EASY, re.DOTALL),
    (True, True): re.compile(rf"{_ADDRESS}|{_EASY}", re.DOTALL),
    (False, False): regex.compile(_EVERY, regex.DOTALL),
    (False, True): regex.compile(rf"{_ADDRESS}{_MORE}|{_EVERY}", regex.DOTALL),
}
_ADDRESS_SIGNS = "@", "://", "www."

_FIRST_WIDE = "\u0e01"  # Thai: no simple text needs a closer look
_WIDE = regex.compile(rf"[{_ONE_BY_ONE}\p{{Hangul}}]")
_SAYING = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl", "No", "Sm", "Sc", "So"})


def words(text: str) -> tuple[str, ...]:
    """Cut a text in NFC into words, runs of blanks, and single marks; joined, they are the text.

    Delimiters and link targets of Markdown are whole, grapheme clusters never cut (UAX #29);
    scripts without blanks between words go cluster by cluster. Linear in the text.
    Raises ValueError outside NFC and TooLong beyond MAX_TOKENS.
    """
    if not unicodedata.is_normalized("NFC", text):
        raise ValueError("text is not in NFC: normal() or tidy() it at the door")
    simple = _EASY_TEXT.fullmatch(text) is not None
    cutter = _CUTTERS[simple, any(sign in text for sign in _ADDRESS_SIGNS)]
    tokens: list[str] = cutter.findall(text)
    if len(tokens) > MAX_TOKENS:
        raise TooLong(len(tokens), MAX_TOKENS)
    return tuple(tokens)


def is_word(token: str) -> bool:
    """Whether a token has a letter, a digit, or a symbol (an emoji, a currency)."""
    return token.isalnum() or any(unicodedata.category(character) in _SAYING for character in token)


def is_markup(token: str) -> bool:
    """Whether a token may be a delimiter or a link target of Markdown, not a word."""
    return token in {"*", "**", "***", "_", "[", "]"} or token.startswith("](")


def is_wide(token: str) -> bool:
    """Whether each character of a token says as much as a syllable or a word: Han, kana, Hangul."""
    return token >= _FIRST_WIDE and _WIDE.match(token) is not None
