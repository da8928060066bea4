"""How often one clicks for what one comes to do, from the page after sign-in, by mouse and scripts.

To type is no click, to choose in a list is one.
"""

import re

import pytest
from playwright.sync_api import expect

from models.vocabulary import Outcome
from tests.formats import libreoffice
from tests.support.cast import print_revision
from tests.support.committee import ARRIVAL
from tests.support.desk import (
    BOTH,
    FIRST,
    LATER,
    OTHER,
    accept,
    ask,
    decide,
    decision,
    verdict,
    words,
)
from tests.support.visitors import sign_in

pytestmark = pytest.mark.usefixtures("passwords")


class Mouse:
    """A page after sign-in, and how often it was clicked."""

    def __init__(self, page, name):
        self.page, self.clicks = page, 0
        sign_in(page, name)
        expect(page).to_have_url(re.compile(r"/for-you$"))
        self.main = page.get_by_role("main")

    def click(self, target):
        target.click()
        self.clicks += 1

    def follow(self, name):
        """Click the link of the page that is called so, the first of several."""
        self.click(self.main.get_by_role("link", name=name).first)


@pytest.fixture
def mouse(visit):
    return lambda name: Mouse(visit(), name)


@pytest.fixture(autouse=True)
def clock(app):
    app.config["CLOCK"] = lambda: LATER


def test_a_change_is_suggested_with_three(mouse, cast):
    dakar = mouse("amina")

    dakar.follow("Declaration of Mayors")
    dakar.page.locator("#arrival").hover()
    dakar.click(dakar.page.locator("#arrival .row-write"))
    dakar.page.locator(".editor textarea[name=words]").fill(FIRST)
    dakar.click(dakar.page.get_by_role("button", name="Submit", exact=True))

    expect(dakar.page.locator("#suggestion-1")).to_be_focused()
    assert dakar.clicks == 3


def test_what_changed_is_compared_with_two(mouse, session, cast):
    accept(session, cast, ask(session, cast, FIRST))
    session.commit()
    dakar = mouse("amina")

    dakar.follow("Declaration of Mayors")
    dakar.follow("Changes since Zero draft")

    expect(dakar.page.locator("#arrival ins").first).to_contain_text("newcomer")
    assert dakar.clicks == 2


def test_what_became_of_mine_is_found_with_one(mouse, session, cast):
    refused = verdict(session, ask(session, cast, FIRST), Outcome.REJECTED, reason="It is said.")
    decide(session, cast, refused)
    session.commit()
    dakar = mouse("amina")
    fates = dakar.main.get_by_role("region", name="Outcome of your suggestions")
    expect(fates).to_contain_text("It is said.")

    dakar.follow("Suggestion 1")

    expect(dakar.page.get_by_role("heading", level=1)).to_contain_text("Suggestion 1")
    expect(dakar.main).to_contain_text("It is said.")
    assert dakar.clicks == 1


def test_three_competing_suggestions_are_decided_with_five_and_undone(mouse, session, cast):
    asked = [
        ask(session, cast, FIRST),
        ask(session, cast, OTHER, by="luis"),
        ask(session, cast, FIRST.replace("newcomer", "guest"), by="paul"),
    ]
    session.commit()
    chair = mouse("marie")

    chair.follow("Next pending item")
    rows = chair.page.locator(".alternative[data-row]")
    for row, outcome in enumerate(("accepted", "accepted", "overtaken")):
        chair.click(rows.nth(row).locator(f".outcomes [value={outcome}]"))
    expect(chair.page.locator("[name=words]")).to_have_value(BOTH)
    expect(chair.page.locator("[data-preview] ins")).to_have_count(2)
    chair.click(chair.page.get_by_role("button", name="Decide", exact=True))

    notice = chair.page.locator("[data-undo]")
    expect(notice).to_contain_text("Decided: Paragraph 1.")
    assert chair.clicks == 5
    session.rollback()
    assert words(session, cast) == BOTH
    outcomes = [decision(session, suggestion).outcome for suggestion in asked]
    assert outcomes == [Outcome.ACCEPTED, Outcome.ACCEPTED, Outcome.OVERTAKEN]

    notice.get_by_role("button", name="Undo").click()

    chair.page.wait_for_url(f"**{ARRIVAL}")
    expect(rows).to_have_count(3)


def test_a_revision_is_published_with_three_its_question_included(mouse, session, cast):
    accept(session, cast, ask(session, cast, FIRST))
    session.commit()
    chair = mouse("marie")

    chair.follow("Publish a revision")
    chair.click(chair.page.get_by_role("button", name="Publish Rev. 1"))
    expect(chair.main.get_by_role("alert")).to_contain_text("This cannot be undone.")
    chair.click(chair.page.get_by_role("button", name="Publish Rev. 1"))

    expect(chair.page).to_have_url(re.compile(r"/revisions/rev-1$"))
    assert chair.clicks == 3


@pytest.mark.parametrize("name", ["amina", "ole"])
def test_a_text_is_taken_away_with_two(mouse, name):
    reader = mouse(name)

    bar = reader.page.get_by_role("navigation", name="Main navigation")
    reader.click(bar.get_by_role("link", name="Text"))
    with reader.page.expect_download() as taken:
        reader.follow("PDF .pdf")

    assert taken.value.suggested_filename.endswith(".pdf")
    assert reader.clicks == 2


def test_other_formats_are_one_press_further(mouse):
    reader = mouse("ole")

    bar = reader.page.get_by_role("navigation", name="Main navigation")
    reader.click(bar.get_by_role("link", name="Text"))
    reader.click(reader.page.locator("summary", has_text="Other formats"))
    with reader.page.expect_download() as taken:
        reader.click(reader.page.get_by_role("link", name="Web page .html"))

    assert taken.value.suggested_filename.endswith(".html")
    assert reader.clicks == 3


@pytest.mark.needs(*libreoffice.NEEDS)
def test_a_redline_is_taken_away_with_three_and_read_by_libreoffice(mouse, session, cast, tmp_path):
    accept(session, cast, ask(session, cast, FIRST))
    print_revision(session, cast.document, "Rev. 1", "rev-1", 1, at=LATER)
    session.commit()
    observer = mouse("ole")

    observer.follow("Declaration of Mayors")
    observer.follow("Changes since Zero draft")
    with observer.page.expect_download() as downloading:
        observer.follow("Word, with tracked changes")

    assert observer.clicks == 3
    path = tmp_path / "redline.docx"
    downloading.value.save_as(path)
    [(accepted, rejected)] = libreoffice.read([path], tmp_path)
    assert FIRST in [words for _label, words in accepted]
    assert FIRST not in [words for _label, words in rejected]
    assert len(accepted) == len(rejected)
