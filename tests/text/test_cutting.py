"""Headings of Markdown: the signs before the words, and those behind them."""

import pytest

from declaration.text import blocks, hashed


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
