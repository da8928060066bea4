"""The journal as one looks something up in it: by kind of act, by the hour."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.desk import FIRST, ask
from tests.support.visitors import sign_in


@pytest.fixture
def asked(passwords, session, cast):
    ask(session, cast, FIRST)
    session.commit()


def test_a_list_is_narrowed_by_one_press(asked, visit):
    page = visit()
    sign_in(page, "luis")
    page.goto("/journal")

    page.locator("#acts").select_option("comments")

    page.wait_for_url("**acts=comments**")
    expect(page.locator("#acts")).to_have_value("comments")
    page.locator("#acts").select_option("suggestions")
    expect(page.locator("tbody tr")).to_have_count(1)


def test_without_scripts_a_list_is_narrowed_by_its_button(asked, visit):
    page = visit(scripts=False)
    sign_in(page, "luis")
    page.goto("/journal")

    page.locator("#acts").select_option("suggestions")
    page.get_by_role("button", name="Show", exact=True).click()

    expect(page.locator("tbody tr")).to_have_count(1)


def test_one_s_own_time_is_told_where_one_points(asked, visit):
    page = visit()
    sign_in(page, "luis")
    page.goto("/journal")
    moment = page.locator("time").first
    assert moment.get_attribute("title") is None

    moment.hover()

    expect(moment).to_have_attribute("title", re.compile(r"\d\d:\d\d your time$"))
