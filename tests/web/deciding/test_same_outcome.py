"""One outcome and one reason for many: listed first, then decided, paragraph by paragraph."""

import pytest
import sqlalchemy as sa

from models.debate import Preparation
from models.vocabulary import Outcome, Status
from tests.support.committee import DESK, chosen, decided, fill, member, reword
from tests.support.desk import decision, orphan
from tests.support.enter import enter, post, token
from tests.support.valid import valid

TOGETHER = f"{DESK}/together"


def settle(**more):
    return {"outcome": "rejected", "reason": "Said in paragraph 2."} | more


def shown(client, *numbers):
    return post(client, TOGETHER, {"chosen": [" ".join(map(str, numbers))]}, shown=DESK)


def test_what_is_chosen_is_listed_before_anything_is_decided(session, cast, chair):
    by_name = fill(session, cast)
    before = decided(session)

    page = valid(shown(chair, by_name["first"].number, by_name["delete"].number))

    assert "Decide on 2 suggestions" in page
    assert "Paragraph 2: delete" in page
    assert len(chosen(page)) == 2
    session.rollback()
    assert decided(session) == before


def test_one_reason_settles_several_paragraph_by_paragraph(session, cast, chair):
    by_name = fill(session, cast)
    before, names = decided(session), ("first", "second", "delete", "insert", "general")
    page = valid(shown(chair, *(by_name[name].number for name in names)))

    response = post(chair, f"{TOGETHER}/decision?show=all", settle(chosen=chosen(page)), shown=DESK)

    assert response.status_code == 303
    assert response.location.endswith("/desk?show=all")
    assert "5 suggestions decided" in chair.get(response.location).text
    session.rollback()
    assert {decision(session, by_name[name]).reason for name in names} == {"Said in paragraph 2."}
    assert decided(session) == before + 4
    assert by_name["conflict"].status is Status.SUBMITTED


def test_several_are_covered_by_one(session, cast, chair):
    by_name = fill(session, cast)
    page = valid(shown(chair, by_name["second"].number, by_name["conflict"].number))
    sent = {"outcome": "covered", "covered": by_name["first"].number, "chosen": chosen(page)}

    assert post(chair, f"{TOGETHER}/decision", sent, shown=DESK).status_code == 303

    session.rollback()
    assert decision(session, by_name["second"]).covered_by_id == by_name["first"].id
    assert by_name["first"].status is Status.SUBMITTED


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"outcome": ""}, "This field is required"),
        ({"outcome": "accepted"}, "Not a valid choice"),
        ({"reason": " "}, "Fill in this field"),
        ({"outcome": "covered"}, "Fill in this field"),
        ({"outcome": "covered", "covered": "2"}, "This value is not recognised"),  # one of them
        ({"outcome": "covered", "covered": "999"}, "This value is not recognised"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(session, cast, chair, sent, message):
    by_name = fill(session, cast)
    page = valid(shown(chair, by_name["second"].number))

    page = valid(
        post(chair, f"{TOGETHER}/decision", settle(chosen=chosen(page)) | sent, shown=DESK), 422
    )

    assert message in page
    assert len(chosen(page)) == 1
    session.rollback()
    assert by_name["second"].status is Status.SUBMITTED


def test_a_usual_reason_is_as_good(session, cast, chair):
    by_name = fill(session, cast)
    path = "/d/declaration/phrases"
    post(chair, path, {"phrases": "Agreed language."}, shown=path)
    page = valid(shown(chair, by_name["second"].number))
    sent = settle(chosen=chosen(page), reason="", standard_reason="Agreed language.")

    assert post(chair, f"{TOGETHER}/decision", sent, shown=DESK).status_code == 303
    session.rollback()
    assert decision(session, by_name["second"]).reason == "Agreed language."


def test_what_changed_meanwhile_stays_with_the_form(session, cast, chair):
    by_name = fill(session, cast)
    page = valid(shown(chair, by_name["first"].number, by_name["delete"].number))
    reword(session, cast, by_name["first"])

    page = valid(post(chair, f"{TOGETHER}/decision", settle(chosen=chosen(page)), shown=DESK), 409)

    assert "Some were not decided" in page
    assert "Said in paragraph 2.</textarea>" in page
    assert [stamp.partition(".")[0] for stamp in chosen(page)] == [str(by_name["first"].number)]
    session.rollback()
    assert (by_name["first"].status, by_name["delete"].status) == (Status.SUBMITTED, Status.DECIDED)


def test_a_member_prepares_for_several_beside_what_is_prepared(session, cast, client):
    by_name = fill(session, cast)
    member(session, cast, client)
    page = valid(shown(client, by_name["first"].number))
    post(client, f"{TOGETHER}/preparation", settle(chosen=chosen(page)), shown=DESK)
    page = valid(shown(client, by_name["first"].number, by_name["second"].number))
    assert "Prepared by Paul" in page

    response = post(client, f"{TOGETHER}/preparation", settle(chosen=chosen(page)), shown=DESK)

    page = valid(response, 409)  # both are on one paragraph, and one was prepared already
    assert "someone has already prepared them" in page
    page = valid(shown(client, by_name["second"].number))
    post(client, f"{TOGETHER}/preparation", settle(chosen=chosen(page)), shown=DESK)
    session.rollback()
    assert len(session.scalars(sa.select(Preparation)).one().outcomes) == 2
    assert post(client, f"{TOGETHER}/decision", settle(), shown=DESK).status_code == 403


def test_nothing_chosen_leads_back_to_the_queue(session, cast, chair):
    fill(session, cast)

    response = post(chair, f"{TOGETHER}?delegation=lima", {"chosen": "999"}, shown=DESK)

    assert response.status_code == 303
    assert response.location.endswith("/desk?delegation=lima")
    assert "Select one or more suggestions" in chair.get(response.location).text
    assert valid(post(chair, f"{TOGETHER}/decision", settle(), shown=DESK), 422)


def test_what_asks_about_a_paragraph_that_is_gone_can_be_settled(session, cast, chair):
    late = orphan(session, cast)
    session.commit()
    assert f'href="/suggestions/{late.number}"' in valid(chair.get(DESK))
    page = valid(shown(chair, late.number))
    sent = {"outcome": "overtaken", "chosen": chosen(page)}

    assert post(chair, f"{TOGETHER}/decision", sent, shown=DESK).status_code == 303

    session.rollback()
    assert decision(session, late).outcome is Outcome.OVERTAKEN


def test_what_was_typed_in_a_session_that_ended_is_shown_again_and_not_done(session, cast, chair):
    by_name = fill(session, cast)
    page = valid(shown(chair, by_name["second"].number))
    sent = settle(chosen=chosen(page)) | {"csrf_token": token(chair, DESK)}
    chair.delete_cookie("session")
    enter(chair, "marie")

    page = valid(chair.post(f"{TOGETHER}/decision", data=sent), 422)

    assert "Said in paragraph 2.</textarea>" in page
    session.rollback()
    assert by_name["second"].status is Status.SUBMITTED
