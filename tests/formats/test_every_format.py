"""Every format is read back by another program, or by a reader that knows its rules alone.

A new format is proven by its line in TEXTS, CHANGES or LISTS: how its file is read, and what has
to come back. What a format has besides words and numbers is proven in its own tests.
"""

import csv
import io
import re
import unicodedata
from dataclasses import replace
from typing import NamedTuple

import html5lib
import openpyxl
import pypdf
import pytest
from hypothesis import given

from declaration.comparison import compared
from declaration.errors import CannotSet
from declaration.formats import FORMATS, REDLINES, TABLES
from declaration.formats.csv_file import COLUMNS, SEPARATORS
from declaration.formats.reading import pieces
from declaration.text import plain, seen, tidy
from tests.formats import akoma_ntoso, word
from tests.formats.drawn import few, redlines, tables, taken, texts

ALPHABETS = "LATIN", "GREEK", "CYRILLIC", "COMBINING", "DIGIT"  # that pypdf reads letter by letter
LANGUAGES = "en", "es", "ar"


class Proof(NamedTuple):
    """How a file is read, and what is to come back; both are given what was written, too."""

    read: object
    expect: object


def squeezed(words):
    """Return what XML carries of words, without blanks and apostrophes, which formats add."""
    return re.sub(r"[\s']", "", unicodedata.normalize("NFC", word.sayable(words)))


def live(manuscript):
    return [passage for passage in manuscript.passages if passage.live]


def shown(passage):
    """Return number and words of a paragraph, as a reader sees them."""
    return squeezed(passage.printed + plain(passage.words))


def lines(manuscript):
    return [shown(passage) for passage in live(manuscript)]


def untitled(parts, manuscript):
    """Leave out the title that the document gives to a text without one."""
    return parts if manuscript.own_title else parts[1:]


def from_word(file, manuscript):
    return untitled(word_lines(file, "accept"), manuscript)


def word_lines(file, how):
    return [squeezed(part.label + part.words) for part in word.read(file, how)][:-1]


def from_akoma_ntoso(file, manuscript, side="new"):
    parts = akoma_ntoso.read(file, side)
    return untitled([squeezed(part.number + part.words) for part in parts], manuscript)


def from_plain_text(file, manuscript):
    *parts, seal = file.decode().removesuffix("\n").split("\n\n")
    assert (parts.pop(1), seal) == (manuscript.about, manuscript.seal)
    return untitled([squeezed(part) for part in parts], manuscript)


def from_markdown(file, manuscript):
    read = pieces(file.decode(), manuscript.scheme)
    return untitled([squeezed(p.mark.lstrip("#") + plain(p.words)) for p in read], manuscript)


def from_html(file, manuscript):
    page = html5lib.parse(file.decode(), namespaceHTMLElements=False)
    parts = [page.find(".//h1"), *page.find(".//main")]
    return untitled([squeezed("".join(part.itertext())) for part in parts], manuscript)


def title_first(manuscript):
    own = manuscript.own_title
    rest = [shown(passage) for passage in live(manuscript) if passage != own]
    return [shown(own), *rest] if own else rest


def from_csv(file, _manuscript):
    heads, *rows = csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""))
    assert heads == list(COLUMNS)
    return [[*row[:-1], squeezed(row[-1])] for row in rows]


def stored(manuscript):
    """Return the paragraphs as a table has them, with the signs of Markdown."""
    return [
        [p.uid, p.number, p.kind.value, str(p.level or ""), p.language, squeezed(p.words)]
        for p in live(manuscript)
    ]


def from_pdf(file, manuscript, about=None):
    """Return the letters of all pages, without what stands at their head and foot."""
    pages = [squeezed(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(file)).pages]
    about = manuscript.about if about is None else about
    heads = {1: squeezed(about.replace(" · ", "")), 2: squeezed(about)}  # above each other, then on
    bodies = [
        page.removeprefix(heads[min(number, 2)]).removesuffix(f"{number}/{len(pages)}")
        for number, page in enumerate(pages, 1)
    ]
    return "".join(bodies).removesuffix(squeezed(manuscript.seal))


def letters(manuscript, parts=None):
    """Return all letters of a text, its title first; None if pypdf cannot read one of them."""
    parts = lines(manuscript) if parts is None else parts
    own = manuscript.own_title
    title = "" if own and plain(own.words).strip() else squeezed(manuscript.title)
    joined = title + "".join(parts)
    return joined if all(map(readable, joined)) else None


def readable(letter):
    return unicodedata.category(letter)[0] in "PS" or unicodedata.name(letter, "").startswith(
        ALPHABETS
    )


def both_from_word(file, _redline):
    return word_lines(file, "reject"), word_lines(file, "accept")


def both_from_akoma_ntoso(file, redline):
    return from_akoma_ntoso(file, redline.old, "old"), from_akoma_ntoso(file, redline.new)


def both(redline):
    return lines(redline.old), lines(redline.new)


def all_from_pdf(file, redline):
    return from_pdf(file, redline.new, redline.about)


def all_letters(redline):
    """Return what a page shows that has both texts: of what changed its format, how it is now."""
    parts = [
        squeezed(pair.either.printed + "".join(run.text for run in seen(*pair.words) if now(run)))
        for pair in compared(redline.old, redline.new)
    ]
    return letters(redline.new, parts) if readable_throughout(redline.about) else None


def now(run):
    return run.mark != "format removed"


def readable_throughout(words):
    return all(map(readable, squeezed(words)))


def from_workbook(file, _language):
    page = openpyxl.load_workbook(io.BytesIO(file)).active
    return [[as_typed(cell.value) for cell in row] for row in page.iter_rows()]


def as_typed(value):
    return "" if value is None else str(value)


def from_separated(file, language):
    table = io.StringIO(file.decode("utf-8-sig"), newline="")
    rows = csv.reader(table, delimiter=SEPARATORS.get(language, ","))
    return [[cell.replace("'", "") for cell in row] for row in rows]


def cells(rows):
    return [list(row) for row in rows]


def without_apostrophes(rows):
    return [[cell.replace("'", "") for cell in row] for row in rows]


TEXTS = {
    "docx": Proof(from_word, lines),
    "pdf": Proof(from_pdf, letters),
    "md": Proof(from_markdown, lines),
    "txt": Proof(from_plain_text, lines),
    "html": Proof(from_html, title_first),
    "csv": Proof(from_csv, stored),
    "xml": Proof(from_akoma_ntoso, lines),
}
CHANGES = {
    "docx": Proof(both_from_word, both),
    "pdf": Proof(all_from_pdf, all_letters),
    "xml": Proof(both_from_akoma_ntoso, both),
}
LISTS = {
    "xlsx": Proof(from_workbook, cells),
    "csv": Proof(from_separated, without_apostrophes),
}


def test_every_format_has_its_line():
    assert (TEXTS.keys(), CHANGES.keys(), LISTS.keys()) == (
        FORMATS.keys(),
        REDLINES.keys(),
        TABLES.keys(),
    )


def prove(proof, write, asked):
    """Write twice, and read back; that a page without a font is refused, test_pdf.py proves."""
    try:
        file = write()
    except CannotSet:
        return
    expected = proof.expect(asked)
    if expected is not None:
        assert proof.read(file, asked) == expected
    assert file == write()


@pytest.mark.parametrize("name", TEXTS)
@given(texts())
@few
def test_a_text_comes_back(name, pair):
    for manuscript in pair if name != "md" else map(tidied, pair):
        prove(TEXTS[name], lambda: FORMATS[name].write(manuscript), manuscript)  # noqa: B023


def tidied(manuscript):
    """Return a text as it is stored: Markdown is read back as what somebody pastes."""
    words = [(p, tidy(p.words).text) for p in manuscript.passages if taken(p.words)]
    return replace(manuscript, passages=tuple(replace(p, words=w) for p, w in words if w))


@pytest.mark.parametrize("name", CHANGES)
@given(redlines())
@few
def test_both_sides_of_a_redline_come_back(name, redline):
    prove(CHANGES[name], lambda: REDLINES[name].write(redline), redline)


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("language", LANGUAGES)
@given(tables())
@few
def test_a_table_comes_back(name, language, table):
    heads, rows = table
    file = TABLES[name].write(heads, rows, language)

    assert LISTS[name].read(file, language) == LISTS[name].expect([heads, *rows])
    assert file == TABLES[name].write(heads, rows, language)
