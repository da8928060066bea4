"""Equal wordings are one row, and single changes of a suggestion are taken or left."""

import re

import pytest

from declaration.actions import comments
from declaration.actions.comments import Remark
from declaration.actions.deciding import sharing
from declaration.actions.suggesting import suggestions
from declaration.actions.suggesting.amendment import Amendment
from models.vocabulary import Outcome, Status, SuggestionKind
from tests.support.committee import ARRIVAL, fields, fill, gives, member, send, statements
from tests.support.crowd import CHANGES, WORDS as LONG, crowd
from tests.support.desk import ARRIVAL as WORDS, BOTH, FIRST, LATER, OTHER, ask, decision, words
from tests.support.enter import enter
from tests.support.valid import valid

AMPLE = WORDS.replace("We will give", "We shall give").replace("a language that", "words that")


@pytest.fixture
def desk(session, cast, client):
    """A full desk, with a suggestion of Lima equal to the first, and the chair before it."""
    by_name = fill(session, cast)
    by_name["same"] = ask(session, cast, FIRST, by="luis")
    by_name["ample"] = ask(session, cast, AMPLE, by="paul")
    session.commit()
    enter(client, "marie")
    return by_name


def shared(session, cast, *row, **values):
    """What a row of several sends: its fields in the name of the first."""
    sent = fields(session, cast, *row, **values)
    return sent | gives(*row, row=str(row[0].number))


def held(page):
    """Which changes the page shows as taken."""
    return re.findall(r'value="(\d+:\d+)"[^>]*?aria-pressed="true"', page, re.DOTALL)


def test_equal_wordings_are_one_row_with_all_their_owners(client, desk):
    page = valid(client.get(ARRIVAL))

    assert page.count('<fieldset class="alternative"') == 4
    row = page.split(f'data-row="{desk["first"].number}"')[1].split("</fieldset>")[0]
    assert "Dakar" in row
    assert "Lima" in row
    assert (
        f'name="suggestions-{desk["same"].number}-row" type="hidden" value="{desk["first"].number}"'
        in page
    )


def test_one_outcome_and_one_reason_become_a_decision_each(session, cast, client, desk):
    first, same = desk["first"], desk["same"]
    sent = shared(session, cast, first, same, words=WORDS)
    sent |= gives(first, outcome="rejected", reason="Agreed before.")

    assert send(client, "decision", sent).status_code == 303

    session.rollback()
    for suggestion in (first, same):
        assert decision(session, suggestion).outcome is Outcome.REJECTED
        assert decision(session, suggestion).reason == "Agreed before."


def test_both_are_accepted_with_the_words_that_they_share(session, cast, client, desk):
    first, same = desk["first"], desk["same"]
    sent = shared(session, cast, first, same, words=FIRST)
    sent |= gives(first, outcome="accepted")

    assert send(client, "decision", sent).status_code == 303

    session.rollback()
    assert words(session, cast) == FIRST
    assert {first.status, same.status} == {Status.DECIDED}


def test_who_came_to_a_row_since_stays_open(session, cast, client, desk):
    first = desk["first"]
    sent = shared(session, cast, first, words=WORDS) | gives(first, outcome="overtaken")

    assert send(client, "decision", sent).status_code == 303

    session.rollback()
    assert desk["same"].status is Status.SUBMITTED


def test_a_row_whose_first_is_gone_keeps_its_outcome_and_its_reason(session, cast, client, desk):
    first, same = desk["first"], desk["same"]
    sent = shared(session, cast, first, same, words=WORDS)
    sent |= gives(first, outcome="rejected", reason="Agreed before.")
    suggestions.withdraw(session, cast.amina, first, at=LATER)
    session.commit()

    page = valid(send(client, "decision", sent), 409)

    assert f"Suggestion {first.number} has been edited, decided or withdrawn." in page
    row = page.split(f'data-row="{same.number}"')[1].split("</fieldset>")[0]
    assert "Agreed before." in row
    assert re.search(r"checked[^>]*value=\"rejected\"", row)


def test_a_change_is_taken_and_left_again(session, cast, client, desk):
    ample = desk["ample"].number
    sent = fields(session, cast, desk["ample"], words=WORDS)

    page = valid(send(client, "words", sent | {"take": f"{ample}:1"}))
    with_one_change = WORDS.replace("We will give", "We shall give")
    assert with_one_change in page
    assert held(page) == [f"{ample}:1"]
    page = valid(send(client, "words", sent | {"words": with_one_change, "take": f"{ample}:2"}))
    assert AMPLE in page
    assert held(page) == [f"{ample}:1", f"{ample}:2"]
    page = valid(send(client, "words", sent | {"words": AMPLE, "take": f"{ample}:1"}))
    assert held(page) == [f"{ample}:2"]


def test_a_change_that_touches_what_was_typed_is_said_and_the_words_stay(
    session, cast, client, desk
):
    ample = desk["ample"].number
    typed = WORDS.replace("We will give", "Cities will give")
    sent = fields(session, cast, desk["ample"], words=typed)

    page = valid(send(client, "words", sent | {"take": f"{ample}:1"}))

    assert "cannot be merged automatically" in page
    assert typed in page


@pytest.mark.parametrize("take", ["999:1", "x:1", ":", "1:x", "nothing"])
def test_a_forged_change_takes_nothing(session, cast, client, desk, take):
    sent = fields(session, cast, desk["ample"], words="Typed.") | {"take": take}

    assert "Typed." in valid(send(client, "words", sent))
    for change in ("0", "3", "-1", "9" * 30):
        forged = sent | {"take": f"{desk['ample'].number}:{change}"}
        assert "Typed." in valid(send(client, "words", forged))


def test_words_that_cannot_be_stored_take_nothing(session, cast, client, desk):
    sent = fields(session, cast, desk["ample"], words="Right \u202e left.")

    page = valid(send(client, "words", sent | {"take": f"{desk['ample'].number}:1"}), 422)

    assert "reverse the reading direction" in page


def test_a_change_goes_into_a_text_that_others_changed_since(session, cast, client, desk):
    from tests.support.desk import accept

    accept(session, cast, desk["first"])
    session.commit()
    second = desk["second"]
    sent = fields(session, cast, second, words=FIRST)

    assert BOTH in valid(send(client, "words", sent | {"take": f"{second.number}:1"}))


def test_reasons_and_the_newest_comment_stand_in_the_row(session, cast, client, desk):
    ask(session, cast, OTHER + " Now.", by="amina", reason="Our council wants it.")
    for words_, by in (("An older remark.", cast.paul), ("We object.", cast.luis)):
        remark = Remark(words_, suggestion_id=desk["first"].id)
        comments.comment(session, by, cast.document, remark, at=LATER)
    session.commit()

    page = valid(client.get(ARRIVAL))

    assert "Our council wants it." in page
    assert "2 comments" in page
    assert "We object." in page
    assert "An older remark." not in page


def test_twenty_rows_take_no_more_statements_and_fold_what_nobody_touches(session, cast, client):
    sharing.set_phrases(session, cast.marie, ["Agreed language."], "en")
    crowd(session, cast, at=LATER)
    session.commit()
    enter(client, "marie")

    page = valid(client.get(ARRIVAL))

    assert page.count('<fieldset class="alternative"') == len(CHANGES) - 1
    assert page.count('class="folded"') >= len(CHANGES) - 1
    assert "5 passages with competing changes" in page
    assert page.count(LONG) == 3  # as they are, in the form, in the result
    assert statements(client, ARRIVAL) <= 12


def test_a_member_is_offered_the_same_and_others_cannot_take(session, cast, client, desk):
    member(session, cast, client)
    assert f'value="{desk["ample"].number}:1"' in valid(client.get(ARRIVAL))
    enter(client, "amina")

    assert send(client, "words", {"take": "1:1"}).status_code == 404


def test_what_was_prepared_differently_stands_in_rows_of_its_own(session, cast, client, desk):
    first, same = desk["first"], desk["same"]
    sent = fields(session, cast, first, same, words=WORDS)
    sent |= gives(first, outcome="overtaken") | gives(same, outcome="rejected")
    sent |= gives(same, reason="Twice.")
    assert send(client, "preparation", sent).status_code == 303

    page = valid(client.get(ARRIVAL))

    assert f'data-row="{same.number}"' in page


def test_a_reworded_row_is_stale_and_says_whose(session, cast, client, desk):
    first, same = desk["first"], desk["same"]
    sent = shared(session, cast, first, same, words=WORDS)
    sent |= gives(first, outcome="overtaken")
    newer = Amendment(SuggestionKind.REPLACE, cast.paragraphs["arrival"].id, words=BOTH)
    seen = sent[f"suggestions-{same.number}-wording"]
    suggestions.revise(session, cast.luis, same, newer, seen_wording_id=seen, at=LATER)
    session.commit()

    page = valid(send(client, "decision", sent), 409)

    assert f"Suggestion {same.number} has been edited, decided or withdrawn." in page
