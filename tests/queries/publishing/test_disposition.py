from datetime import timedelta

from declaration.actions.publishing import adoption, revisions
from declaration.actions.publishing.adoption import Record
from declaration.actions.publishing.revisions import Publication
from declaration.queries.publishing.disposition import disposition
from declaration.queries.reading import shelf as shelves, texts
from declaration.queries.suggesting import suggestions
from models.vocabulary import Outcome, SuggestionKind
from tests.support.cast import reading
from tests.support.desk import FIRST, LATER, OTHER, accept, ask, decide, insert, verdict


def disposed(session, cast, *, unprinted=True):
    shelf = shelves.shelf(session, cast.marie, "declaration")
    rolling = texts.rolling(session, cast.document)
    listed = suggestions.listed(session, reading(cast.marie), cast.document, rolling)
    rows = disposition(session, shelf, listed, unprinted=unprinted)
    assert [row.suggestion for row in rows] == list(listed)
    return {row.suggestion.number: row for row in rows}


def publish(session, cast, label, hours):
    at = LATER + timedelta(hours=hours)
    return revisions.publish(session, cast.marie, cast.document, Publication(label), at=at)


def numbers(row):
    return row.number_asked, row.number_decided, row.number_newest


def test_three_numbers_are_of_three_texts(session, cast):
    asked = ask(session, cast, FIRST)
    accept(session, cast, insert(session, cast, "We begin.", after="welcome"))
    accept(session, cast, asked)
    publish(session, cast, "Rev. 1", 1)
    accept(session, cast, insert(session, cast, "And again.", after="title"))
    publish(session, cast, "Rev. 2", 2)

    row = disposed(session, cast)[asked.number]

    assert numbers(row) == ("1", "2", "3")
    assert row.asked_on.revision.label == "Zero draft"
    assert (row.decided_in, row.newest) == ("Rev. 1", "Rev. 2")
    assert row.words == FIRST


def test_an_open_suggestion_has_a_number_then_and_now_and_no_decision(session, cast):
    asked = ask(session, cast, FIRST)
    accept(session, cast, insert(session, cast, "We begin.", after="welcome"))
    publish(session, cast, "Rev. 1", 1)

    row = disposed(session, cast)[asked.number]

    assert (numbers(row), row.decided_in, row.words) == (("1", "", "2"), "", "")


def test_words_result_where_a_suggestion_was_taken(session, cast):
    accepted, rejected = ask(session, cast, FIRST), ask(session, cast, OTHER, by="luis")
    decide(
        session,
        cast,
        verdict(session, accepted, Outcome.ADAPTED),
        verdict(session, rejected, Outcome.REJECTED),
        words=f"{FIRST} Always.",
    )

    rows = disposed(session, cast)

    assert [rows[number].words for number in (1, 2)] == [f"{FIRST} Always.", ""]
    assert rows[2].suggestion.ruling.reason == "Because."


def test_words_that_no_revision_has_are_for_those_who_read_the_rolling_text(session, cast):
    accept(session, cast, ask(session, cast, FIRST))

    assert disposed(session, cast, unprinted=False)[1].words == ""

    publish(session, cast, "Rev. 1", 1)
    assert disposed(session, cast, unprinted=False)[1].words == FIRST


def test_an_insertion_has_a_number_from_the_next_revision_on(session, cast):
    asked = insert(session, cast, "We will count all.")
    accept(session, cast, asked)

    assert numbers(disposed(session, cast)[1]) == ("", "", "")

    publish(session, cast, "Rev. 1", 1)
    row = disposed(session, cast)[1]
    assert (numbers(row), row.asked_on.after.number) == (("", "2", "2"), "1")


def test_a_paragraph_that_is_gone_has_no_newest_number(session, cast):
    asked = ask(session, cast, FIRST)
    gone = ask(session, cast, form=SuggestionKind.DELETE, by="luis")
    decide(session, cast, verdict(session, gone), verdict(session, asked, Outcome.REJECTED))
    publish(session, cast, "Rev. 1", 1)

    assert numbers(disposed(session, cast)[asked.number]) == ("1", "", "")


def test_what_lapsed_did_so_in_the_adopted_revision(session, cast):
    asked = ask(session, cast, FIRST)
    accept(session, cast, insert(session, cast, "We begin.", after="welcome"))
    revision = publish(session, cast, "Rev. 1", 1)
    record = Record(LATER.date(), "Mechelen", "consensus")
    adoption.adopt(session, cast.noor, revision, record, at=LATER + timedelta(hours=2))

    row = disposed(session, cast)[asked.number]

    assert (numbers(row), row.decided_in) == (("1", "2", "2"), "Rev. 1")


def test_a_general_suggestion_has_no_numbers(session, cast):
    remark = {"paragraph": None, "form": SuggestionKind.GENERAL}
    ask(session, cast, "A paragraph on housing is missing.", **remark)

    row = disposed(session, cast)[1]

    assert numbers(row) == ("", "", "")
    assert row.asked_on.revision.label == "Zero draft"
