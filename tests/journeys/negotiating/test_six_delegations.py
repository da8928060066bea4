"""Six delegations negotiate: from the zero draft to a final draft without brackets.

Support on the phone, a package, a sub-amendment, words from the floor, brackets, the author's
consent, provisional agreement. Each step is taken by whoever would take it, in their own browser.
"""

import re

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from declaration.actions.people import people
from declaration.actions.people.offices import Appointment
from declaration.actions.people.people import DelegationValues, Invitee
from declaration.queries.journal import chain
from declaration.queries.journal.replay import replay
from models.debate import Suggestion
from models.document import Revision
from models.people import Delegation
from models.vocabulary import (
    Capacity,
    DelegationKind,
    DelegationStatus,
    Post,
    Procedure,
    Status,
    WorldRegion,
)
from tests.journeys.conftest import NARROW, WIDE
from tests.support.browser import AXE, look
from tests.support.cast import NOON, PASSAGES, name_history
from tests.support.visitors import PASSWORD, send, sign_in, suggest

DESK = "/d/declaration/desk"
TEXT = {key: words for key, _kind, _level, words in PASSAGES}
ARRIVAL = TEXT["arrival"].replace("every person who arrives", "every newcomer")
SERVICES = TEXT["services"].replace("schools,", "schools, kindergartens,")
TIES = TEXT["ties"].replace("the places they come from", "their places of origin")
SHORTER = TIES.replace("that newcomers keep", "newcomers keep")
MEANS = TEXT["means"].replace("the means", "the means and the powers")
ADAPTED = TEXT["means"].replace("the means", "the necessary means")


@pytest.fixture
def six(app, session, cast):
    """Two delegations more than have somebody who may submit, and everybody may sign in."""
    cast.conference.procedure = " ".join(set(Procedure) - {Procedure.ENTERED_COUNTS})
    for slug, name in (("athens", "Nikos"), ("amman", "Rania")):
        _head(session, cast, cast.delegations[slug].id, name)
    values = DelegationValues("Quito", DelegationKind.CITY, "EC", WorldRegion.LATIN_AMERICA)
    people.add_delegation(session, cast.noor, values, at=NOON)
    quito = session.scalars(sa.select(Delegation).where(Delegation.name == "Quito")).one()
    _head(session, cast, quito.id, "Sofia")
    everyone = session.scalars(sa.select(Delegation)).all()
    people.set_credentials(session, cast.noor, everyone, DelegationStatus.ACCEPTED, at=NOON)
    for person in session.scalars(sa.select(type(cast.people["amina"]))):
        person.password_hash = app.extensions["passwords"].hashed(PASSWORD)
    session.commit()
    name_history(session)
    return cast


def _head(session, cast, delegation_id, name):
    office = (Appointment(Capacity.DELEGATION, Post.HEAD, delegation_id),)
    invitee = Invitee(name, f"{name.lower()}@example.org")
    people.invite(session, cast.noor, invitee, office, at=NOON)


def test_six_delegations_come_to_a_clean_final_draft(six, session, visit):
    browsers = {}

    def as_(name, **how):
        """The browser of somebody, signed in once."""
        if name not in browsers:
            browsers[name] = visit(**({"viewport": WIDE} | how))
            sign_in(browsers[name], name)
        return browsers[name]

    dakar_tables_a_package(as_("amina"))
    lima_suggests_and_kampala_amends_it(as_("luis"), as_("paul"))
    they_take_positions(as_("nikos", viewport=NARROW), as_("rania"))
    the_floor_is_heard(as_("noor"), as_("sofia", viewport=NARROW))
    a_place_is_left_open(as_("marie"))
    the_final_draft_is_refused(as_("marie"))
    the_author_consents(as_("marie"), as_("sofia"))
    the_package_is_decided_together(as_("marie"))
    the_rest_is_decided(as_("marie"))
    what_is_left_is_agreed(as_("marie"), as_("nikos"))
    the_final_draft_is_clean(as_("marie"), as_("amina"))

    session.rollback()
    statuses = set(session.scalars(sa.select(Suggestion.status)))
    assert statuses == {Status.DECIDED}
    assert session.scalars(sa.select(Revision.label).order_by(Revision.id)).all()[-1] == (
        "Final draft"
    )
    assert chain.check(session).broken is None
    assert replay(session).differences == ()


def dakar_tables_a_package(page):
    for uid, words in (("arrival", ARRIVAL), ("services", SERVICES)):
        suggest(page, uid, words, "It is what we do.")
        send(page, "tray")
    page.goto("/tray")
    page.get_by_role("link", name="Submit together as a package").click()
    page.get_by_role("textbox", name="Title").fill("From the first day on")
    page.get_by_role("textbox", name="Reason").fill("A welcome without kindergartens is none.")
    for box in page.get_by_role("checkbox").all():
        box.check()
    assert look(page, AXE) == []
    page.get_by_role("button", name="Submit as a package").click()
    expect(page.get_by_role("heading", name="From the first day on")).to_be_visible()
    assert look(page, AXE) == []


def lima_suggests_and_kampala_amends_it(lima, kampala):
    suggest(lima, "ties", TIES, "Shorter.")
    send(lima, "submission")
    expect(lima).to_have_url(re.compile(r"/suggestions/3$"))
    kampala.goto("/suggestions/3")
    kampala.get_by_role("link", name="Amend this suggestion").click()
    kampala.get_by_label("Text of the suggestion as you would have it").fill(SHORTER)
    kampala.get_by_role("button", name="Submit sub-amendment").click()
    lima.goto("/suggestions/3/amendments/1")
    lima.get_by_role("button", name="Accept", exact=True).click()
    lima.goto("/suggestions/3")
    expect(lima.locator("main")).to_contain_text("newcomers keep with their places of origin")


def they_take_positions(athens, amman):
    athens.goto("/d/declaration/rolling?open=arrival#arrival")
    card = athens.locator("#suggestion-1")
    card.get_by_role("button", name=re.compile(r"^Support \d")).click()
    expect(card.get_by_role("button", name=re.compile(r"^Support 1"))).to_be_visible()
    amman.goto("/suggestions/3")
    amman.get_by_role("button", name=re.compile("^Co-sponsor")).first.click()
    expect(amman.locator("main")).to_contain_text("Amman")


def the_floor_is_heard(secretariat, quito):
    secretariat.goto("/d/declaration/entries?paragraph=means&kind=replace")
    secretariat.locator("[name=delegation]").select_option(label="Quito")
    secretariat.locator("[name=words]").fill(MEANS)
    secretariat.get_by_role("button", name="Enter", exact=True).click()
    secretariat.goto("/d/declaration/p/means/plenary")
    expect(secretariat.locator("main")).to_contain_text("and the powers")
    quito.goto("/for-you")
    quito.get_by_role("button", name="Confirm").click()
    quito.goto("/suggestions/4")
    expect(quito.locator("main")).to_contain_text("confirmed")


def a_place_is_left_open(chair):
    chair.goto("/d/declaration/p/hosts/bracket")
    chair.locator("[name=exact]").fill("newcomers")
    chair.locator("[name$=words]").first.fill("new neighbours")
    chair.get_by_role("button", name="Leave open in brackets").click()
    chair.goto("/d/declaration/rolling")
    expect(chair.locator("#hosts")).to_contain_text("new neighbours")


def the_final_draft_is_refused(chair):
    publish(chair)
    expect(chair.locator("main")).to_contain_text("bracket")
    chair.goto("/d/declaration/brackets")
    chair.get_by_role("link", name="Keep the current text").click()
    chair.locator("[name=reason]").fill("No one insists.")
    chair.get_by_role("button", name="Close the brackets").click()
    chair.goto("/d/declaration/rolling")
    expect(chair.locator("#hosts")).not_to_contain_text("new neighbours")


def publish(chair):
    chair.goto("/d/declaration/publish")
    chair.locator("[name=label]").fill("Final draft")
    chair.locator("main form button[type=submit]").last.click()


def the_author_consents(chair, quito):
    chair.goto(f"{DESK}/p/means")
    chair.locator("[name=suggestions-4-outcome][value=adapted]").check()
    chair.locator("[name=suggestions-4-reason]").fill("Powers are for States to give.")
    chair.locator("[name=words]").fill(ADAPTED)
    chair.get_by_text("Ask the author first").click()
    assert look(chair, AXE) == []
    chair.get_by_role("button", name="Ask the author").click()
    quito.goto("/for-you")
    quito.get_by_role("link", name=re.compile("The committee asks about suggestion 4")).click()
    assert look(quito, AXE) == []
    quito.get_by_role("textbox", name="In a sentence").fill("Means are what we need.")
    quito.get_by_role("button", name="Agree", exact=True).click()
    chair.goto(f"{DESK}/p/means")
    chair.get_by_role("button", name="Decide as agreed").click()
    chair.goto("/d/declaration/rolling")
    expect(chair.locator("#means")).to_contain_text("the necessary means")


def the_package_is_decided_together(chair):
    chair.goto("/d/declaration/packages/1")
    chair.get_by_label("Accept all as proposed").check()
    chair.get_by_role("button", name="Decide together").click()
    chair.goto("/d/declaration/rolling")
    expect(chair.locator("#arrival")).to_contain_text("every newcomer")
    expect(chair.locator("#services")).to_contain_text("kindergartens")


def the_rest_is_decided(chair):
    chair.goto(f"{DESK}/p/ties")
    chair.locator("[name=suggestions-3-outcome][value=accepted]").check()
    chair.locator("button[name=take][value='3']").click()
    chair.locator("button[formaction$='/decision']").click()
    chair.goto("/d/declaration/rolling")
    expect(chair.locator("#ties")).to_contain_text("their places of origin")


def what_is_left_is_agreed(chair, athens):
    chair.goto("/d/declaration/rolling?open=means#means")
    chair.get_by_role("button", name="Agree provisionally").click()
    expect(chair.locator(".beside")).to_contain_text("Provisionally agreed")
    athens.goto("/d/declaration/agreed")
    expect(athens.locator("main")).to_contain_text("the necessary means")


def the_final_draft_is_clean(chair, dakar):
    publish(chair)
    confirm = chair.locator("button[name=confirmed]")
    if confirm.count():
        confirm.click()
    expect(chair).to_have_url(re.compile(r"/d/declaration/revisions/"))
    expect(chair.locator("main")).not_to_contain_text("new neighbours")
    dakar.goto("/d/declaration/account")
    expect(dakar.locator("main")).to_be_visible()
    assert look(dakar, AXE) == []
    dakar.goto("/participants")
    expect(dakar.locator("main")).to_contain_text("Quito")
    assert look(dakar, AXE) == []
