"""Invitation links, and how to ask for another one."""

from datetime import timedelta

import pytest

from declaration.actions.people import accounts
from declaration.web.frame import limits
from models.people import Invitation, LinkRequest
from tests.support.cast import NOON
from tests.support.enter import post, token

WORD = "correct horse battery"


@pytest.fixture
def link(app, session, cast):
    """Amina's invitation."""
    app.config["CLOCK"] = lambda: NOON + timedelta(days=1)
    link_token = accounts.make_invitation(session, cast.noor, cast.people["amina"], at=NOON)
    session.commit()
    return f"/join/{link_token}"


def spent(session):
    session.expire_all()
    return session.query(Invitation).order_by(Invitation.id).first().spent_at is not None


def test_the_page_names_conference_delegation_and_office(client, link):
    page = client.get(link).text

    assert "Global Conference on Cities and Migration" in page
    assert "Dakar: Head of delegation" in page
    assert "amina@example.org" in page


def test_opening_the_link_spends_nothing(client, session, link):
    for _ in range(3):
        assert client.get(link).status_code == 200

    assert not spent(session)


def test_setting_the_password_signs_in_and_spends_the_link(client, session, link):
    answer = post(client, link, {"password": WORD}, shown=link)

    assert answer.status_code == 303
    assert spent(session)
    assert "Amina" in client.get("/account").text


def test_the_password_then_works(app, client, link):
    post(client, link, {"password": WORD}, shown=link)
    other = app.test_client()
    fields = {"sign-in-email": "amina@example.org", "sign-in-password": WORD}

    answer = other.post("/sign-in", data={"sign-in-csrf_token": token(other)} | fields)

    assert answer.status_code == 303


@pytest.mark.parametrize("password", ["", "short", "x" * 201, "a\x00bcdefghijkl"])
def test_a_password_that_cannot_be_spends_nothing(client, session, link, password):
    answer = post(client, link, {"password": password}, shown=link)

    assert answer.status_code == 422
    assert "Dakar: Head of delegation" in answer.text
    assert not spent(session)


def test_a_link_works_once(app, client, link):
    post(client, link, {"password": WORD}, shown=link)
    other = app.test_client()

    opened, sent = (
        other.get(link),
        post(other, link, {"password": "another password"}, shown="/sign-in"),
    )

    for answer in (opened, sent):
        assert answer.status_code == 404
        assert "This link has already been used" in answer.text
        assert "Ask the secretariat for a new link" in answer.text


def test_an_expired_link_offers_to_ask(app, client, link):
    app.config["CLOCK"] = lambda: NOON + accounts.LIFETIME

    page = client.get(link).text

    assert "This link has expired" in page
    assert 'action="/link-request"' in page


def test_a_newer_link_replaces_the_older(client, session, cast, link):
    accounts.make_invitation(session, cast.noor, cast.people["amina"], at=NOON)
    session.commit()

    assert "created a newer link" in client.get(link).text


def test_the_link_of_an_account_switched_off_is_of_no_use(client, session, cast, link):
    cast.people["amina"].active = False
    session.commit()

    assert "deactivated" in client.get(link).text


@pytest.mark.parametrize("guess", ["x", "a" * 3000, "%00", "%E2%80%AE", "<script>"])
def test_a_guessed_link_is_of_no_use(client, cast, guess):
    answer = client.get(f"/join/{guess}")

    assert answer.status_code == 404
    assert "<script>" not in answer.text


def test_without_a_token_no_password_is_set(client, session, link):
    assert client.post(link, data={"password": WORD}).status_code == 400
    assert not spent(session)


def test_a_request_reaches_the_secretariat(client, session, cast):
    answer = post(client, "/link-request", {"email": " Amina@example.org"}, shown="/link-request")

    asked = session.query(LinkRequest).one()
    assert (answer.status_code, answer.location) == (303, "/link-request/sent")
    assert (asked.email, asked.person_id) == ("amina@example.org", cast.people["amina"].id)


def test_an_unknown_address_gets_the_same_answer(client, session, cast):
    amina = post(client, "/link-request", {"email": "amina@example.org"}, shown="/link-request")
    stranger = post(client, "/link-request", {"email": "nobody@example.org"}, shown="/link-request")

    assert (amina.status_code, amina.location, amina.data) == (
        stranger.status_code,
        stranger.location,
        stranger.data,
    )
    assert client.get(amina.location).status_code == 200


def test_a_new_link_answers_the_request(client, session, cast):
    post(client, "/link-request", {"email": "amina@example.org"}, shown="/link-request")

    accounts.make_invitation(session, cast.noor, cast.people["amina"], at=NOON)

    assert session.query(LinkRequest).one().answered_at == NOON


@pytest.mark.parametrize("email", ["", "x" * 300, "a\x00b"])
def test_an_address_that_cannot_be_comes_back(client, session, cast, email):
    answer = post(client, "/link-request", {"email": email}, shown="/link-request")

    assert answer.status_code == 422
    assert session.query(LinkRequest).count() == 0


def test_requests_have_a_limit(client, cast):
    answers = [
        post(client, "/link-request", {"email": "amina@example.org"}, shown="/link-request")
        for _ in range(6)
    ]

    assert [answer.status_code for answer in answers] == [303] * 5 + [429]


def test_one_address_has_a_wide_limit_of_requests(client, cast, monkeypatch):
    monkeypatch.setattr(limits, "REQUESTS_OF_ALL", limits.parse("2 per hour"))

    answers = [
        post(client, "/link-request", {"email": f"n{number}@example.org"}, shown="/link-request")
        for number in range(3)
    ]

    assert answers[-1].status_code == 429
