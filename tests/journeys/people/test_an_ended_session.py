"""A session ends while somebody writes: the words come back, nothing is sent by itself."""

import pytest

from declaration.actions.people import accounts
from models.base import now
from models.debate import Draft
from models.people import Person
from tests.support.browser import AXE, look
from tests.support.copies import LONG, lengthen
from tests.support.visitors import PASSWORD

pytestmark = pytest.mark.usefixtures("passwords")
MORE = "What is written here was thought about for a whole evening, " * 5 + "and is kept for"


def sign_in(page, name="amina"):
    page.get_by_label("Email address").fill(f"{name}@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_form_comes_back_filled_and_is_sent_by_its_writer(session, cast, visit, scripts):
    page = visit(scripts=scripts)
    page.goto("/sign-in?next=/account")
    sign_in(page)
    page.get_by_label("Your time zone").select_option("Africa/Dakar")
    page.context.clear_cookies(name="session")

    page.get_by_role("button", name="Save language and time zone").click()
    assert "Your session has expired." in page.inner_text("main")
    sign_in(page)

    assert page.url.endswith("/account")
    assert page.get_by_label("Your time zone").input_value() == "Africa/Dakar"
    assert session.get(Person, cast.people["amina"].id).time_zone == ""

    page.get_by_role("button", name="Save language and time zone").click()
    session.rollback()  # a new transaction sees what was stored since
    assert session.get(Person, cast.people["amina"].id).time_zone == "Africa/Dakar"


@pytest.mark.parametrize("scripts", [True, False])
def test_our_copy_of_150_paragraphs_comes_back_whole_and_is_kept(session, cast, visit, scripts):
    page = visit(scripts=scripts)
    path = lengthen(session)
    page.goto(f"/sign-in?next={path}")
    sign_in(page)
    page.wait_for_load_state()
    written = {uid: f"{words} {MORE} {uid}." for uid, _kind, _level, words in LONG}
    boxes = page.locator("form.copy textarea[name^=words-long]")
    boxes.evaluate_all(
        "(all, written) => all.forEach((box) => { box.value = written[box.name.slice(6)]; })",
        written,
    )
    assert sum(map(len, written.values())) > 64 * 1024, "more than who is signed out may send"
    page.context.clear_cookies(name="session")

    page.locator("form.copy .actions button").first.click()
    assert "Your session has expired." in page.inner_text("main")
    sign_in(page)
    page.wait_for_load_state()

    assert page.url.endswith(path)
    values = "all => Object.fromEntries(all.map((box) => [box.name.slice(6), box.value]))"
    assert boxes.evaluate_all(values) == written
    session.rollback()
    assert session.query(Draft).count() == 0, "nothing is sent by itself"

    page.locator("form.copy .actions button").first.click()
    page.wait_for_load_state()
    assert "150 drafts saved." in page.inner_text("main")
    session.rollback()
    assert {draft.words for draft in session.query(Draft)} == set(written.values())


def test_somebody_else_reads_the_words_and_sends_nothing(visit):
    page = visit()
    page.goto("/sign-in?next=/account")
    sign_in(page)
    page.context.clear_cookies(name="session")

    page.get_by_role("button", name="Save language and time zone").click()
    sign_in(page, "luis")

    assert "typed under another account" in page.inner_text("h1")


def test_axe_finds_nothing_on_the_pages_of_a_session_that_ended(visit):
    page = visit()
    findings = []
    page.goto("/sign-in?next=/account")
    sign_in(page)
    page.context.clear_cookies(name="session")
    page.get_by_role("button", name="Save language and time zone").click()
    findings += look(page, AXE)
    sign_in(page, "luis")
    findings += look(page, AXE)
    page.goto("/no-such-page")
    findings += look(page, AXE)

    assert findings == []


def test_axe_finds_nothing_on_the_page_of_an_invitation(session, cast, visit):
    token = accounts.make_invitation(session, cast.noor, cast.people["luis"], at=now())
    session.commit()
    page = visit()
    page.goto(f"/join/{token}")
    findings = look(page, AXE)
    page.goto("/join/unknown")

    assert findings + look(page, AXE) == []
