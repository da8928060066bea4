from collections import Counter
from dataclasses import replace

import pytest

from declaration.manuscript import Passage
from declaration.queries.suggesting.standing import Request, by_paragraph, standing
from models.vocabulary import Kind, Standing, SuggestionKind

BASE = "We will open schools and libraries to all inhabitants."


def passage(number, words=BASE, *, place=0, live=True):
    return Passage(
        paragraph_id=number,
        uid=f"p{number}",
        kind=Kind.OPERATIVE,
        level=0,
        words=words,
        version_id=number,
        place_id=place or number,
        language="en",
        live=live,
    )


def judge(request, *passages):
    return standing(request, by_paragraph(passages))


REPLACE = Request(
    SuggestionKind.REPLACE, 1, words=BASE.replace("schools", "all schools"), base_words=BASE
)
DELETE = Request(SuggestionKind.DELETE, 1, base_words=BASE)
INSERT = Request(SuggestionKind.INSERT, after_id=1, words="New.", base_place_id=1)
MOVE = Request(SuggestionKind.MOVE, 1, after_id=3, base_place_id=1)
GENERAL = Request(SuggestionKind.GENERAL, words="Throughout the text.")
FIRST, SECOND, THIRD = passage(1), passage(2), passage(3)

EXAMPLES = {
    "replace, as it was": (REPLACE, (FIRST,), Standing.CURRENT),
    "replace, moved": (REPLACE, (SECOND, passage(1, place=9)), Standing.CURRENT),
    "replace, other words changed": (
        REPLACE,
        (passage(1, BASE.replace("all inhabitants", "everybody")),),
        Standing.STALE_CLEAN,
    ),
    "replace, the same words changed": (
        REPLACE,
        (passage(1, BASE.replace("schools", "nurseries")),),
        Standing.STALE_CONFLICT,
    ),
    "replace, deleted": (REPLACE, (passage(1, live=False),), Standing.ORPHANED),
    "replace, never printed and gone": (REPLACE, (SECOND,), Standing.ORPHANED),
    "delete, as it was": (DELETE, (FIRST,), Standing.CURRENT),
    "delete, reworded": (DELETE, (passage(1, "Other."),), Standing.STALE_CLEAN),
    "delete, deleted": (DELETE, (passage(1, live=False),), Standing.ORPHANED),
    "insert, as it was": (INSERT, (FIRST,), Standing.CURRENT),
    "insert, after a reworded one": (INSERT, (passage(1, "Other."),), Standing.CURRENT),
    "insert, after a moved one": (INSERT, (SECOND, passage(1, place=9)), Standing.STALE_CLEAN),
    "insert, after a deleted one": (INSERT, (passage(1, live=False),), Standing.ORPHANED),
    "insert at the head": (replace(INSERT, after_id=None), (SECOND,), Standing.CURRENT),
    "move, as it was": (MOVE, (FIRST, SECOND, THIRD), Standing.CURRENT),
    "move, reworded": (MOVE, (passage(1, "Other."), SECOND, THIRD), Standing.CURRENT),
    "move, moved elsewhere": (
        MOVE,
        (SECOND, passage(1, place=9), THIRD),
        Standing.STALE_CONFLICT,
    ),
    "move, moved there": (MOVE, (SECOND, THIRD, passage(1, place=9)), Standing.STALE_CLEAN),
    "move, after a deleted one": (MOVE, (FIRST, passage(3, live=False)), Standing.ORPHANED),
    "general": (GENERAL, (), Standing.CURRENT),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_how_a_suggestion_stands(name):
    request, passages, expected = EXAMPLES[name]

    assert judge(request, *passages).standing is expected


def test_the_four_sum_to_all():
    standings = [judge(request, *passages).standing for request, passages, _ in EXAMPLES.values()]

    assert sum(Counter(standings)[standing] for standing in Standing) == len(EXAMPLES)
    assert set(standings) == set(Standing)


def test_a_clean_merge_has_the_words_of_both():
    now = passage(1, BASE.replace("all inhabitants", "everybody"))

    judged = judge(REPLACE, now)

    assert judged.merged == "We will open all schools and libraries to everybody."


def test_a_conflict_shows_both_and_merges_nothing():
    judged = judge(REPLACE, passage(1, BASE.replace("schools", "nurseries")))

    assert judged.merged is None
    assert [(conflict.ours, conflict.theirs) for conflict in judged.conflicts] == [
        ("nurseries", "all schools")
    ]


def test_words_that_came_back_make_a_suggestion_current_again():
    again = replace(FIRST, version_id=77)

    assert judge(REPLACE, again).standing is Standing.CURRENT
