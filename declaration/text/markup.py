"""Inline Markdown: the only importer of the library that reads it and of the one that cleans it.

Only the inline half of Markdown is used, so that "1. Preamble" or "# 5" stay the words they are;
raw HTML, images and entities are words too. Every character keeps its formats and its place in
the source, so that a diff of the source can be shown in what the reader sees.
"""

import re
import threading
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

import nh3
from markdown import Markdown
from markdown.inlinepatterns import SubstituteTagInlineProcessor

from declaration.text.tokens import LINK_TARGET, words

LINE_BREAK = "\u2028"  # what a <br> is among characters
Format = tuple[str, str]  # the element's name, and a link's target
Formats = tuple[Format, ...]  # outermost first

_REMOVED = "entity", "html", "image_link", "image_reference", "automail", "backtick"
_REFERENCES = "reference", "short_reference", "short_image_ref", "autolink"
_LINK = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f]+", re.IGNORECASE)
_FORMATS = frozenset({"em", "strong", "a"})
_TAGS = {"em", "strong", "a", "br", "ins", "del", "span"}
_ATTRIBUTES = {
    "a": {"href"},
    "span": {"class", "lang", "dir"},
    "ins": {"class"},
    "del": {"class", "hidden"},
}

# A bracket that opens no link is hidden from Markdown, which would search the whole paragraph for
# its end: texts under negotiation are full of them, and 20,000 would take half a minute.
_LONE_BRACKET = re.compile(rf"\[(?![^\[\]]*{LINK_TARGET})")
_BRACKET = "\ufdd0"

# What XML and Markdown's own stand-ins cannot carry; one for one, so that places stay.
_UNSAYABLE = dict.fromkeys((*range(32), 127, *range(0xD800, 0xE000)), "\ufffd")
_UNSAYABLE |= {ord("\t"): "\t", ord("\n"): "\n", ord("\r"): " ", ord(LINE_BREAK): " "}
_UNSAYABLE |= {ord(_BRACKET): "\ufffd", 0xFEFF: "\u2060"}  # a parser takes U+FEFF for its own


# Most paragraphs have no markup and need no parser: they contain none of these.
_MARKUP = re.compile(r"[*_\\\x00-\x1f\x7f\ud800-\udfff\u2028\ufdd0\ufeff]|\]\(")


class SeenCharacter(NamedTuple):
    """A character that the reader sees, its formats, and where it stands in the source."""

    text: str
    formats: Formats
    at: int


class _Reader(threading.local):
    """Markdown's inline parser, one a thread: it keeps what it reads in itself."""

    def __init__(self) -> None:
        self.markdown = Markdown()
        patterns = self.markdown.inlinePatterns
        for name in _REMOVED + _REFERENCES:
            patterns.deregister(name)
        patterns.register(SubstituteTagInlineProcessor(r"\\\n", "br"), "backslash_break", 185)

    def read(self, text: str) -> Element:
        root = Element("div")
        SubElement(root, "p").text = text
        self.markdown.reset()
        for name in "inline", "unescape":
            self.markdown.treeprocessors[name].run(root)
        return root


_READER = _Reader()


def is_bare(markdown: str) -> bool:
    """Whether a paragraph has no markup: the reader sees what was typed."""
    return _MARKUP.search(markdown) is None


def characters(markdown: str) -> tuple[SeenCharacter, ...]:
    """Give what a reader sees of one paragraph, character by character; places never go back.

    What the library would garble is shown as it was typed: no letter is lost, doubled or invented.
    """
    source = markdown.translate(_UNSAYABLE)
    read = [
        (character, formats)
        for run, formats in _runs(_READER.read(_LONE_BRACKET.sub(_BRACKET, source)))
        for character in run.replace(_BRACKET, "[")
    ]
    places = _places(words(source), "".join(character for character, _ in read))
    if places is None:
        return tuple(SeenCharacter(character, (), at) for at, character in enumerate(source))
    return tuple(SeenCharacter(*character, at) for character, at in zip(read, places, strict=True))


def _runs(root: Element) -> Iterator[tuple[str, Formats]]:
    """Give the text of an element in order; a format within itself, however deep, counts once."""
    waiting: list[tuple[Element | None, str, Formats]] = [(root, "", ())]
    while waiting:
        element, text, formats = waiting.pop()
        if element is None:
            yield text, formats
            continue
        inner = formats
        if element.tag == "br":
            yield LINE_BREAK, formats
        elif element.tag in _FORMATS and element.tag not in dict(formats):
            target = element.get("href", "").replace(_BRACKET, "[")
            if element.tag != "a" or _LINK.fullmatch(target):
                inner = (*formats, (element.tag, target))
        yield element.text or "", inner
        for child in reversed(element):
            waiting += [(None, child.tail or "", inner), (child, "", inner)]


def _places(tokens: tuple[str, ...], seen: str) -> list[int] | None:
    """Say where in the source each seen character comes from; None if they are not the source's.

    What is seen is the source without its markup, so one walk finds it: a word as a whole,
    and in markup and blanks (an escaped mark, a line break) character by character.
    """
    places: list[int] = []
    at = 0
    for token in tokens:
        if seen.startswith(token, len(places)):
            places += range(at, at + len(token))
        elif not token.startswith("]("):
            for place, character in enumerate(token, at):
                if seen[len(places) : len(places) + 1] in {character, _BREAKS.get(character)}:
                    places.append(place)
                elif character not in _UNSEEN and not character.isspace():
                    return None
        at += len(token)
    return places if len(places) == len(seen) else None


_UNSEEN = frozenset("*_\\[")  # what markup is made of, besides the targets of links
_BREAKS = {"\n": LINE_BREAK}


def clean(html: str) -> str:
    """Remove all but the tags and attributes of a paragraph and of the marks on its changes."""
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener noreferrer",
    )
