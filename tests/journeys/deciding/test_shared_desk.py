"""Two members at one desk: what the other has just taken is said within ten seconds."""

import pytest
from playwright.sync_api import expect

from tests.support.committee import DESK, fill
from tests.support.visitors import sign_in

SOON = 9_000  # ms: with the answer on its way, within ten seconds


@pytest.fixture
def desks(passwords, session, cast, visit):
    """The desks of the chair and of Paul, who sits in the committee, too."""
    fill(session, cast)
    session.commit()
    chair, member = visit(), visit()
    sign_in(chair, "marie")
    sign_in(member, "paul")
    member.locator(".bar details:has(select[name=office]) > summary").click()
    office = member.locator(".bar select[name=office]")
    office.select_option(office.locator("option:not([selected])").get_attribute("value"))
    member.locator(".bar form:has(select[name=office]) button").click()
    chair.clock.install()
    for page in (chair, member):
        page.goto(DESK)
    return chair, member


def test_a_section_that_another_member_takes_is_said_at_an_open_desk(desks):
    chair, member = desks
    line = chair.get_by_role("status").locator("p", has_text="There is new activity")
    expect(line).to_have_count(0)

    member.locator("button[name=take]").first.click()
    expect(member.get_by_text("Paul").first).to_be_visible()
    chair.clock.fast_forward(SOON)

    expect(line).to_be_visible()
    line.get_by_role("link", name="Show").click()
    expect(chair.get_by_text("Paul").first).to_be_visible()
    expect(line).to_have_count(0)
