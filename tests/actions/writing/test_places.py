"""Ranks: keys that sort bytewise and always leave room for one more."""

from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from declaration.actions.writing.places import DIGITS, rank_between, ranks

rank = st.text(DIGITS, min_size=1, max_size=6).filter(lambda each: not each.endswith("0"))


def check_ranks(keys):
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    assert all(key and not key.endswith("0") and set(key) <= set(DIGITS) for key in keys)


@pytest.mark.parametrize("count", [0, 1, 2, 17, 18, 35, 36, 150, 600, 2000])
def test_ranks_come_in_order_without_repetition(count):
    keys = ranks(count)

    assert len(keys) == count
    check_ranks(keys)


def test_ranks_of_a_long_text_stay_short():
    assert max(map(len, ranks(600))) <= 3


@given(st.integers(0, 400))
def test_there_is_room_before_between_and_after_all_of_them(count):
    keys = ranks(count)
    around = ["", *keys, ""]

    for low, high in pairwise(around):
        check_ranks([key for key in (low, rank_between(low, high), high) if key])


@given(rank, rank)
def test_a_rank_fits_between_any_two(first, other):
    low, high = sorted((first, other))
    if low == high:
        with pytest.raises(ValueError, match="no rank between"):
            rank_between(low, high)
    else:
        check_ranks([low, rank_between(low, high), high])


@given(rank)
def test_a_rank_fits_before_and_after_any(key):
    check_ranks([rank_between("", key), key, rank_between(key, "")])


@given(st.lists(st.integers(0, 1000), max_size=60))
def test_inserting_anywhere_again_and_again_keeps_the_order(choices):
    keys = ranks(3)
    for choice in choices:
        place = choice % (len(keys) + 1)
        low = keys[place - 1] if place else ""
        high = keys[place] if place < len(keys) else ""
        keys.insert(place, rank_between(low, high))

    check_ranks(keys)


def test_two_hundred_insertions_at_one_place_stay_below_two_hundred_signs():
    low, high = ranks(2)
    for _ in range(200):
        high = rank_between(low, high)

    assert len(high) <= 200


def test_the_wrong_order_is_refused():
    with pytest.raises(ValueError, match="no rank between 'm' and 'b'"):
        rank_between("m", "b")
