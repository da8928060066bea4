"""Where a text is, until when, and the way from its head to the paragraph to be changed."""

import re
from datetime import timedelta

import pytest

from models.vocabulary import Stage
from tests.support.cast import NOON
from tests.support.desk import FIRST, accept, ask
from tests.support.enter import enter
from tests.support.valid import valid

pytestmark = pytest.mark.usefixtures("clock")

ROLLING = "/d/declaration/rolling"
CHOOSE = f"{ROLLING}?choose=paragraph"


def status(page):
    return re.search(r'<div class="status">.*?\n    </div>', page, re.DOTALL)[0]


def test_the_head_counts_down_and_counts(cast, client, session):
    accept(session, cast, ask(session, cast, FIRST))
    ask(session, cast, "Other means.", paragraph="means", by="luis")
    session.commit()

    strip = status(valid(enter(client, "amina").get(ROLLING)))

    assert "9 days left" in strip
    assert "<b>1</b> pending" in strip
    assert "<b>1</b> accepted" in strip
    assert f'href="{CHOOSE}#choose"' in strip


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (timedelta(days=3, hours=5), "3 days left"),
        (timedelta(days=1, hours=5), "29 hours left"),
        (timedelta(hours=1, minutes=39), "90 minutes left"),
        (timedelta(minutes=4), "10 minutes left"),
    ],
)
def test_the_countdown_grows_finer_and_is_never_kept_too_long(
    cast, client, clock, before, expected
):
    enter(client, "amina")
    tag = client.get(ROLLING).headers["ETag"]

    clock.now = cast.document.deadline - before
    answer = client.get(ROLLING, headers={"If-None-Match": tag})

    assert answer.status_code == 200
    assert expected in answer.text


def test_choosing_names_what_to_do_and_how_to_stop(cast, client):
    page = valid(enter(client, "amina").get(CHOOSE))

    assert "Choose the paragraph that you would like to change." in page
    assert f'<a href="{ROLLING}">Cancel</a>' in page
    assert "data-choosing" in page
    assert "write=replace" in page
    assert f"{CHOOSE}#choose" not in page


@pytest.mark.parametrize("name", ["marie", "noor"])
def test_who_cannot_suggest_is_not_asked_to_choose(cast, client, name):
    page = valid(enter(client, name).get(CHOOSE))

    assert "data-choosing" not in page
    assert "Suggest a change" not in status(page)


def test_what_is_on_the_title_says_so(cast, client, session):
    ask(session, cast, "Mechelen Declaration", paragraph="title", by="luis")
    session.commit()

    page = valid(enter(client, "amina").get(ROLLING))

    head = page[page.index("On the title:") : page.index('class="status"')]
    assert "<b>1</b> suggestion" in head
    assert "Suggest" in head


def test_what_was_suggested_last_stands_beside_the_rolling_text(cast, client, session):
    number = ask(session, cast, FIRST).number
    session.commit()

    aside = valid(enter(client, "amina").get(ROLLING)).partition("Latest on this text")[2]

    assert f">Suggestion {number}</a>" in aside


def test_an_observer_meets_no_empty_discussion(cast, client, session):
    cast.document.stage = Stage.CONSULTATION
    ask(session, cast, FIRST, at=NOON)
    session.commit()

    page = valid(enter(client, "ole").get(ROLLING))

    assert "<b>1</b> suggestion" in page
    assert "Discuss<" not in page
    assert "Discuss<" in valid(enter(client, "amina").get(ROLLING))


def test_the_navigation_marks_the_text_whichever_is_read(cast, client):
    enter(client, "amina")
    for path in ("/d/declaration", ROLLING, "/d/declaration/revisions/zero-draft"):
        assert re.search(r'href="/d/declaration" aria-current="page"', client.get(path).text), path
