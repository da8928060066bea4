"""Reports as PDF files, read back by pypdf."""

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from declaration.errors import CannotSet
from declaration.formats import FORMATS, REPORTS
from declaration.report import (
    Facts,
    Grid,
    Heading,
    Line,
    NewPage,
    Prose,
    Report,
    TextParagraph,
    said,
    shown,
)
from declaration.text import MarkedText, plain, seen
from models.vocabulary import Kind
from tests.formats import pdf
from tests.formats.drawn import DAY, few, passage, text

REPORT = Report(
    "Disposition",
    "en",
    "CM/1 · Disposition · 2017-11-02",
    (
        Prose(said("Two suggestions.\nBoth decided.", "en"), small=True),
        Heading(said("Receipt", "en")[0], 2),
        Facts((("Delegation", said("Dakar", "fr")), ("Reasons", said("Water.\nSchools.", "en")))),
        Heading(said("The text", "en")[0], 3),
        TextParagraph(
            replace(passage(1, "We act."), number="7"),
            seen("We act.", "We act soon."),
            changed=True,
        ),
        NewPage(),
        Grid(
            ("Suggestion", "Change", "Outcome"),
            tuple(
                (
                    said(str(n), "en"),
                    shown("The city waits.", "en", "The city acts."),
                    said("Yes", "en"),
                )
                for n in range(40)
            ),
            (1, 3, 1),
        ),
    ),
    DAY,
    ("Hash",),
    wide=True,
)


def test_a_report_is_tagged_with_headings_lists_and_tables():
    written = REPORTS["pdf"].write(REPORT)

    assert pdf.claims(written)["pdfaid:conformance"] == "A"
    outline = pdf.outline(written)
    assert [name for name in outline if name in {"H1", "H2", "H3", "L", "Table"}] == (
        ["H1", "H2", "L", "H3", "Table"]
    )
    assert outline.count("TH") == 3
    assert outline.count("TR") == 41
    assert outline.count("TD") == 120
    assert pdf.read(written).metadata.title == "Disposition"
    assert written == REPORTS["pdf"].write(REPORT)


def test_the_head_of_a_table_is_repeated_and_its_pages_lie_on_their_side():
    _first, *tables = pdf.read(REPORTS["pdf"].write(REPORT)).pages

    assert len(tables) > 1
    for page in tables:
        assert "Suggestion Change Outcome" in " ".join(page.extract_text().split())
        assert page.mediabox.width > page.mediabox.height


def test_a_report_says_all_that_is_in_it():
    printed = pdf.words(REPORTS["pdf"].write(REPORT))

    for part in (
        "CM/1",
        "Two suggestions. Both decided.",
        "Receipt Delegation Dakar Reasons Water. Schools.",
        "7. We act soon.",
        "39 The city actswaits. Yes",
        "Hash",
    ):
        assert part in printed


def test_the_lines_of_a_report_can_be_numbered_too():
    numbered = pdf.read(REPORTS["pdf"].numbered(replace(REPORT, wide=False))).pages[0]

    assert "5" in numbered.extract_text().splitlines()


def test_a_line_in_another_language_says_so():
    french = replace(REPORT, blocks=(Prose(said("Les villes", "fr")), Prose(said("Cities", "en"))))

    tags = pdf.tags(REPORTS["pdf"].write(french), languages=True)

    assert tags[-3:] == [["P fr"], ["P"], ["P"]]


def words_of(*cells):
    """Return all words of some lines, cell after cell."""
    return "".join(run.text for lines in cells for line in lines for run in line.runs)


lines = st.builds(said, pdf.settable, st.sampled_from(["en", "fr", "ar"]))
written_blocks = st.one_of(  # a block, and the words that it has
    st.tuples(lines, st.booleans()).map(lambda it: (Prose(*it), words_of(it[0]))),
    st.tuples(pdf.settable, st.integers(2, 4)).map(
        lambda it: (Heading(Line((MarkedText(it[0], ()),), "es"), it[1]), it[0])
    ),
    st.lists(st.tuples(pdf.settable, lines), max_size=3).map(
        lambda it: (Facts(tuple(it)), "".join(name + words_of(value) for name, value in it))
    ),
    st.lists(st.tuples(lines, lines), max_size=3).map(
        lambda it: (
            Grid(("First", "Second"), tuple(it), (1, 2)),
            f"FirstSecond{''.join(words_of(*row) for row in it)}",
        )
    ),
    st.tuples(pdf.settable, st.sampled_from([Kind.TITLE, Kind.OPERATIVE, Kind.ITEM])).map(
        lambda it: (TextParagraph(passage(1, *it), seen(it[0])), plain(it[0]))
    ),
    st.just((NewPage(), "")),
)


@given(st.lists(written_blocks, max_size=5), st.booleans())
@few
def test_all_words_of_a_report_come_back_in_their_order(blocks, wide):
    report = Report("Title", "en", "", tuple(block for block, _words in blocks), DAY, wide=wide)

    written = REPORTS["pdf"].write(report)

    pages = pdf.read(written).pages
    printed = "".join(page.extract_text().rpartition(" / ")[0][:-1] for page in pages)
    assert pdf.letters(printed) == pdf.letters(
        "".join(["Title", *(words for _block, words in blocks)])
    )
    assert written == REPORTS["pdf"].write(report)


def test_a_letter_that_no_face_has_costs_a_report_that_letter_alone():
    words = said("Thank you \U0001f642 and 城 again.", "en")
    report = Report("A list of \U0001f642", "en", "CM/1", (Prose(words),))

    read = pdf.words(REPORTS["pdf"].write(report))

    assert "Thank you \ufffd and \ufffd again." in read
    assert "U+1F642" in read
    assert "U+57CE" in read


def test_what_stands_around_a_text_does_not_keep_it_from_being_set():
    around = replace(text([passage(1, "We act.")]), notice="Adopted in Mechelen \U0001f642")

    assert "Mechelen \ufffd" in pdf.words(FORMATS["pdf"].write(around))
    with pytest.raises(CannotSet) as refused:
        FORMATS["pdf"].write(
            replace(around, passages=text([passage(1, "We \U0001f642.")]).passages)
        )
    assert (refused.value.letters, refused.value.number) == ("\U0001f642", "1")
