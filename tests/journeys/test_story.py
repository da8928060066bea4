"""The story of a declaration, in a real browser: from a suggestion to the published revision."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NARROW, WIDE
from tests.support.visitors import paragraph, send, sign_in, suggest

OLD = (
    "We will open schools, health centres and libraries to all inhabitants without regard to"
    " their migration status."
)
DAKAR = OLD.replace("without regard to", "irrespective of")
LIMA = OLD.replace("without regard to", "whatever").replace("schools", "municipal schools")
KAMPALA = OLD.replace("all inhabitants", "all residents")
ADAPTED = DAKAR.replace("schools", "municipal schools")

WAYS = [
    pytest.param({"scripts": True, "viewport": WIDE, "language": "en"}, id="scripts-wide-en"),
    pytest.param({"scripts": False, "viewport": NARROW, "language": "es"}, id="plain-narrow-es"),
    pytest.param({"scripts": True, "viewport": NARROW, "language": "fr"}, id="scripts-narrow-fr"),
]


@pytest.mark.usefixtures("passwords")
@pytest.mark.parametrize("way", WAYS)
def test_a_suggestion_becomes_part_of_a_published_revision(visit, way):
    dakar_suggests(visit(**way), scripts=way["scripts"])
    lima_comments_and_competes(visit(**way))
    kampala_asks_for_a_third(visit(**way))
    the_committee_decides_and_publishes(visit(**way))
    an_observer_reads_and_compares(visit(**way))


def dakar_suggests(page, *, scripts):
    sign_in(page, "amina")
    suggest(page, "services", DAKAR, "It leaves no doubt.")
    if not scripts:
        send(page, "preview")
    expect(page.locator("[data-preview] ins")).to_contain_text("irrespective of")
    expect(page.locator("[data-preview] del")).to_contain_text("without regard to")
    send(page, "submission")
    expect(page).to_have_url(re.compile(r"/suggestions/1$"))
    expect(page.locator("main ins").first).to_contain_text("irrespective of")


def lima_comments_and_competes(page):
    sign_in(page, "luis")
    paragraph(page, "services")
    form = page.locator("form:has([name=exact])")
    form.locator("[name=exact]").fill("health centres")
    form.locator("[name=words]").fill("Do these include pharmacies?")
    form.locator("button[type=submit]").click()
    expect(page.locator(".quote")).to_contain_text("health centres")
    suggest(page, "services", LIMA, "Cities answer for municipal schools.")
    send(page, "submission")
    expect(page).to_have_url(re.compile(r"/suggestions/2$"))


def kampala_asks_for_a_third(page):
    sign_in(page, "paul")
    suggest(page, "services", KAMPALA, "Residents are counted.")
    send(page, "submission")
    expect(page).to_have_url(re.compile(r"/suggestions/3$"))


def the_committee_decides_and_publishes(page):
    sign_in(page, "marie")
    page.goto("/d/declaration/desk/p/services")
    page.locator("[name=suggestions-1-outcome][value=accepted]").check()
    page.locator("button[name=take][value='1']").click()
    expect(page.locator("[name=words]")).to_have_value(DAKAR)
    page.locator("button[formaction$='/decision']").click()

    page.goto("/suggestions/2")
    expect(page.locator("main [data-tone=warn], main [data-tone=bad]").first).to_be_visible()

    page.goto("/d/declaration/desk/p/services")
    page.locator("[name=suggestions-2-outcome][value=adapted]").check()
    page.locator("[name=suggestions-2-reason]").fill("Municipal schools are taken over.")
    page.locator("[name=suggestions-3-outcome][value=rejected]").check()
    page.locator("[name=suggestions-3-reason]").fill("Inhabitants is the word used throughout.")
    page.locator("[name=words]").fill(ADAPTED)
    page.locator("button[formaction$='/decision']").click()
    page.goto("/suggestions/3")
    expect(page.locator("main")).to_contain_text("Inhabitants is the word used throughout.")

    page.goto("/d/declaration/publish")
    page.locator("[name=label]").fill("Rev. 1")
    page.locator("main form button[type=submit]").last.click()
    page.locator("button[name=confirmed]").click()
    expect(page).to_have_url(re.compile(r"/d/declaration/revisions/rev-1"))


def an_observer_reads_and_compares(page):
    page.goto("/d/declaration")
    expect(page.locator("main")).to_contain_text(ADAPTED)
    page.goto("/d/declaration/compare/zero-draft...rev-1")
    expect(page.locator("main ins", has_text="municipal").first).to_be_visible()
    expect(page.locator("main")).to_contain_text("irrespective of")
    page.goto("/suggestions/1")
    expect(page).to_have_url(re.compile("/sign-in"))
