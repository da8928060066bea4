"""Support and objections by one press, without leaving the text."""

import re

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from declaration.actions.suggesting import suggestions
from declaration.actions.suggesting.amendment import Amendment
from models.negotiation import Position
from models.vocabulary import Procedure, Stand, SuggestionKind
from tests.journeys.conftest import NARROW, WIDE
from tests.support.browser import AXE, look
from tests.support.cast import NOON
from tests.support.visitors import sign_in

pytestmark = pytest.mark.usefixtures("passwords")

PANEL = "/d/declaration/rolling?open=arrival#arrival"


@pytest.fixture
def suggestion(session, cast):
    cast.conference.procedure = " ".join(Procedure)
    words = "We will give every newcomer a first point of contact."
    asked = Amendment(SuggestionKind.REPLACE, cast.paragraphs["arrival"].id, words=words)
    suggestion = suggestions.submit(session, cast.amina, cast.document, asked, at=NOON)
    session.commit()
    return suggestion


def stands(session):
    session.rollback()
    return list(session.scalars(sa.select(Position.stand).order_by(Position.id)))


def press(page, name):
    return page.locator("#suggestion-1").get_by_role("button", name=re.compile(rf"^{name} \d"))


def top(page):
    return page.locator("#arrival").evaluate("node => node.getBoundingClientRect().top")


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_one_press_supports_in_place_and_another_takes_back(session, suggestion, visit, viewport):
    page = visit(viewport=viewport)
    sign_in(page, "luis")
    page.goto(PANEL)
    before, address = top(page), page.url
    press(page, "Support").click()
    expect(press(page, "Support")).to_have_attribute("aria-pressed", "true")

    assert abs(top(page) - before) < 1
    assert page.url == address
    expect(page.locator("#suggestion-1")).to_be_focused()
    assert stands(session) == [Stand.SUPPORT]
    press(page, "Support").click()
    expect(press(page, "Support")).to_have_attribute("aria-pressed", "false")
    assert stands(session) == [Stand.SUPPORT, Stand.NONE]


def test_an_objection_gets_its_reason_in_place(session, suggestion, visit):
    page = visit(viewport=WIDE)
    sign_in(page, "luis")
    page.goto(PANEL)
    press(page, "Object").click()
    page.locator("#suggestion-1").get_by_role("link", name="Add a reason").click()
    page.locator(".beside [name=reason]").fill("It leaves out the language.")
    page.locator(".beside form[data-keep]").first.get_by_role("button", name="Object").click()
    expect(page.get_by_role("link", name="Change the reason")).to_be_visible()

    assert stands(session) == [Stand.OBJECT, Stand.OBJECT]
    assert look(page, AXE) == []
