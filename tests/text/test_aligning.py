"""Which paragraph became which: parts, look-alikes, and the order in which pairs are told."""

import pytest

from tests.text.checks import check_align

PORTS = "Our ports shall be open to ships in distress."
LOG = "Every city will keep a public register of the ships that it receives and of those on board."
PARKS = "We will plant trees in every street and open a park in every quarter."


def told(old, new):
    return [(pair.kind, pair.old, pair.new) for pair in check_align(old, new)]


@pytest.mark.parametrize(
    "parts",
    [[LOG, PORTS], [PORTS, LOG], [PORTS, LOG, "Nobody pays for it."], [PORTS, PARKS, LOG]],
)
def test_parts_are_found_on_both_sides_of_the_largest(parts):
    whole = " ".join(parts)
    places = tuple(range(len(parts)))

    assert told([whole], parts) == [("split", (0,), places)]
    assert told(parts, [whole]) == [("joined", places, (0,))]


def test_a_part_that_stands_twice_is_a_part_once():
    assert told([f"{LOG} {PORTS}"], [LOG, PORTS, PORTS]) == [
        ("split", (0,), (0, 1)),
        ("added", (), (2,)),
    ]


def test_a_stranger_between_the_parts_ends_the_split():
    assert told([f"{LOG} {PORTS}"], [LOG, PARKS, PORTS]) == [
        ("changed", (0,), (0,)),
        ("added", (), (1,)),
        ("added", (), (2,)),
    ]


def test_half_of_the_words_make_the_same_paragraph():
    old = "Our cities will protect rivers, lakes."

    assert told([old], ["Our cities will build roads, homes."]) == [("changed", (0,), (0,))]


def test_fewer_than_half_make_two():
    old = "Our cities will protect rivers, lakes, seas."

    assert told([old], ["Our cities will build roads, homes, bridges."]) == [
        ("removed", (0,), ()),
        ("added", (), (0,)),
    ]


def test_a_small_rest_of_a_long_paragraph_is_another():
    assert told([f"{LOG} {PORTS} {PARKS}"], [PORTS]) == [("removed", (0,), ()), ("added", (), (0,))]


def test_of_two_that_are_as_much_alike_the_nearer_is_the_same():
    old = [PARKS, "Every city shall report on water."]
    new = ["Every city shall report on forests.", "Every city shall report on rivers."]

    assert told(old, new) == [("removed", (0,), ()), ("added", (), (0,)), ("changed", (1,), (1,))]


def test_the_removed_are_told_where_they_stood():
    assert told([PORTS, LOG, PARKS], [LOG]) == [
        ("removed", (0,), ()),
        ("kept", (1,), (0,)),
        ("removed", (2,), ()),
    ]
    assert told([LOG, PORTS, PARKS], [LOG, PARKS]) == [
        ("kept", (0,), (0,)),
        ("removed", (1,), ()),
        ("kept", (2,), (1,)),
    ]


def test_what_has_no_words_is_found_by_its_marks():
    assert told(["", PORTS], ["", PORTS]) == [("kept", (0,), (0,)), ("kept", (1,), (1,))]
    assert told(["* * *", PORTS, LOG], [PORTS, LOG, "* * *"]) == [
        ("kept", (1,), (0,)),
        ("kept", (2,), (1,)),
        ("moved", (0,), (2,)),
    ]


def test_of_paragraphs_in_another_order_the_fewest_moved():
    texts = [PORTS, LOG, PARKS, "We thank the city."]
    order = [3, 0, 2, 1]

    kinds = [kind for kind, _, _ in told(texts, [texts[place] for place in order])]

    assert (kinds.count("moved"), kinds.count("kept")) == (2, 2)
