import csv
import io
from dataclasses import replace
from datetime import UTC, datetime

import html5lib
import openpyxl
import pytest

from declaration.formats import FORMATS, TABLES, csv_file
from declaration.manuscript import Manuscript, Passage
from models.vocabulary import Kind, Scheme
from tests.formats import word


def passage(key, kind, words, number="", level=0, *, live=True):
    return Passage(key, f"p{key}", kind, level, words, key, key, "en", number, live)


TEXT = Manuscript(
    1,
    "declaration",
    "Declaration",
    "CM/2017/L.1",
    Scheme.DECLARATION,
    "en",
    (
        passage(1, Kind.TITLE, "Declaration of *Mayors*"),
        passage(2, Kind.PLAIN, "# no heading & <b>no</b> markup"),
        passage(3, Kind.HEADING, "What we do", level=1),
        passage(4, Kind.OPERATIVE, "=1+1 is **bold**.", "1"),
        passage(5, Kind.ITEM, "the ties;", "1 (a)", level=1),
        passage(6, Kind.OPERATIVE, "Gone.", "2", live=False),
        passage(7, Kind.OPERATIVE, "Inserted.", "2 bis"),
        passage(8, Kind.ANNEX, "Annex"),
        passage(9, Kind.PLAIN, "1. no list"),
    ),
    label="Rev. 1",
    date=datetime(2017, 11, 2, tzinfo=UTC),
)


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_text_gives_the_same_bytes(name):
    written = FORMATS[name].write

    assert written(TEXT) == written(TEXT)
    assert b"Gone." not in written(TEXT)


def test_markdown_reads_as_it_is_printed():
    lines = FORMATS["md"].write(TEXT).decode().split("\n\n")

    assert lines == [
        "# Declaration of *Mayors*",
        "CM/2017/L.1 · Rev. 1 · 2017-11-02",
        "\\# no heading & <b>no</b> markup",
        "## What we do",
        "1. =1+1 is **bold**.",
        "(a) the ties;",
        "2 bis. Inserted.",
        "## Annex",
        "1\\. no list",
        f"SHA-256 {TEXT.content_hash}\n",
    ]


def test_a_heading_of_markdown_is_one_line():
    text = replace(TEXT, passages=(passage(1, Kind.HEADING, "What\\\nwe  \ndo", level=1),))

    assert "\n\n## What we do\n\n" in FORMATS["md"].write(text).decode()


def test_plain_text_has_no_signs_of_markdown():
    lines = FORMATS["txt"].write(TEXT).decode().split("\n\n")

    assert lines[:2] == ["Declaration of Mayors", "CM/2017/L.1 · Rev. 1 · 2017-11-02"]
    assert lines[4:6] == ["1. =1+1 is bold.", "    (a) the ties;"]
    assert lines[-1] == f"SHA-256 {TEXT.content_hash}\n"


GONE = replace(TEXT, deleted="(deleted)")


def test_a_deleted_paragraph_keeps_its_number_in_files_that_are_read():
    lines = FORMATS["txt"].write(GONE).decode().split("\n\n")
    page = FORMATS["html"].write(GONE).decode()
    labels = [(paragraph.label, paragraph.words) for paragraph in word.read(docx(GONE))]

    assert lines[6:8] == ["2. (deleted)", "2 bis. Inserted."]
    assert '<span class="n">2.&nbsp;</span>(deleted)</p>' in page
    assert labels[5:7] == [("2.", "(deleted)"), ("2 bis.", "Inserted.")]


def test_what_is_pasted_back_has_no_deleted_paragraphs():
    assert FORMATS["md"].write(GONE) == FORMATS["md"].write(TEXT)
    assert "(deleted)" in GONE.cover


def docx(manuscript):
    return FORMATS["docx"].write(manuscript)


def test_a_text_without_a_title_has_the_document_s():
    bare = Manuscript(
        1, "d", "Declaration", "", Scheme.DECLARATION, "en", (passage(1, Kind.PLAIN, "Words."),)
    )

    assert FORMATS["md"].write(bare).startswith(b"# Declaration\n\nWords.\n\n")
    assert b"<h1>Declaration</h1>" in FORMATS["html"].write(bare)


def test_the_html_file_is_valid_and_stands_alone():
    page = FORMATS["html"].write(TEXT).decode()

    html5lib.HTMLParser(strict=True).parse(page)
    assert "default-src 'none'" in page
    assert "http" not in page.replace("http-equiv", "")
    assert "<script" not in page
    assert "# no heading &amp; &lt;b&gt;no&lt;/b&gt; markup" in page
    assert '<p class="i1" id="p5"><span class="n">(a)&nbsp;</span>the ties;</p>' in page


def test_a_spreadsheet_runs_no_words_as_a_formula():
    rows = list(csv.reader(io.StringIO(FORMATS["csv"].write(TEXT).decode("utf-8-sig"))))

    assert rows[0] == list(csv_file.COLUMNS)
    assert [row[1] for row in rows if row[1]][1:] == ["1", "1 (a)", "2 bis"]
    assert rows[4][-1] == "'=1+1 is **bold**."


@pytest.mark.parametrize("language", ["en", "es", "fr"])
@pytest.mark.parametrize("mark", ["=", "+", "-", "@", "＝"])
@pytest.mark.parametrize("before", ["", "x", 'a "b" ', "\u00a0"])
@pytest.mark.parametrize("split", [";", ",", "\t", "\n", "\r\n", "; ", ';"', ';""', ";;", ";'"])
def test_no_part_of_a_cell_is_a_formula_however_it_is_split(split, before, mark, language):
    written = csv_file.sheet(["a", "b"], [["x", f"{before}{split}{mark}1+1;y"]], language)

    for separator in ",;\t":
        lines = io.StringIO(written.decode("utf-8-sig"), newline="")
        cells = [cell for row in csv.reader(lines, delimiter=separator) for cell in row]
        assert not [cell for cell in cells if cell.strip(' "\u00a0').startswith(mark)]


@pytest.mark.parametrize(("language", "separator"), [("en", ","), ("es", ";"), ("fr", ";")])
def test_a_table_has_the_separator_that_spreadsheets_expect(language, separator):
    rows = [["a, b; c", 'said "so"'], ["one\ntwo", ""]]

    written = csv_file.sheet(["x", "y"], rows, language).decode("utf-8-sig")

    assert list(csv.reader(io.StringIO(written, newline=""), delimiter=separator))[1:] == rows


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@A1", "\t=1", " =1", "\r=1"])
def test_whatever_begins_a_formula_is_kept_words(cell):
    assert (
        csv_file.sheet(["a"], [[cell]]).decode("utf-8-sig").split("\r\n", 1)[1].lstrip('"')[0]
        == "'"
    )


@pytest.mark.parametrize(
    ("language", "direction"),
    [
        ("ar", "rtl"),
        ("fa-IR", "rtl"),
        ("he", "rtl"),
        ("ur_PK", "rtl"),
        ("pa-Arab", "rtl"),
        ("uz-Latn", "ltr"),
        ("zh-Hant", "ltr"),
        ("es", "ltr"),
    ],
)
def test_a_file_is_set_in_the_direction_of_its_language(language, direction):
    words = "UNHCR والمدن تلتزم معا بحماية اللاجئين في كل المناطق."
    text = replace(TEXT, language=language, passages=(passage(1, Kind.PLAIN, words),))

    page = FORMATS["html"].write(text).decode()

    assert f'<html lang="{language}" dir="{direction}">' in page
    assert page.count(" dir=") == 1


ROWS = [["5 bis", "12", "=1+1 @x", "مدينة\nx"], ["", "0012", "+49 30", "words " * 20]]


def test_a_spreadsheet_has_words_as_words_and_numbers_as_numbers():
    written = TABLES["xlsx"].write(["a", "b", "c", "d"], ROWS, "en")

    book = openpyxl.load_workbook(io.BytesIO(written))
    cells = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert cells[0] == ["a", "b", "c", "d"]
    assert cells[1] == ["5 bis", 12, "=1+1 @x", "مدينة\nx"]
    assert cells[2] == ["", "0012", "+49 30", "words " * 20]
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {"s", "n"}
    assert written == TABLES["xlsx"].write(["a", "b", "c", "d"], ROWS, "en")


def test_a_spreadsheet_runs_as_its_language_does():
    for language, turned in (("en", False), ("ar", True)):
        book = openpyxl.load_workbook(io.BytesIO(TABLES["xlsx"].write(["a"], [["x"]], language)))
        assert bool(book.active.sheet_view.rightToLeft) is turned


def test_an_empty_list_is_a_table_of_heads():
    book = openpyxl.load_workbook(io.BytesIO(TABLES["xlsx"].write(["a", "b"], [], "en")))

    assert [[cell.value for cell in row] for row in book.active.iter_rows()] == [["a", "b"]]


@pytest.mark.parametrize("format_", TABLES)
def test_control_characters_leave_in_no_table(format_):
    written = TABLES[format_].write(["na\x0bme"], [["x\x00y\x1f\ud800"]], "en")

    if format_ == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(written)).active
        cells = [cell.value for row in sheet.iter_rows() for cell in row]
    else:
        cells = written.decode("utf-8-sig").split("\r\n")[:-1]
    assert cells == ["na\ufffdme", "x\ufffdy\ufffd\ufffd"]
