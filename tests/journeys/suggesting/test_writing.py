"""Writing in the text: at its place, saved by itself, nothing lost, with the others in view."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from declaration.actions.suggesting import drafts as drafting
from declaration.actions.suggesting.amendment import Amendment
from models.base import now
from models.debate import Comment, Draft, Suggestion
from models.vocabulary import SuggestionKind
from tests.journeys.conftest import NARROW, WIDE
from tests.support.browser import AXE, look
from tests.support.submitted import better, submit
from tests.support.visitors import PASSWORD, send, sign_in

pytestmark = pytest.mark.usefixtures("passwords")

EDITOR = "/d/declaration/rolling/editor?open=arrival&write=replace#arrival"
SMALL = {"width": 1024, "height": 768}
KEYBOARD = {"width": 390, "height": 420}  # what a phone's keyboard leaves
WORDS = "We will give every newcomer a first point of contact."
SOON = 12_000  # ms: a draft is saved some seconds after the last key


@pytest.fixture
def amina(passwords, visit):
    page = visit()
    sign_in(page, "amina")
    page.goto(EDITOR)
    return page


def box(page):
    return page.locator(".editor [name=words]")


def write(page, words):
    box(page).fill(words)
    expect(page.locator("[data-saved]")).to_contain_text("Saved as a draft", timeout=SOON)


def drafts(session):
    session.rollback()
    return session.scalars(sa.select(Draft.words).order_by(Draft.id)).all()


def test_one_writes_in_the_text_and_sends_without_a_page_between(session, amina):
    box(amina).fill(WORDS)
    expect(amina.locator(".editor ins").first).to_contain_text("newcomer")

    send(amina, "submission")

    expect(amina.locator(".beside #suggestion-1")).to_be_focused()
    assert drafts(session) == []


@pytest.mark.parametrize("scripts", [True, False])
def test_a_double_click_is_one_suggestion(session, visit, scripts):
    page = visit(scripts=scripts)
    sign_in(page, "amina")
    page.goto("/d/declaration/suggest?paragraph=arrival")
    page.locator("[name=words]").fill(WORDS)
    sent = []
    page.on("request", lambda request: sent.append(request.method))

    page.locator("button[formaction$='/submission']").dblclick()

    expect(page).to_have_url(re.compile(r"/suggestions/1$"))
    assert "POST" in sent
    session.rollback()
    assert session.scalar(sa.select(sa.func.count(Suggestion.id))) == 1


def test_what_a_browser_sends_again_leads_to_the_first_and_other_words_come_back(session, visit):
    page = visit()
    sign_in(page, "amina")
    page.goto("/d/declaration/discussion")
    body = page.locator("form[action='/d/declaration/comments']").evaluate(
        "form => { form.elements.words.value = 'Who pays?';"
        " return new URLSearchParams(new FormData(form)).toString(); }"
    )
    send_it = """async (body) => {
        const answer = await fetch('/d/declaration/comments',
            {method: 'POST', body: new URLSearchParams(body)});
        return [answer.status, answer.url];
    }"""
    first, second = (page.evaluate(send_it, body) for _ in range(2))
    other = page.evaluate(send_it, body.replace("Who", "What"))

    assert first == second
    assert other[0] == 409
    session.rollback()
    assert session.scalars(sa.select(Comment.words)).all() == ["Who pays?"]


def test_it_works_without_scripts(visit):
    page = visit(scripts=False, viewport=NARROW)
    sign_in(page, "amina")
    page.goto("/d/declaration/rolling?open=arrival#arrival")
    page.locator(".beside a[href*='write=replace']").click()
    box(page).fill(WORDS)
    send(page, "preview")
    expect(page.locator("[data-preview] ins").first).to_be_attached()

    send(page, "submission")

    expect(page).to_have_url(re.compile(r"/suggestions/1$"))


def test_what_is_typed_is_one_draft_whatever_happens_to_the_page(session, amina):
    write(amina, WORDS)
    amina.reload()
    expect(box(amina)).to_have_value(WORDS)
    write(amina, f"{WORDS} Always.")

    assert drafts(session) == [f"{WORDS} Always."]


def test_words_of_a_closed_tab_come_back(session, visit):
    page = visit()
    sign_in(page, "amina")
    page.goto(EDITOR)
    box(page).fill(WORDS)
    page.wait_for_timeout(500)  # kept by the browser, not yet by the server
    page.close()

    again = page.context.new_page()
    again.goto(EDITOR)

    expect(box(again)).to_have_value(WORDS)
    expect(again.locator("[data-kept]")).to_be_visible()
    assert drafts(session) == []


def test_a_draft_of_a_closed_tab_is_gone_on_with_on_another_machine(session, amina, visit):
    write(amina, WORDS)
    amina.close()
    elsewhere = visit()
    sign_in(elsewhere, "amina")
    elsewhere.goto(EDITOR)

    expect(elsewhere.locator("[name=words]")).to_have_value(WORDS)


def test_a_session_that_ends_takes_no_words_along(session, amina):
    amina.context.clear_cookies(name="session")
    box(amina).fill(WORDS)
    expect(amina.locator("[data-unsaved]")).to_be_visible(timeout=SOON)

    send(amina, "draft")
    amina.get_by_label("Email address").fill("amina@example.org")
    amina.get_by_label("Password", exact=True).fill(PASSWORD)
    amina.get_by_role("main").get_by_role("button", name="Sign in").click()

    expect(amina.locator("[name=words]")).to_have_value(WORDS)


def test_a_colleague_s_change_meanwhile_is_shown_and_both_are_kept(session, cast, amina):
    write(amina, WORDS)
    draft = session.scalars(sa.select(Draft)).one()
    asked = Amendment(SuggestionKind.REPLACE, paragraph_id=draft.paragraph_id, words="Theirs.")
    later = now() + timedelta(seconds=1)
    drafting.save(session, cast.actors["awa"], cast.document, asked, draft=draft, at=later)
    session.commit()

    box(amina).fill(f"{WORDS} Always.")
    expect(amina.locator("[data-saved]")).to_contain_text("saved elsewhere", timeout=SOON)
    assert drafts(session) == ["Theirs."]
    send(amina, "draft")

    expect(amina.locator("main")).to_contain_text("Someone else made a change first")
    expect(amina.locator("[name=words]")).to_have_value(f"{WORDS} Always.")


def test_the_usual_keys_and_the_buttons_format_and_undo_takes_it_back(amina):
    box(amina).fill("one two")
    box(amina).evaluate("box => box.setSelectionRange(4, 7)")

    amina.keyboard.press("Control+b")
    assert box(amina).input_value() == "one **two**"
    amina.keyboard.press("Control+b")
    assert box(amina).input_value() == "one two"
    amina.get_by_role("button", name="Italic").click()
    assert box(amina).input_value() == "one *two*"
    amina.keyboard.press("Control+z")
    assert box(amina).input_value() == "one two"
    amina.keyboard.press("Control+k")
    amina.keyboard.type("https://example.org")
    assert box(amina).input_value() == "one [two](https://example.org)"


def test_selected_words_are_suggested_on(amina):
    amina.goto("/d/declaration/rolling")
    amina.evaluate(
        """() => {
          const words = document.querySelector("#arrival [data-quotable]").firstChild;
          const start = words.data.indexOf("first point");
          getSelection().setBaseAndExtent(words, start, words, start + 11);
        }"""
    )

    amina.get_by_role("button", name="Suggest new wording").click()

    expect(amina).to_have_url(re.compile("write=replace"))
    expect(box(amina)).to_be_focused()
    selected = "box => box.value.slice(box.selectionStart, box.selectionEnd)"
    assert box(amina).evaluate(selected) == "first point"


def test_a_place_is_chosen_step_by_step_and_is_saved(session, cast, amina):
    amina.goto(EDITOR.replace("replace", "move"))
    places = amina.locator(".editor [name=after]")
    group = amina.get_by_role("group", name="Change the place")
    before = places.evaluate("list => list.selectedIndex")

    group.get_by_role("button", name="Down").click()
    group.get_by_role("button", name="Down").click()
    group.get_by_role("button", name="Up").click()

    chosen = places.evaluate("list => list.selectedOptions[0].text")
    assert places.evaluate("list => list.selectedIndex") == before + 1
    expect(group.get_by_role("status")).to_have_text(chosen)
    expect(amina.locator("[data-saved]")).to_contain_text("Saved as a draft", timeout=SOON)
    for _press in range(places.evaluate("list => list.length")):
        group.get_by_role("button", name="Up").click()
    assert places.input_value() == ""
    assert group.get_by_role("status").text_content() == "At the beginning of the text"


def test_without_scripts_a_place_is_chosen_in_the_list(visit):
    page = visit(scripts=False)
    sign_in(page, "amina")
    page.goto(EDITOR.replace("replace", "move"))

    expect(page.locator(".editor [name=after]")).to_be_visible()
    expect(page.locator("[data-steps-for]")).to_be_hidden()


def test_exactly_the_same_is_told_before_it_is_sent(session, cast, amina):
    submit(session, cast, cast.luis, better(cast, WORDS))
    session.commit()

    box(amina).fill(WORDS)

    expect(amina.locator("[data-others]")).to_contain_text(
        "has already suggested exactly this text"
    )
    send(amina, "submission")
    expect(amina.locator(".beside #suggestion-2")).to_be_focused()


@pytest.mark.parametrize("viewport", [KEYBOARD, SMALL], ids=["keyboard", "1024"])
def test_words_changes_state_and_button_are_in_view_together(visit, viewport):
    page = visit(viewport=viewport)
    sign_in(page, "amina")
    page.goto(EDITOR)
    expect(box(page)).to_be_focused()

    write(page, WORDS)

    expect(box(page)).to_be_in_viewport()
    expect(page.locator("[data-preview] ins").first).to_be_in_viewport()
    expect(page.locator("[data-saved]")).to_be_in_viewport()
    expect(page.locator("button[formaction$='/submission']")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("way", ["replace", "insert", "move", "delete"])
def test_axe_finds_nothing_in_the_form_in_the_text(session, cast, visit, way):
    submit(session, cast, cast.luis, better(cast, WORDS))
    session.commit()
    page = visit()
    sign_in(page, "amina")
    problems = []

    for viewport, scheme in ((WIDE, "light"), (NARROW, "dark")):
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme)
        page.goto(f"/d/declaration/rolling?open=arrival&write={way}")
        problems += look(page, AXE)

    assert problems == []
