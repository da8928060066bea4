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
