"""The desk's queue in a browser: by keys, on a phone, and without a script."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NARROW
from tests.support.browser import AXE, look
from tests.support.committee import DESK, fill
from tests.support.desk import ask, insert
from tests.support.visitors import sign_in


@pytest.fixture
def desk(passwords, session, cast):
    fill(session, cast)
    ask(session, cast, "Declaration of all Mayors", paragraph="title", by="paul")
    insert(session, cast, "We will meet again.", after="means")
    session.commit()
    return cast


@pytest.fixture
def chair(desk, visit):
    page = visit()
    sign_in(page, "marie")
    return page


def focused(page):
    """What stands on the row that has the focus."""
    return page.evaluate("document.activeElement.closest('[data-row]')?.innerText ?? ''")


def test_the_queue_is_worked_through_by_keys(chair):
    chair.goto(DESK)
    help_ = chair.locator("[data-keys]")
    chair.locator(".keys button").focus()
    chair.keyboard.press("?")
    expect(help_).to_be_visible()
    assert look(chair, AXE) == []
    chair.keyboard.press("?")
    expect(help_).to_be_hidden()

    chair.keyboard.press("j")
    assert "suggestion 9" in focused(chair)
    chair.keyboard.press("j")
    assert "suggestion 1" in focused(chair)
    chair.keyboard.press("x")
    expect(chair.locator("[name=chosen]:checked")).to_have_count(1)
    chair.keyboard.press("n")
    chair.keyboard.press("p")
    chair.keyboard.press("k")
    assert "suggestion 9" in focused(chair)
    chair.keyboard.press("k")
    assert "suggestion 9" in focused(chair)  # there is nothing above
    chair.keyboard.press("j")
    chair.keyboard.press("Enter")

    chair.wait_for_url("**/desk/p/arrival")


def test_one_reason_for_several_by_keys_and_on_to_the_next(chair):
    press = chair.keyboard.press
    chair.goto(DESK)
    chair.locator(".keys button").focus()
    for key in ("j", "j", "x", "j", "x"):
        press(key)
    with chair.expect_navigation():
        press("Control+Enter")
    press("j")
    press("r")
    expect(chair.get_by_label("Reject")).to_be_checked()
    press("y")
    chair.keyboard.type("Said in paragraph jxk?2.")
    with chair.expect_navigation():
        press("Control+Enter")

    expect(chair.locator(".flashes")).to_contain_text("2 suggestions decided")
    press("j")  # whoever came by keys goes on by keys
    press("j")
    with chair.expect_navigation():
        press("Enter")
    expect(chair.locator(".alternative:focus")).to_have_count(1)


def test_keys_mean_nothing_in_the_filters_or_elsewhere(chair):
    chair.goto(DESK)

    for place in ("#section", "#mine", "h1"):
        chair.locator(place).first.focus()
        for key in ("j", "x", "?"):
            chair.keyboard.press(key)
    assert focused(chair) == ""
    expect(chair.locator("[name=chosen]:checked")).to_have_count(0)
    expect(chair.locator("[data-keys]")).to_be_hidden()


def test_one_reason_for_several_by_keyboard_alone(chair):
    chair.goto(DESK)
    chair.locator(".keys button").focus()
    for key in ("j", "j", "x", "j", "x"):
        chair.keyboard.press(key)
    chair.get_by_role("button", name="Decide on selected suggestions").last.press("Enter")
    expect(chair.get_by_role("heading", level=1)).to_have_text("Decide on 2 suggestions")
    assert look(chair, AXE) == []
    chair.get_by_label("Reject").press("Space")
    chair.locator("[name=reason]").press_sequentially("Said in paragraph jxk?2.")
    expect(chair.locator("[name=chosen]:checked")).to_have_count(2)

    chair.get_by_role("button", name="Decide on selected suggestions").press("Enter")

    expect(chair.locator(".flashes")).to_contain_text("2 suggestions decided")
    chair.wait_for_url("**/desk")


@pytest.mark.parametrize("viewport", [NARROW, {"width": 1024, "height": 768}])
def test_the_reading_list_is_accepted_without_a_script(desk, visit, viewport):
    page = visit(scripts=False, viewport=viewport)
    sign_in(page, "marie")
    page.goto(f"{DESK}/uncontested")
    expect(page.get_by_role("button", name="Keyboard shortcuts", exact=True)).to_have_count(0)
    page.locator("[name=chosen]").first.uncheck()
    count = page.locator("[name=chosen]:checked").count()
    assert count > 0
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= viewport["width"]

    page.get_by_role("button", name="Accept selected suggestions").click()

    expect(page.locator("body")).to_contain_text("decided.")
    expect(page.locator("[name=chosen]:checked")).to_have_count(0)


def test_the_reading_list_has_nothing_for_axe_to_say(chair):
    chair.goto(f"{DESK}/uncontested")
    assert look(chair, AXE) == []
    for page in ("sections", "meeting"):
        chair.goto(f"{DESK}/{page}")
        assert look(chair, AXE) == []
