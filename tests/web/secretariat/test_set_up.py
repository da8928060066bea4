"""The checklist: what is done, what comes next, and until when it stays."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from models.document import Conference, Document, Revision
from models.people import Invitation, Membership, Person
from models.vocabulary import Capacity, Post, Stage
from tests.support.cast import NOON, print_revision
from tests.support.enter import enter
from tests.support.valid import valid

PAGE = "/admin"


@pytest.fixture
def empty(session):
    """A conference of which nothing is known but its name, with its secretariat."""
    noor = Person(name="Noor", email="noor@example.org", password_hash="x", created_at=NOON)
    session.add_all([noor, Conference(id=1, name="Cities", short_name="Cities", created_at=NOON)])
    session.flush()
    seat = {"capacity": Capacity.SECRETARIAT, "post": Post.OFFICER, "created_at": NOON}
    session.add(Membership(person_id=noor.id, **seat))
    session.commit()


def ticks(page):
    """Say of each step whether it is done."""
    checklist = page[page.index('class="checklist"') : page.index("</ol>", page.index("checklist"))]
    return ["data-done" in step for step in checklist.split("<li")[1:]]


def test_at_first_nothing_is_done_and_the_first_step_has_the_button(client, empty):
    page = valid(enter(client, "noor").get(PAGE))

    assert ticks(page) == [False] * 8
    assert "Describe the conference" in page
    assert "Add delegations" not in page


def test_utc_counts_as_chosen_once_it_was_saved_with_the_place(client, session, empty):
    assert "No time zone yet" in enter(client, "noor").get(PAGE).text
    session.rollback()

    conference = session.get(Conference, 1)
    conference.place, conference.starts_on = "Reykjavik", NOON.date()
    session.commit()

    page = client.get(PAGE).text
    assert "No time zone yet" not in page
    assert ticks(page)[0]


def test_steps_are_ticked_as_they_are_done(client, session, cast):
    cast.conference.place, cast.conference.starts_on = "Ghent", NOON.date()
    cast.document.deadline, cast.document.stage = None, Stage.PREPARATION
    session.execute(sa.update(Person).values(password_hash=""))
    session.commit()

    page = enter(client, "noor").get(PAGE).text

    assert ticks(page) == [True, True, True, True, False, True, False, False]
    assert "people have no link yet" in page
    assert "Make links" in page


def test_who_has_a_link_that_waits_needs_none(client, session, cast):
    session.execute(sa.update(Person).values(password_hash="x"))
    amina = cast.people["amina"]
    amina.password_hash = ""
    link = Invitation(
        person_id=amina.id, token_hash="x", created_at=NOON, expires_at=NOON + timedelta(days=9999)
    )
    session.add(link)
    session.commit()

    assert ticks(enter(client, "noor").get(PAGE).text)[4]


def test_it_goes_with_the_first_revision_after_the_zero_draft(client, session, cast):
    noor = enter(client, "noor")
    assert "checklist" in noor.get(PAGE).text

    print_revision(session, cast.document, "Rev. 1", "rev-1", 1)
    session.commit()

    assert "checklist" not in noor.get(PAGE).text


def test_a_rehearsal_does_not_count(client, session, cast):
    session.execute(sa.update(Document).values(rehearsal=True))
    session.commit()
    assert session.scalar(sa.select(sa.func.count(Revision.id)))

    assert ticks(enter(client, "noor").get(PAGE).text)[5:] == [False] * 3
