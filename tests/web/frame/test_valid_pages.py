"""The pages of the frame are valid HTML, whatever was typed."""

import pytest

from declaration.actions.people import accounts
from models.base import now
from models.people import Membership
from tests.support.enter import enter, post, token
from tests.support.valid import valid

ODD = '"><script>alert(1)</script>\x00 \u200f\u0645\u0631\u062d & \U0001f600'


def harmless(answer):
    assert answer.mimetype == "text/html"
    assert "<script>alert" not in answer.text
    return valid(answer, answer.status_code)


@pytest.mark.parametrize(
    "path", ["/sign-in", "/link-request", "/link-request/sent", "/join/x", "/none"]
)
def test_what_everybody_opens(client, cast, path):
    assert harmless(client.get(path))


def test_the_account(client, cast):
    enter(client, "paul")

    assert harmless(client.get("/account"))
    assert harmless(post(client, "/account", {"language": ODD}))


def test_an_invitation(client, session, cast):
    invitation = accounts.make_invitation(session, cast.noor, cast.people["amina"], at=now())
    session.commit()

    assert "Amina" in harmless(client.get(f"/join/{invitation}"))
    assert harmless(
        post(client, f"/join/{invitation}", {"password": ODD[:9]}, shown=f"/join/{invitation}")
    )


def test_an_ended_session(client, cast):
    enter(client, "amina")
    csrf = token(client, "/account")
    client.delete_cookie("session")

    assert harmless(client.post("/account", data={"csrf_token": csrf, ODD: ODD, "words": ODD}))


def test_words_of_somebody_else(app, client, cast):
    csrf = token(enter(app.test_client(), "luis"), "/account")
    enter(client, "amina")

    answer = client.post("/account", data={"_carried": "1", "_token": csrf, "words": ODD})

    assert "\u0645\u0631\u062d" in harmless(answer)


def test_a_button_to_press_again(client, session, cast):
    enter(client, "paul")
    csrf = token(client, "/account")
    office = session.query(Membership).filter_by(person_id=cast.people["paul"].id).first().id

    answer = client.post(
        "/office", data={"_carried": "1", "_token": csrf, "office": str(office), "words": ODD}
    )

    assert "This has not been sent yet" in harmless(answer)


def test_errors_with_what_was_typed(client, cast):
    enter(client, "amina")

    assert harmless(client.post("/account", data={"words": ODD}))
    assert harmless(post(client, "/office", {"office": ODD}))


def test_whoever_sees_as_another(client, cast):
    enter(client, "noor", seeing="observer")

    assert "Return to my own view" in harmless(client.get("/account"))
