"""``?part=beside``: what a script puts beside the text is what the page has there, and no more."""

import re

import pytest

from models.vocabulary import Stage
from tests.support.enter import enter, post
from tests.support.statements import statements
from tests.support.submitted import better, submit
from tests.support.valid import valid

pytestmark = pytest.mark.usefixtures("clock")

ROLLING = "/d/declaration/rolling"
EDITOR = f"{ROLLING}/editor"
PART = "part=beside"
MOST = 13  # twelve, and one for positions
BESIDE = re.compile(r'<aside class="beside".*?</aside>', re.DOTALL)
EDITING = re.compile(r'<section class="editor".*?</section>\s*<aside', re.DOTALL)
MARKS = re.compile(
    r'(?<=name="once") (type="hidden" )?value="[^"]+"|value="[^"]{32,}"'
)  # new each time


def plain(match):
    return MARKS.sub("", match[0])


@pytest.fixture
def asked(session, cast):
    number = submit(session, cast, cast.luis, better(cast, "Other words.")).number
    session.commit()
    return number


@pytest.mark.parametrize("query", ["open=arrival", "open=title", "open=arrival&suggestion=1"])
def test_the_part_has_what_the_page_has_beside(asked, client, query):
    reader = enter(client, "amina")

    part = reader.get(f"{ROLLING}?{query}&{PART}").text
    page = valid(reader.get(f"{ROLLING}?{query}"))

    assert plain(BESIDE.search(part)) == plain(BESIDE.search(page))
    assert ('id="arrival"' in part) is ("arrival" in query)
    assert ("not agreed" in part) is ("suggestion" in query)
    assert 'id="services"' not in part
    assert "<html" not in part


@pytest.mark.parametrize("write", ["replace", "insert", "move", "delete"])
def test_the_form_alone_is_that_of_the_page(asked, client, write):
    query = f"{EDITOR}?open=arrival&write={write}"
    reader = enter(client, "amina")

    part, page = reader.get(f"{query}&{PART}").text, reader.get(query).text

    assert plain(EDITING.search(part)) == plain(EDITING.search(page))
    assert 'id="services"' not in part


def test_what_was_done_is_said_in_the_part(cast, client):
    reader = enter(client, "amina")
    answer = post(
        reader, "/d/declaration/p/arrival/comments", {"words": "Who pays?", "language": "en"}
    )
    assert answer.status_code == 303

    part = reader.get(f"{ROLLING}?open=arrival&{PART}").text

    assert re.search(r'<div class="flashes[^>]*>\s*<p', part)
    assert "Who pays?" in part
    assert "data-tag=" in part


def test_it_has_a_tag_of_its_own(asked, client):
    reader = enter(client, "amina")
    reader.get(ROLLING)
    tag = reader.get(f"{ROLLING}?open=arrival&{PART}").headers["ETag"]

    again = reader.get(f"{ROLLING}?open=arrival&{PART}", headers={"If-None-Match": tag})

    assert again.status_code == 304


@pytest.mark.parametrize("address", [f"{ROLLING}?open=nothing", f"{EDITOR}?open=arrival&write=x"])
def test_what_is_not_there_has_no_part(cast, client, address):
    assert enter(client, "amina").get(f"{address}&{PART}").status_code == 404


def test_to_whom_the_debate_is_closed_there_is_no_part(cast, client):
    assert client.get(f"/d/declaration?open=arrival&{PART}").status_code == 404


def test_an_adopted_text_has_no_form_in_part(cast, client, session):
    cast.document.stage = Stage.ADOPTED
    session.commit()

    answer = enter(client, "amina").get(f"{EDITOR}?open=arrival&write=replace&{PART}")

    assert answer.status_code == 403


@pytest.mark.parametrize(
    "address", [f"{ROLLING}?open=arrival", f"{EDITOR}?open=arrival&write=move"]
)
def test_it_takes_few_statements(asked, client, address):
    reader = enter(client, "amina")
    reader.get(f"{address}&{PART}")

    assert len(statements(reader, f"{address}&{PART}")) <= MOST
