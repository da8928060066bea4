"""Our copy in a real browser: written in with scripts, pasted and submitted without them."""

import pytest
from playwright.sync_api import expect

from declaration.text import plain
from models.debate import Draft, Suggestion
from tests.journeys.conftest import NARROW
from tests.support.browser import AXE, look
from tests.support.cast import PASSAGES
from tests.support.copies import COPY, REASONS, begin
from tests.support.suggest_form import WORDS
from tests.support.visitors import sign_in

pytestmark = pytest.mark.usefixtures("passwords")


def box(page, uid):
    return page.locator(f"[name=words-{uid}]")


def redline(page, uid):
    return page.locator(f"live-redline#{uid} [data-preview]")


def test_a_box_shows_its_own_redline_as_one_types_and_sends_nothing_else(visit):
    page = visit()
    sign_in(page, "amina")
    page.goto(COPY)
    sent = []
    page.on(
        "request", lambda request: sent.append(request.post_data) if request.post_data else None
    )

    box(page, "arrival").fill(WORDS)

    expect(redline(page, "arrival").locator("del").first).to_be_visible()
    expect(redline(page, "means")).to_be_hidden()
    assert [body.count("seen-") for body in sent] == [1]
    page.locator("footer").scroll_into_view_if_needed()  # no button over a box
    assert look(page, AXE) == []
    box(page, "arrival").fill(PASSAGES[3][3])
    expect(redline(page, "arrival")).to_be_hidden()


def test_unsent_words_come_back_and_a_colleagues_stay(session, cast, visit):
    page = visit()
    sign_in(page, "amina")
    page.goto(COPY)
    box(page, "arrival").fill(WORDS)
    expect(redline(page, "arrival").locator("del").first).to_be_visible()  # by then they are kept
    begin(session, cast, words="We ask States to act.", key="means", by="awa")

    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(COPY)

    expect(box(page, "arrival")).to_have_value(WORDS)
    expect(redline(page, "arrival").locator("del").first).to_be_visible()
    expect(box(page, "means")).to_have_value("We ask States to act.")
    page.locator("form.copy .actions button").first.click()
    expect(page.locator(".flashes p")).to_have_count(1)
    session.rollback()
    assert sorted(draft.words for draft in session.query(Draft)) == [
        "We ask States to act.",
        WORDS,
    ]
    expect(page.locator("[data-kept]")).to_be_hidden()


def test_unsent_words_do_not_replace_what_a_colleague_saved_meanwhile(session, cast, visit):
    page = visit()
    sign_in(page, "amina")
    page.goto(COPY)
    box(page, "arrival").fill(WORDS)
    expect(redline(page, "arrival").locator("del").first).to_be_visible()
    begin(session, cast, words="Her words.", by="awa")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(COPY)
    expect(box(page, "arrival")).to_have_value(WORDS)

    page.locator("form.copy .actions button").first.click()

    expect(page.locator("#arrival .notice")).to_contain_text("saved a different text")
    session.rollback()
    assert [draft.words for draft in session.query(Draft)] == ["Her words."]


def test_words_put_away_leave_what_is_there_now(session, cast, visit):
    page = visit()
    sign_in(page, "amina")
    page.goto(COPY)
    box(page, "arrival").fill(WORDS)
    expect(redline(page, "arrival").locator("del").first).to_be_visible()
    begin(session, cast, words="Her words.", by="awa")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(COPY)

    page.locator("[data-forget]").click()

    expect(box(page, "arrival")).to_have_value("Her words.")
    page.locator("form.copy .actions button").first.click()
    expect(page.locator(".flashes")).to_contain_text("Your copy has not changed")


def test_a_pasted_text_is_submitted_by_one_confirmation_without_a_script(session, visit):
    page = visit(scripts=False, viewport=NARROW)
    sign_in(page, "amina")
    page.goto(COPY)
    new = {"arrival": WORDS, "means": "We call on States to give cities the means they need."}
    page.locator("summary:has(+ form)").click()

    lines = [new.get(key, plain(words)) for key, _kind, _level, words in PASSAGES]
    page.locator("[name=pasted]").fill("\n".join(lines))
    page.locator("form:has([name=source]) button").click()
    expect(page.locator("[name=take]")).to_have_count(2)
    page.locator("form:has([name=take]) button").click()
    page.wait_for_url(f"**{REASONS}")
    page.locator("[name=same]").fill("Duties need means.")
    page.locator("button[formaction$='/submission']").click()
    page.wait_for_url("**/delegation")

    session.rollback()
    assert session.query(Suggestion).count() == 2
    assert session.query(Draft).count() == 0


@pytest.mark.parametrize("viewport", [None, NARROW])
def test_the_list_of_reasons_and_the_comparison_are_for_everybody(session, cast, visit, viewport):
    begin(session, cast)
    begin(session, cast, words="We ask States to act.", key="means", reason="Duty.")
    page = visit(viewport=viewport) if viewport else visit()
    sign_in(page, "amina")
    page.goto(REASONS)
    assert look(page, AXE) == []
    page.goto(COPY)
    page.locator("summary:has(+ form)").click()
    page.locator("[name=pasted]").fill("\n".join(words for *_rest, words in PASSAGES[:-1]))
    page.locator("form:has([name=source]) button").click()
    expect(page.locator("[name=take]")).to_have_count(1)

    assert look(page, AXE) == []
