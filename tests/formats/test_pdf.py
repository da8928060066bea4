"""PDF files, read back by pypdf."""

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from declaration.comparison import Redline
from declaration.errors import CannotSet
from declaration.formats import FORMATS, REDLINES
from declaration.text import plain
from models.vocabulary import Kind
from tests.formats import pdf
from tests.formats.drawn import DAY, REV_1, few, passage, text, texts

LONG = text(
    [
        passage(1, "*Declaration* of Mayors", Kind.TITLE),
        passage(2, "What we do", Kind.HEADING, 1),
        passage(3, "We will **act** and [ask](https://example.org/)."),
        passage(4, "schools;", Kind.ITEM, 1),
        passage(41, "of girls;", Kind.ITEM, 2),
        passage(42, "clinics.", Kind.ITEM, 1),
        *(
            passage(n, f"We promise it for time {n}. " + "Words of all. " * 20)
            for n in range(5, 40)
        ),
    ]
)


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_the_file_claims_its_standards_and_says_title_language_and_date(language):
    written = FORMATS["pdf"].write(replace(LONG, language=language))

    file = pdf.read(written)
    assert pdf.claims(written) == {
        "pdfaid:part": "2",
        "pdfaid:conformance": "A",
        "pdfuaid:part": "1",
    }
    assert file.trailer["/Root"]["/Lang"] == language
    assert file.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert file.metadata.title == "Declaration of Mayors"
    assert file.metadata.creation_date == DAY
    assert [entry.title for entry in file.outline if not isinstance(entry, list)] == [
        "Declaration of Mayors"
    ]


def test_headings_and_items_are_tagged_as_what_they_are():
    tags = pdf.tags(FORMATS["pdf"].write(LONG))

    heading = next(place for place, tag in enumerate(tags) if tag[0] == "H1")
    assert [tag[0] for tag in tags[heading : heading + 4]] == ["H1", "H2", "P", "L"]
    assert tags[heading + 3] == [
        "L",
        ["LI", ["Lbl"], ["LBody", ["P"]]],
        ["L", ["LI", ["Lbl"], ["LBody", ["P"]]]],
        ["LI", ["Lbl"], ["LBody", ["P"]]],
    ]


def test_all_fonts_are_embedded_and_are_those_of_books():
    fonts = pdf.fonts(FORMATS["pdf"].write(LONG))

    assert set(fonts) == {
        f"LibertinusSerif-{face}-Identity-H" for face in ("Regular", "Bold", "BoldItalic")
    }
    assert all(fonts.values())


def test_the_words_come_back_with_their_numbers():
    printed = pdf.words(FORMATS["pdf"].write(LONG))

    for part in ("Declaration of Mayors", "What we do", "1. We will act and ask.", "(a) schools;"):
        assert part in printed
    for n in range(5, 40):
        assert f"{n - 3}. We promise it for time {n}." in printed
    assert "1 / " in printed
    assert LONG.seal in printed


def test_the_redline_shows_both_and_says_since_when():
    old = text([passage(1, "We will act now.")])
    new = text([passage(1, "We will act soon."), passage(2, "And again.")])

    printed = pdf.words(REDLINES["pdf"].write(Redline(old, new, REV_1, "Changes since Zero draft")))

    assert "Changes since Zero draft" in printed
    assert "We will act now soon ." in printed.replace("nowsoon", "now soon").replace(
        "soon.", "soon ."
    )
    assert "And again." in printed


@pytest.mark.parametrize("lines", range(26, 36))
def test_a_heading_stays_with_what_it_heads(lines):
    filled = [passage(n, f"Line {n}.") for n in range(1, lines)]
    new = text([*filled, passage(50, "New chapter", Kind.HEADING, 1), passage(51, "Of it.")])

    pages = pdf.read(REDLINES["pdf"].write(Redline(text(filled), new, REV_1, "Changes"))).pages

    places = [
        [page.page_number for page in pages if words in page.extract_text()]
        for words in ("New chapter", "Of it.")
    ]
    assert places[0] == places[1] != []


@pytest.mark.parametrize(
    ("language", "word"),
    [("en", "internationalization"), ("es", "internacionalización"), ("fr", "gouvernementales")],
)
def test_words_are_broken_as_their_language_does(language, word):
    sentence = replace(passage(1, f"{word} " * 30), language=language)

    (page,) = pdf.read(FORMATS["pdf"].write(replace(text([sentence]), language=language))).pages

    broken = [line for line in page.extract_text().splitlines() if line.endswith("-")]
    assert broken


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

    assert "now" in pdf.words(written)


def test_an_endless_address_is_no_link():
    file = FORMATS["pdf"].write(text([passage(1, f"[Here](https://a.org/{'x' * 9_000})")]))

    assert "Here" in pdf.words(file)


def test_a_title_is_cleaned_too():
    manuscript = replace(text([passage(1, "Words.")]), title="A \x01 title", symbol="CM\x02")

    assert pdf.read(FORMATS["pdf"].write(manuscript)).metadata.title == "A \ufffd title"


@pytest.mark.parametrize("beyond", ["a," * 9_999, "\u05a0\u0720\n" * 40 + "\u08a0" * 40])
def test_what_typst_fails_at_is_refused(beyond):
    with pytest.raises(CannotSet):
        FORMATS["pdf"].write(text([passage(1, beyond)]))


def test_a_deleted_paragraph_keeps_its_number_where_the_text_says_what_follows_it():
    first = [passage(n, f"Promise {n}.") for n in range(1, 4)]
    second = [replace(each, live=each.paragraph_id != 2) for each in first]
    standing = text(second, earlier={1: "1", 2: "2", 3: "3"})

    printed = [
        pdf.words(FORMATS["pdf"].write(replace(standing, deleted=deleted)))
        for deleted in ("(deleted)", "")
    ]

    assert "1. Promise 1. 2. (deleted) 3. Promise 3." in printed[0]
    assert "1. Promise 1. 3. Promise 3." in printed[1]


def test_every_fifth_line_of_a_page_has_its_number():
    first, second = (
        page.extract_text().splitlines()
        for page in pdf.read(FORMATS["pdf"].numbered(LONG)).pages[:2]
    )

    for page in (first, second):
        margin = [int(line) for line in page if line.isdecimal()]
        assert margin == [*range(5, margin[-1] + 1, 5)] != [5]
    unnumbered = pdf.read(FORMATS["pdf"].write(LONG)).pages[0].extract_text().splitlines()
    assert not [line for line in unnumbered if line.isdecimal()]


@given(st.lists(st.tuples(st.sampled_from([Kind.OPERATIVE, Kind.PLAIN]), pdf.settable), max_size=6))
@few
def test_all_words_come_back_in_their_order(paragraphs):
    manuscript = text([passage(n, words, kind) for n, (kind, words) in enumerate(paragraphs, 1)])

    printed = pdf.letters(pdf.words(FORMATS["pdf"].write(manuscript)))

    said_ = "".join(p.printed + plain(p.words) for p in manuscript.passages)
    assert pdf.letters(said_) in printed


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
