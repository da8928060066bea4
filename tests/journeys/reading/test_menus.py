"""Menus and keys: one menu at a time, closed as people expect, never out of the window."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NARROW, WIDE
from tests.support.submitted import better, submit
from tests.support.visitors import sign_in

pytestmark = pytest.mark.usefixtures("passwords")

ROLLING = "/d/declaration/rolling"
INSIDE = """list => {
  const box = list.getBoundingClientRect();
  const wide = document.documentElement.scrollWidth;
  return box.left >= 0 && box.right <= innerWidth && wide <= innerWidth;
}"""


@pytest.fixture
def read(session, cast, visit):
    submit(session, cast, cast.luis, better(cast, "Other words."))
    session.commit()

    def open_text(**options):
        page = visit(**options)
        sign_in(page, "amina")
        page.goto(ROLLING)
        return page

    return open_text


@pytest.mark.parametrize("language", ["en", "es", "fr"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_one_menu_is_open_at_a_time_within_the_window(read, viewport, language):
    page = read(viewport=viewport, language=language)
    handles = page.locator("details.menu > summary:visible")
    assert handles.count() == 3  # downloads lie open where it is wide, but for other formats

    for number in reversed(range(handles.count())):  # that of the account covers some of the others
        handles.nth(number).click()
        expect(page.locator("details.menu[open]")).to_have_count(1)
        shown = page.locator("details.menu[open] .menu-list")
        expect(shown).to_be_visible()
        assert shown.evaluate(INSIDE)


def test_a_menu_closes_by_escape_and_by_a_press_elsewhere(read):
    page = read()
    menu = page.locator(".tools .menu:not([data-spread], [data-seldom])")
    handle = menu.locator("summary")

    handle.click()
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(handle).to_be_focused()

    handle.click()
    page.locator("h1").click()
    expect(menu).not_to_have_attribute("open", "")


def test_keys_work_at_once_and_are_listed(read):
    page = read()

    page.keyboard.press("n")
    expect(page.locator("#arrival")).to_be_focused()
    page.keyboard.press("?")
    expect(page.locator("[data-keys]")).to_be_visible()
    expect(page.locator("[data-keys]")).to_contain_text("Next suggestion")
    page.keyboard.press("Escape")
    expect(page.locator("[data-keys]")).to_be_hidden()


def test_keys_are_letters_where_one_types(read):
    page = read()
    page.locator("#arrival .row-notes a").first.click()
    box = page.locator(".beside textarea[name=words]")

    box.press_sequentially("n?p")

    expect(box).to_have_value("n?p")
    expect(page.locator("[data-keys]")).to_be_hidden()
