"""What each kind of people does: by mouse, by finger, by keyboard alone, without scripts."""

import re

import pytest
from playwright.sync_api import expect

from models.vocabulary import Stage
from tests.journeys.conftest import NARROW, WIDE
from tests.support.cast import NOON, print_revision
from tests.support.desk import LATER, OTHER, ask
from tests.support.keyboard import Hand, Keys
from tests.support.visitors import paragraph, sign_in

pytestmark = pytest.mark.usefixtures("passwords")

WAYS = {
    "mouse-wide": {"viewport": WIDE},
    "finger-phone": {"viewport": NARROW, "touch": True, "language": "es"},
    "keyboard": {"viewport": WIDE},
    "plain-phone": {"viewport": NARROW, "scripts": False, "language": "fr"},
}


@pytest.fixture(autouse=True)
def clock(app):
    app.config["CLOCK"] = lambda: LATER


@pytest.fixture(params=WAYS)
def come(request, passwords, visit):
    """Let somebody in: ``come("amina")``; without a name, a stranger."""
    opened = []

    def enter(name=""):
        page = visit(**WAYS[request.param])
        opened.append(page)
        if name:
            sign_in(page, name)
        if request.param == "keyboard":
            return Keys(page)
        return Hand(page, touch="finger" in request.param)

    yield enter
    for page in opened:
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def at(person, selector):
    return person.page.get_by_role("main").locator(selector)


def press(person, form):
    person.go(at(person, f"form{form} button[type=submit]").first)


def send(person, noun):
    """Press the button that sends the form there, and wait until it has come."""

    def sent(answer):
        return answer.request.method == "POST" and answer.url.endswith(f"/{noun}")

    with person.page.expect_response(sent):
        person.press(person.page.locator(f".editor button[formaction$='/{noun}']"))


def write(person, words):
    """Write other words for «arrival», from the page that tells of it."""
    paragraph(person.page, "arrival")
    person.go(at(person, "a[href*='write=replace']").first)
    person.write(person.page.locator(".editor textarea[name=words]"), words)
    person.write(person.page.locator(".editor textarea[name=reason]"), "Shorter.")


def test_a_delegation_drafts_together_and_its_head_submits_and_withdraws(come):
    adviser = come("awa")
    write(adviser, OTHER)
    send(adviser, "tray")

    head = come("amina")
    head.page.goto("/tray")
    expect(at(head, "ins").first).to_contain_text("understandable")
    press(head, "[action$='/tray/submission']")
    head.page.goto("/suggestions/1")
    head.go(at(head, "a[href$='withdrawal']"))
    press(head, "[action*='/suggestions/1']")
    head.page.goto("/d/declaration/suggestions?state=withdrawn")

    expect(at(head, "a[href='/suggestions/1']")).to_be_visible()


def test_a_member_prepares_and_the_chair_releases(session, cast, come):
    ask(session, cast, OTHER, by="luis")
    session.commit()

    member = come("paul")
    member.press(member.page.locator(".bar details.menu summary"))
    office = member.page.locator(".bar select[name=office]")
    other = office.locator("option:not([selected])").get_attribute("value")
    member.pick(office, other)
    member.go(member.page.locator(".bar form:has(select[name=office]) button"))
    member.page.goto("/d/declaration/desk/p/arrival")
    member.choose(member.page.locator("[name=suggestions-1-outcome][value=accepted]"))
    member.press(member.page.locator("button[name=take][value='1']"))
    expect(member.page.locator("[name=words]")).to_have_value(OTHER)
    member.go(member.page.locator("button[formaction$='/preparation']"))

    chair = come("marie")
    chair.page.goto("/d/declaration/desk/release")
    press(chair, "[action$='/desk/release']")
    chair.page.goto("/d/declaration/rolling")
    expect(chair.page.get_by_role("main")).to_contain_text("an understandable language")


def test_the_chair_decides_on_what_is_next_and_publishes(session, cast, come):
    ask(session, cast, OTHER, by="luis")
    session.commit()

    chair = come("marie")
    chair.go(at(chair, "a[href$='/desk/next']"))
    chair.choose(chair.page.locator("[name=suggestions-1-outcome][value=accepted]"))
    chair.press(chair.page.locator("button[name=take][value='1']"))
    expect(chair.page.locator("[name=words]")).to_have_value(OTHER)
    chair.go(chair.page.locator("button[formaction$='/decision']"))
    chair.page.goto("/for-you")
    chair.go(at(chair, ".task-parts a[href$='/publish']"))
    chair.write(chair.page.locator("[name=label]"), "Rev. 1")
    press(chair, ":has([name=label])")
    chair.go(chair.page.locator("button[name=confirmed]"))

    expect(chair.page).to_have_url(re.compile(r"/revisions/rev-1$"))
    expect(chair.page.get_by_role("main")).to_contain_text("an understandable language")


def test_the_secretariat_closes_the_consultation_and_records_the_adoption(come):
    officer = come("noor")
    officer.page.goto("/admin/documents/declaration/stage")
    officer.pick(officer.page.locator("[name=stage]"), Stage.CONSOLIDATION.value)
    press(officer, ":has(select[name=stage])")
    press(officer, ":has([name=confirmed])")
    officer.page.goto("/d/declaration/adoption")
    officer.write(officer.page.locator("[name=place]"), "Mechelen")
    press(officer, ":has([name=adopted_on])")
    officer.go(at(officer, "button[name=confirmed]"))

    expect(officer.page).to_have_url(re.compile(r"/d/declaration$"))
    expect(officer.page.get_by_role("main")).to_contain_text("Mechelen")


def test_a_stranger_reads_compares_cites_and_takes_the_text_away(session, cast, come):
    print_revision(session, cast.document, "Rev. 1", "rev-1", 1, NOON)
    session.commit()

    stranger = come()
    stranger.page.goto("/")
    stranger.go(at(stranger, "a[href='/d/declaration']").first)
    stranger.go(stranger.page.locator(".row-number[href$='/p/services']"))
    expect(stranger.page.get_by_role("main")).to_contain_text("health centres")
    stranger.page.goto("/d/declaration/compare/zero-draft...rev-1?show=changes")
    stranger.page.goto("/d/declaration")
    handles = at(stranger, "details:is([data-spread], [data-seldom]) > summary")
    stranger.press(handles.locator("visible=true").first)
    with stranger.page.expect_download() as taken:
        stranger.press(at(stranger, "a[href$='.md']").locator("visible=true").first)
    assert "We will open schools" in taken.value.path().read_text()


def test_an_accredited_observer_reads_the_debate_and_has_nothing_to_write_in(session, cast, come):
    ask(session, cast, OTHER, reason="Shorter.")
    session.commit()

    observer = come("ole")
    observer.go(observer.page.locator(".bar a[href$='/suggestions']"))
    observer.go(at(observer, "a[href='/suggestions/1']").first)
    expect(observer.page.get_by_role("main")).to_contain_text("Shorter.")
    paragraph(observer.page, "arrival")

    expect(at(observer, "ins").first).to_contain_text("understandable")
    assert at(observer, "textarea, [href*='/suggest?']").count() == 0
