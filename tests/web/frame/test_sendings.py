"""What was sent twice is one: a form acts once, whatever the browser does."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html import unescape

import pytest
import sqlalchemy as sa

from models.debate import Comment, Draft, Suggestion
from models.journal import Event
from models.people import Invitation, Person, Sending
from tests.support.cast import LATER
from tests.support.enter import enter
from tests.support.suggest_form import fields

HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
SUGGEST = "/d/declaration/suggest?paragraph=arrival"
SUBMIT = "/d/declaration/suggest/submission"
COMMENT = "/d/declaration/comments"
pytestmark = pytest.mark.usefixtures("clock")


def form(client, path, action):
    """Return the hidden fields of the form on a page that is sent to an address, as they stand."""
    page = client.get(path).text
    forms = re.findall(r"<form.*?</form>", page, re.DOTALL)
    (shown,) = [each for each in forms if f'action="{action}"' in each][:1]
    return hidden(shown)


def hidden(html):
    def value(tag, name):
        match = re.search(rf'\b{name}="([^"]*)"', tag)
        return unescape(match[1]) if match else ""

    return {value(tag, "name"): value(tag, "value") for tag in HIDDEN.findall(html)}


def number_of(session, table):
    session.rollback()
    return session.scalar(sa.select(sa.func.count()).select_from(table))


@pytest.fixture
def amina(app, cast):
    return enter(app.test_client(), "amina")


@pytest.fixture
def asked(amina):
    """The form of a suggestion, filled in, as the page brings it."""
    return form(amina, SUGGEST, SUBMIT) | fields()


@pytest.fixture
def remark(amina):
    page = "/d/declaration/discussion"
    return form(amina, page, COMMENT) | {"words": "Who pays?", "language": "en"}


@pytest.fixture(params=["suggestion", "comment"])
def thing(request, amina):
    """What is sent: its address, its form filled in, where its words are, its table."""
    if request.param == "comment":
        return COMMENT, request.getfixturevalue("remark"), Comment
    return SUBMIT, request.getfixturevalue("asked"), Suggestion


def test_what_is_sent_twice_is_one_and_leads_to_the_first(amina, session, thing):
    address, sent, table = thing
    first = amina.post(address, data=sent)
    events = number_of(session, Event)
    second = amina.post(address, data=sent)

    assert (first.status_code, second.status_code) == (303, 303)
    assert second.headers["Location"] == first.headers["Location"]
    assert (number_of(session, table), number_of(session, Event)) == (1, events)
    assert (
        "This form was sent twice and has been carried out once"
        in amina.get(second.headers["Location"]).text
    )


@pytest.mark.parametrize("times", [4])
def test_what_is_sent_several_times_at_once_is_one(app, amina, session, thing, times):
    address, sent, table = thing
    cookie = amina.get_cookie("session").value
    gate = threading.Barrier(times)

    def send(_number):
        browser = app.test_client()
        browser.set_cookie("session", cookie)
        gate.wait()
        return browser.post(address, data=sent)

    with ThreadPoolExecutor(times) as pool:
        answers = list(pool.map(send, range(times)))

    assert [answer.status_code for answer in answers] == [303] * times
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert number_of(session, table) == 1


def test_other_content_under_a_spent_mark_comes_back_filled_with_a_fresh_one(amina, session, thing):
    address, sent, table = thing
    amina.post(address, data=sent)
    other = sent | {"words": "We ask every city to say who pays."}
    answer = amina.post(address, data=other)

    assert answer.status_code == 409
    assert number_of(session, table) == 1
    assert "this form had already been sent with other content" in answer.text
    assert "We ask every city to say who pays." in answer.text

    marks = {tag["once"] for tag in map(hidden, forms_of(answer.text)) if "once" in tag}
    assert sent["once"] not in marks
    again = amina.post(address, data=other | {"once": marks.pop()})
    assert again.status_code == 303
    assert number_of(session, table) == 2


def forms_of(page):
    return re.findall(r"<form.*?</form>", page, re.DOTALL)


def test_two_at_once_with_one_mark_and_other_content_are_one(app, amina, session, remark):
    cookie = amina.get_cookie("session").value
    gate = threading.Barrier(2)

    def send(words):
        browser = app.test_client()
        browser.set_cookie("session", cookie)
        gate.wait()
        return browser.post(COMMENT, data=remark | {"words": words})

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(send, ["Who pays?", "Who pays for it?"]))

    assert sorted(answer.status_code for answer in answers) == [303, 409]
    assert number_of(session, Comment) == 1


def test_without_a_mark_or_with_an_unreadable_one_a_form_is_taken_as_it_comes(
    amina, session, remark
):
    marks = ({}, {"once": ""}, {"once": "x" * 15}, {"once": "é" * 16}, {"once": "x" * 33})
    del remark["once"]
    for number, mark in enumerate(marks):
        assert amina.post(COMMENT, data=remark | mark).status_code == 303
        assert number_of(session, Comment) == number + 1


def test_a_mark_is_one_person_s_own(app, amina, session, remark):
    other = enter(app.test_client(), "luis")
    amina.post(COMMENT, data=remark)
    mine = form(other, "/d/declaration/discussion", COMMENT)

    answer = other.post(COMMENT, data=remark | mine | {"once": remark["once"]})

    assert answer.status_code == 303
    assert number_of(session, Comment) == 2


def test_a_mark_is_kept_for_48_hours(amina, session, remark, clock):
    amina.post(COMMENT, data=remark)
    clock.now = LATER + timedelta(hours=47, minutes=59)
    amina.post(COMMENT, data=remark)
    assert number_of(session, Comment) == 1

    clock.now = LATER + timedelta(hours=48)
    amina.post(COMMENT, data=remark)

    assert number_of(session, Comment) == 2
    assert number_of(session, Sending) == 1


def test_what_is_refused_spends_no_mark(amina, session, remark):
    refused = amina.post(COMMENT, data=remark | {"words": ""})
    assert refused.status_code == 422
    assert remark["once"] in refused.text, "it comes back with the mark that it was sent with"

    assert amina.post(COMMENT, data=remark).status_code == 303
    assert number_of(session, Comment) == 1


def test_saving_as_one_types_spends_no_mark(amina, session, asked):
    for words in ("We will give every person", "We will give every person a home."):
        sent = asked | {"words": words}
        saved = amina.post("/d/declaration/suggest/draft?part=saved", data=sent)
        assert saved.status_code == 200

    assert number_of(session, Sending) == 0
    assert amina.post(SUBMIT, data=asked).status_code == 303


def test_an_act_that_fails_after_it_was_done_stores_neither_itself_nor_the_mark(
    amina, session, remark, monkeypatch
):
    def broken(*_args):
        raise RuntimeError

    monkeypatch.setattr("declaration.web.discussing.comments.see_other", broken)
    with pytest.raises(RuntimeError):
        amina.post(COMMENT, data=remark)

    assert (number_of(session, Comment), number_of(session, Sending)) == (0, 0)


def test_a_draft_that_was_handed_in_leads_to_its_suggestion(amina, session, asked):
    saved = amina.post("/d/declaration/suggest/draft", data=asked)
    draft = saved.headers["Location"]
    sent = form(amina, draft, f"{draft}/submission") | fields()
    first, second = (amina.post(f"{draft}/submission", data=sent) for _ in range(2))

    assert first.headers["Location"] == second.headers["Location"]
    assert (number_of(session, Suggestion), number_of(session, Draft)) == (1, 0)


def test_an_invitation_that_came_twice_leads_to_the_person_and_keeps_the_link(app, session, cast):
    noor = enter(app.test_client(), "noor")
    path = "/admin/people/invitation"
    sent = form(noor, path, path) | {
        "name": "Nora Newcomer",
        "email": "nora@example.org",
        "post": "member",
        "delegation": "0",
        "language": "en",
    }
    people = number_of(session, Person)
    first, second = (noor.post(path, data=sent) for _ in range(2))

    assert first.status_code == 200
    assert second.status_code == 303
    assert number_of(session, Person) == people + 1
    assert number_of(session, Invitation) == 1
    newcomer = session.scalar(sa.select(Person.id).where(Person.email == "nora@example.org"))
    assert second.headers["Location"] == f"/admin/people/{newcomer}"


def test_a_form_that_outlived_its_session_keeps_its_mark(app, amina, session, remark, passwords):
    amina.post(COMMENT, data=remark)
    with amina.session_transaction() as browser:
        browser.clear()

    asked = amina.post(COMMENT, data=remark)
    assert asked.status_code == 401
    assert hidden(asked.text)["once"] == remark["once"]

    enter(amina, "amina")
    back = {name: value for name, value in remark.items() if name != "csrf_token"}
    carried = amina.post(COMMENT, data=back | {"_carried": "1", "_token": remark["csrf_token"]})
    assert remark["once"] in carried.text
    assert "Who pays?" in carried.text
    fresh = form(amina, "/d/declaration/discussion", COMMENT)["csrf_token"]
    amina.post(COMMENT, data=remark | {"csrf_token": fresh})
    assert number_of(session, Comment) == 1


def test_no_page_that_a_browser_has_kept_brings_a_spent_mark_back(amina, remark):
    page = "/d/declaration/discussion"
    tag = amina.get("/d/declaration/suggestions").headers["ETag"]
    amina.post(COMMENT, data=remark)
    amina.get(page)  # which shows what is shown once

    again = amina.get("/d/declaration/suggestions", headers={"If-None-Match": tag})

    assert again.status_code == 200
    assert form(amina, page, COMMENT)["once"] != remark["once"]


def test_what_is_stored_of_a_form_holds_none_of_its_words(amina, session, asked):
    amina.post(SUBMIT, data=asked)

    kept = session.scalars(sa.select(Sending)).one()

    assert kept.led_to == "/suggestions/1"
    assert len(kept.digest) == 64
    assert asked["words"] not in repr(vars(kept))
