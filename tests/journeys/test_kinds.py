"""What each kind of people does besides the story: wide with scripts, narrow without."""

import re

import pytest
from playwright.sync_api import expect

from models.vocabulary import Stage
from tests.journeys.conftest import NARROW, WIDE
from tests.support.cast import NOON, print_revision
from tests.support.desk import LATER, OTHER, ask
from tests.support.visitors import paragraph, send, sign_in, suggest

pytestmark = pytest.mark.usefixtures("passwords")

WAYS = [
    pytest.param({"scripts": True, "viewport": WIDE, "language": "en"}, id="scripts-wide"),
    pytest.param({"scripts": False, "viewport": NARROW, "language": "fr"}, id="plain-narrow"),
]


@pytest.fixture(autouse=True)
def clock(app):
    app.config["CLOCK"] = lambda: LATER


@pytest.fixture(params=WAYS)
def come(request, passwords, visit):
    """Let somebody in: ``come("amina")``; without a name, a stranger."""
    opened = []

    def enter(name=""):
        page = visit(**request.param)
        opened.append(page)
        if name:
            sign_in(page, name)
        return page

    yield enter
    for page in opened:
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def press(page, form):
    page.locator(f"main form{form} button[type=submit]").first.click()


def test_a_delegation_drafts_together_and_its_head_submits_and_withdraws(come):
    adviser = come("awa")
    suggest(adviser, "arrival", OTHER, "Shorter.")
    send(adviser, "tray")

    head = come("amina")
    head.goto("/tray")
    expect(head.get_by_role("main").locator("ins").first).to_contain_text("understandable")
    press(head, "[action$='/tray/submission']")
    head.goto("/suggestions/1")
    head.goto(head.get_by_role("main").locator("a[href$='withdrawal']").get_attribute("href"))
    press(head, "[action*='/suggestions/1']")
    head.goto("/d/declaration/suggestions?state=withdrawn")

    expect(head.get_by_role("main").locator("a[href='/suggestions/1']")).to_be_visible()


def test_a_member_prepares_and_the_chair_releases(session, cast, come):
    ask(session, cast, OTHER, by="luis")
    session.commit()

    member = come("paul")
    member.locator(".bar details.menu summary").click()
    office = member.locator(".bar select[name=office]")
    office.select_option(value=office.locator("option:not([selected])").get_attribute("value"))
    member.locator(".bar form:has(select[name=office]) button").click()
    member.goto("/d/declaration/desk/p/arrival")
    member.locator("[name=suggestions-1-outcome][value=accepted]").check()
    member.locator("button[name=take][value='1']").click()
    expect(member.locator("[name=words]")).to_have_value(OTHER)
    member.locator("button[formaction$='/preparation']").click()

    chair = come("marie")
    chair.goto("/d/declaration/desk/release")
    press(chair, "[action$='/desk/release']")
    chair.goto("/d/declaration/rolling")
    expect(chair.get_by_role("main")).to_contain_text("an understandable language")


def test_the_secretariat_closes_the_consultation_and_records_the_adoption(come):
    page = come("noor")
    page.goto("/admin/documents/declaration/stage")
    page.locator("[name=stage]").select_option(Stage.CONSOLIDATION.value)
    press(page, ":has(select[name=stage])")
    press(page, ":has([name=confirmed])")
    page.goto("/d/declaration/adoption")
    page.locator("[name=place]").fill("Mechelen")
    press(page, ":has([name=adopted_on])")
    page.locator("main button[name=confirmed]").click()

    expect(page).to_have_url(re.compile(r"/d/declaration$"))
    expect(page.get_by_role("main")).to_contain_text("Mechelen")


def test_a_stranger_reads_compares_cites_and_takes_the_text_away(session, cast, come):
    print_revision(session, cast.document, "Rev. 1", "rev-1", 1, NOON)
    session.commit()

    page = come()
    page.goto("/")
    page.get_by_role("main").locator("a[href='/d/declaration']").first.click()
    page.locator(".row-number[href$='/p/services']").click()
    expect(page.get_by_role("main")).to_contain_text("health centres")
    page.goto("/d/declaration/compare/zero-draft...rev-1?show=changes")
    page.goto("/d/declaration")
    link = page.get_by_role("main").locator("a[href$='.md']").first
    taken = page.request.get(link.get_attribute("href"))
    assert "We will open schools" in taken.text()


def test_an_accredited_observer_reads_the_debate_and_has_nothing_to_write_in(session, cast, come):
    ask(session, cast, OTHER, reason="Shorter.")
    session.commit()

    page = come("ole")
    page.goto("/suggestions/1")
    expect(page.get_by_role("main")).to_contain_text("Shorter.")
    paragraph(page, "arrival")

    expect(page.get_by_role("main").locator("ins").first).to_contain_text("understandable")
    assert page.get_by_role("main").locator("textarea, [href*='/suggest?']").count() == 0
