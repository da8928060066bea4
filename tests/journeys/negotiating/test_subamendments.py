"""A sub-amendment from the form to the text: made, taken on a phone, decided at the desk."""

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from declaration.actions.amending import subamendments
from declaration.actions.amending.subamendments import Amending
from models.amending import SubAmendmentDecision
from models.vocabulary import Amended, Procedure
from tests.journeys.conftest import NARROW, WIDE
from tests.support import desk
from tests.support.browser import AXE, look
from tests.support.cast import NOON
from tests.support.visitors import sign_in

pytestmark = pytest.mark.usefixtures("passwords")

PAGE = "/suggestions/1"
SHORT = desk.FIRST.replace("a first point of contact", "a contact")
WIDER = desk.FIRST.replace("every newcomer", "every newcomer and every guest")


@pytest.fixture
def asked(session, cast):
    cast.conference.procedure = " ".join(Procedure)
    suggestion = desk.ask(session, cast, desk.FIRST, at=NOON)
    session.commit()
    return suggestion


def outcomes(session):
    session.rollback()
    query = sa.select(SubAmendmentDecision.outcome).order_by(SubAmendmentDecision.id)
    return list(session.scalars(query))


def test_one_delegation_writes_it_and_the_author_takes_it_on_a_phone(session, asked, visit):
    page = visit(viewport=WIDE)
    sign_in(page, "luis")
    page.goto(PAGE)
    page.get_by_role("link", name="Amend this suggestion").click()
    page.get_by_label("Text of the suggestion as you would have it").fill(SHORT)
    assert look(page, AXE) == []
    page.get_by_role("button", name="Submit sub-amendment").click()
    expect(page.get_by_text("Sub-amendment 1.1 submitted.")).to_be_visible()

    phone = visit(viewport=NARROW)
    sign_in(phone, "amina")
    phone.goto("/for-you")
    phone.get_by_role("link", name="Lima would amend your suggestion 1").click()
    assert look(phone, AXE) == []
    phone.get_by_role("button", name="Accept", exact=True).click()
    expect(phone.get_by_text("by the author of the suggestion")).to_be_visible()
    assert outcomes(session) == [Amended.ACCEPTED]
    assert desk.wording(session, asked).words == SHORT
    assert look(phone, AXE) == []


def test_the_chair_decides_on_it_where_the_suggestion_is_decided(session, cast, asked, visit):
    for by, words in ((cast.luis, SHORT), (cast.paul, WIDER)):
        subamendments.make(session, by, asked, Amending(words), at=NOON)
    session.commit()
    page = visit(viewport=WIDE)
    sign_in(page, "marie")
    page.goto("/d/declaration/desk/p/arrival")
    assert look(page, AXE) == []
    page.get_by_role("button", name="Accept 1.1").click()
    page.get_by_role("textbox", name="Reason").first.fill("One group is enough.")
    page.get_by_role("button", name="Reject 1.2").click()
    expect(page.get_by_role("heading", name="Decide on these first")).to_have_count(0)

    assert outcomes(session) == [Amended.ACCEPTED, Amended.REJECTED]
    assert desk.wording(session, asked).words == SHORT
