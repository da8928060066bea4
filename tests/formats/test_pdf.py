"""PDF files, read back by pypdf."""

import io
from dataclasses import replace

import pypdf
import pytest
from hypothesis import given

from declaration.comparison import Redline
from declaration.errors import CannotSet
from declaration.formats import FORMATS, REDLINES
from models.vocabulary import Kind
from tests.formats.drawn import DAY, REV_1, few, passage, text, texts


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


def test_the_redline_shows_both_and_says_since_when():
    old = text([passage(1, "We will act now.")])
    new = text([passage(1, "We will act soon."), passage(2, "And again.")])

    printed = words(REDLINES["pdf"].write(Redline(old, new, REV_1, "Changes since Zero draft")))

    assert "Changes since Zero draft" in printed
    assert "We will act now soon ." in printed.replace("nowsoon", "now soon").replace(
        "soon.", "soon ."
    )
    assert "And again." in printed


LINK = "See [the site](https://example.org) now."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (LINK, "See now."),
        ("See now.", LINK),
        (LINK, "See [the new site](https://example.org) now."),
        (LINK, "See [the site](https://example.com) now."),
        (LINK, ""),
        ("", LINK),
        (LINK, LINK),
    ],
)
def test_links_come_go_and_change(before, after):
    old, new = ([passage(1, words)] if words else [] for words in (before, after))

    written = REDLINES["pdf"].write(Redline(text(old), text(new), REV_1, "Changes"))

    assert "now" in words(written)


def test_an_endless_address_is_no_link():
    file = FORMATS["pdf"].write(text([passage(1, f"[Here](https://a.org/{'x' * 9_000})")]))

    assert "Here" in words(file)


def test_a_title_is_cleaned_too():
    manuscript = replace(text([passage(1, "Words.")]), title="A \x01 title", symbol="CM\x02")

    assert read(FORMATS["pdf"].write(manuscript)).metadata.title == "A \ufffd title"


@pytest.mark.parametrize("beyond", ["a," * 9_999, "\u05a0\u0720\n" * 40 + "\u08a0" * 40])
def test_what_typst_fails_at_is_refused(beyond):
    with pytest.raises(CannotSet):
        FORMATS["pdf"].write(text([passage(1, beyond)]))


def test_letters_of_one_font_alone_are_named():
    with pytest.raises(CannotSet) as refusal:
        FORMATS["pdf"].write(text([passage(1, "A sign: \uf0b7")]))

    assert refusal.value.letters == "\uf0b7"


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
