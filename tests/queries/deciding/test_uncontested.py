import pytest

from declaration.actions import comments
from declaration.actions.comments import Remark
from declaration.actions.deciding import preparations
from declaration.queries.deciding.uncontested import uncontested
from declaration.queries.reading import texts
from models.vocabulary import SuggestionKind
from tests.support.cast import reading
from tests.support.desk import FIRST, LATER, OTHER, accept, ask, insert, ruling, verdict


def desk(session, cast):
    rolling = texts.rolling(session, cast.document)
    return uncontested(session, reading(cast.marie), cast.document, rolling)


def numbers(lines):
    return [[suggestion.number for suggestion in line] for line in lines]


def say(session, cast, on, by="luis", **more):
    remark = Remark("We cannot accept this.", suggestion_id=on.id if on else None, **more)
    return comments.comment(session, cast.actors[by], cast.document, remark, at=LATER)


def test_what_is_alone_on_its_paragraph_is_uncontested(session, cast):
    suggestion = ask(session, cast, FIRST)
    ask(session, cast, "We call on States.", paragraph="means")
    ask(session, cast, form=SuggestionKind.DELETE, paragraph="means", by="luis")

    assert numbers(desk(session, cast).lines) == [[suggestion.number]]


def test_all_who_ask_for_the_same_are_uncontested_together(session, cast):
    suggestion, same = ask(session, cast, FIRST), ask(session, cast, FIRST, by="luis")

    assert numbers(desk(session, cast).lines) == [[suggestion.number, same.number]]


def test_insertions_compete_for_the_place_not_for_the_paragraph(session, cast):
    words = ask(session, cast, FIRST)
    new = insert(session, cast, "We will listen.")
    assert numbers(desk(session, cast).lines) == [[words.number], [new.number]]

    insert(session, cast, "We will act.", by="luis")

    assert numbers(desk(session, cast).lines) == [[words.number]]


def test_a_general_remark_is_none_and_a_conflict_is_none(session, cast):
    ask(session, cast, "Say «inhabitants».", paragraph=None, form=SuggestionKind.GENERAL)
    first = ask(session, cast, FIRST)
    ask(session, cast, FIRST.replace("newcomer", "guest"), by="paul")
    accept(session, cast, first)

    assert desk(session, cast).lines == ()


def test_older_words_that_merge_are_uncontested_as_they_merge(session, cast):
    first = ask(session, cast, FIRST)
    other = ask(session, cast, OTHER, by="luis")
    accept(session, cast, first)

    (line,) = desk(session, cast).lines

    assert numbers([line]) == [[other.number]]
    assert "every newcomer" in line[0].merged


def test_a_comment_of_others_contests_until_it_is_answered_or_resolved(session, cast):
    suggestion = ask(session, cast, FIRST)
    say(session, cast, suggestion, by="amina")
    assert numbers(desk(session, cast).lines) == [[suggestion.number]]  # its own author may explain

    comment = say(session, cast, suggestion)
    offered = desk(session, cast)
    assert (offered.lines, numbers(offered.discussed)) == ((), [[suggestion.number]])

    say(session, cast, None, by="amina", parent_id=comment.id)
    assert numbers(desk(session, cast).lines) == [[suggestion.number]]


def test_another_delegation_that_joins_in_answers_no_comment(session, cast):
    suggestion = ask(session, cast, FIRST)
    comment = say(session, cast, suggestion)
    say(session, cast, None, by="paul", parent_id=comment.id)
    assert numbers(desk(session, cast).discussed) == [[suggestion.number]]

    say(session, cast, None, by="amina", parent_id=comment.id)
    assert numbers(desk(session, cast).lines) == [[suggestion.number]]

    say(session, cast, None, by="paul", parent_id=comment.id)
    assert numbers(desk(session, cast).discussed) == [[suggestion.number]]


def test_a_comment_of_others_contests_below_the_authors_own_word_too(session, cast):
    suggestion = ask(session, cast, FIRST)
    explained = say(session, cast, suggestion, by="amina")
    answer = say(session, cast, None, parent_id=explained.id)
    assert numbers(desk(session, cast).discussed) == [[suggestion.number]]

    comments.withdraw(session, cast.luis, answer, at=LATER)

    assert numbers(desk(session, cast).lines) == [[suggestion.number]]


def test_an_officials_answer_is_one(session, cast):
    suggestion = ask(session, cast, FIRST)
    comment = say(session, cast, suggestion)

    say(session, cast, None, by="marie", parent_id=comment.id)

    assert numbers(desk(session, cast).lines) == [[suggestion.number]]


@pytest.mark.parametrize("how", ["resolved", "withdrawn"])
def test_a_comment_that_is_over_contests_nothing(session, cast, how):
    suggestion = ask(session, cast, FIRST)
    comment = say(session, cast, suggestion)
    act = comments.resolve if how == "resolved" else comments.withdraw
    act(session, cast.luis, comment, at=LATER)

    assert numbers(desk(session, cast).lines) == [[suggestion.number]]


def test_what_is_prepared_already_is_off_the_list_and_counted(session, cast):
    suggestion = ask(session, cast, FIRST)
    prepared = ruling(session, verdict(session, suggestion), cast=cast, words=FIRST)
    preparations.prepare(session, cast.marie, cast.document, prepared, at=LATER)

    offered = desk(session, cast)

    assert (offered.lines, numbers(offered.prepared)) == ((), [[suggestion.number]])
