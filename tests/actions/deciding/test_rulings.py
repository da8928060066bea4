"""What follows from several chosen lines: the rulings."""

from declaration.actions.deciding import rulings
from declaration.queries.reading import texts
from declaration.queries.suggesting import suggestions
from declaration.queries.suggesting.alike import alike
from models.vocabulary import Outcome, SuggestionKind
from tests.support.cast import reading
from tests.support.desk import BOTH, FIRST, OTHER, accept, ask, insert


def lines(session, cast):
    """All that awaits, joined where the same is asked for."""
    rolling = texts.rolling(session, cast.document)
    listed = suggestions.listed(session, reading(cast.marie), cast.document, rolling)
    return list(alike(item for item in listed if item.live))


def outcomes(ruling):
    return [(verdict.suggestion_id, verdict.outcome) for verdict in ruling.verdicts]


def test_the_same_replacement_is_accepted_for_all_in_one_ruling(session, cast):
    first, same = ask(session, cast, FIRST), ask(session, cast, FIRST, by="luis")

    [ruling] = rulings.accepting(lines(session, cast), "Agreed.")

    assert outcomes(ruling) == [(first.id, Outcome.ACCEPTED), (same.id, Outcome.ACCEPTED)]
    assert {verdict.reason for verdict in ruling.verdicts} == {"Agreed."}
    assert (ruling.words, ruling.paragraph_id) == (FIRST, first.paragraph_id)
    assert ruling.alongside


def test_what_merges_is_accepted_with_the_merged_words_that_were_shown(session, cast):
    first = ask(session, cast, FIRST)
    ask(session, cast, OTHER, by="luis")
    accept(session, cast, first)

    [ruling] = rulings.accepting(lines(session, cast), "")

    assert ruling.words == BOTH


def test_of_equal_insertions_the_first_is_accepted_and_the_others_are_covered(session, cast):
    first = insert(session, cast, "We will listen.")
    same = insert(session, cast, "We will listen.", by="luis")

    alone, covered = rulings.accepting(lines(session, cast), "")

    assert outcomes(alone) == [(first.id, Outcome.ACCEPTED)]
    assert outcomes(covered) == [(same.id, Outcome.COVERED)]
    assert covered.verdicts[0].covered_by_id == first.id
    assert (alone.paragraph_id, covered.paragraph_id) == (None, None)


def test_of_equal_moves_the_others_are_covered_in_the_same_ruling(session, cast):
    asked = {"form": SuggestionKind.MOVE, "paragraph": "means"}
    asked["after_id"] = cast.paragraphs["ties"].id
    first, same = ask(session, cast, **asked), ask(session, cast, by="luis", **asked)

    [ruling] = rulings.accepting(lines(session, cast), "")

    assert outcomes(ruling) == [(first.id, Outcome.ACCEPTED), (same.id, Outcome.COVERED)]


def test_one_outcome_is_given_in_one_ruling_a_paragraph_and_changes_no_word(session, cast):
    first, other = ask(session, cast, FIRST), ask(session, cast, OTHER, by="luis")
    means = ask(session, cast, form=SuggestionKind.DELETE, paragraph="means")

    given = rulings.giving(Outcome.REJECTED, lines(session, cast), "Too late.", None)

    assert {ruling.ids for ruling in given} == {(first.id, other.id), (means.id,)}
    assert {ruling.words for ruling in given} == {None}
