"""Reports as Word files: every kind of block, in three languages, one from right to left."""

import io
import os
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import docx
import pytest
from hypothesis import given, settings, strategies as st

from declaration.formats import REPORTS
from declaration.manuscript import Passage
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
from declaration.text import plain, seen
from models.vocabulary import Kind
from tests.formats import word
from tests.text import invented

few = settings(max_examples=int(os.environ.get("DECLARATION_EXAMPLES", "40")), deadline=None)
DAY = datetime(2017, 11, 2, 10, 30, tzinfo=UTC)
OLD = "We, the mayors, will open **all** schools and libraries to every inhabitant."
NEW = "We, the mayors, will open *all* schools, health centres and libraries to everyone."
FRENCH = "« Ouvrir les écoles » dit peu : maternelles et primaires, il faut le dire."
ARABIC = "تلتزم المدن بفتح المدارس لجميع السكان دون تمييز."
SPANISH = said("Las ciudades ya lo hacen; el texto debe decirlo.", "es")
EIGHT, DAKAR = said("8", "en"), said("Dakar", "en")


def passage(number, words, kind=Kind.OPERATIVE, level=0, language="en"):
    return Passage(1, "p1", kind, level, words, 1, 1, language, number)


def paragraph(number, old, new=None, *shape, language="en"):
    now = passage(number, old if new is None else new, *shape, language=language)
    return TextParagraph(now, seen(old, new), changed=new is not None)


REPORT = Report(
    "Suggestions to the Zero draft",
    "en",
    "CM/2017/L.1 · Suggestions submitted up to 2 November 2017",
    (
        Prose(said("Three delegations have suggested changes to these paragraphs.", "en")),
        Heading(said("Paragraph 8", "en")[0], 2),
        Facts(
            (
                ("Suggestion", said("12", "en")),
                ("Submitted by", DAKAR),
                ("Reason", (*said(FRENCH, "fr"), *said(ARABIC, "ar"))),
                ("Response", ()),
            )
        ),
        Grid(
            ("Paragraph", "Present text", "Suggestion", "Author", "Reason"),
            (
                (EIGHT, said(plain(OLD), "en"), shown(NEW, "en", OLD), DAKAR, said(FRENCH, "fr")),
                (said("9", "en"), (), shown(ARABIC, "ar", ""), said("Amman", "en"), SPANISH),
                (said("10 bis", "en"), said("Words. " * 400, "en"), (), DAKAR, ()),
            ),
            (10, 30, 30, 12, 18),
        ),
        Prose(said("The delegation of Lima has withdrawn suggestion 4.", "en"), small=True),
        NewPage(),
        Heading(said("Text as it stands", "en")[0], 2),
        Heading(said("What we do", "en")[0], 3),
        paragraph("", "Declaration of Mayors", None, Kind.TITLE),
        paragraph("", "We, the mayors, gathered in Mechelen, declare:", None, Kind.PLAIN),
        paragraph("", "Our cities", None, Kind.HEADING, 1),
        paragraph("1", OLD, NEW),
        paragraph("1 (a)", "the ties;", "the old ties;", Kind.ITEM, 1),
        paragraph("5 bis", f"See [the charter](https://example.org/charter). {OLD}"),
        paragraph("6", ARABIC, language="ar"),
        paragraph("7", ARABIC, f"{ARABIC} {ARABIC}", language="ar"),
        NewPage(),
        Facts((("Amendments", said("3", "en")),)),
        Facts((("Comments", said("12", "en")),)),
    ),
    date=DAY,
    end=("Made on 2 November 2017.", "SHA-256 0123456789abcdef"),
)

ORDERS = {  # of what the schema wants to stand in order
    "pPr": ["pStyle", "pageBreakBefore", "numPr", "pBdr", "bidi", "rPr"],
    "rPr": ["rStyle", "b", "bCs", "i", "iCs", "color", "u", "rtl", "lang"],
    "tblPr": ["tblStyle", "bidiVisual", "tblW", "tblLayout", "tblCellMar"],
    "tcPr": ["tcW", "shd"],
}


def write(report):
    return REPORTS["docx"].write(report)


def opened(report):
    return docx.Document(io.BytesIO(write(report)))


def all_words(block):
    """Return the lines of a block as they are to be read, and its names and heads."""
    match block:
        case Heading(line, _level):
            yield visible(line.runs)
        case Prose(lines):
            yield from (visible(line.runs) for line in lines)
        case TextParagraph(_passage, runs):
            yield visible(runs)
        case Facts(pairs):
            for name, lines in pairs:
                yield name
                yield from [visible(line.runs) for line in lines] or [""]
        case Grid(heads, rows):
            yield from heads
            for cell in (cell for row in rows for cell in row):
                yield from [visible(line.runs) for line in cell] or [""]


def visible(runs):
    return "".join(word.sayable(run.text) for run in runs if run.mark != "format removed")


def read_words(file, *leaving):
    """Return the words of every paragraph but those of some styles."""
    return [paragraph.words for paragraph in word.read(file) if paragraph.style not in leaving]


def check_report(report):
    """Every word comes back in order, the XML is as the schema has it, the bytes are the same."""
    file = write(report)
    words = [line for block in report.blocks for line in all_words(block)]

    assert read_words(file, "AfterTable", "Seal") == [report.title, *words]
    for name, order in ORDERS.items():
        for properties in word.part(file, "document").iter(f"{word.W}{name}"):
            places = [order.index(child.tag.removeprefix(word.W)) for child in properties]
            assert all(before < after for before, after in pairwise(places))
    body = word.part(file, "document")[0]
    names = [child.tag.removeprefix(word.W) for child in body]
    assert ("tbl", "tbl") not in pairwise(names)
    assert names[-2:] == ["p", "sectPr"]
    assert file == write(report)


@st.composite
def invented_reports(draw):
    words = st.one_of(invented.prose, invented.markdown)
    line = st.builds(Line, words.map(seen), st.sampled_from(["en", "fr", "ar", "zh-Hant"]))
    some = st.lists(line, max_size=2).map(tuple)
    edits = invented.edited(words)
    blocks = st.one_of(
        st.builds(Prose, some, st.booleans()),
        st.builds(Facts, st.lists(st.tuples(st.just("Name"), some), max_size=3)),
        st.just(NewPage()),
        st.builds(lambda pair: paragraph("5 bis", *pair, language="he"), edits),
        st.builds(
            lambda rows: Grid(("Present text", "Amendment"), tuple(rows), (1, 2)),
            st.lists(st.tuples(some, some), max_size=3),
        ),
        st.builds(Heading, line, st.integers(2, 4)),
    )
    return Report(
        "A report",
        draw(st.sampled_from(["en", "ar"])),
        "CM/1",
        tuple(draw(st.lists(blocks, max_size=6))),
        end=draw(st.sampled_from([(), ("An end.",)])),
        wide=draw(st.booleans()),
    )


@given(invented_reports())
@few
def test_every_word_of_a_report_comes_back_in_order(report):
    check_report(report)


def test_a_report_of_every_kind_of_block_comes_back():
    check_report(REPORT)
    check_report(replace(REPORT, language="ar", end=()))


def test_every_run_says_its_language_and_every_paragraph_its_direction():
    languages = {}
    for run in word.part(write(REPORT), "document").iter(f"{word.W}r"):
        language = run.find(f"{word.W}rPr/{word.W}lang")
        properties = next(run.iterancestors(f"{word.W}p")).find(f"{word.W}pPr")
        turned = properties.find(f"{word.W}bidi") is not None
        code = "en" if language is None else language.get(f"{word.W}val")
        languages.setdefault((code, turned), []).append("".join(run.itertext()))

    assert set(languages) == {("en", False), ("fr", False), ("es", False), ("ar", True)}
    assert languages["fr", False] == [FRENCH, FRENCH]
    assert {words.strip() for words in languages["ar", True]} == {ARABIC}


def test_other_words_in_a_report_from_right_to_left_run_their_own_way():
    body = word.part(write(replace(REPORT, language="ar")), "document")[0]

    title, prose = list(body.iter(f"{word.W}p"))[:2]
    assert title.find(f".//{word.W}rtl") is not None
    assert prose.find(f".//{word.W}rtl") is None
    assert prose.find(f"{word.W}pPr/{word.W}bidi").get(f"{word.W}val") == "0"
    assert body.find(f".//{word.W}bidiVisual") is not None


def test_heads_are_repeated_and_short_rows_are_kept_whole():
    rows = list(
        list(word.part(write(REPORT), "document").iter(f"{word.W}tbl"))[1].iter(f"{word.W}tr")
    )

    repeated = [row.find(f".//{word.W}tblHeader") is not None for row in rows]
    whole = [row.find(f".//{word.W}cantSplit") is not None for row in rows]
    assert repeated == [True, False, False, False]
    assert whole == [True, True, True, False]


@pytest.mark.parametrize(("wide", "sides"), [(False, (21, 29.7)), (True, (29.7, 21))])
def test_tables_are_as_wide_as_the_page(wide, sides):
    document = opened(replace(REPORT, wide=wide))

    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == sides
    for table in document.tables:
        assert sum(column.width.cm for column in table.columns) == pytest.approx(sides[0] - 5, 0.01)


def test_no_word_of_a_head_is_broken():
    cells = ((said("8", "en"), said("Words.", "en")),)
    narrow = replace(REPORT, blocks=(Grid(("Paragraph", "Text"), cells, (1, 99)),))

    columns = opened(narrow).tables[0].columns

    assert 2 < columns[0].width.cm < 2.5
    assert columns[1].width.cm > 13.4


def test_a_new_page_begins_where_one_is_asked_for():
    broken = [p.text for p in opened(REPORT).paragraphs if p.paragraph_format.page_break_before]

    assert broken == ["Text as it stands", ""]  # a table cannot begin a page by itself


def test_marks_are_seen_without_colour_and_bars_stand_where_the_text_changed():
    document = opened(REPORT)
    styles = {style.name: style.font for style in document.styles if style.type == 2}
    changed = next(p for p in document.paragraphs if p.text.startswith("We, the mayors, will"))

    assert [(run.style.name, run.text) for run in changed.runs if "Words" in run.style.name] == [
        ("Added Words", ", health centres"),
        ("Removed Words", "every inhabitant"),
        ("Added Words", "everyone"),
    ]
    assert styles["Added Words"].underline
    assert styles["Removed Words"].strike
    barred = [border.getparent() for border in document.element.iter(f"{word.W}pBdr")]
    assert len(barred) == 3


def test_the_numbers_are_those_of_the_text():
    labels = [paragraph.label for paragraph in word.read(write(REPORT)) if paragraph.label]

    assert labels == ["1.", "(a)", "5 bis.", "6.", "7."]


def test_what_xml_cannot_carry_is_replaced():
    odd = Report("A\x01", "en", "B\x02", (Prose(said("C\x03", "en")),), end=("D\x04",))

    assert read_words(write(odd)) == ["A\ufffd", "C\ufffd", "D\ufffd"]
    assert "".join(word.part(write(odd), "header1").itertext()).strip() == "B\ufffd"
