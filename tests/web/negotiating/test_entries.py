"""Entering for a delegation: the form of the plenary, the wall, and the delegation's answer."""

import re

import pytest
import sqlalchemy as sa

from declaration.actions.comments import Remark
from declaration.actions.conference import conference
from declaration.actions.negotiating import entries
from declaration.actions.negotiating.entries import Origin
from models.debate import Comment, Suggestion
from models.negotiation import Entry
from models.vocabulary import EntryAnswer, Procedure, Stage, Status
from tests.support.cast import NOON
from tests.support.enter import enter, post
from tests.support.submitted import better
from tests.support.valid import valid

pytestmark = pytest.mark.usefixtures("clock")

PAGE = "/d/declaration/entries"
ON_ARRIVAL = f"{PAGE}?paragraph=arrival"
WALL = "/d/declaration/p/arrival/plenary"
WORDS = "We will give every person a first point of contact."


@pytest.fixture(autouse=True)
def on_behalf(session, cast):
    switch(session, cast, Procedure.ON_BEHALF)


def switch(session, cast, *parts):
    conference.set_procedure(session, cast.noor, cast.conference, parts, at=NOON)
    session.commit()


def entered(session, cast, city="dakar", words=WORDS):
    origin = Origin(cast.delegations[city].id)
    asked = better(cast, words)
    entries.enter_suggestion(session, cast.noor, cast.document, asked, origin, at=NOON)
    session.commit()
    return session.scalar(sa.select(sa.func.max(Entry.id)))


def remarked(session, cast):
    remark = Remark("Which language?", paragraph_id=cast.paragraphs["arrival"].id)
    origin = Origin(cast.delegations["dakar"].id)
    entries.enter_comment(session, cast.noor, cast.document, remark, origin, at=NOON)
    session.commit()
    return session.scalar(sa.select(sa.func.max(Entry.id)))


def fields(client, cast, path=ON_ARRIVAL, **values):
    hidden = dict(
        re.findall(r'name="(base_\w+)" type="hidden" value="(\d*)"', client.get(path).text)
    )
    sent = {"form": "replace", "paragraph": "arrival", "words": WORDS, "language": "en"}
    sent |= {"delegation": cast.delegations["dakar"].id, "source": "floor"}
    return sent | hidden | values


def status(session):
    session.rollback()
    return session.scalars(sa.select(Suggestion.status).order_by(Suggestion.id.desc())).first()


@pytest.mark.parametrize("name", ["noor", "marie"])
def test_the_form_has_the_words_of_the_paragraph_and_all_delegations(client, cast, name):
    page = valid(enter(client, name).get(ON_ARRIVAL))

    assert "We will give every person who arrives" in page
    assert all(delegation.name in page for delegation in cast.delegations.values())


def test_a_delegation_in_which_nobody_can_confirm_is_offered_and_marked(client, cast):
    page = enter(client, "noor").get(PAGE).text

    assert "Amman – no one there can confirm yet" in page
    assert "Dakar – no one" not in page


def test_what_is_entered_waits_and_the_form_is_ready_for_the_next(client, session, cast):
    enter(client, "noor")

    answer = post(client, ON_ARRIVAL, fields(client, cast), follow_redirects=True)

    assert answer.request.path == PAGE
    assert "Suggestion 1 entered for Dakar." in answer.text
    assert "Withdraw entry" in answer.text
    assert status(session) is Status.ENTERED


def test_the_panel_shows_it_at_once_with_who_entered_it(client, session, cast):
    entered(session, cast)

    page = enter(client, "luis").get("/d/declaration/p/arrival?part=panel").text

    assert "entered by the secretariat from the floor · to be confirmed by Dakar" in page
    assert "Not confirmed" in page
    assert "Confirm</button>" not in page


def test_the_wall_shows_it_by_itself_until_it_goes_back_to_the_text(client, session, cast):
    plain = enter(client, "noor").get(WALL).text
    entered(session, cast)

    wall = client.get(WALL).text
    back = client.get(f"{WALL}?seen=1").text

    assert "to be confirmed by Dakar" not in plain
    assert "Dakar: entered by the secretariat from the floor · to be confirmed by Dakar" in wall
    assert f"{WALL}?seen=1" in wall
    assert "to be confirmed by Dakar" not in back


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"delegation": ""}, "Fill in this field."),
        ({"delegation": "9999"}, "This value is not recognised."),
        ({"source": "rumour"}, "This value is not recognised."),
        ({"words": ""}, "Enter the text you suggest."),
        ({"words": "a\x07b"}, "control characters"),
    ],
)
def test_what_cannot_be_entered_comes_back_with_a_sentence(client, session, cast, wrong, message):
    enter(client, "noor")

    answer = post(client, ON_ARRIVAL, fields(client, cast, reason="Said at noon.", **wrong))

    assert answer.status_code == 422
    assert message in answer.text
    assert "Said at noon." in answer.text
    assert status(session) is None


def test_an_adopted_text_takes_no_entries(client, session, cast):
    enter(client, "noor")
    sent = fields(client, cast)
    cast.document.stage = Stage.ADOPTED
    session.commit()

    answer = post(client, ON_ARRIVAL, sent)

    assert answer.status_code == 403
    assert WORDS in answer.text


def test_a_comment_is_entered_and_marked(client, session, cast):
    enter(client, "noor")
    sent = {"words": "Which language?", "language": "en", "source": "letter"}
    sent |= {"delegation": cast.delegations["dakar"].id}

    answer = post(client, f"{ON_ARRIVAL}&form=comment", sent)

    assert answer.status_code == 303
    page = client.get("/d/declaration/p/arrival?part=panel").text
    assert "entered by the secretariat from a letter · to be confirmed by Dakar" in page


@pytest.mark.parametrize(
    ("chosen", "becomes"), [("confirmed", Status.SUBMITTED), ("refused", Status.WITHDRAWN)]
)
def test_the_delegation_answers_by_one_press_on_its_own_page(
    client, session, cast, chosen, becomes
):
    entry = entered(session, cast)
    page = valid(enter(client, "amina").get("/for-you"))

    answer = post(client, f"/entries/{entry}/answer", {"answer": chosen, "back": "for_you"})

    assert f'action="/entries/{entry}/answer"' in page
    assert answer.location == "/for-you"
    assert status(session) is becomes
    assert "To be confirmed" not in client.get("/for-you").text


def test_a_comment_is_refused_where_it_stands(client, session, cast):
    entry = remarked(session, cast)
    page = enter(client, "amina").get("/d/declaration/p/arrival?part=panel").text

    answer = post(client, f"/entries/{entry}/answer", {"answer": "refused"})

    assert f'action="/entries/{entry}/answer"' in page
    assert answer.status_code == 303
    session.rollback()
    assert session.scalars(sa.select(Comment)).one().withdrawn_at is not None


@pytest.mark.parametrize(
    ("name", "chosen", "code"),
    [("luis", "confirmed", 404), ("awa", "confirmed", 403), ("amina", "perhaps", 422)],
)
def test_others_do_not_answer_for_it(client, session, cast, name, chosen, code):
    entry = entered(session, cast)

    answer = post(enter(client, name), f"/entries/{entry}/answer", {"answer": chosen})

    assert answer.status_code == code
    assert status(session) is Status.ENTERED


def test_what_was_answered_meanwhile_is_a_conflict(client, session, cast):
    entry = entered(session, cast)
    row = session.get_one(Entry, entry)
    entries.answer(session, cast.amina, row, EntryAnswer.CONFIRMED, at=NOON)
    session.commit()

    answer = post(enter(client, "amina"), f"/entries/{entry}/answer", {"answer": "confirmed"})

    assert answer.status_code == 409


def test_the_official_takes_a_slip_back(client, session, cast):
    entry = entered(session, cast)

    answer = post(enter(client, "noor"), f"/entries/{entry}/removal")

    assert answer.status_code == 303
    assert status(session) is Status.WITHDRAWN


@pytest.mark.parametrize("name", ["noor", "marie"])
def test_officials_learn_what_waits_for_whom(client, session, cast, name):
    entered(session, cast)
    entered(session, cast, "lima", "We will give everybody a point of contact.")

    page = enter(client, name).get("/for-you").text

    assert "2 entries wait to be confirmed" in page
    assert "Dakar (1), Lima (1)" in page


def test_entered_suggestions_are_told_beside_the_sum(client, session, cast):
    entered(session, cast)

    page = enter(client, "noor").get("/d/declaration/suggestions").text

    assert "<b>0</b> pending" in page
    assert "1 not confirmed by its delegation" in page


def test_nothing_of_it_shows_where_it_is_switched_off(client, session, cast):
    switch(session, cast)

    for path in ("/admin", "/for-you", "/d/declaration/p/arrival?part=panel", WALL):
        assert "Enter for a delegation" not in enter(client, "noor").get(path).text, path
    assert client.get(PAGE).status_code == 404
