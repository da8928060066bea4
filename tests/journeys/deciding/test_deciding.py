"""The committee decides by keys, on a projector, with twenty alternatives before it."""

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from models.debate import Decision
from tests.journeys.conftest import NARROW
from tests.support.browser import AXE, look
from tests.support.crowd import WORDS
from tests.support.visitors import sign_in

PAGE = "/d/declaration/desk/p/arrival"
PROJECTOR = {"width": 1024, "height": 768}
ZOOMED = {"width": 683, "height": 512}  # the same at 150 %


@pytest.fixture
def chair(crowded, visit):
    """The chair before the paragraph, as large as asked for."""

    def opened(viewport=PROJECTOR, **options):
        page = visit(viewport=viewport, **options)
        sign_in(page, "marie")
        page.goto(PAGE)
        return page

    return opened


def by_keys(page, keys):
    """The row that one comes to, from the button that lists the keys."""
    page.get_by_role("button", name="Keyboard shortcuts").focus()
    for key in keys:
        page.keyboard.press(key)
    return page.locator(".alternative:focus")


def last(page):
    return page.locator(".alternative[data-row]").last


def test_reason_objection_and_result_are_on_the_screen_together(chair):
    page = chair()
    row = last(page)

    row.evaluate("row => row.scrollIntoView({ block: 'nearest', behavior: 'instant' })")

    for part in (
        row.locator(".redline"),
        row.locator(".suggestion-reason"),
        row.locator(".remarks"),
        row.locator(".outcomes"),
        page.locator("[name=words]"),
        page.locator("[data-preview]"),
        page.get_by_role("button", name="Decide", exact=True),
        page.get_by_role("button", name="Prepare", exact=True),
    ):
        expect(part).to_be_in_viewport(ratio=1)
    assert look(page, AXE) == []


@pytest.mark.parametrize("viewport", [ZOOMED, NARROW], ids=["zoomed", "narrow"])
def test_it_is_usable_zoomed_and_on_a_phone(chair, viewport):
    page = chair(viewport)
    row = last(page)

    row.locator("[value=rejected]").check()
    row.locator(".why textarea").fill("Agreed before.")
    row.locator("button[aria-pressed]").first.click()
    expect(page.locator("[name=words]")).to_have_value(
        WORDS.replace("We will keep", "We shall keep")
    )

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    button = page.get_by_role("button", name="Decide", exact=True)
    if viewport == ZOOMED:
        expect(button).to_be_in_viewport(ratio=1)
    else:
        button.scroll_into_view_if_needed()
    assert look(page, AXE) == []


def test_the_buttons_are_on_the_screen_before_anything_is_scrolled(chair):
    page = chair()

    for name in ("Decide", "Prepare"):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "none"])
def test_on_a_phone_the_result_is_one_press_away(chair, scripts):
    page = chair(NARROW, scripts=scripts)
    way = page.get_by_role("link", name="Result", exact=True)

    expect(way).to_be_in_viewport(ratio=1)
    way.click()

    expect(page.locator("[name=words]")).to_be_in_viewport(ratio=0.5)
    expect(page.get_by_role("button", name="Decide", exact=True)).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_the_bar_is_one_row_on_a_projector(chair, language):
    page = chair()
    page.goto(f"{PAGE}?ui={language}")

    assert page.locator(".bar").evaluate("bar => bar.offsetHeight") <= 57
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_resulting_words_are_formatted_by_buttons(chair):
    page = chair()
    box = page.locator("[name=words]")

    box.evaluate("box => { box.focus(); box.setSelectionRange(0, 2) }")
    page.get_by_role("button", name="Bold").click()

    expect(box).to_have_value(f"**{WORDS[:2]}**{WORDS[2:]}")
    assert look(page, AXE) == []


def test_a_change_is_taken_by_a_key_and_the_page_stays_where_it_is(chair, crowded):
    page = chair()
    row = by_keys(page, "jjjk")

    expect(row).to_have_attribute("data-row", str(crowded[1].number))
    before = page.evaluate("scrollY")
    page.keyboard.press("2")
    expect(page.locator("[name=words]")).to_have_value(WORDS.replace("a doctor", "health care"))
    expect(row.locator("button[aria-pressed=true]")).to_have_text("2")
    expect(page.locator("[data-preview] ins")).to_contain_text("health care")
    assert page.evaluate("scrollY") == before
    page.locator("[name=words]").fill(WORDS)
    expect(page.locator("button[aria-pressed=true]")).to_have_count(0)


def test_outcomes_and_reasons_are_given_by_keys(session, chair, crowded):
    page = chair()
    press = page.keyboard.press
    row = by_keys(page, "jj2")
    expect(row.locator("button[aria-pressed=true]")).to_have_text("2")
    press("d")
    expect(row.locator("[value=adapted]")).to_be_checked()
    expect(page.locator(".keys [role=status]")).to_have_text(
        f"Suggestion {crowded[1].number}: Accept with changes"
    )
    press("y")
    page.keyboard.type("Half of it: jot.")
    press("Escape")
    press("j")
    press("r")
    press("w")
    expect(page.locator("[name=words]")).to_be_focused()
    press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("Give a reason.")
    page.locator("[name=default_reason]").fill("Agreed in June.")
    press("Control+Enter")
    expect(page.get_by_text("Decided: Paragraph 1.")).to_be_visible()

    session.rollback()
    reasons = session.scalars(sa.select(Decision.reason).order_by(Decision.suggestion_id)).all()
    assert reasons == ["Longer.", "Half of it: jot.", "Agreed in June.", "Agreed in June."]


def test_question_mark_lists_the_keys_and_words_are_taken_whole(chair, crowded):
    page = chair()
    page.locator(".alternative[data-row] legend").first.click()

    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    assert look(page, AXE) == []
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    page.keyboard.press("j")
    page.keyboard.press("t")
    expect(page.get_by_role("status").filter(has_text="Check the resulting text")).to_be_visible()
    expect(page.locator("[name=words]")).to_have_value(
        WORDS.replace("a first point of contact", "a place to go first").replace(
            "a doctor", "health care"
        )
    )


def test_without_scripts_a_change_is_taken_by_its_button(chair, crowded):
    page = chair(scripts=False)

    page.get_by_role(
        "button", name=f"Include change 1 of suggestion {crowded[0].number}", exact=True
    ).click()

    expect(page.locator("[name=words]")).to_have_value(
        WORDS.replace("every person who arrives", "every newcomer")
    )
    expect(page.get_by_role("button", name="Show changes")).to_be_visible()


def test_choosing_an_outcome_shows_what_comes_of_it_beside_the_suggestions(chair):
    page = chair()
    rows, preview = page.locator(".alternative[data-row]"), page.locator("[data-preview]")

    rows.nth(0).locator("[value=accepted]").check()
    expect(preview.locator("ins")).to_contain_text(["newcomer"])
    rows.nth(5).locator("[value=accepted]").check()
    expect(preview.locator("ins")).to_have_count(2)
    expect(preview.locator("ins").last).to_be_in_viewport(ratio=0.9)
    rows.nth(0).locator("[value=rejected]").check()
    expect(preview.locator("ins")).to_have_count(1)
    expect(page.locator("[name=words]")).to_have_value(
        WORDS.replace("what it cannot", "what it cannot do")
    )
