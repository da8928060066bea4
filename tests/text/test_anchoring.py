"""Where a quoted passage stands now: followed, found elsewhere, changed, or gone."""

import pytest

from declaration.text import Located, Quote, locate
from tests.text.checks import check_locate

LONG = "Every city will keep a public register of the ships that it receives in its ports."


def followed(passage, old, new):
    start = old.index(passage)
    located = check_locate(start, start + len(passage), old, new)
    return located.outcome, new[located.start : located.end]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("city shall act.", "city must wait now!"),
        ("The big city shall act.", "A small city must wait now!"),
        ("We protect the city", "They leave a city"),
    ],
)
def test_a_word_among_new_words_is_another_word(old, new):
    assert followed("city", old, new) == ("orphaned", "")


def test_a_word_beside_a_kept_word_is_the_same():
    old, new = "The big city shall act.", "A big city must wait."

    assert followed("city", old, new) == ("anchored", "city")


def test_three_words_are_enough_to_be_followed_alone():
    old, new = "We say every city acts here.", "They hope every city acts there!"

    assert followed("every city acts", old, new) == ("anchored", "every city acts")
    assert followed("city acts", old, new) == ("anchored", "city acts")


def test_words_put_in_twice_are_found_by_what_stands_around_them():
    old = f"Today we open our ports to every friendly ship. {LONG}"
    again = "Now open our ports quickly."

    assert followed(
        "open our ports", old, f"{LONG} {again} Today we open our ports to every friendly ship."
    ) == (
        "moved",
        "open our ports",
    )
    assert followed("open our ports", old, f"{LONG} {again} {again}") == ("orphaned", "")


@pytest.mark.parametrize(
    ("ending", "outcome"),
    [
        ("In Quito we met the mayors.", "moved"),
        ("In Quito they met nobody.", "orphaned"),
        ("From Quito we met the mayors.", "orphaned"),
    ],
)
def test_one_word_has_moved_only_with_its_surroundings(ending, outcome):
    old = f"In Quito we met the mayors. {LONG}"

    assert followed("Quito", old, f"{LONG} {ending}")[0] == outcome


def test_one_word_at_the_beginning_moves_with_what_follows():
    old = f"Quito is our host this year. {LONG}"

    assert followed("Quito", old, f"{LONG} Quito is our host this year.") == ("moved", "Quito")


def test_a_passage_ends_where_the_words_that_replaced_its_ends_do():
    old = "We will open our ports to all ships in distress."
    new = "We will keep our ports to all vessels in distress."

    assert followed("open our ports to all ships", old, new) == (
        "changed",
        "keep our ports to all vessels",
    )


@pytest.mark.parametrize(
    ("passage", "old", "new", "now"),
    [
        (
            "open our ports to all",
            "We will gladly open our ports to all ships.",
            "We shall keep our ports to all ships.",
            "shall keep our ports to all",
        ),
        (
            "our ports to all ships",
            "We open our ports to all ships at sea.",
            "We open our ports to all vessels.",
            "our ports to all vessels",
        ),
        (
            "Open our ports to all",
            "Open our ports to all ships.",
            "Keep our ports to all ships.",
            "Keep our ports to all",
        ),
        (
            " open our old ports ",
            "We open our old ports today and here.",
            "They open our new ports tomorrow and here.",
            "open our new ports",
        ),
    ],
)
def test_a_changed_passage_is_the_words_in_its_place(passage, old, new, now):
    assert followed(passage, old, new) == ("changed", now)


def test_what_stood_at_an_end_of_the_text_is_no_quote_that_moved():
    same = "every city acts"
    first, last = f"{same} in peace.", f"In war {same}"

    assert followed(f"{same} here", f"{first} {LONG} Now {same} here.", f"{first} {LONG}") == (
        "orphaned",
        "",
    )
    old = f"{first} {LONG} {last}"
    start = old.rindex(same)
    assert check_locate(start, len(old), old, f"{first} {LONG}") == Located("orphaned")
    assert followed(same, old, f"{LONG} {last}") == ("orphaned", "")


def test_a_changed_passage_has_no_blanks_around_it():
    old, new = "Today we open our ports always here.", "Today we open our ports here."

    assert followed("open our ports always", old, new) == ("changed", "open our ports")
    assert followed(" open our ports always", old, new) == ("changed", "open our ports")


def test_a_passage_of_which_half_is_left_has_changed():
    assert followed(
        "the cities will wait", "Today the cities will wait.", "Today all towns will wait."
    ) == (
        "changed",
        "all towns will wait",
    )
    assert followed(
        "the cities can wait", "Today the cities can wait.", "Today all towns can wait."
    ) == (
        "orphaned",
        "",
    )


@pytest.mark.parametrize(("start", "place"), [(1, 0), (11, 10), (14, 10), (16, 20), (90, 20)])
def test_without_surroundings_the_nearest_place_is_meant(start, place):
    old = "city one. city two. city six."
    quote = Quote("city", "of the old capital ", "", start, start + 4)

    assert locate(quote, old, f"{old} We act.") == Located("anchored", place, place + 4)


def test_neighbours_that_overlap_are_places_of_their_own():
    quote = Quote("城", "", "", 9, 10)

    assert locate(quote, "城城。", "城城。") == Located("anchored", 1, 2)


def test_a_passage_that_never_stood_there_is_orphaned():
    assert locate(Quote("regions", "", "", 0, 7), LONG, LONG) == Located("orphaned")
