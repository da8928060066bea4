"""PDF files, read back by pypdf."""

import io
from dataclasses import replace

import pypdf
import pytest
from hypothesis import given

from declaration.comparison import Redline
from declaration.errors import CannotSet
from declaration.formats import FORMATS, REDLINES
from declaration.formats.pdf import text as pdf_text
from models.vocabulary import Kind
from tests.formats.test_word import DAY, REV_1, few, passage, text, texts


def read(file):
    return pypdf.PdfReader(io.BytesIO(file))


def words(file):
    return " ".join(" ".join(page.extract_text() for page in read(file).pages).split())


LONG = text(
    [
        passage(1, "*Declaration* of Mayors", Kind.TITLE),
        passage(2, "What we do", Kind.HEADING, 1),
        passage(3, "We will **act** and [ask](https://example.org/)."),
        passage(4, "schools;", Kind.ITEM, 1),
        *(
            passage(n, f"We promise it for time {n}. " + "Words of all. " * 20)
            for n in range(5, 40)
        ),
    ]
)


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_the_file_is_tagged_and_says_title_language_and_date(language):
    file = read(FORMATS["pdf"].write(replace(LONG, language=language)))

    catalogue = file.trailer["/Root"]
    assert catalogue["/Lang"] == language
    assert catalogue["/MarkInfo"]["/Marked"]
    assert file.metadata.title == "Declaration of Mayors"
    assert file.metadata.creation_date == DAY
    assert {entry.title for entry in file.outline if not isinstance(entry, list)} == {
        "Declaration of Mayors"
    }


def test_all_fonts_are_embedded():
    for page in read(FORMATS["pdf"].write(LONG)).pages:
        for font in page["/Resources"]["/Font"].values():
            descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_the_words_come_back_with_their_numbers():
    printed = words(FORMATS["pdf"].write(LONG))

    for part in ("Declaration of Mayors", "What we do", "1. We will act and ask.", "(a) schools;"):
        assert part in printed
    for n in range(5, 40):
        assert f"{n - 3}. We promise it for time {n}." in printed
    assert "1 / " in printed
    assert LONG.seal in printed


def test_every_fifth_line_has_its_number():
    assert " 5 " not in words(FORMATS["pdf"].write(LONG)).partition("schools;")[0]
    assert "5" in words(pdf_text.write(LONG, lines=5)).partition("for time 6")[0]


def test_the_redline_shows_both_and_says_since_when():
    old = text([passage(1, "We will act now.")])
    new = text([passage(1, "We will act soon."), passage(2, "And again.")])

    printed = words(REDLINES["pdf"].write(Redline(old, new, REV_1, "Changes since Zero draft")))

    assert "Changes since Zero draft" in printed
    assert "We will act now soon ." in printed.replace("nowsoon", "now soon").replace(
        "soon.", "soon ."
    )
    assert "And again." in printed


def test_letters_that_no_font_has_are_named():
    with pytest.raises(CannotSet) as refusal:
        FORMATS["pdf"].write(text([passage(1, "The city is 城 and 市.")]))

    assert refusal.value.letters == "城市"


@given(texts())
@few
def test_every_text_is_set_or_its_letters_are_named(pair):
    for write in (
        lambda: FORMATS["pdf"].write(pair[0]),
        lambda: REDLINES["pdf"].write(Redline(*pair, REV_1, "Changes")),
    ):
        assert outcome(write) == outcome(write) != ""


def outcome(write):
    """Return a file, or the letters because of which there is none."""
    try:
        return write()
    except CannotSet as refusal:
        return refusal.letters
