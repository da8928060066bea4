"""How often one presses, by mouse and with scripts, from the desk to what has been done."""

import pytest
from playwright.sync_api import expect

from models.vocabulary import Outcome
from tests.support.committee import ARRIVAL, DESK
from tests.support.desk import BOTH, FIRST, OTHER, ask, decision, words
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
    page.goto(DESK)
    return page, asked


def press(count, place):
    place.click()
    count.append(1)


def test_three_competing_suggestions_are_decided_with_six_presses_and_undone(chair, session, cast):
    page, asked = chair
    count = []
    rows = page.locator(".alternative[data-row]")

    press(count, page.locator(".queue-place").first)
    for row, outcome in enumerate(("accepted", "accepted", "overtaken")):
        if outcome == "overtaken":
            press(count, rows.nth(row).get_by_text("Other outcomes"))
        press(count, rows.nth(row).locator(f".outcomes [value={outcome}]"))
    expect(page.locator("[name=words]")).to_have_value(BOTH)
    expect(page.locator("[data-preview] ins")).to_have_count(2)
    press(count, page.get_by_role("button", name="Decide", exact=True))

    notice = page.locator("[data-undo]")
    expect(notice).to_contain_text("Decided: Paragraph 1.")
    assert len(count) == 6
    session.rollback()
    assert words(session, cast) == BOTH
    outcomes = [decision(session, suggestion).outcome for suggestion in asked]
    assert outcomes == [Outcome.ACCEPTED, Outcome.ACCEPTED, Outcome.OVERTAKEN]

    notice.get_by_role("button", name="Undo").click()

    page.wait_for_url(f"**{ARRIVAL}")
    expect(rows).to_have_count(3)


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


def test_a_revision_is_published_with_three_presses_its_question_included(chair, session):
    page, _asked = chair
    page.goto(ARRIVAL)
    page.locator(".outcomes [value=accepted]").first.check()
    page.get_by_role("button", name="Decide", exact=True).click()
    page.goto(DESK)
    count = []

    press(count, page.get_by_role("link", name="Publish a revision"))
    press(count, page.get_by_role("button", name="Publish Rev. 1"))
    expect(page.locator("main [role=alert]")).to_contain_text("This cannot be undone.")
    press(count, page.get_by_role("button", name="Publish Rev. 1"))

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.url.endswith("/revisions/rev-1")
    assert len(count) == 3
