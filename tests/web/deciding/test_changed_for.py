"""The desk asks what was changed for a general suggestion; pages and tables say it."""

import pytest

from models.vocabulary import Status
from tests.support.committee import DESK, fields, gives, send
from tests.support.desk import accept
from tests.support.enter import enter
from tests.support.valid import valid

ASKED = "Say which suggestions were taken for it"


def sent_on(session, cast, general, **answers):
    return fields(session, cast, general, on=None) | gives(general, outcome="accepted", **answers)


@pytest.fixture
def general(session, cast, desk):
    accept(session, cast, desk["first"])
    session.commit()
    return desk["general"]


def test_it_is_asked_of_general_suggestions_alone(client, general):
    page = valid(client.get(f"{DESK}/s/{general.number}"))

    assert "If it is accepted: what was changed for it?" in page
    assert "what was changed for it?" not in valid(client.get(f"{DESK}/p/services"))


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"changed_by": "99"},
        {"changed_by": "2"},  # still open
        {"changed_by": "one"},
        {"changed_paragraphs": "17"},
        {"changed_paragraphs": "4"},  # nobody changed it
        {"changed_by": "1", "unchanged": "y"},
    ],
)
def test_without_an_answer_nothing_is_decided(session, cast, client, general, answers):
    at = f"{DESK}/s/{general.number}"

    page = valid(send(client, "decision", sent_on(session, cast, general, **answers), at=at), 422)

    assert ASKED in page
    for value in answers.values():
        assert value == "y" or f'value="{value}"' in page
    session.rollback()
    assert general.status is Status.SUBMITTED


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"changed_by": "1"}, "Changed for it: suggestion 1."),
        ({"changed_paragraphs": "1"}, "Changed for it: paragraph 1."),
        (
            {"changed_by": " 1 ,", "changed_paragraphs": "1; "},
            "Changed for it: suggestion 1, paragraph 1.",
        ),
        ({"unchanged": "y"}, "Nothing was changed for it."),
    ],
)
def test_what_was_changed_stands_on_its_page_and_in_the_disposition(
    session, cast, client, general, answers, sentence
):
    at = f"{DESK}/s/{general.number}"

    answer = send(client, "decision", sent_on(session, cast, general, **answers), at=at)

    assert answer.status_code == 303
    enter(client, "amina")
    assert sentence in valid(client.get(f"/suggestions/{general.number}"))
    assert sentence in valid(client.get("/d/declaration/disposition"))
    table = client.get("/d/declaration/disposition.csv").data.decode("utf-8-sig")
    assert sentence in table


def test_what_is_prepared_stands_in_the_form_again(session, cast, client, general):
    at = f"{DESK}/s/{general.number}"
    answers = {"changed_by": "1", "changed_paragraphs": "1"}
    sent = sent_on(session, cast, general, **answers)

    assert send(client, "preparation", sent, at=at).status_code == 303

    page = valid(client.get(at))
    for name in answers:
        assert f'name="suggestions-{general.number}-{name}" type="text" value="1"' in page
