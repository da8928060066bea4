"""Where one is signed in: what the list says, and what ends."""

import re

import pytest
import sqlalchemy as sa

from declaration.web.people import browsers
from models.people import SignIn
from tests.support.enter import enter, post, token
from tests.support.visitors import PASSWORD

pytestmark = pytest.mark.usefixtures("passwords")
PAGE = "/account/sign-ins"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
AGENTS = {
    FIREFOX: "Firefox, Linux",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0": "Edge, Windows",
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/140.0.0.0 Mobile Safari/537.36": "Chrome, Android",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15"
    " (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1": "Safari, iPhone",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
    " Version/18.0 Safari/605.1.15": "Safari, macOS",
    "curl/8.0": "",
    "": "",
    "<script>" + "x" * 9000: "",
}


def sign_in(app, agent=FIREFOX, name="amina"):
    client = app.test_client()
    client.environ_base["HTTP_USER_AGENT"] = agent
    mine = {"sign-in-email": f"{name}@example.org", "sign-in-password": PASSWORD}
    sent = client.post("/sign-in", data={"sign-in-csrf_token": token(client)} | mine)
    assert sent.status_code == 303
    return client


def endings(client):
    return re.findall(r'action="(/account/sign-ins/\d+/ending)"', client.get(PAGE).text)


@pytest.mark.parametrize(("agent", "name"), AGENTS.items())
def test_a_browser_has_the_name_that_its_owner_knows_it_by(app, agent, name):
    with app.test_request_context(headers={"User-Agent": agent}):
        assert browsers.name() == name


def test_the_list_names_browsers_and_says_which_one_this_is(app):
    sign_in(app, "curl/8.0")
    client = sign_in(app)
    sign_in(app, name="luis")

    page = client.get(PAGE).text

    assert "Firefox, Linux" in page
    assert "Unknown browser" in page
    assert page.count("This is your current session.") == 1
    assert page.count('role="rowheader"') == 2


def test_another_session_ends_and_this_one_stays(app):
    other, client = sign_in(app), sign_in(app)
    [address] = endings(client)

    assert post(client, address).status_code == 303

    assert other.get("/account").status_code == 303
    assert "That session has ended." in client.get(PAGE).text


def test_all_others_end_at_once(app):
    others, client = [sign_in(app), sign_in(app)], sign_in(app)

    assert post(client, f"{PAGE}/others/ending").status_code == 303

    assert [other.get("/account").status_code for other in others] == [303, 303]
    assert "All other sessions have ended." in client.get(PAGE).text


def test_where_there_is_one_nothing_is_offered_to_end(app):
    page = sign_in(app).get(PAGE).text

    assert "/ending" not in page


def test_nobody_ends_anothers_session(app):
    hers = sign_in(app)
    sign_in(app)
    [address] = endings(hers)
    stranger = sign_in(app, name="luis")

    assert post(stranger, address).status_code == 404
    assert post(stranger, f"{PAGE}/others/ending").status_code == 303

    assert len(endings(hers)) == 1


def test_signed_out_there_is_no_list(client):
    assert client.get(PAGE).status_code == 303


def test_the_secretariat_that_sees_as_another_sees_its_own(client):
    enter(client, "noor", seeing="public")

    assert client.get(PAGE).status_code == 200


@pytest.mark.parametrize("name", ["amina", "luis"])
def test_who_signs_in_again_in_the_same_browser_ends_the_session_before(app, session, name):
    client = sign_in(app)
    copied = client.get_cookie("session").value
    elsewhere = sign_in(app, "curl/8.0")
    mine = {"sign-in-email": f"{name}@example.org", "sign-in-password": PASSWORD}

    shown = token(client, "/account")
    again = client.post("/sign-in", data={"csrf_token": shown, "sign-in-csrf_token": shown} | mine)

    assert again.status_code == 303
    kept = session.scalars(sa.select(SignIn.browser)).all()
    assert sorted(kept) == ["", "Firefox, Linux"], "the other browser's session stands"
    assert elsewhere.get("/account").status_code == 200
    stolen = app.test_client()
    stolen.set_cookie("session", copied)
    assert stolen.get("/account").status_code == 303
