"""The whole story by keyboard alone: suggested, commented on, decided, published, compared."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.test_story import DAKAR
from tests.support.keyboard import Keys
from tests.support.visitors import PASSWORD


@pytest.mark.usefixtures("passwords")
def test_the_whole_story_is_told_by_keyboard_alone(visit):
    dakar_suggests(Keys(visit()))
    lima_comments(Keys(visit()))
    the_chair_decides_and_publishes(Keys(visit()))
    an_observer_compares(Keys(visit()))


def enter(keys, name):
    page = keys.page
    page.goto("/")
    keys.go(page.get_by_role("link", name="Sign in"))
    keys.write(page.get_by_label("Email address"), f"{name}@example.org")
    keys.write(page.get_by_label("Password", exact=True), PASSWORD)
    keys.go(page.get_by_role("main").get_by_role("button", name="Sign in"))


def go_by_bar(keys, name):
    """Follow a link of the bar, from the top of the page."""
    bar = keys.page.get_by_role("navigation", name="Main navigation")
    keys.go(bar.get_by_role("link", name=name))


def open_services(keys):
    """Go from the newest text to the page of its second paragraph."""
    go_by_bar(keys, "Text")
    keys.go(keys.page.get_by_role("link", name="Paragraph 2", exact=True))


def dakar_suggests(keys):
    page = keys.page
    enter(keys, "amina")
    open_services(keys)
    keys.press(page.get_by_role("link", name="Suggest new wording"))
    keys.write(page.locator("textarea[name=words]").and_(page.get_by_role("textbox")), DAKAR)
    keys.write(page.locator("textarea[name=reason]"), "It leaves no doubt.")
    expect(page.locator("[data-preview] ins")).to_contain_text("irrespective of")
    keys.go(page.get_by_role("button", name="Submit", exact=True))
    expect(page).to_have_url(re.compile(r"/suggestions/1$"))


def lima_comments(keys):
    page = keys.page
    enter(keys, "luis")
    go_by_bar(keys, "Suggestions")
    keys.go(page.get_by_role("main").get_by_role("link", name="Suggestion 1"))
    keys.write(page.get_by_role("textbox", name="Your comment"), "Do these include pharmacies?")
    keys.go(page.get_by_role("button", name="Comment", exact=True))
    comments = page.get_by_role("region", name="Comments")
    expect(comments).to_contain_text("Do these include pharmacies?")


def the_chair_decides_and_publishes(keys):
    page = keys.page
    enter(keys, "marie")
    go_by_bar(keys, "Desk")
    keys.go(page.get_by_role("main").get_by_role("link", name=re.compile("^2 We")))
    keys.choose(page.get_by_role("radio", name="Accept", exact=True))
    keys.press(page.get_by_role("button", name="Use the text of suggestion 1"))
    expect(page.locator("textarea[name=words]")).to_have_value(DAKAR)
    keys.go(page.get_by_role("button", name="Decide", exact=True))
    go_by_bar(keys, "Desk")
    keys.go(page.get_by_role("link", name="Publish a revision"))
    keys.write(page.locator("input[name=label]"), "Rev. 1")
    keys.go(page.get_by_role("button", name="Publish", exact=True))
    expect(page).to_have_url(re.compile(r"/revisions/rev-1"))


def an_observer_compares(keys):
    page = keys.page
    page.goto("/")
    go_by_bar(keys, "Text")
    expect(page.get_by_role("main")).to_contain_text(DAKAR)
    keys.press(page.locator("summary", has_text="More"))
    keys.go(page.get_by_role("link", name="Compare"))
    keys.press(page.get_by_role("main").get_by_role("button", name="Compare"))
    expect(page.get_by_role("insertion").first).to_contain_text("irrespective of")
