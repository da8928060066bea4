"""Some changes of a wording without the others."""

import pytest

from declaration.text import Choice
from declaration.text.choosing import MOST
from tests.text import checks

OLD = (
    "We give every person who arrives a contact, we train those who receive them, and we ask"
    " newcomers once a year what has helped and what has not."
)
NEW = OLD.replace("every person who arrives", "everybody").replace("once", "twice") + " We listen."


def test_each_change_is_taken_by_itself_and_left_again():
    choice = checks.check_choice("one two three four five", "ONE two three four FIVE")

    assert choice.take(choice.old, 2).text == "one two three four FIVE"
    assert choice.leave(choice.new, 1).text == "one two three four FIVE"
    assert choice.taken("one two three four FIVE") == {2}
    assert choice.taken(choice.new) == {1, 2}
    assert choice.taken(choice.old) == frozenset()


def test_a_change_goes_into_words_that_somebody_wrote():
    choice = Choice("one two three four five six", "ONE two three four five six")

    merged = choice.take("one two three new four five six", 1)

    assert merged.text == "ONE two three new four five six"
    assert choice.leave(merged.text, 1).text == "one two three new four five six"


def test_what_touches_other_words_is_said_and_not_guessed():
    choice = Choice("one two three", "one TWO three")

    assert not choice.take("one deux three", 1).clean


def test_what_opens_and_what_closes_go_together():
    choice = checks.check_choice(
        "We thank all the many cities of the world for it.",
        "We thank **all the many cities of the world** for it, gladly.",
    )

    assert choice.count == 2
    assert choice.text({1}) == "We thank **all the many cities of the world** for it."


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 3, 1)])
def test_one_after_the_other_in_any_order_gives_the_same(order):
    assert Choice(OLD, NEW).count == 3
    assert checks.check_taking(OLD, NEW, order) == NEW


def test_too_many_changes_of_a_text_with_markup_are_taken_together():
    old = " ".join(f"*a{number}* stays." for number in range(MOST + 1))
    choice = Choice(old, old.replace("*a", "*b"))
    less = " ".join(f"*a{number}* stays." for number in range(MOST))

    assert choice.count == 1
    assert choice.text({1}) == choice.new
    assert choice.text(set()) == old
    assert Choice(less, less.replace("*a", "*b")).count == MOST


def test_long_words_between_changes_are_folded_but_for_their_ends():
    words = " ".join(f"w{number}" for number in range(120))
    choice = Choice(f"x {words} y {words} z", f"X {words} Y {words} Z")

    folded = list(choice.folded(60))

    assert "".join(change.old for change, _number, _far in folded) == choice.old
    assert "".join(change.new for change, _number, _far in folded) == choice.new
    assert [number for _change, number, _far in folded if number] == [1, 2, 3]
    assert [far for _change, _number, far in folded] == 2 * [False, False, True, False] + [False]
    near = [change.old for change, number, far in folded if not number and not far]
    assert all(60 <= len(words) < 60 + len(" w119 ") for words in near)


def test_words_at_either_end_are_near_on_one_side_alone():
    words = " ".join(f"w{number}" for number in range(120))

    first = list(Choice(f"{words} x", f"{words} X").folded(60))
    last = list(Choice(f"x {words}", f"X {words}").folded(60))

    assert [far for _change, _number, far in first] == [True, False, False]
    assert [far for _change, _number, far in last] == [False, False, True]


@pytest.mark.parametrize(("length", "folds"), [(177, False), (183, True)])
def test_a_little_is_not_folded(length, folds):
    words = ("ab " * 100)[:length].strip()

    folded = Choice(f"x {words} y", f"X {words} Y").folded(60)

    assert any(far for _change, _number, far in folded) is folds


def test_where_nothing_changed_nothing_is_folded():
    words = "word " * 200

    assert [far for _change, _number, far in Choice(words, words).folded(60)] == [False]
