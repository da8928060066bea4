"""Our own files come back: unchanged they ask for nothing; another kind or level is said."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from itertools import product

import pytest

from declaration.actions.suggesting.pasted_copy import compared
from declaration.formats import html_file, markdown
from declaration.formats.reading import PastedPassage, pieces
from declaration.manuscript import Manuscript, Passage, numbered
from declaration.text import tidy
from models.vocabulary import Kind, Scheme
from tests.support.cast import PASSAGES

STARTS = (
    *("", "1. Mai ", "2) ", "20 bis 30 ", "(a) ", "(new) ", "- ", "# ", "| ", "• ", "a. ", "1.5 "),
    *("一、", "PP 3 ", "OP 4. ", "+ ", "§ 5 ", "**Bold** ", "*", "[a link](https://e.org/x) "),
    *("===", "---", "<!-- ", "Annex "),
)
WORDS = (
    "We open schools to every child in the city.",
    "Recalling the Charter of the Mayors,",
    "我们，各城市的代表，支持UN的目标。",
)
KINDS = (
    *((Kind.HEADING, level) for level in (1, 2, 3)),
    *((kind, 0) for kind in (Kind.PLAIN, Kind.OPERATIVE, Kind.PREAMBULAR, Kind.ANNEX, Kind.TITLE)),
    (Kind.ITEM, 1),
)


def texts(start, scheme):
    """Give texts with a paragraph of each kind that begins with a sign of its own."""
    for (kind, level), words in product(KINDS, WORDS):
        lines = (
            (Kind.TITLE, 0, "Of the mayors"),
            (Kind.PLAIN, 0, "We, the mayors, declare:"),
            (kind, level, tidy(start + words, numbered=False).text),
            (Kind.OPERATIVE, 0, "Cities pay for all of it."),
        )
        passages = (Passage(at, f"p{at}", *line, at, at, "en") for at, line in enumerate(lines))
        yield manuscript(numbered(passages, scheme), scheme)


def manuscript(passages, scheme=Scheme.DECLARATION, label="Rev. 1"):
    date = datetime(2017, 11, 2, tzinfo=UTC) if label else None
    return Manuscript(
        1, "d", "Of the mayors", "CM/2017/L.1", scheme, "en", tuple(passages), label, date=date
    )


def cast_text():
    return manuscript(
        numbered(
            (
                Passage(at, key, kind, level, words, at, at, "en")
                for at, (key, kind, level, words) in enumerate(PASSAGES, 1)
            ),
            Scheme.DECLARATION,
        )
    )


def matches(text, pasted):
    read = [piece for piece in pieces(pasted, text.scheme) if piece.words not in text.cover]
    return compared(text.passages, read, ())


def check_unchanged(text, pasted):
    read_back = matches(text, pasted)

    assert [match.edits for match in read_back] == [()] * len(text.passages)
    assert [match.pasted_as for match in read_back] == [None] * len(text.passages)
    assert {match.kind for match in read_back} == {"kept"}


class Copied(HTMLParser):
    """What a browser copies of a page: blank lines between blocks, no markup."""

    def __init__(self):
        super().__init__()
        self.words = ""

    def handle_starttag(self, tag, attributes):
        if tag in {"p", "h1", "h2", "h3", "h4"}:
            self.words += "\n\n"
        elif tag == "br":
            self.words += "\n"

    def handle_data(self, data):
        self.words += re.sub(r"[ \n]+", " ", data)


def copied(text):
    page = html_file.write(text).decode()
    reader = Copied()
    reader.feed(page[page.index("<body>") :])
    return reader.words


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize("start", STARTS)
def test_our_files_pasted_back_ask_for_nothing(start, scheme):
    for text in texts(start, scheme):
        check_unchanged(text, markdown.write(text).decode())
        check_unchanged(text, copied(text))


@pytest.mark.parametrize("write", [lambda text: markdown.write(text).decode(), copied])
def test_a_text_without_a_title_comes_back_unchanged(write):
    text = cast_text()
    bare = replace(text, passages=text.passages[1:])

    check_unchanged(bare, write(bare))


@pytest.mark.parametrize(
    ("old", "new", "pasted_as"),
    [
        ("## ", "### ", (Kind.HEADING, 2)),
        ("## ", "# ", (Kind.TITLE, 0)),
        ("## ", "", (Kind.PLAIN, 0)),
        ("## ", "5. ", (Kind.OPERATIVE, 0)),
        ("## ", "- ", (Kind.ITEM, 1)),
        ("1. ", "### ", (Kind.HEADING, 2)),
        ("1. ", "(a) ", (Kind.ITEM, 1)),
    ],
)
def test_another_kind_or_level_is_said_and_nothing_else(old, new, pasted_as):
    text = cast_text()
    lines = markdown.write(text).decode()
    pasted = re.sub(rf"^{re.escape(old)}", new, lines, count=1, flags=re.MULTILINE)

    read_back = [match for match in matches(text, pasted) if match.pasted_as]

    assert [match.pasted_as for match in read_back] == [pasted_as]
    assert not any(match.edits for match in matches(text, pasted))


def test_a_heading_that_is_a_paragraph_now_is_said():
    text = cast_text()
    read = [PastedPassage(passage.kind, passage.level, passage.words) for passage in text.passages]
    at = next(n for n, piece in enumerate(read) if piece.kind is Kind.HEADING)
    read[at] = PastedPassage(Kind.PLAIN, 0, read[at].words)

    read_back = compared(text.passages, read, ())

    assert [match.pasted_as for match in read_back if match.pasted_as] == [(Kind.PLAIN, 0)]


def test_another_address_of_a_link_is_asked_for():
    text = cast_text()
    linked = replace(text.passages[3], words="We read [the Charter](https://e.org/1) aloud.")
    text = replace(text, passages=(*text.passages[:3], linked, *text.passages[4:]))
    pasted = markdown.write(text).decode().replace("e.org/1", "e.org/2")

    [edit] = [edit for match in matches(text, pasted) for edit in match.edits]

    assert edit.amendment.words == "We read [the Charter](https://e.org/2) aloud."
