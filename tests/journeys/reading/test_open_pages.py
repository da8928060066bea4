"""A page that stays open: it says what is new, and leads through a long text."""

import pytest
from playwright.sync_api import expect

from declaration.actions import comments
from declaration.actions.comments import Remark
from declaration.actions.suggesting import suggestions
from declaration.actions.suggesting.amendment import Amendment
from models.base import now
from models.vocabulary import SuggestionKind
from tests.journeys.conftest import NARROW, WIDE
from tests.support.browser import AXE, look
from tests.support.visitors import sign_in

pytestmark = pytest.mark.usefixtures("passwords")

ROLLING = "/d/declaration/rolling"
OPENED = f"{ROLLING}?open=arrival#arrival"
SOON = 9_000  # ms
SUGGESTED = ("chapeau", "services", "means")
HIDE = """([hidden]) => {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture
def luis(passwords, visit):
    """Luis, with a clock that the test moves on."""
    page = visit()
    sign_in(page, "luis")
    page.clock.install()
    return page


def say(session, cast, words, key="arrival"):
    remark = Remark(words, paragraph_id=cast.paragraphs[key].id)
    comments.comment(session, cast.amina, cast.document, remark, at=now())
    session.commit()


def asked(page):
    """The questions for news, collected from now on."""
    questions = []
    page.on(
        "request",
        lambda request: questions.append(request.url) if "/news?" in request.url else None,
    )
    return questions


def line(page):
    return page.get_by_role("status").locator("p", has_text="There is new activity on this page.")


def test_an_open_page_says_what_is_new_and_leaves_everything_in_its_place(session, cast, luis):
    luis.emulate_media(reduced_motion="reduce")  # nothing is on its way when it is measured
    luis.goto(OPENED)
    field = luis.locator(".beside textarea[name=words]")
    field.fill("Half a sen")
    before = luis.locator("#arrival").bounding_box()
    say(session, cast, "A remark of Dakar.")
    say(session, cast, "Elsewhere.", "services")

    luis.clock.fast_forward(SOON)
    expect(line(luis)).to_be_visible()

    assert field.input_value() == "Half a sen"
    assert field.evaluate("field => field === document.activeElement")
    assert luis.locator("#arrival").bounding_box() == before
    assert look(luis, AXE) == []
    luis.get_by_role("link", name="Show").click()
    expect(luis.locator(".beside")).to_contain_text("A remark of Dakar.")
    expect(line(luis)).to_have_count(0)
    expect(field).to_have_value("Half a sen")


def test_what_was_waved_away_stays_away_until_there_is_more(session, cast, luis):
    luis.goto(OPENED)
    say(session, cast, "The first.")
    luis.clock.fast_forward(SOON)
    luis.get_by_role("button", name="Not now").click()
    with luis.expect_response("**/news?*") as same:
        luis.clock.fast_forward(SOON)
    assert same.value.status == 304
    luis.wait_for_timeout(200)
    expect(line(luis)).to_have_count(0)

    say(session, cast, "The second.")
    luis.clock.fast_forward(SOON)

    expect(line(luis)).to_be_visible()


def test_a_hidden_page_asks_nothing_and_a_shown_one_asks_at_once(luis):
    luis.goto(ROLLING)
    questions = asked(luis)
    luis.evaluate(HIDE, [True])
    luis.clock.fast_forward(10 * SOON)
    luis.wait_for_timeout(200)
    assert questions == []

    with luis.expect_response("**/news?*"):
        luis.evaluate(HIDE, [False])

    assert len(questions) == 1


def test_it_asks_ever_more_seldom_while_nobody_answers(luis):
    luis.goto(ROLLING)
    luis.route("**/news?*", lambda route: route.abort())
    questions, counts = asked(luis), []

    for _ in range(7):  # 63 seconds
        luis.clock.fast_forward(SOON)
        luis.wait_for_timeout(150)
        counts.append(len(questions))

    assert counts == [1, 1, 2, 2, 2, 2, 3]


def test_nothing_is_said_while_a_form_is_on_its_way(session, cast, luis):
    luis.goto(OPENED)
    questions = asked(luis)
    luis.evaluate(
        "document.querySelector('.beside form').dispatchEvent("
        "new Event('submit', { bubbles: true }))"
    )
    say(session, cast, "A remark of Dakar.")
    luis.clock.fast_forward(10 * SOON)
    luis.wait_for_timeout(200)

    assert questions == []


@pytest.fixture
def suggested(session, cast):
    for key in SUGGESTED:
        asked = Amendment(
            SuggestionKind.REPLACE, paragraph_id=cast.paragraphs[key].id, words=f"Other: {key}."
        )
        suggestions.submit(session, cast.amina, cast.document, asked, at=now())
    session.commit()
    return cast


def reach(page, link):
    """Give a link of the line above the text the focus: nothing scrolls to what stays in view."""
    read_at = page.evaluate("scrollY")
    link.focus()
    assert page.evaluate("scrollY") == read_at
    return link


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_one_goes_from_suggestion_to_suggestion_by_button_and_by_key(suggested, visit, viewport):
    page, failures = visit(viewport=viewport), []
    page.on("pageerror", lambda error: failures.append(str(error)))
    sign_in(page, "luis")
    page.goto(ROLLING)
    page.keyboard.press("n")
    expect(page.locator("#chapeau")).to_be_focused()  # keys work at once

    reach(page, page.get_by_role("link", name="Next suggestion")).click()
    expect(page.locator("#services")).to_be_focused()
    page.keyboard.press("n")

    means = page.locator("#means")
    expect(means).to_be_focused()
    expect(means).to_have_accessible_name("Paragraph 4, Suggestions: 3 of 3")
    expect(means).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("navigation", name="Suggestions")).to_contain_text("3 of 3")
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")  # axe counts what lies under the line
    assert look(page, AXE) == []
    means.evaluate("row => row.scrollIntoView({behavior: 'instant'})")
    page.keyboard.press("p")
    expect(page.locator("#services")).to_be_focused()
    page.keyboard.press("Control+n")
    expect(page.locator("#services")).to_be_focused()
    page.get_by_role("link", name="Previous suggestion").click()
    page.keyboard.press("p")
    expect(means).to_be_focused()  # round, from the first to the last
    assert failures == []


def test_without_scripts_the_links_lead_to_the_first_and_the_last(suggested, visit):
    page = visit(scripts=False)
    sign_in(page, "luis")
    page.goto(ROLLING)

    page.get_by_role("link", name="Next suggestion").click()
    assert page.url.endswith("#chapeau")
    page.get_by_role("link", name="Previous suggestion").click()
    assert page.url.endswith("#means")
