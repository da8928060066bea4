"""What a paragraph begins with: numbers that count, letters, and what is none of them."""

import pytest

from declaration.text import Series, opening
from declaration.text.openings import counts


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
