"""A conference set up from nothing: one command for the first account, all the rest by page."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from models.base import now
from tests.journeys.conftest import NARROW, WIDE
from tests.support.visitors import PASSWORD

PASTED = """\
Declaration of the Mayors of the Lakes

We, the mayors of the cities around the lakes, declare as follows.

What we commit to

1. We will keep the water clean,
and the shores open to everybody.

2. We will share:

(a) what we measure;

(b) what we learn.
"""


@pytest.mark.parametrize(
    "way",
    [
        pytest.param({"scripts": True, "viewport": WIDE}, id="scripts-wide"),
        pytest.param({"scripts": False, "viewport": NARROW}, id="plain-narrow"),
    ],
)
def test_a_conference_is_set_up_by_pages_alone(app, site, visit, way):
    page = visit(**way)

    open_the_first_account(app, site, page)
    say_what_the_conference_is(page)
    paste_the_text(page)
    link = invite_a_delegate(page)
    publish_and_open(page)
    a_delegate_comes_in(visit(**way), link)


def open_the_first_account(app, site, page):
    answers = ["--name", "Ada", "--email", "ada@example.org", "--conference", "Cities of the Lakes"]
    answers += ["--zone", "UTC"]
    printed = app.test_cli_runner().invoke(args=["setup", *answers, "--url", site])
    assert printed.exit_code == 0, printed.output
    join(page, re.search(r"http\S+/join/\S+", printed.output)[0])


def join(page, link):
    """Open a one-time link and set a password."""
    page.goto(link)
    page.locator("input[type=password]").fill(PASSWORD)
    press(page)
    page.wait_for_url(lambda url: "/join/" not in url)


def press(page, form="main form"):
    page.locator(f"{form} button[type=submit]").first.click()


def say_what_the_conference_is(page):
    page.goto("/admin/conference")
    page.locator("[name=place]").fill("Geneva")
    page.locator("[name=time_zone]").select_option("Europe/Zurich")
    press(page, "main form:has([name=place])")
    page.goto("/")
    expect(page.locator("main")).to_contain_text("Geneva")


def paste_the_text(page):
    page.goto("/admin/documents")
    page.locator("[name=title]").fill("Declaration of the Mayors of the Lakes")
    page.locator("[name=slug]").fill("lakes")
    page.locator("[name=symbol]").fill("CL/2027/L.1")
    page.locator("[name=language]").select_option("en")
    press(page, "main form:has([name=title])")
    page.goto("/admin/documents/lakes/text/import")
    page.locator("[name=pasted]").fill(PASTED)
    press(page, "main form:has([name=pasted])")
    press(page, "main form[action$='/creation']")
    expect(page.locator("main")).to_contain_text(
        "We will keep the water clean, and the shores open to everybody."
    )


def invite_a_delegate(page):
    page.goto("/admin/delegations")
    page.locator("[name=name]").fill("Evian")
    page.locator("[name=country]").select_option("FR")
    press(page, "main form:has([name=country])")
    page.goto("/admin/people/invitation")
    page.locator("[name=name]").fill("Benoit")
    page.locator("[name=email]").fill("benoit@example.org")
    page.locator("[name=post]").select_option("head")
    page.locator("[name=delegation]").select_option(label="Evian")
    press(page, "main form:has([name=email])")
    return page.locator("code").first.inner_text().strip()


def publish_and_open(page):
    page.goto("/d/lakes/publish")
    page.locator("[name=label]").fill("Zero draft")
    press(page, "main form:has([name=label])")
    press(page, "main form:has([name=confirmed])")
    page.goto("/admin/documents/lakes/stage")
    page.locator("[name=stage]").select_option("consultation")
    deadline = (now() + timedelta(days=7)).strftime("%Y-%m-%dT18:00")
    page.locator("[name=deadline]").fill(deadline)
    press(page, "main form:has([name=deadline][type=datetime-local])")
    press(page, "main form:has([name=confirmed])")
    page.goto("/d/lakes")
    expect(page.locator("main")).to_contain_text("CL/2027/L.1")


def a_delegate_comes_in(page, link):
    join(page, link)
    page.goto("/d/lakes/rolling")
    numbered = page.locator("main", has_text="what we measure")
    expect(numbered).to_be_visible()
    href = page.locator("a[href*='/d/lakes/p/']").last.get_attribute("href")
    page.goto(href)
    page.locator("a[href*='write=replace']").first.click()
    page.locator("[name=words]").fill("what we learn, every year.")
    page.locator("button[formaction$='/submission']").click()
    expect(page.locator("h1:has-text('Suggestion 1'), #suggestion-1").first).to_be_visible()
