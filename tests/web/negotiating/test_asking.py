"""Asking the author: from the form of a decision to the answer, and to what was agreed."""

import re
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from declaration.actions.conference import conference
from models.debate import Decision
from models.negotiation import AuthorAnswer, AuthorQuestion
from models.vocabulary import Outcome, Procedure, Stage, Status
from tests.support.cast import LATER, NOON
from tests.support.committee import ARRIVAL, DESK, fields, gives, send
from tests.support.desk import (
    ARRIVAL as WORDS,
    FIRST,
    LESS,
    OTHER,
    accept,
    agree,
    answer,
    ask,
    insert,
    question,
    words,
)
from tests.support.enter import enter, post
from tests.support.valid import valid

pytestmark = pytest.mark.usefixtures("clock")

LIST = f"{DESK}/questions"


def switch(session, cast, *parts):
    conference.set_procedure(session, cast.noor, cast.conference, parts, at=NOON)
    session.commit()


@pytest.fixture(autouse=True)
def switched_on(session, cast):
    switch(session, cast, Procedure.ASKING, Procedure.AGREEMENT)


@pytest.fixture
def suggestion(session, cast):
    suggestion = ask(session, cast, FIRST)
    session.commit()
    return suggestion


@pytest.fixture
def asked(session, cast, suggestion):
    [asked] = question(session, cast, suggestion, note="Can you live with this?")
    session.commit()
    return asked


@pytest.fixture
def agreed(session, cast, asked):
    answer(session, cast.amina, asked, sentence="With pleasure.")
    session.commit()
    return asked


def sent(session, cast, suggestion, **values):
    """What the form of the decision sends: accepted with changes, until the sixth."""
    meant = fields(session, cast, suggestion, words=LESS, answer_by="2017-10-06")
    return meant | gives(suggestion, outcome="adapted", reason="Shorter.") | values


def rows(session, table):
    session.rollback()
    return session.scalars(sa.select(table).order_by(table.id)).all()


def reply(client, asked, agrees="yes", sentence=""):
    sent = {"agrees": agrees, f"question-{asked.id}-sentence": sentence}
    sent[f"question-{asked.id}-language"] = "en"
    return post(client, f"/questions/{asked.id}/answer", sent)


def test_the_form_of_a_decision_asks_instead_of_deciding(session, cast, suggestion, marie):
    page = valid(marie.get(ARRIVAL))

    response = send(marie, "question", sent(session, cast, suggestion, note="Well?"))

    assert "Ask the author first" in page
    assert response.status_code == 303
    [asked] = rows(session, AuthorQuestion)
    assert (asked.outcome, asked.words, asked.note) == (Outcome.ADAPTED, LESS, "Well?")
    assert asked.answer_by == date(2017, 10, 6)
    assert suggestion.status is Status.SUBMITTED


def test_a_new_paragraph_is_asked_about(session, cast, marie):
    new = insert(session, cast, "We will listen.")
    session.commit()
    meant = fields(session, cast, new, on=None, words="We will listen well.")
    meant |= gives(new, outcome="adapted", reason="Clearer.") | {"answer_by": "2017-10-06"}

    response = send(marie, "question", meant, at=f"{DESK}/s/{new.number}")

    assert response.status_code == 303
    assert [asked.words for asked in rows(session, AuthorQuestion)] == ["We will listen well."]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"answer_by": ""}, "Fill in this field."),
        ({"answer_by": "2017-09-01"}, "This date has already passed."),
        ({"answer_by": "soon"}, "Not a valid date value."),
    ],
)
def test_a_wrong_date_comes_back_with_all_that_was_typed(
    session, cast, suggestion, marie, wrong, message
):
    response = send(marie, "question", sent(session, cast, suggestion, note="Well?", **wrong))

    assert response.status_code == 422
    assert message in response.text
    assert LESS in response.text
    assert "Well?" in response.text
    assert rows(session, AuthorQuestion) == []


def test_a_doubt_is_confirmed_and_the_author_is_asked(session, cast, suggestion, marie):
    meant = sent(session, cast, suggestion) | gives(suggestion, outcome="accepted")

    page = send(marie, "question", meant | {"words": OTHER})

    assert page.status_code == 422
    assert f'formaction="{ARRIVAL}/question">Yes, confirm' in page.text
    confirmed = meant | {"words": OTHER, "confirmed": "yes"}
    assert send(marie, "question", confirmed).status_code == 303
    assert [asked.words for asked in rows(session, AuthorQuestion)] == [OTHER]


def test_text_that_changed_meanwhile_is_shown_first(session, cast, suggestion, marie):
    meant = sent(session, cast, suggestion)
    accept(session, cast, ask(session, cast, OTHER, by="luis"))
    session.commit()

    response = send(marie, "question", meant)

    assert response.status_code == 409
    assert LESS in response.text
    assert rows(session, AuthorQuestion) == []


@pytest.mark.parametrize(("name", "code"), [("noor", 404), ("amina", 404), ("luis", 404)])
def test_only_the_committee_asks(session, cast, suggestion, client, name, code):
    meant = sent(session, cast, suggestion)
    enter(client, name)

    assert post(client, f"{ARRIVAL}/question", meant).status_code == code


def test_nothing_of_it_is_there_while_it_is_switched_off(session, cast, asked, client):
    switch(session, cast)
    enter(client, "marie")

    assert "Ask the author" not in client.get(ARRIVAL).text
    assert "uestions to authors" not in client.get(DESK).text
    assert client.get(LIST).status_code == 404
    assert client.get(f"/questions/{asked.id}").status_code == 404
    enter(client, "amina")
    assert reply(client, asked).status_code == 404
    assert "The committee asks" not in client.get("/for-you").text


def test_for_you_tells_the_author_and_the_page_shows_the_redline(cast, asked, amina):
    home = valid(amina.get("/for-you"))
    page = valid(amina.get(f"/questions/{asked.id}"))

    assert "The committee asks about suggestion 1 before it decides" in home
    assert "Answer by 6 October 2017." in home
    assert "The committee intends to accept it with changes. Do you agree?" in page
    assert "<del>" in page
    assert "Can you live with this?" in page


@pytest.mark.parametrize(
    "path", ["/suggestions/1", "/d/declaration/p/arrival?part=panel", "/d/declaration/p/arrival"]
)
def test_the_author_answers_where_the_suggestion_is_read(session, asked, amina, path):
    page = amina.get(path).text

    assert f'action="/questions/{asked.id}/answer"' in page
    assert "Agree</button>" in page


@pytest.mark.parametrize("path", ["/suggestions/1", "/d/declaration/p/arrival", "/delegation"])
def test_pages_with_a_question_are_valid(asked, amina, path):
    valid(amina.get(path))


@pytest.mark.parametrize("agrees", ["yes", "no"])
def test_an_answer_is_one_press_with_a_sentence(session, asked, amina, agrees):
    response = reply(amina, asked, agrees, "So be it.")

    assert response.location == "/suggestions/1#questions"
    [row] = rows(session, AuthorAnswer)
    assert (row.agrees, row.sentence) == (agrees == "yes", "So be it.")
    assert "The committee asks" not in amina.get("/for-you").text
    assert "So be it." in amina.get("/suggestions/1").text


def test_who_disagrees_is_asked_why(session, asked, amina):
    response = reply(amina, asked, "no")

    assert response.status_code == 422
    assert "Fill in this field." in response.text
    assert rows(session, AuthorAnswer) == []


def test_what_has_changed_is_shown_and_not_answered(session, cast, asked, amina):
    accept(session, cast, ask(session, cast, OTHER, by="luis"))
    session.commit()

    response = reply(amina, asked, "no", "It is too weak.")

    assert response.status_code == 409
    page = response.text
    assert "Something has changed since you were asked" in page
    assert "The paragraph since the question" in page
    assert "It is too weak." in page
    assert rows(session, AuthorAnswer) == []


@pytest.mark.parametrize(
    ("name", "agrees", "code"), [("luis", "yes", 404), ("awa", "yes", 403), ("amina", "hm", 422)]
)
def test_others_do_not_answer(session, asked, client, name, agrees, code):
    assert reply(enter(client, name), asked, agrees).status_code == code
    assert rows(session, AuthorAnswer) == []


def test_an_adopted_text_takes_no_answers(session, cast, asked, amina):
    cast.document.stage = Stage.ADOPTED
    session.commit()

    assert reply(amina, asked).status_code == 403


@pytest.mark.parametrize(
    ("name", "code"),
    [("amina", 200), ("awa", 200), ("marie", 200), ("noor", 200), ("luis", 404), ("ole", 404)],
)
def test_the_author_the_committee_and_the_secretariat_read_it(asked, client, name, code):
    assert enter(client, name).get(f"/questions/{asked.id}").status_code == code


@pytest.mark.parametrize("path", ["/suggestions/1", "/d/declaration/p/arrival", "/journal"])
def test_other_delegations_and_the_public_see_nothing_of_it(session, cast, agreed, client, path):
    cast.conference.debate_open = True
    session.commit()
    public = client.get(path, follow_redirects=True).text
    page = enter(client, "luis").get(path).text

    for told in (LESS, "With pleasure.", "live with this", "Author a", "uestion"):
        assert told not in page
        assert told not in public


def test_the_journal_names_it_to_those_who_may_know(agreed, marie, amina):
    for page in (marie.get("/journal").text, amina.get("/journal").text):
        assert "Author asked before a decision" in page
        assert "Author’s answer to the committee" in page


def test_the_desk_shows_the_answer_and_filters_by_it(session, cast, agreed, marie):
    insert(session, cast, "We will listen.")
    session.commit()

    desk = valid(marie.get(DESK))
    only = marie.get(f"{DESK}?show=asked").text

    assert "Author agrees" in desk
    assert "With pleasure." in desk
    assert "We will listen." in desk
    assert "Author agrees" in only
    assert "We will listen." not in only


def test_the_chair_decides_as_agreed_on_the_page_of_the_decision(session, cast, agreed, marie):
    page = valid(marie.get(ARRIVAL))

    response = send(marie, "agreed", {"press": agreed.id})

    assert "Agreed with the author" in page
    assert response.status_code == 303
    session.rollback()
    assert words(session, cast) == LESS
    [made] = rows(session, Decision)
    assert made.outcome is Outcome.ADAPTED


def test_agreed_text_is_reopened_with_the_reason_in_the_form(session, cast, agreed, marie):
    agree(session, cast, "arrival", confirmed=True)
    session.commit()

    refused = send(marie, "agreed", {"press": agreed.id})
    response = send(marie, "agreed", {"press": agreed.id, "reopening": "The author agrees."})

    assert refused.status_code == 422
    assert response.status_code == 303
    session.rollback()
    assert words(session, cast) == LESS


def test_nothing_is_decided_as_agreed_without_consent(session, cast, asked, marie):
    assert send(marie, "agreed", {"press": asked.id}).status_code == 409
    assert rows(session, Decision) == []


def test_the_words_that_were_asked_about_come_back_into_the_form(session, cast, asked, marie):
    meant = fields(session, cast, words=WORDS, take=f"asked:{asked.id}")

    page = send(marie, "words", meant)

    assert re.search(rf'name="words"[^>]*>\s*{re.escape(LESS)}', page.text)


def test_earlier_rounds_are_told_below_the_decision(session, cast, asked, suggestion, marie):
    answer(session, cast.amina, asked, agrees=False, sentence="It is too weak.")
    question(session, cast, suggestion, words=FIRST)
    session.commit()

    page = valid(marie.get(ARRIVAL))

    assert "Earlier questions to the author" in page
    assert "It is too weak." in page


def test_several_are_decided_by_one_press(session, cast, agreed, marie):
    new = insert(session, cast, "We will listen.")
    [other] = question(session, cast, new, on=None, words="We will listen well.")
    answer(session, cast.amina, other)
    session.commit()
    page = valid(marie.get(LIST))

    response = post(marie, LIST, {"chosen": [agreed.id, other.id]})

    assert "Author agrees" in page
    assert response.status_code == 303
    assert len(rows(session, Decision)) == 2
    assert "No author has been asked" in marie.get(LIST).text


def test_what_cannot_be_decided_is_named(session, cast, agreed, marie):
    agree(session, cast, "arrival", confirmed=True)
    session.commit()

    response = post(marie, LIST, {"chosen": [agreed.id]})

    assert response.status_code == 409
    assert "Some were not decided" in response.text
    assert "provisionally agreed" in response.text
    assert rows(session, Decision) == []


def test_one_has_to_be_selected(agreed, marie):
    response = post(marie, LIST, {})

    assert response.status_code == 422
    assert "Select at least one decision." in response.text


@pytest.mark.parametrize(("name", "code"), [("noor", 200), ("amina", 404), ("ole", 404)])
def test_who_reads_the_list(agreed, client, name, code):
    assert enter(client, name).get(LIST).status_code == code


def test_for_you_tells_the_committee_what_is_agreed(agreed, marie):
    page = marie.get("/for-you").text

    assert "1 decision has been agreed with the author" in page
    assert LIST in page


def test_a_date_that_has_passed_is_told_and_the_answer_still_taken(asked, clock, marie, amina):
    clock.now = LATER + timedelta(days=5)

    desk = marie.get(DESK).text
    home = amina.get("/for-you").text

    assert "Author has not answered in time" in desk
    assert 'Not answered by <time datetime="2017-10-06">' in desk
    assert "Not answered by 6 October 2017. You can still answer." in home
    assert reply(amina, asked).status_code == 303
