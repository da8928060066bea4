"""A text in a real browser: it starts in the first screen, and one knows where one reads."""

import pytest
from playwright.sync_api import expect

from declaration.actions.suggesting import suggestions
from declaration.actions.suggesting.amendment import Amendment
from models.document import Version
from models.vocabulary import SuggestionKind
from tests.journeys.conftest import NARROW, WIDE
from tests.support.browser import AXE, look
from tests.support.cast import NOON, print_revision
from tests.support.visitors import sign_in

pytestmark = pytest.mark.usefixtures("passwords")

ROLLING = "/d/declaration/rolling"
FINGER = 44  # px
PARAGRAPHS = 10  # of the cast's text, at least: each with its number, and two links beside it
PROJECTOR = {"width": 683, "height": 512}  # 1024 by 768 at 150 %
LINES_IN_VIEW = """() => {
  const words = document.querySelector(".row .row-words");
  const line = parseFloat(getComputedStyle(words).lineHeight);
  return (innerHeight - words.getBoundingClientRect().top) / line;
}"""
TITLE = "Declaration of Mayors and Local and Regional Authorities on Cities and Migration"


@pytest.fixture
def titled(session, cast):
    """The text under a title as long as the real one."""
    cast.document.title = TITLE
    session.commit()
    return cast


@pytest.mark.parametrize("language", ["en", "es", "fr"])
@pytest.mark.parametrize(
    ("viewport", "lines"), [(NARROW, 6), (PROJECTOR, 3)], ids=["phone", "projector"]
)
def test_the_text_starts_in_the_first_screen(titled, visit, viewport, lines, language):
    page = visit(viewport=viewport, language=language)
    page.goto("/d/declaration")
    assert page.evaluate(LINES_IN_VIEW) > lines

    sign_in(page, "amina")
    page.goto(f"{ROLLING}?ui={language}")
    assert page.evaluate(LINES_IN_VIEW) > lines


@pytest.fixture
def long(session, cast):
    """The text with a chapeau and a last paragraph that fill a screen each."""
    for key in ("chapeau", "means"):
        words = "We call on States to give cities the means for these tasks. " * 60
        identity = {"paragraph_id": cast.paragraphs[key].id, "created_at": NOON}
        session.add(Version(language="en", words=words.strip(), **identity))
    session.flush()
    print_revision(session, cast.document, "Rev. 1", "rev-1", 1)
    session.commit()
    return cast


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_outline_follows_the_scroll(long, visit, viewport):
    page = visit(viewport=viewport)
    page.goto("/d/declaration")
    current = page.locator(".outline [aria-current]")
    expect(current).to_have_count(0)

    page.locator("#means").evaluate("row => row.scrollIntoView({behavior: 'instant'})")
    expect(current).to_have_text("What we ask of States")
    page.locator("#chapeau").evaluate("row => row.scrollIntoView({behavior: 'instant'})")
    expect(current).to_have_count(0)


def test_on_a_phone_the_outline_leads_on_and_closes(long, visit):
    page = visit(viewport=NARROW)
    page.goto("/d/declaration")
    handle = page.locator(".outline summary")

    handle.click()
    assert look(page, AXE) == []
    page.keyboard.press("Escape")
    expect(handle).to_be_focused()
    expect(page.locator(".outline details")).not_to_have_attribute("open", "")
    handle.click()
    page.locator(".outline a", has_text="What we ask of States").click()

    expect(page.locator("#states")).to_be_in_viewport()
    expect(page.locator(".outline details")).not_to_have_attribute("open", "")
    expect(handle).to_contain_text("What we ask of States")


def test_without_scripts_the_outline_unfolds_in_its_place(visit):
    page = visit(scripts=False, viewport=NARROW)
    page.goto("/d/declaration")

    page.locator(".outline summary").click()
    page.locator(".outline a", has_text="What we ask of States").click()

    expect(page.locator("#states")).to_be_in_viewport()


def test_a_printed_page_names_the_text_and_shows_nothing_to_press(visit):
    page = visit()
    page.goto("/d/declaration")
    page.emulate_media(media="print")

    named = "getComputedStyle(document.documentElement).getPropertyValue('--printed')"
    assert page.evaluate(named).strip('"').startswith("CM/2017/L.1 · Zero draft · 2 October 2017")
    for tool in (".bar", ".rail", ".looks", ".menu", ".foot"):
        expect(page.locator(tool).first).to_be_hidden()
    expect(page.locator("#means .row-number")).to_be_visible()


@pytest.mark.parametrize("view", ["", "?view=side"], ids=["One column", "side by side"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_one_goes_from_change_to_change_in_a_comparison(long, visit, viewport, view):
    page = visit(viewport=viewport)
    page.goto(f"/d/declaration/compare/zero-draft...rev-1{view}")

    page.get_by_role("link", name="Next change").click()
    expect(page.locator("#chapeau")).to_be_focused()
    page.keyboard.press("n")

    means = page.locator("#means")
    expect(means).to_be_focused()
    expect(means).to_have_accessible_name("Paragraph 4, Changes: 2 of 2")
    expect(means.locator(".row-number")).to_be_in_viewport()


def test_a_suggestion_is_shown_in_the_text_and_put_away_without_scripts(session, cast, visit):
    asked = Amendment(
        SuggestionKind.REPLACE, cast.paragraphs["arrival"].id, words="Everybody is welcome."
    )
    suggestions.submit(session, cast.amina, cast.document, asked, at=NOON)
    session.commit()
    page = visit(scripts=False, viewport=NARROW)
    sign_in(page, "luis")
    page.goto(f"{ROLLING}?open=arrival")
    row = page.locator("#arrival")
    expect(row).to_contain_text("first point of contact")
    expect(row).not_to_contain_text("Everyone")

    page.get_by_role("link", name="Show in the text").click()
    expect(row.get_by_role("group", name="Proposed by Dakar – not agreed")).to_be_visible()
    expect(row.locator("ins")).to_contain_text("Everybody is welcome.")
    row.get_by_role("link", name="Show the current text").click()

    expect(row.locator("ins")).to_have_count(0)
    expect(row).to_contain_text("first point of contact")


def test_what_a_finger_presses_beside_the_words_is_high_enough(visit):
    page = visit(viewport=NARROW, touch=True)
    sign_in(page, "luis")
    page.goto("/d/declaration/rolling")

    heights = page.evaluate(
        "[...document.querySelectorAll('.row-notes a, a.row-number, .head-title a')]"
        ".map((link) => link.getBoundingClientRect().height)"
    )

    assert len(heights) > 2 * PARAGRAPHS
    assert min(heights) >= FINGER


def test_side_by_side_is_not_offered_on_a_phone(long, visit):
    page = visit(viewport=NARROW)
    page.goto("/d/declaration/compare/zero-draft...rev-1")
    page.locator(".looks summary").click()

    expect(page.get_by_role("link", name="List of changes")).to_be_visible()
    expect(page.get_by_role("link", name="Side by side")).to_be_hidden()
    page.set_viewport_size(WIDE)
    expect(page.get_by_role("link", name="Side by side")).to_be_visible()
