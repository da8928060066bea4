"""The reading list: what is shown, what is sent, what comes of it."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from declaration.actions import comments
from declaration.actions.comments import Remark
from declaration.actions.deciding import amendments
from declaration.actions.suggesting.amendment import Amendment
from models.debate import Preparation
from models.vocabulary import Outcome, Stage, Status, SuggestionKind
from tests.support.committee import (
    DESK,
    chosen,
    decided,
    fill,
    member,
    reword,
    stale,
    stamps,
    statements,
)
from tests.support.desk import FIRST, LATER, ask, decision, insert, lines, words
from tests.support.enter import enter, post
from tests.support.valid import valid

LIST = f"{DESK}/uncontested"


@pytest.fixture
def easy(session, cast):
    """Three that nobody speaks against: words, for two, and a new paragraph."""
    by_name = {
        "first": ask(session, cast, FIRST, reason="Shorter."),
        "same": ask(session, cast, FIRST, by="luis"),
        "new": insert(session, cast, "We will listen.", after="services"),
        "gone": ask(session, cast, form=SuggestionKind.DELETE, paragraph="means", by="paul"),
    }
    session.commit()
    return by_name


def test_the_list_shows_redline_reason_and_all_who_ask(session, cast, chair, easy):
    page = valid(chair.get(LIST))

    assert "<ins>" in page
    assert "Dakar, Lima" in page
    assert "Shorter." in page
    assert "New paragraph after paragraph 2" in page


def test_what_needs_a_second_look_is_not_chosen_from_the_start(session, cast, chair, easy):
    page = valid(chair.get(LIST))

    first, new, gone = (str(easy[name].number) for name in ("first", "new", "gone"))
    marks = {value.partition(".")[0]: checked for value, checked in stamps(page).items()}
    assert marks == {first: True, new: True, gone: False}


def test_older_words_and_late_ones_are_not_chosen_from_the_start(session, cast, chair):
    by_name = fill(session, cast)
    by_name["conflict"].status = Status.WITHDRAWN
    stale(session, cast, by_name)
    late = ask(session, cast, "A later title", paragraph="title")
    late.late_seconds = 60
    session.commit()

    page = valid(chair.get(LIST))

    assert "This is how the current text would change" in page
    marks = {value.partition(".")[0]: checked for value, checked in stamps(page).items()}
    assert marks[str(by_name["second"].number)] is False
    assert marks[str(late.number)] is False


def test_the_chair_accepts_what_is_chosen_in_one_press(session, cast, chair, easy):
    sent = {"chosen": chosen(valid(chair.get(LIST))), "reason": "Agreed by all."}

    response = post(chair, f"{LIST}/decision", sent, shown=LIST)

    assert response.status_code == 303
    assert "3 suggestions decided" in chair.get(response.location).text
    session.rollback()
    assert words(session, cast) == FIRST
    assert ("2 bis", "We will listen.") in lines(session, cast)
    assert {decision(session, easy[name]).reason for name in ("first", "same", "new")} == {
        "Agreed by all."
    }
    assert easy["gone"].status is Status.SUBMITTED
    assert decided(session) == 2


def test_of_equal_insertions_one_is_taken_and_the_others_are_covered(session, cast, chair, easy):
    same = insert(session, cast, "We will listen.", after="services", by="luis")
    session.commit()
    chosen = [stamp for stamp in stamps(valid(chair.get(LIST))) if str(same.number) in stamp]

    post(chair, f"{LIST}/decision", {"chosen": chosen}, shown=LIST)

    session.rollback()
    assert decision(session, easy["new"]).outcome is Outcome.ACCEPTED
    assert decision(session, same).outcome is Outcome.COVERED
    assert decision(session, same).covered_by_id == easy["new"].id


def test_a_deletion_and_a_move_are_taken_as_asked(session, cast, chair):
    move = {"form": SuggestionKind.MOVE, "after_id": cast.paragraphs["arrival"].id}
    moved = ask(session, cast, paragraph="means", **move)
    same = ask(session, cast, paragraph="means", by="luis", **move)
    ask(session, cast, form=SuggestionKind.DELETE, paragraph="services")
    session.commit()
    every = list(stamps(valid(chair.get(LIST))))

    post(chair, f"{LIST}/decision", {"chosen": every}, shown=LIST)

    session.rollback()
    assert decision(session, moved).outcome is Outcome.ACCEPTED
    assert decision(session, same).outcome is Outcome.COVERED
    assert [number for number, _words in lines(session, cast)][3:5] == ["1", "4"]


def test_what_merges_is_accepted_as_it_was_shown(session, cast, chair):
    by_name = fill(session, cast)
    by_name["conflict"].status = Status.WITHDRAWN
    stale(session, cast, by_name)
    every = [stamp for stamp in stamps(valid(chair.get(LIST))) if stamp.startswith("2.")]

    post(chair, f"{LIST}/decision", {"chosen": every}, shown=LIST)

    session.rollback()
    assert by_name["second"].status is Status.DECIDED
    assert "every newcomer" in words(session, cast)
    assert "an understandable language" in words(session, cast)


def test_members_prepare_what_the_chair_releases(session, cast, client, easy):
    member(session, cast, client)
    page = valid(client.get(LIST))
    assert "Only the chair can release decisions" in page
    sent = {"chosen": chosen(page)}
    assert post(client, f"{LIST}/decision", sent, shown=LIST).status_code == 403

    response = post(client, f"{LIST}/preparation", sent, shown=LIST)

    page = client.get(response.location).text
    assert "3 decisions prepared" in page
    assert "2 more are already prepared" in page
    session.rollback()
    assert session.scalar(sa.select(sa.func.count(Preparation.id))) == 2
    assert decided(session) == 0
    enter(client, "marie")
    prepared = {"chosen": chosen(client.get(f"{DESK}/release").text)}
    post(client, f"{DESK}/release", prepared, shown=f"{DESK}/release")
    session.rollback()
    assert words(session, cast) == FIRST


def test_what_changed_since_it_was_read_stays_and_is_reported(session, cast, chair, easy):
    every = chosen(valid(chair.get(LIST)))
    reword(session, cast, easy["first"])

    sent = {"chosen": every, "reason": "Agreed."}
    page = valid(post(chair, f"{LIST}/decision", sent, shown=LIST), 409)

    assert "Some were not accepted" in page
    assert "1 suggestion decided" in page
    assert "Agreed.</textarea>" in page
    session.rollback()
    assert easy["first"].status is easy["same"].status is Status.SUBMITTED
    assert easy["new"].status is Status.DECIDED


def test_an_insertion_whose_place_has_moved_is_read_again(session, cast, chair, easy):
    every = [stamp for stamp in stamps(valid(chair.get(LIST))) if f"{easy['new'].number}." in stamp]
    services, ties = (cast.paragraphs[key].id for key in ("services", "ties"))
    moved = Amendment(SuggestionKind.MOVE, services, after_id=ties, reason="Better there.")
    amendments.amend(session, cast.marie, cast.document, moved, at=LATER)
    session.commit()

    page = valid(post(chair, f"{LIST}/decision", {"chosen": every}, shown=LIST), 409)

    assert str(easy["new"].number) in {stamp.partition(".")[0] for stamp in stamps(page)}
    session.rollback()
    assert easy["new"].status is Status.SUBMITTED


def test_what_was_taken_out_is_not_chosen_again(session, cast, chair, easy):
    first, *others = chosen(valid(chair.get(LIST)))

    response = post(chair, f"{LIST}/decision", {"chosen": others}, shown=LIST)

    page = valid(chair.get(response.location))
    assert stamps(page)[first] is False
    assert f"out={easy['first'].number}-{easy['gone'].number}" in response.location
    assert first in chosen(valid(chair.get(LIST)))  # for whoever comes to the list anew


def test_nothing_chosen_and_words_too_long_are_said(session, cast, chair, easy):
    page = valid(post(chair, f"{LIST}/decision", {}, shown=LIST), 422)
    assert "Select at least one" in page
    sent = {"chosen": list(stamps(page)), "reason": "x" * 100_001}

    assert valid(post(chair, f"{LIST}/decision", sent, shown=LIST), 422)
    session.rollback()
    assert decided(session) == 0


def test_a_comment_takes_it_off_the_list_and_says_so(session, cast, chair, easy):
    remark = Remark("Not for us.", suggestion_id=easy["new"].id)
    comments.comment(session, cast.luis, cast.document, remark, at=LATER)
    session.commit()

    page = valid(chair.get(LIST))

    assert "because others have commented on them" in page
    assert str(easy["new"].number) not in {stamp.partition(".")[0] for stamp in stamps(page)}


@pytest.mark.parametrize(
    "path",
    [f"{LIST}/decision", f"{LIST}/preparation", f"{DESK}/together/decision", f"{DESK}/together"],
)
def test_they_are_the_committees_alone_with_a_token_and_in_the_debate(session, cast, client, path):
    for name in ("amina", "noor"):
        enter(client, name)
        assert post(client, path).status_code == 404
    enter(client, "marie")
    assert client.post(path).status_code == 400
    cast.document.stage = Stage.ADOPTED
    session.commit()
    assert post(client, path).status_code == 403


def test_the_list_takes_few_statements_however_long_it_is(session, cast, chair, easy):
    first = statements(chair, LIST)
    for key in ("title", "chapeau", "hosts", "ties", "states"):
        ask(session, cast, f"Other words for {key}", paragraph=key)
        insert(session, cast, f"After {key}.", after=key)
    session.commit()

    assert statements(chair, LIST) <= first <= 12


def test_what_was_submitted_within_a_day_is_not_ticked_and_says_its_age(session, cast, chair, easy):
    assert "Submitted" not in valid(chair.get(LIST))
    before = chosen(chair.get(LIST).text)
    chair.application.config["CLOCK"] = lambda: LATER + timedelta(hours=3)

    page = valid(chair.get(LIST))

    assert before
    assert chosen(page) == []
    assert "Submitted 3 h 0 min ago" in page
