"""One press watches, another stops, wherever it stands; «For you» begins with what is watched."""

import re

import pytest

from declaration.actions import comments
from declaration.actions.comments import Remark
from models.db import db
from models.document import Conference
from models.vocabulary import Procedure, Stage
from tests.support.cast import LATER
from tests.support.desk import FIRST, ask
from tests.support.enter import enter, post
from tests.support.statements import statements

PRESS = re.compile(r'action="([^"]+/watching)".*?name="watch" value="(\w+)"', re.DOTALL)
PLACES = {  # page -> where its press goes, and where that leads back to
    "/d/declaration": ("/d/declaration/watching", "/d/declaration"),
    "/d/declaration/rolling": ("/d/declaration/watching", "/d/declaration/rolling"),
    "/d/declaration/p/arrival": (
        "/d/declaration/p/arrival/watching",
        "/d/declaration/p/arrival",
    ),
    "/suggestions/1": ("/suggestions/1/watching", "/suggestions/1"),
}


@pytest.fixture
def debate(session, cast):
    """A suggestion, in a conference that has watching."""
    cast.conference.procedure = Procedure.WATCHING
    ask(session, cast, FIRST)
    session.commit()
    return cast


@pytest.fixture
def ole(client, debate):
    """The observer: who watches needs no right to speak."""
    return enter(client, "ole")


def presses(client, path):
    """What a page offers: address -> yes or no."""
    return dict(PRESS.findall(client.get(path).text))


def press(client, path, **fields):
    return post(client, path, fields)


@pytest.mark.parametrize(("path", "leads"), PLACES.items())
def test_a_press_watches_and_another_stops(ole, path, leads):
    address, back = leads
    origin = {"from": "text"} if path.endswith("rolling") else {}
    assert presses(ole, path)[address] == "yes"

    began = press(ole, address, watch="yes", **origin)
    watched = presses(ole, path)[address]
    stopped = press(ole, address, watch="no", **origin)

    assert (began.status_code, began.location) == (303, back)
    assert watched == "no"
    assert (stopped.location, presses(ole, path)[address]) == (back, "yes")


def test_beside_the_text_it_leads_back_there(ole):
    path = "/d/declaration/rolling?open=arrival"
    assert set(presses(ole, path)) == {
        "/d/declaration/watching",
        "/d/declaration/p/arrival/watching",
    }

    answer = press(ole, "/d/declaration/p/arrival/watching", **{"from": "text"})

    assert answer.location == f"{path}#arrival"
    assert presses(ole, path)["/d/declaration/p/arrival/watching"] == "no"


def test_a_page_that_the_browser_kept_is_not_shown_again_with_the_other_press(ole):
    ole.get("/d/declaration")  # the session has its token from here on
    kept = ole.get("/d/declaration").headers["ETag"]
    assert ole.get("/d/declaration", headers={"If-None-Match": kept}).status_code == 304
    press(ole, "/d/declaration/watching")
    ole.get("/account")  # takes the message

    assert ole.get("/d/declaration", headers={"If-None-Match": kept}).status_code == 200


def test_what_one_reader_watches_no_other_is_shown(app, ole):
    press(ole, "/d/declaration/watching")

    luis = enter(app.test_client(), "luis")

    assert presses(luis, "/d/declaration") == {"/d/declaration/watching": "yes"}
    assert "Nothing yet. Press" in luis.get("/for-you").text


def test_for_you_begins_with_what_is_watched_and_lists_it(session, ole, debate):
    press(ole, "/d/declaration/p/arrival/watching")
    press(ole, "/suggestions/1/watching")
    remark = Remark("A remark.", paragraph_id=debate.paragraphs["arrival"].id)
    comments.comment(session, debate.luis, debate.document, remark, at=LATER)
    session.commit()

    page = ole.get("/for-you").text

    assert re.search(r"<h3>[^<]*<time[^<]*</time> <span[^>]*>Watched</span></h3>", page)
    assert "1 comment" in page
    assert presses(ole, "/for-you") == {
        "/suggestions/1/watching": "no",
        "/d/declaration/p/arrival/watching": "no",
    }
    answer = press(ole, "/suggestions/1/watching", watch="no", **{"from": "list"})
    assert answer.location == "/for-you#watching"
    assert "/suggestions/1/watching" not in ole.get("/for-you").text


def test_the_list_tells_no_words_that_one_may_not_read_yet(session, ole, debate):
    press(ole, "/d/declaration/p/chapeau/watching")
    words = "We, the mayors gathered in Mechelen"
    before = words in ole.get("/for-you").text
    session.refresh(debate.document)
    debate.document.stage = Stage.PREPARATION
    session.commit()

    assert before
    assert words not in ole.get("/for-you").text


def test_what_is_not_there_cannot_be_watched(ole):
    for path in ("/d/other", "/d/declaration/p/other", "/suggestions/9"):
        assert press(ole, f"{path}/watching").status_code == 404


def test_where_it_is_switched_off_there_is_no_press_no_list_and_no_statement(client, debate):
    enter(client, "luis")
    pages = [*PLACES, "/d/declaration/rolling?open=arrival", "/for-you"]
    client.get("/for-you")
    switched_on = [len(statements(client, path)) for path in pages]
    with client.application.app_context():
        db.session.get(Conference, 1).procedure = ""
        db.session.commit()

    for path, most in zip(pages, switched_on, strict=True):
        page = client.get(path).text
        assert "/watching" not in page
        assert "<!--watched-->" not in page
        assert len(statements(client, path)) < most
    assert press(client, "/d/declaration/watching").status_code == 404
