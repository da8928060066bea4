"""The pages that matter, in the states that nobody sees who builds them."""

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import expect

from models.db import db
from models.document import Version
from tests.journeys.conftest import NARROW, WIDE
from tests.journeys.test_pages import READERS, enter, examples_of
from tests.support.browser import AXE, NARROW_AXE, look, rules
from tests.support.cast import NOON, print_revision
from tests.support.desk import LATER, ask
from tests.support.visitors import sign_in

ZOOMED = {"width": 360, "height": 225}  # 1440 x 900 at 400 %
SHEET = {"width": 794, "height": 1123}  # A4 at 96 dots an inch


@dataclass(frozen=True)
class State:
    """How a page is looked at; ``asks`` answers with what is wrong."""

    viewport: dict[str, int] = field(default_factory=lambda: WIDE)
    media: dict[str, str] = field(default_factory=dict)
    axe: dict = field(default_factory=lambda: NARROW_AXE)
    asks: str = "[]"


MOVING = """[...document.getAnimations().map((one) => `moves: ${one.animationName}`),
  ...(getComputedStyle(document.documentElement).scrollBehavior === "smooth" ? ["glides"] : [])]"""
PRINTED = """[...document.querySelectorAll("nav:not(:has(.crumbs)), button, dialog, .menu")]
  .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height > 1)
  .map((one) => `printed: ${one.outerHTML.slice(0, 90)}`)"""
UNMARKED = """[...document.querySelectorAll(".redline :is(ins, del):not([hidden])")]
  .filter((one) => getComputedStyle(one).textDecorationLine === "none")
  .map((one) => `looks unchanged: ${one.outerHTML.slice(0, 90)}`)"""
CONTRAST = rules("color-contrast")
SIZES = rules("target-size")  # what is forced has the contrast that its reader chose
STATES = {
    "zoomed": State(ZOOMED, axe=AXE),
    "reduced motion": State(media={"reduced_motion": "reduce"}, asks=MOVING),
    "forced colours": State(media={"forced_colors": "active"}, axe=SIZES, asks=UNMARKED),
    "printed": State(SHEET, {"media": "print"}, CONTRAST, PRINTED),
}


def pages(app):
    """Yield who looks at which page of the demo."""
    with app.app_context():
        examples = examples_of(db.session())
    place, number = examples["uid"], examples["number"]
    yield "head", "/"
    yield "head", "/d/declaration"
    yield "head", f"/d/declaration/rolling?open={place}"
    yield "head", f"/d/declaration/suggest?paragraph={place}"
    yield "head", f"/suggestions/{number}"
    yield "head", "/d/declaration/compare/zero-draft...rev-1"
    yield "head", "/for-you"
    yield "chair", f"/d/declaration/desk/p/{place}"


@pytest.fixture(scope="module")
def passes(demo, chromium):
    """What a browser keeps of those who have signed in."""
    states = {}
    for reader in ("head", "chair"):
        context = chromium.new_context(base_url=demo.config["ADDRESS"])
        enter(context.new_page(), READERS[reader])
        states[reader] = context.storage_state()
        context.close()
    return states


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_and_nothing_sticks_out(demo, chromium, passes, state):
    seen, findings = STATES[state], []
    for reader, storage in passes.items():
        context = chromium.new_context(
            base_url=demo.config["ADDRESS"],
            viewport=seen.viewport,
            storage_state=storage,
            locale="en",
        )
        page = context.new_page()
        page.emulate_media(**seen.media)
        for who, address in pages(demo):
            if who == reader:
                page.goto(address)
                wrong = (*look(page, seen.axe), *page.evaluate(seen.asks))
                findings += [f"{address}: {finding}" for finding in wrong]
        context.close()

    assert not findings, "\n".join(findings)


ARABIC = "نرحب بكل من يصل إلى مدننا، ونتيح له الخدمات نفسها."
WRITTEN = """() => [...document.querySelectorAll("p, h1, h2, blockquote, textarea, div")]
  .filter((one) => one.children.length === 0 || one.matches(".words"))
  .filter((one) => (one.value ?? one.textContent).includes("مدننا"))
  .filter((one) => getComputedStyle(one).direction !== "rtl"
                   || one.closest("[lang]").lang !== "ar")
  .map((one) => one.outerHTML.slice(0, 120))"""


@pytest.fixture
def arabic(app, passwords, session, cast):
    """The declaration in Arabic, with two revisions and a suggestion that changes a first word."""
    app.config["CLOCK"] = lambda: LATER
    cast.document.language = "ar"
    say(session, cast, ARABIC, *cast.paragraphs)
    print_revision(session, cast.document, "Rev. 1", "rev-1", 1, LATER)
    say(session, cast, ARABIC.replace("نرحب", "نحن نرحب"), "services")
    print_revision(session, cast.document, "Rev. 2", "rev-2", 2, LATER)
    words = ARABIC.replace("نرحب", "إننا نرحب")
    ask(session, cast, words, paragraph="services", reason="هكذا نقول في مدننا.", language="ar")
    session.commit()
    return cast


def say(session, cast, words, *keys):
    """Put words in Arabic into paragraphs."""
    for key in keys:
        values = {"paragraph_id": cast.paragraphs[key].id, "created_at": NOON}
        session.add(Version(words=words, language="ar", **values))
    session.flush()


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_an_arabic_paragraph_runs_from_right_to_left_wherever_it_stands(arabic, visit, viewport):
    page, findings = visit(viewport=viewport), []
    for name, addresses in (
        ("luis", ("/d/declaration", "/d/declaration/rolling?open=services", "/suggestions/1")),
        ("luis", ("/d/declaration/suggest?paragraph=services", "/d/declaration?since=rev-1")),
        ("luis", ("/d/declaration/compare/rev-1...rev-2",)),
        ("marie", ("/d/declaration/desk/p/services",)),
    ):
        page.context.clear_cookies()
        sign_in(page, name)
        for address in addresses:
            page.goto(address)
            expect(page.get_by_role("main")).to_contain_text("مدننا")
            wrong = (*page.evaluate(WRITTEN), *look(page, AXE))
            findings += [f"{address}: {finding}" for finding in wrong]

    assert not findings, "\n".join(findings)
