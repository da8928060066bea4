"""The wall of the plenary: live, led by arrows, steered from the desk."""

import pytest
from playwright.sync_api import expect

from models.base import now
from tests.support.browser import AXE, look
from tests.support.crowd import WORDS
from tests.support.desk import accept
from tests.support.visitors import sign_in

WALL = "/d/declaration/p/arrival/plenary"
SOON = 9_000  # ms
SIZES = {"projector": (1024, 768), "large": (1920, 1080)}
FITS = """() => {
  const words = document.querySelector(".plenary-words").getBoundingClientRect();
  return [words.height / innerHeight, document.documentElement.scrollHeight - innerHeight];
}"""


@pytest.mark.parametrize("size", SIZES)
def test_a_paragraph_of_120_words_fills_the_wall(crowded, visit, size):
    page = visit(viewport=dict(zip(("width", "height"), SIZES[size], strict=True)))
    page.emulate_media(reduced_motion="reduce")
    sign_in(page, "marie")
    for query in ("", f"?suggestion={crowded[1].number}"):
        page.goto(WALL + query)

        share, below = page.evaluate(FITS)

        assert share > 0.5
        assert below <= 0
        assert look(page, AXE) == []


def test_the_wall_shows_a_decision_by_itself_with_the_change_marked(session, cast, crowded, visit):
    page = visit()
    sign_in(page, "marie")
    page.clock.install()
    page.goto(f"{WALL}?suggestion={crowded[0].number}")
    expect(page.get_by_text("Proposed by Dakar – not agreed")).to_be_visible()
    accept(session, cast, crowded[0], at=now())
    session.commit()

    page.clock.fast_forward(SOON)

    expect(page.get_by_text("Just changed")).to_be_visible()
    expect(page.locator(".plenary-words ins")).to_contain_text("newcomer")
    expect(page.get_by_text("not agreed")).to_have_count(0)
    assert page.url.endswith(f"suggestion={crowded[0].number}")


def test_arrows_lead_through_the_text_and_the_desk_steers_one_window(crowded, visit):
    desk = visit()
    sign_in(desk, "marie")
    desk.goto("/d/declaration/desk/p/arrival")
    with desk.context.expect_page() as opened:
        desk.get_by_role("link", name="Show on projector", exact=True).click()
    wall = opened.value
    expect(wall.locator(".plenary-words")).to_have_text(WORDS)

    desk.get_by_role(
        "link", name=f"Show on projector: suggestion {crowded[0].number}", exact=True
    ).click()
    expect(wall.get_by_text("Proposed by Dakar – not agreed")).to_be_visible()
    assert len(desk.context.pages) == 2
    wall.keyboard.press("ArrowRight")
    wall.wait_for_url("**/p/services/plenary")
    wall.keyboard.press("ArrowLeft")
    wall.wait_for_url("**/p/arrival/plenary")


def test_without_scripts_a_link_shows_what_is_new(session, cast, crowded, visit):
    page = visit(scripts=False)
    sign_in(page, "marie")
    page.goto(WALL)
    accept(session, cast, crowded[0], at=now())
    session.commit()

    page.get_by_role("link", name="Show what’s new").click()

    expect(page.get_by_text("Just changed")).to_be_visible()
