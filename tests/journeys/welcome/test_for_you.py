"""«For you» and the bar above it, in a real browser: on a phone, by keyboard, without scripts."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NARROW
from tests.support.desk import FIRST, OTHER, ask
from tests.support.visitors import sign_in

pytestmark = pytest.mark.usefixtures("passwords")

ROWS = """() => new Set([...document.querySelectorAll(
    ".bar-name, .bar-languages a, .bar .menu > summary, .bar-pages a"
)].map(one => Math.round((one.getBoundingClientRect().top
    + one.getBoundingClientRect().bottom) / 2 / 12))).size"""
IN_SIGHT = """() => {
    const box = document.querySelector(".bar-pages [aria-current]").getBoundingClientRect();
    return box.left >= 0 && box.right <= innerWidth;
}"""


@pytest.mark.parametrize("name", ["paul", "marie", "noor"])
def test_the_bar_takes_two_rows_on_a_phone(visit, name):
    page = visit(viewport=NARROW, language="fr")

    sign_in(page, name)

    expect(page).to_have_url("/for-you")
    assert page.evaluate(ROWS) <= 2
    assert page.evaluate(IN_SIGHT)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_guide_is_put_away_and_found_again_by_keyboard_without_scripts(session, cast, visit):
    ask(session, cast, FIRST)
    ask(session, cast, OTHER, by="luis")
    session.commit()
    page = visit(scripts=False, viewport=NARROW)
    sign_in(page, "amina")
    guide = page.locator(".guide")
    expect(guide.locator("li")).to_have_count(4)

    guide.get_by_role("button").focus()
    page.keyboard.press("Enter")

    expect(page).to_have_url("/for-you")
    expect(guide).to_have_count(0)
    page.locator("footer a").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url("/guide")
    expect(page.locator(".steps").first.locator("a")).to_have_count(4)
