"""How this works: four steps for each kind of people, put away and found again."""

import re

import pytest

from tests.support.enter import enter
from tests.support.valid import valid

pytestmark = pytest.mark.usefixtures("clock")

STEPS = re.compile(r'<ol class="steps">.*?</ol>', re.DOTALL)
LINK = re.compile(r'href="([^"]+)"')
ALL = ("For delegations", "For the drafting committee", "For the secretariat", "For observers")


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("amina", "For delegations"),
        ("marie", "For the drafting committee"),
        ("noor", "For the secretariat"),
        ("ole", "For observers"),
        (None, "For observers"),
    ],
)
def test_everybody_finds_their_own_steps_first_and_each_leads_somewhere(cast, client, name, first):
    if name:
        enter(client, name)

    page = valid(client.get("/guide"))

    assert min(ALL, key=page.index) == first
    assert all(title in page for title in ALL)
    own, *others = STEPS.findall(page)
    assert len(LINK.findall(own)) == 4
    assert [LINK.findall(steps) for steps in others] == [[], [], []]
    for url in LINK.findall(own):
        assert client.get(url.replace("&amp;", "&")).status_code == 200, url


def test_without_a_text_there_is_nowhere_to_lead(cast, client, session):
    cast.document.rehearsal = True
    session.commit()

    assert LINK.findall(STEPS.findall(valid(client.get("/guide")))[0]) == []


def test_the_front_page_shows_it_to_the_public_until_it_is_put_away(app, cast, client):
    assert "Hide" in valid(client.get("/"))

    assert "Hide" not in valid(client.get("/?guide=no"))
    assert "Hide" not in valid(client.get("/"))

    assert "Hide" in app.test_client().get("/").text
    assert 'href="/guide"' in client.get("/").text


def test_reading_the_front_page_begins_no_session(cast, client):
    assert "Set-Cookie" not in client.get("/").headers


def test_whoever_has_a_page_of_their_own_has_it_there(cast, client):
    assert "Hide" not in valid(enter(client, "amina").get("/"))
    assert "Hide" in valid(client.get("/for-you"))
