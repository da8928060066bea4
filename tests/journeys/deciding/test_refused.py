"""What is refused says which suggestion it means, and nothing lies over the field."""

import pytest
from playwright.sync_api import expect

from tests.support.committee import ARRIVAL
from tests.support.desk import FIRST, OTHER, ask
from tests.support.visitors import sign_in

PROJECTOR = {"width": 1024, "height": 768}


@pytest.fixture
def chair(passwords, session, cast, visit):
    """The chair before the desk, with three suggestions on one paragraph."""
    asked = [
        ask(session, cast, FIRST),
        ask(session, cast, OTHER, by="luis"),
        ask(session, cast, FIRST.replace("newcomer", "guest"), by="paul"),
    ]
    session.commit()
    page = visit(viewport=PROJECTOR)
    sign_in(page, "marie")
    return page, asked


def test_an_error_names_the_suggestion_and_nothing_covers_the_field(chair):
    page, asked = chair
    page.goto(ARRIVAL)
    last = page.locator(".alternative[data-row]").last

    last.locator(".outcomes [value=rejected]").check()
    page.get_by_role("button", name="Decide", exact=True).click()

    summary = page.locator("main [role=alert]")
    expect(summary).to_be_focused()
    for part in (
        summary,
        page.locator("[name=words]"),
        page.locator("[data-preview]"),
        page.locator("[name=default_reason]"),
        page.get_by_role("button", name="Decide", exact=True),
    ):
        expect(part).to_be_in_viewport(ratio=1)
    page.locator("[name=default_reason]").click(trial=True)
    summary.get_by_role("link", name=f"Kampala, suggestion {asked[2].number}").click()
    expect(last.locator("textarea")).to_be_focused()
