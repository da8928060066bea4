"""What goes with a paragraph, where it lands, and whose its items become without it."""

import pytest

from declaration.blocks import block, heir, items_below, misplaced, moved
from declaration.manuscript import Passage
from declaration.queries.suggesting.standing import stands_after
from models.vocabulary import Kind

KINDS = {
    "#": (Kind.HEADING, 1),
    ".": (Kind.OPERATIVE, 0),
    "a": (Kind.ITEM, 1),
    "i": (Kind.ITEM, 2),
}


def text(shapes):
    """Give paragraphs 1, 2, 3 ...: # heading, . paragraph, a and i items; x behind: deleted."""
    return tuple(
        Passage(at, f"p{at}", *KINDS[shape[0]], "Words.", at, at, "en", live="x" not in shape)
        for at, shape in enumerate(shapes.split(), 1)
    )


def ids(passages):
    return [passage.paragraph_id for passage in passages]


@pytest.mark.parametrize(
    ("shapes", "about", "going"),
    [
        (". a i a . a", 1, [1, 2, 3, 4]),
        (". a i a . a", 2, [2, 3]),
        (". a i a . a", 3, [3]),
        (". ax a .x a", 1, [1, 2, 3]),
        (". .", 2, [2]),
        ("# . a", 1, [1]),
        (". a", 9, []),
    ],
)
def test_the_deeper_items_below_a_paragraph_go_with_it(shapes, about, going):
    assert ids(block(text(shapes), about)) == going


def test_deleted_items_are_not_told():
    assert ids(items_below(text(". ax a"), 1)) == [3]


@pytest.mark.parametrize(
    ("shapes", "about", "after", "order"),
    [
        (". . a a .", 2, 5, [1, 5, 2, 3, 4]),
        (". . a a .", 1, 2, [2, 3, 4, 1, 5]),
        (". . a a .", 5, None, [5, 1, 2, 3, 4]),
        (". a i a .", 2, 4, [1, 4, 2, 3, 5]),
        (". a i a .", 4, 1, [1, 4, 2, 3, 5]),
        (". a i a .", 5, 2, [1, 2, 3, 4, 5]),
        (". a . a", 1, 2, [1, 2, 3, 4]),
        (". a . a", 1, 9, [1, 2, 3, 4]),
    ],
)
def test_where_a_block_lands(shapes, about, after, order):
    assert ids(moved(text(shapes), about, after)) == order


@pytest.mark.parametrize(
    ("shapes", "about", "after", "why"),
    [
        (". . a a .", 2, 2, "itself"),
        (". . a a .", 2, 4, "inside"),
        (". . a a .", 1, 3, "parts"),
        (". . a ax .", 1, 3, None),
        (". . a a .", 1, 4, None),
        (". . a a .", 1, 2, None),
        (". . a i i a", 3, 4, "inside"),
        (". a . a i i", 2, 5, "parts"),
        (". a . a i i", 2, 4, None),
        (". . a a .", 1, None, None),
        (". . a a .", 1, 9, None),
    ],
)
def test_where_a_block_cannot_stand(shapes, about, after, why):
    assert misplaced(text(shapes), about, after) == why


@pytest.mark.parametrize(
    ("shapes", "gone", "owner"),
    [
        (". a . a a", 3, 1),
        ("# . a a", 2, None),
        (". a", 1, None),
        (".x . a", 2, None),
        (". a i a i", 4, 2),
        (". a i a i", 2, 1),
        (". .", 2, None),
    ],
)
def test_whose_the_items_of_a_deleted_paragraph_become(shapes, gone, owner):
    passage = heir(text(shapes), gone)

    assert (passage.paragraph_id if passage else None) == owner


def test_what_stands_behind_a_list_stands_after_its_paragraph():
    assert stands_after(text(". a a ."), 4, 1)
    assert stands_after(text(". a a ."), 4, 3)
    assert stands_after(text(". a a ."), 1, None)
    assert not stands_after(text(". a a ."), 4, None)
    assert not stands_after(text(". a a ."), 1, 3)
