from datetime import timedelta

from declaration.queries.publishing.disposition import disposition
from declaration.queries.reading import shelf as shelves, texts
from declaration.queries.suggesting import suggestions
from models.vocabulary import Outcome, SuggestionKind
from tests.support.cast import print_revision, reading
from tests.support.desk import FIRST, LATER, OTHER, ask, decide, insert, verdict

PRINTED = LATER + timedelta(hours=1)


def disposed(session, cast):
    shelf = shelves.shelf(session, cast.marie, "declaration")
    rolling = texts.rolling(session, cast.document)
    listed = suggestions.listed(session, reading(cast.marie), cast.document, rolling)
    return {row.suggestion.number: row for row in disposition(session, shelf, listed)}


def test_an_undecided_suggestion_has_the_number_of_the_revision_in_force(session, cast):
    ask(session, cast, FIRST)

    row = disposed(session, cast)[1]

    assert (row.old_number, row.new_number) == ("1", "")


def test_a_decision_lands_in_the_next_revision(session, cast):
    accepted, rejected = ask(session, cast, FIRST), ask(session, cast, OTHER, by="luis")
    decide(
        session,
        cast,
        verdict(session, accepted),
        verdict(session, rejected, Outcome.REJECTED),
        words=FIRST,
    )
    print_revision(session, cast.document, "Rev. 1", "rev-1", 1, at=PRINTED)

    rows = disposed(session, cast)

    assert [(rows[n].old_number, rows[n].new_number) for n in (1, 2)] == [("1", "1"), ("1", "1")]
    assert rows[1].suggestion.ruling.revision_label == "Rev. 1"
    assert rows[2].suggestion.ruling.reason == "Because."


def test_an_insertion_has_a_number_from_the_next_revision_on(session, cast):
    asked = insert(session, cast, "We will count all.", form=SuggestionKind.INSERT)
    decide(session, cast, verdict(session, asked), on=None)

    assert disposed(session, cast)[1].new_number == ""

    print_revision(session, cast.document, "Rev. 1", "rev-1", 1, at=PRINTED)
    row = disposed(session, cast)[1]
    assert (row.old_number, row.new_number) == ("", "2")


def test_a_general_suggestion_has_no_numbers(session, cast):
    ask(
        session,
        cast,
        "A paragraph on housing is missing.",
        paragraph=None,
        form=SuggestionKind.GENERAL,
    )

    row = disposed(session, cast)[1]

    assert (row.old_number, row.new_number) == ("", "")
