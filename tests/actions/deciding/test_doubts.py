import pytest

from declaration.actions.deciding.doubts import DecidedWords, Doubt, compared
from models.vocabulary import Outcome

BASE = "We will open schools and libraries to all inhabitants."
FREE = "We will open schools and libraries, free of charge, to all inhabitants."
ALL = "We will open schools and libraries to everybody."
LESS = "We will open libraries to all inhabitants."
BOTH = "We will open schools and libraries, free of charge, to everybody."


@pytest.mark.parametrize(
    ("outcome", "words", "result", "doubts"),
    [
        (Outcome.ACCEPTED, FREE, FREE, []),
        (Outcome.ACCEPTED, FREE, BOTH, []),
        (Outcome.ACCEPTED, FREE, BASE, [Doubt.MISSING]),
        (Outcome.ACCEPTED, FREE, ALL, [Doubt.MISSING]),
        (Outcome.ACCEPTED, LESS, LESS, []),
        (Outcome.ACCEPTED, LESS, BASE, [Doubt.NOT_REMOVED]),
        (Outcome.REJECTED, FREE, BASE, []),
        (Outcome.REJECTED, FREE, ALL, []),
        (Outcome.REJECTED, FREE, FREE, [Doubt.PRESENT]),
        (Outcome.REJECTED, FREE, BOTH, [Doubt.PRESENT]),
        (Outcome.REJECTED, LESS, LESS, [Doubt.PRESENT]),
        (Outcome.ADAPTED, FREE, BASE, [Doubt.UNCHANGED]),
        (Outcome.ADAPTED, FREE, ALL, []),
        (Outcome.COVERED, FREE, FREE, []),
        (Outcome.OVERTAKEN, FREE, BASE, []),
    ],
)
def test_a_result_is_compared_with_its_outcome(outcome, words, result, doubts):
    asked = compared([DecidedWords(7, BASE, words, outcome)], BASE, result).questions

    assert [question.doubt for question in asked] == doubts
    assert all(question.suggestion_id == 7 for question in asked)


def test_the_words_in_doubt_are_named():
    [question] = compared([DecidedWords(7, BASE, FREE, Outcome.ACCEPTED)], BASE, ALL).questions

    assert "free of charge" in question.words


def test_what_was_compared_before_is_trusted_for_the_same_words_alone():
    decided = [DecidedWords(7, BASE, FREE, Outcome.ACCEPTED)]
    before = compared(decided, BASE, ALL)

    assert compared(decided, BASE, ALL, before) is before
    assert compared(decided, BASE, FREE, before).questions == ()
    assert compared(decided, ALL, ALL, before) is not before
    assert (
        compared([DecidedWords(7, BASE, FREE, Outcome.REJECTED)], BASE, ALL, before).questions == ()
    )


LONG = "Cities open schools for children, and they keep libraries for all inhabitants."
FIRST = "Cities open free schools for children, and they keep libraries for all inhabitants."
TWO = "Cities open free schools for children, and they keep libraries for everybody."


def test_of_two_changes_only_the_missing_one_is_asked_about():
    [question] = compared([DecidedWords(7, LONG, TWO, Outcome.ACCEPTED)], LONG, FIRST).questions

    assert (question.doubt, question.words) == (Doubt.MISSING, "everybody")


def test_rejected_words_that_stand_there_are_named():
    [question] = compared([DecidedWords(7, LONG, TWO, Outcome.REJECTED)], LONG, TWO).questions

    assert question.words == "free … everybody"


def test_words_that_are_gone_in_a_rewritten_result_are_not_asked_about():
    rewritten = "We open libraries everywhere."

    assert (
        compared([DecidedWords(7, BASE, LESS, Outcome.ACCEPTED)], BASE, rewritten).questions == ()
    )
