from dataclasses import replace
from random import Random

from declaration.comparison import Fate, compared, in_both_places, totals
from declaration.manuscript import Manuscript, Passage
from models.vocabulary import Kind, Scheme


def passage(key, words=None, **values):
    words = f"words of {key}" if words is None else words
    return Passage(key, f"p{key}", Kind.OPERATIVE, 0, words, key, key, "en", str(key), **values)


def text(*passages):
    return Manuscript(1, "d", "Title", "S", Scheme.DECLARATION, "en", passages)


def fates(old, new):
    return [(pair.fate.value, pair.either.paragraph_id) for pair in compared(old, new)]


def check_all_are_there(old, new):
    """Every live paragraph of both texts stands in exactly one pair, the new ones in order."""
    pairs = compared(old, new)
    assert [p.new.paragraph_id for p in pairs if p.new] == [
        p.paragraph_id for p in new.passages if p.live
    ]
    assert sorted(p.old.paragraph_id for p in pairs if p.old) == sorted(
        p.paragraph_id for p in old.passages if p.live
    )


def test_equal_texts_keep_everything():
    same = text(passage(1), passage(2))

    assert fates(same, same) == [("kept", 1), ("kept", 2)]


def test_other_words_are_a_change():
    assert fates(text(passage(1)), text(passage(1, "other words"))) == [("changed", 1)]


def test_another_kind_is_a_change_without_other_words():
    old = text(passage(1))
    new = text(replace(passage(1), kind=Kind.HEADING, level=1))

    (pair,) = compared(old, new)

    assert pair.fate is Fate.CHANGED
    assert not pair.reworded


def test_a_removed_paragraph_follows_the_one_it_followed():
    old = text(passage(1), passage(2), passage(3))

    assert fates(old, text(passage(1), passage(3))) == [("kept", 1), ("removed", 2), ("kept", 3)]
    assert fates(old, text(passage(2), passage(3)))[0] == ("removed", 1)


def test_a_deleted_paragraph_counts_as_removed():
    old = text(passage(1), passage(2))
    new = text(passage(1), passage(2, live=False))

    assert fates(old, new) == [("kept", 1), ("removed", 2)]


def test_one_paragraph_that_moves_is_the_only_one_moved():
    old = text(*(passage(key) for key in (1, 2, 3, 4, 5)))
    new = text(*(passage(key) for key in (2, 3, 4, 1, 5)))

    assert [key for fate, key in fates(old, new) if fate == "moved"] == [1]


def test_a_moved_paragraph_may_be_reworded_too():
    old = text(passage(1), passage(2), passage(3))
    new = text(passage(2), passage(3), passage(1, "quite other words"))

    moved = compared(old, new)[-1]

    assert moved.fate is Fate.MOVED
    assert moved.reworded
    assert moved.reworded


def places(old, new):
    pairs = in_both_places(old, compared(old, new))
    return [(pair.either.paragraph_id, was_there) for pair, was_there in pairs]


def test_what_moved_or_went_stands_also_where_it_was():
    old = text(*(passage(key) for key in (1, 2, 3, 4)))
    new = text(*(passage(key) for key in (2, 5, 4, 1)))

    assert places(old, new) == [
        (1, True),
        (2, False),
        (3, True),
        (5, False),
        (4, False),
        (1, False),
    ]


def test_figures_count_words_and_paragraphs():
    old = text(passage(1, "one two three"), passage(2, "gone now"), passage(3))
    new = text(passage(3), passage(1, "one 2 three"), passage(4, "four new words here"))

    counted = totals(compared(old, new))

    assert (counted.words_added, counted.words_removed) == (5, 3)
    assert (counted.changed, counted.added, counted.removed, counted.moved) == (1, 1, 1, 1)


def test_every_paragraph_of_both_texts_stands_in_one_pair():
    random = Random(7)  # noqa: S311 -- examples
    for _ in range(200):
        old = [passage(key, live=random.random() > 0.1) for key in range(1, random.randint(2, 12))]
        new = [p for p in old if random.random() > 0.2] + [passage(50), passage(51)]
        random.shuffle(new)
        check_all_are_there(text(*old), text(*new))
