"""PDF files, read back by pypdf."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from declaration.comparison import Redline
from declaration.errors import CannotSet
from declaration.formats import FORMATS, REDLINES, REPORTS
from declaration.formats.pdf.fonts import FONTS
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
from tests.formats.test_word import DAY, REV_1, few, passage, text, texts
from tests.text import invented

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


def test_letters_of_one_font_alone_are_named():
    with pytest.raises(CannotSet) as refusal:
        FORMATS["pdf"].write(text([passage(1, "A sign: \uf0b7")]))

    assert refusal.value.letters == "\uf0b7"


def test_letters_that_no_font_has_are_named_with_the_number_of_the_first():
    with pytest.raises(CannotSet) as refusal:
        FORMATS["pdf"].write(
            text([passage(1, "Words."), passage(2, "The city is 城 and 市."), passage(3, "都城")])
        )

    assert (refusal.value.letters, refusal.value.number) == ("城市都", "2")


def test_a_paragraph_without_a_number_is_named_by_how_it_begins():
    with pytest.raises(CannotSet) as refusal:
        FORMATS["pdf"].write(text([passage(1, "Cities: 城", Kind.PLAIN)]))

    assert refusal.value.beginning == "Cities: 城"


@pytest.mark.parametrize(
    "words",
    [
        "Ağrı, Łódź, Nuʻuanu, Ṣẹgun, Đà Nẵng, Reykjavík, Ħal Balzan",
        "Θεσσαλονίκη, Αθήνα, Ἀθῆναι, τῷ ὄντι ᾧ ᾳ",
        "Київ, Београд, Қарағанды, Ђаковица, ѝ",
        "ירושלים, Երևան, თბილისი",
        "→ ✓ ☐ ½ № € ₽ ₹ § † … — ‑",
    ],
)
def test_letters_of_many_cities_are_set_without_any_other_font(words):
    written = FORMATS["pdf"].write(text([passage(1, words)]))

    printed = unicodedata.normalize("NFC", pdf.words(written))
    assert pdf.letters(words) in pdf.letters(printed)


def test_accents_that_are_letters_of_their_own_are_set_in_the_same_face():
    written = FORMATS["pdf"].write(text([passage(1, "Ṣẹ\u0301gun, за\u0301мок, τῷ")]))

    assert {name.partition("-")[0] for name in pdf.fonts(written)} == {"LibertinusSerif"}


def test_letters_are_not_set_in_a_typewriter_s_face():
    with pytest.raises(CannotSet) as refusal:
        FORMATS["pdf"].write(text([passage(1, "مدينة")]))

    assert set(refusal.value.letters) == set("مدينة")


@pytest.fixture
def noto():
    FONTS.use("/usr/share/fonts/truetype/noto")
    yield
    FONTS.use("")


@pytest.mark.needs("fonts-noto-core")
@pytest.mark.usefixtures("noto")
def test_a_folder_of_fonts_sets_other_scripts_too_in_faces_for_books():
    words = "نحن رؤساء البلديات نلتزم معا"
    arabic = replace(text([passage(1, words), passage(2, "กรุงเทพ")]), language="ar")

    written = FORMATS["pdf"].write(arabic)

    assert {"NotoNaskhArabic-Regular", "NotoSerifThai-Regular"} < set(pdf.fonts(written))
    assert pdf.read(written).trailer["/Root"]["/Lang"] == "ar"


@pytest.mark.needs("fonts-noto-core")
@pytest.mark.usefixtures("noto")
def test_faces_for_books_go_before_others():
    families = FONTS.families("ar")

    assert families[0] == "Noto Naskh Arabic"
    assert families.index("Noto Serif Thai") < families.index("Noto Kufi Arabic")


def test_a_folder_without_fonts_is_refused(tmp_path):
    with pytest.raises(ValueError, match=str(tmp_path)):
        FONTS.use(str(tmp_path))
    FONTS.use("")


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
                    shown("The city acts.", "The city waits.", "en"),
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


settable = invented.some(invented.WORDS[:14], invented.BLANKS[:3], invented.MARKS[:6])


@given(st.lists(st.tuples(st.sampled_from([Kind.OPERATIVE, Kind.PLAIN]), settable), max_size=6))
@few
def test_all_words_come_back_in_their_order(paragraphs):
    manuscript = text([passage(n, words, kind) for n, (kind, words) in enumerate(paragraphs, 1)])

    printed = pdf.letters(pdf.words(FORMATS["pdf"].write(manuscript)))

    said_ = "".join(p.printed + plain(p.words) for p in manuscript.passages)
    assert pdf.letters(said_) in printed


def words_of(*cells):
    """Return all words of some lines, cell after cell."""
    return "".join(run.text for lines in cells for line in lines for run in line.runs)


lines = st.builds(said, settable, st.sampled_from(["en", "fr", "ar"]))
written_blocks = st.one_of(  # a block, and the words that it has
    st.tuples(lines, st.booleans()).map(lambda it: (Prose(*it), words_of(it[0]))),
    st.tuples(settable, st.integers(2, 4)).map(
        lambda it: (Heading(Line((MarkedText(it[0], ()),), "es"), it[1]), it[0])
    ),
    st.lists(st.tuples(settable, lines), max_size=3).map(
        lambda it: (Facts(tuple(it)), "".join(name + words_of(value) for name, value in it))
    ),
    st.lists(st.tuples(lines, lines), max_size=3).map(
        lambda it: (
            Grid(("First", "Second"), tuple(it), (1, 2)),
            f"FirstSecond{''.join(words_of(*row) for row in it)}",
        )
    ),
    st.tuples(settable, st.sampled_from([Kind.TITLE, Kind.OPERATIVE, Kind.ITEM])).map(
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
