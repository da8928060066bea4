"""What is deleted, moved and inserted by a decision."""

import pytest

from declaration.actions.deciding import decisions
from declaration.actions.deciding.doubts import Doubt
from declaration.errors import Doubtful, Invalid
from declaration.queries.reading import texts
from models.vocabulary import Kind, Outcome, SuggestionKind
from tests.support.desk import (
    ARRIVAL,
    FIRST,
    accept,
    ask,
    decide,
    decision,
    insert,
    lines,
    place,
    ruling,
    verdict,
)


def test_an_accepted_deletion_takes_the_paragraph_out_and_keeps_its_words(session, cast):
    suggestion = ask(session, cast, form=SuggestionKind.DELETE, paragraph="services")

    accept(session, cast, suggestion)

    gone = next(p for p in texts.rolling(session, cast.document).passages if p.uid == "services")
    assert (gone.number, gone.live) == ("2", False)
    assert decision(session, suggestion).place_id == gone.place_id


def test_nothing_can_be_taken_on_a_paragraph_that_is_gone(session, cast):
    orphan = ask(session, cast, FIRST)
    accept(session, cast, ask(session, cast, form=SuggestionKind.DELETE, by="luis"))

    with pytest.raises(Invalid, match="outcome: orphaned"):
        accept(session, cast, orphan, words=FIRST)
    decide(session, cast, verdict(session, orphan, Outcome.OVERTAKEN))

    assert decision(session, orphan).outcome is Outcome.OVERTAKEN


def test_a_deletion_and_new_words_cannot_both_be_accepted(session, cast):
    gone = ask(session, cast, form=SuggestionKind.DELETE)
    new = ask(session, cast, FIRST, by="luis")

    with pytest.raises(Invalid, match="outcome: contradiction"):
        decide(session, cast, verdict(session, gone), verdict(session, new), words=FIRST)


def test_an_accepted_move_puts_the_paragraph_elsewhere_and_keeps_its_number(session, cast):
    after = cast.paragraphs["means"].id

    accept(session, cast, ask(session, cast, form=SuggestionKind.MOVE, after_id=after))

    assert lines(session, cast)[-1] == ("1", ARRIVAL)


def test_a_move_and_new_words_make_one_place_and_one_version(session, cast):
    moved = ask(session, cast, form=SuggestionKind.MOVE, after_id=cast.paragraphs["means"].id)
    new = ask(session, cast, FIRST, by="luis")

    decide(session, cast, verdict(session, moved), verdict(session, new), words=FIRST)

    assert lines(session, cast)[-1] == ("1", FIRST)
    assert decision(session, moved).version_id == decision(session, new).version_id


def test_a_move_cannot_be_adapted(session, cast):
    moved = ask(session, cast, form=SuggestionKind.MOVE, after_id=cast.paragraphs["means"].id)

    with pytest.raises(Invalid, match="outcome: move_adapted"):
        decide(session, cast, verdict(session, moved, Outcome.ADAPTED))


def test_an_accepted_insertion_makes_a_paragraph_with_an_identity(session, cast):
    suggestion = insert(session, cast, "We will listen.")

    accept(session, cast, suggestion)

    passage = texts.rolling(session, cast.document).passages[4]
    assert (passage.number, passage.words) == ("1 bis", "We will listen.")
    assert suggestion.paragraph_id == passage.paragraph_id
    assert len(passage.uid) == 8
    assert decision(session, suggestion).place_id == passage.place_id


def test_insertions_at_one_place_keep_the_order_of_acceptance(session, cast):
    asked = [insert(session, cast, f"We will {verb}.") for verb in ("listen", "learn", "answer")]

    for suggestion in (asked[1], asked[0], asked[2]):
        accept(session, cast, suggestion)

    inserted = [text for number, text in lines(session, cast) if number.startswith("1 ")]
    assert inserted == ["We will learn.", "We will listen.", "We will answer."]


def test_what_was_inserted_after_an_insertion_stays_with_it(session, cast):
    first = insert(session, cast, "We will listen.")
    later = insert(session, cast, "We will answer.")
    accept(session, cast, first)
    beside = insert(session, cast, "We will listen well.", after=first.paragraph_id)

    accept(session, cast, later)
    accept(session, cast, beside)

    inserted = [text for number, text in lines(session, cast) if number.startswith("1 ")]
    assert inserted == ["We will listen.", "We will listen well.", "We will answer."]


def test_an_insertion_never_parts_a_paragraph_from_its_items(session, cast):
    accept(session, cast, insert(session, cast, "We will listen.", after="especially"))

    assert lines(session, cast)[7:9] == [
        ("3 (b)", "the ties that newcomers keep with the places they come from."),
        ("3 bis", "We will listen."),
    ]


def test_an_item_is_inserted_under_its_paragraph(session, cast):
    item = insert(session, cast, "the mayors;", after="especially", kind=Kind.ITEM, level=1)

    accept(session, cast, item)

    assert [text for _, text in lines(session, cast)][5:7] == [
        "We recognise in particular:",
        "the mayors;",
    ]


def test_an_insertion_at_the_head_comes_first(session, cast):
    accept(session, cast, insert(session, cast, "In brief", after=None, kind=Kind.PLAIN))

    assert lines(session, cast)[0] == ("", "In brief")


def test_an_insertion_can_be_adapted_with_other_words(session, cast):
    suggestion = insert(session, cast, "We will listen.")

    decide(
        session,
        cast,
        verdict(session, suggestion, Outcome.ADAPTED),
        on=None,
        words="We will listen and answer.",
    )

    assert ("1 bis", "We will listen and answer.") in lines(session, cast)


def test_an_insertion_still_finds_its_place_when_the_one_before_is_gone(session, cast):
    suggestion = insert(session, cast, "We will listen.")
    accept(session, cast, ask(session, cast, form=SuggestionKind.DELETE, by="luis"))

    accept(session, cast, suggestion)

    assert lines(session, cast)[3] == ("1 bis", "We will listen.")
    assert not place(session, cast.paragraphs["arrival"]).live


def test_an_insertion_is_not_adapted_without_words_or_with_its_own(session, cast):
    adapted = verdict(session, insert(session, cast, "We will listen."), Outcome.ADAPTED)

    with pytest.raises(Invalid, match="words: missing"):
        decide(session, cast, adapted, on=None)
    with pytest.raises(Doubtful) as refusal:
        decide(session, cast, adapted, on=None, words="We will listen.")
    assert [question.doubt for question in refusal.value.questions] == [Doubt.UNCHANGED]


def test_an_insertion_is_compared_ahead(session, cast):
    suggestion = insert(session, cast, "We will listen.")
    accepted = ruling(session, verdict(session, suggestion), on=None, cast=cast)

    ahead = decisions.foreseen(session, cast.document, accepted)

    assert ahead.compared.result == "We will listen."
