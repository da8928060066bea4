"""Positions entered for a delegation: the form, where they wait, the delegation's answer."""

import re

import pytest
import sqlalchemy as sa

from declaration.actions.conference import conference
from declaration.actions.negotiating import entries
from declaration.actions.negotiating.entries import Origin
from declaration.actions.negotiating.positions import Stance
from models.debate import Comment, Suggestion, Wording
from models.negotiation import Entry
from models.vocabulary import EntryAnswer, EntrySource, Procedure, Stand, SuggestionKind
from tests.support.cast import NOON
from tests.support.enter import enter, post
from tests.support.submitted import revise, submit
from tests.support.valid import valid

pytestmark = pytest.mark.usefixtures("clock")

ON_ARRIVAL = "/d/declaration/entries?paragraph=arrival"
FORM = f"{ON_ARRIVAL}&form=position"
PANEL = "/d/declaration/p/arrival?part=panel"
WAITS = "Lima: Objects – entered by the secretariat from the floor · to be confirmed by Lima"


@pytest.fixture(autouse=True)
def suggestion(session, cast):
    switch(session, cast, Procedure.ON_BEHALF, Procedure.POSITIONS)
    suggestion = submit(session, cast)
    session.commit()
    return suggestion


def switch(session, cast, *parts):
    conference.set_procedure(session, cast.noor, cast.conference, parts, at=NOON)
    session.commit()


def entered(session, cast, suggestion, stand=Stand.OBJECT, source=EntrySource.FLOOR, **values):
    origin = Origin(cast.delegations["lima"].id, source)
    stance = Stance(stand, **values)
    entries.enter_position(session, cast.noor, suggestion, stance, origin, at=NOON)
    session.commit()
    return session.scalar(sa.select(sa.func.max(Entry.id)))


def fields(session, cast, **values):
    seen = session.scalar(sa.select(sa.func.max(Wording.id)))
    sent = {"suggestion": f"1 {seen}", "stand": "object", "language": "en", "source": "floor"}
    return sent | {"delegation": cast.delegations["lima"].id} | values


def answer_of(session):
    session.rollback()
    return session.scalar(sa.select(Entry.answer).order_by(Entry.id.desc()).limit(1))


@pytest.mark.parametrize("name", ["noor", "marie"])
def test_the_form_offers_what_is_pending_here(client, name):
    page = valid(enter(client, name).get(f"{FORM}&suggestion=1"))

    assert re.search(r'<option selected value="1 \d+">1 · Dakar – ', page)


def test_it_is_entered_and_waits_where_the_suggestion_stands(client, session, cast):
    enter(client, "noor")

    sent = fields(session, cast, reason="It says too little.")
    answer = post(client, FORM, sent, follow_redirects=True)

    assert "Position entered for Lima." in answer.text
    assert "Objects – Suggestion 1 (Dakar)" in answer.text
    assert "It says too little." in answer.text
    for path in (PANEL, "/suggestions/1"):
        assert WAITS in valid(client.get(path)) if "part" not in path else client.get(path).text
    assert "Object 1" not in enter(client, "paul").get(PANEL).text


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"suggestion": ""}, "Fill in this field."),
        ({"suggestion": "one"}, "This value is not recognised."),
        ({"stand": "cosponsor"}, "This value is not recognised."),
        ({"delegation": ""}, "Fill in this field."),
        ({"language": "9"}, "This value is not recognised."),
    ],
)
def test_what_cannot_be_entered_comes_back(client, session, cast, wrong, message):
    sent = fields(session, cast, reason="Said at noon.") | wrong

    answer = post(enter(client, "noor"), FORM, sent)

    assert answer.status_code == 422
    assert message in answer.text
    assert "Said at noon." in answer.text


def test_its_own_suggestion_is_refused_with_a_sentence(client, session, cast):
    sent = fields(session, cast, delegation=cast.delegations["dakar"].id)

    answer = post(enter(client, "noor"), FORM, sent)

    assert answer.status_code == 422
    assert "This is the delegation’s own suggestion." in answer.text


def test_another_wording_than_the_form_showed_is_a_conflict(client, session, cast, suggestion):
    sent = fields(session, cast)
    wording = session.scalars(sa.select(Wording)).one()
    revise(session, cast, suggestion, wording, "We will give every person a contact.", at=NOON)
    session.commit()

    answer = post(enter(client, "noor"), FORM, sent)

    assert answer.status_code == 409
    assert "has been edited since" in answer.text


@pytest.mark.parametrize(("chosen", "counts"), [("confirmed", True), ("refused", False)])
def test_the_delegation_answers_in_the_panel_or_at_home(
    client, session, cast, suggestion, chosen, counts
):
    entry = entered(session, cast, suggestion)
    enter(client, "luis")
    places = [client.get(path).text for path in (PANEL, "/suggestions/1", "/for-you")]

    answer = post(client, f"/entries/{entry}/answer", {"answer": chosen})

    assert all(f'action="/entries/{entry}/answer"' in page for page in places)
    assert answer.location == "/suggestions/1#positions"
    assert answer_of(session) == EntryAnswer(chosen)
    assert ("Object 1" in client.get(PANEL).text) is counts
    assert WAITS not in client.get(PANEL).text


def test_the_page_keeps_who_entered_what_was_confirmed(client, session, cast, suggestion):
    entry = entered(session, cast, suggestion, source=EntrySource.LETTER)
    post(enter(client, "luis"), f"/entries/{entry}/answer", {"answer": "confirmed"})

    page = valid(client.get("/suggestions/1"))
    own = client.get("/delegation").text

    note = "entered by the secretariat from a letter · confirmed by Lima"
    assert note in page
    assert note in own


def test_officials_take_it_back_on_the_suggestions_page(client, session, cast, suggestion):
    entry = entered(session, cast, suggestion)
    page = enter(client, "marie").get("/suggestions/1").text

    post(client, f"/entries/{entry}/removal")

    assert f"/entries/{entry}/removal" in page
    assert "Enter a position for a delegation" in page
    assert answer_of(session) is EntryAnswer.TAKEN_BACK


def test_its_own_press_makes_it_void_and_is_said_so(client, session, cast, suggestion):
    entered(session, cast, suggestion)
    seen = session.scalar(sa.select(sa.func.max(Wording.id)))

    post(
        enter(client, "luis"), "/suggestions/1/position", {"stand": f"support {seen} participants"}
    )

    assert answer_of(session) is EntryAnswer.OVERTAKEN
    assert "overtaken by a newer position" in client.get("/suggestions/1").text


def test_others_do_not_answer_it(client, session, cast, suggestion):
    entry = entered(session, cast, suggestion)

    assert (
        post(
            enter(client, "amina"), f"/entries/{entry}/answer", {"answer": "confirmed"}
        ).status_code
        == 404
    )
    assert f'action="/entries/{entry}/answer"' not in client.get(PANEL).text


def test_its_authors_and_its_delegation_learn_of_it(client, session, cast, suggestion):
    entered(session, cast, suggestion)

    for name in ("amina", "luis", "marie"):
        page = enter(client, name).get("/for-you").text
        assert "Position entered for a delegation" in page, name
        assert "Lima: Objects" in page, name


def test_without_positions_there_is_nothing_to_enter(client, session, cast, suggestion):
    entry = entered(session, cast, suggestion)
    switch(session, cast, Procedure.ON_BEHALF)

    enter(client, "noor")

    assert "form=position" not in client.get(ON_ARRIVAL).text
    assert "Objects – " not in client.get(ON_ARRIVAL).text
    assert (
        post(enter(client, "luis"), f"/entries/{entry}/answer", {"answer": "confirmed"}).status_code
        == 404
    )


def test_a_comment_on_a_suggestion_is_entered(client, session, cast, suggestion):
    enter(client, "noor")
    sent = fields(session, cast, words="Which language?")

    answer = post(client, f"{ON_ARRIVAL}&form=comment", sent, follow_redirects=True)

    session.rollback()
    assert "Comment on suggestion 1" in answer.text
    assert session.scalars(sa.select(Comment)).one().suggestion_id == suggestion.id


def test_a_comment_quotes_words_of_the_paragraph(client, session, cast):
    enter(client, "noor")
    sent = fields(session, cast, words="Who is that?", suggestion="", exact="every person")

    post(client, f"{ON_ARRIVAL}&form=comment", sent)
    both = post(
        client, f"{ON_ARRIVAL}&form=comment", fields(session, cast, words="So?", exact="every")
    )

    session.rollback()
    assert session.scalars(sa.select(Comment)).one().quote == "every person"
    assert both.status_code == 422
    assert "leave this blank" in both.text


def test_a_move_is_entered(client, session, cast):
    page = enter(client, "noor").get(f"{ON_ARRIVAL}&form=move").text
    hidden = dict(re.findall(r'name="(base_\w+)" type="hidden" value="(\d*)"', page))
    sent = fields(session, cast, form="move", paragraph="arrival", after="chapeau") | hidden

    answer = post(client, f"{ON_ARRIVAL}&form=move", sent)

    session.rollback()
    assert answer.status_code == 303
    newest = session.scalars(sa.select(Suggestion).order_by(Suggestion.id.desc())).first()
    assert newest.form is SuggestionKind.MOVE


def test_the_form_speaks_of_the_delegations_words(client):
    page = enter(client, "noor").get(ON_ARRIVAL).text

    assert "Text of the delegation" in page
    assert "Your text" not in page
