"""Cutting a text into blocks: headings, tables, comments, and the numbers that they begin with."""

import pytest

from declaration.text import Series, blocks, hashed, opening
from declaration.text.openings import counts


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("# Housing", ("#", "Housing")),
        ("###### Housing ##", ("######", "Housing")),
        ("## Housing  #  ", ("##", "Housing")),
        ("## C# and F#m", ("##", "C# and F#m")),
        ("# #", ("#", "#")),
        ("# ###", ("#", "#")),
        ("#Housing", None),
        ("####### Housing", None),
        ("#", None),
        ("#  ", None),
        ("Housing #", None),
        ("# Housing\nand work", None),
    ],
)
def test_a_heading_is_its_signs_and_its_words(typed, read):
    assert hashed(typed) == read


def test_a_heading_of_blanks_is_read_in_one_go():
    blanks = " " * 400_000  # every pair of them was tried once

    assert hashed(f"# a{blanks}b") == ("#", f"a{blanks}b")
    assert [block.words for block in blocks(f"# a{blanks}b")] == [f"# a{blanks}b"]


def test_a_block_says_what_it_begins_with():
    marks = [block.begun and block.begun.mark for block in blocks("1. One\n\nTwo\n\n(a) x\ny")]

    assert marks == ["1. ", None, "(a) "]


@pytest.mark.parametrize(
    ("typed", "cut"),
    [
        ("A.\n<!-- Note\nfor us -->\nB.\n<!-- open", ["A.", "Note\nfor us", "B.", "<!-- open"]),
        ("One  \nTwo\n\nThree", ["One  \nTwo", "Three"]),  # Markdown's line break
        ("Housing\nand work\n===\n\nx", ["# Housing and work", "x"]),
        ("We act,\n– as agreed –\nall.\n\nx", ["We act,", "– as agreed –\nall.", "x"]),
        ("We act\n– as agreed\n\nx", ["We act\n– as agreed", "x"]),
        ("We act\n* one\n* two\n\nx", ["We act", "* one", "* two", "x"]),
        ("a | b\nc\n\nx", ["a | b\nc", "x"]),
        ("One\na | b\nTwo", ["One", "a | b", "Two"]),
        ("| a\nb |\n\nx", ["| a\nb |", "x"]),
    ],
)
def test_a_text_is_cut_where_its_author_saw_a_block(typed, cut):
    assert [block.words for block in blocks(typed)] == cut


def test_a_comment_says_what_it_begins_with():
    assert [block.begun.mark for block in blocks("<!-- 1. Note -->")] == ["1. "]


def test_rows_of_a_table_are_told_from_words_with_a_bar():
    assert [block.row for block in blocks("| a | b |  \nwords | more\n\nx")] == [True, False, False]


@pytest.mark.parametrize(
    ("typed", "kind", "ordinal"),
    [
        ("3 bis (a) Schools", "item", "a"),
        ("3 bis Schools", "number", "3"),
        ("3 bis (a) (ii) Schools", "item", "ii"),
        ("aa) Schools", "item", "aa"),
        ("二十三、Schools", "number", "二十三"),
    ],
)
def test_what_counts_is_read(typed, kind, ordinal):
    read = opening(typed)

    assert (read.kind, read.ordinal, read.rest) == (kind, ordinal, "Schools")


@pytest.mark.parametrize("typed", ["bb) Schools", "ant) Schools", "1.) Schools", "Schools"])
def test_what_does_not_count_is_words(typed):
    assert opening(typed) is None


@pytest.mark.parametrize(
    ("ordinal", "counted"),
    [
        ("aa", (("LATIN", ord("z") + 1),)),
        ("ab", (("LATIN", ord("z") + 2),)),
        ("i", (("LATIN", ord("i")), ("roman", 1))),
        ("九", (("han", 9),)),
        ("十", (("han", 10),)),
        ("二十三", (("han", 23),)),
        ("1.2", (("digits 1", 2),)),
    ],
)
def test_an_ordinal_counts_in_its_series(ordinal, counted):
    assert counts(ordinal) == counted


@pytest.mark.parametrize(
    ("typed", "behind_a_sentence", "behind_a_colon"),
    [
        ("1. Words.", True, True),
        ("7. Words.", False, True),
        ("7.- Words.", True, True),
        ("VII.\tWords.", True, True),
    ],
)
def test_a_number_alone_is_one_where_a_list_can_begin(typed, behind_a_sentence, behind_a_colon):
    series = Series([])

    assert series.accepts(opening(typed), "Before.") is behind_a_sentence
    assert series.accepts(opening(typed), "Before:") is behind_a_colon
