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
