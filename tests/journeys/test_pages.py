"""Every page that answers GET, in a real browser: axe has nothing to say, nothing sticks out."""

import pytest
from sqlalchemy import select

from declaration.queries.people.people import DEMO_PASSWORD
from models.amending import SubAmendment
from models.db import db
from models.debate import Comment, Decision, Draft, Suggestion
from models.document import Document, Paragraph
from models.negotiation import AuthorQuestion, Bracket
from models.people import Delegation, Membership, Person
from models.vocabulary import Status, SuggestionKind
from tests.support.browser import AXE, NARROW, NARROW_AXE, WIDE, look

READERS = {  # role -> address in the demo conference
    "public": None,
    "head": "a.ndiaye@example.org",
    "chair": "h.vandersteen@example.org",
    "secretariat": "j.peeters@example.org",
}
NO_PAGES = {
    "static",
    "assets.show",
    "assets.accent_sheet",
    "assets.logo",
    "admin_people.people_table",
}
STACKED = {  # role -> pages whose table stacks on a phone
    "secretariat": ("/admin/people", "/admin/delegations", "/admin/documents", "/journal"),
    "chair": ("/d/declaration/desk/sections", "/d/declaration/disposition"),
    "head": ("/delegation",),
}
NOT_FOR_READING = ("/news",)


def addresses(app):
    """Every GET rule of the application, filled with examples of the demo."""
    with app.test_request_context():
        examples = examples_of(db.session())
        for rule in app.url_map.iter_rules():
            if "GET" not in rule.methods or rule.endpoint in NO_PAGES:
                continue
            if "format_" in rule.arguments:  # a file to keep
                continue
            values = {name: examples[name] for name in rule.arguments}
            room = rule.endpoint.partition(".")[0]
            if room in examples:
                values["number"] = examples[room]
            address = app.url_map.bind("", url_scheme="http").build(rule.endpoint, values)
            if not any(part in address for part in NOT_FOR_READING):
                yield address
        yield f"/d/declaration/suggest?paragraph={examples['uid']}"
        yield f"/d/declaration/suggest?form=insert&after={examples['uid']}"
        yield f"/d/declaration/rolling?open={examples['uid']}"
        for way in ("replace", "insert", "move", "delete"):
            yield f"/d/declaration/rolling/editor?open={examples['uid']}&write={way}"
        yield "/d/declaration?since=zero-draft"
        yield "/d/declaration/rolling?view=compilation"
        yield f"/d/declaration/rolling?open={examples['uid']}&suggestion={examples['replacing']}"
        yield "/d/declaration/compare/zero-draft...rev-1?view=side"
        yield "/d/declaration/compare/zero-draft...rev-1?view=list&show=changes"


def examples_of(session):
    document = session.scalars(select(Document).where(Document.slug == "declaration")).one()
    submitted = select(Suggestion).where(
        Suggestion.document_id == document.id, Suggestion.status == Status.SUBMITTED
    )
    replacing = session.scalars(submitted.where(Suggestion.form == SuggestionKind.REPLACE)).first()
    decided = session.scalars(select(Decision).order_by(Decision.id.desc())).first()
    paragraph = session.get(Paragraph, replacing.paragraph_id)
    inserting = session.scalars(submitted.where(Suggestion.form == SuggestionKind.INSERT)).first()
    return {
        "slug": document.slug,
        "uid": paragraph.uid,
        "replacing": replacing.number,
        "number": (inserting or replacing).number,
        "ordinal": 1,
        "packages": 1,
        "subamendments": session.scalars(
            select(Suggestion.number).join(SubAmendment).order_by(SubAmendment.id)
        ).first(),
        "questions": session.scalars(select(AuthorQuestion.id)).first(),
        "brackets": session.scalars(select(Bracket.id)).first(),
        "reopening": session.get(Suggestion, decided.suggestion_id).number,
        "name": "rev-1",
        "old": "zero-draft",
        "new": "rev-1",
        "token": "spent-or-unknown",
        "kind": "wording",
        "draft_id": session.scalars(select(Draft.id)).first(),
        "comment_id": session.scalars(select(Comment.id)).first(),
        "person_id": session.scalars(select(Person.id)).first(),
        "membership_id": session.scalars(select(Membership.id)).first(),
        "delegation": session.scalars(select(Delegation.slug)).first(),
    }


EDGE = 32  # px: where every title begins on a wide screen; the wall has an edge of its own
LEFT = "titles => titles.map((title) => title.getBoundingClientRect().left)"


@pytest.mark.parametrize("role", READERS)
def test_axe_finds_nothing_on_any_page(demo, chromium, role):
    """Wide and light in English with all rules; then narrow and dark, where those may differ."""
    context = chromium.new_context(base_url=demo.config["ADDRESS"], viewport=WIDE, locale="en")
    context.set_default_timeout(10_000)
    page = context.new_page()
    if READERS[role]:
        enter(page, READERS[role])
    lines, findings = [], []
    page.on("console", lambda message: lines.append(message.text))
    page.on("pageerror", lambda error: findings.append(str(error)))

    for address in addresses(demo):
        answer = page.goto(f"{address}{'&' if '?' in address else '?'}ui=en")
        if answer.status != 200:
            refused = answer.status in {403, 404}
            findings += [] if refused else [f"{address}: {answer.status}"]
            continue
        if role == "public" and "/sign-in" in page.url and address != "/sign-in":
            continue
        findings += [f"{address} wide: {each}" for each in (*look(page, AXE), *astray(page))]
        page.set_viewport_size(NARROW)
        page.emulate_media(color_scheme="dark")
        findings += [f"{address} narrow: {finding}" for finding in look(page, NARROW_AXE)]
        page.set_viewport_size(WIDE)
        page.emulate_media(color_scheme="light")
    findings += [line for line in lines if "Content Security Policy" in line]
    context.close()

    assert not findings, "\n".join(findings)


@pytest.mark.parametrize("language", ["en", "es", "fr"])
@pytest.mark.parametrize(("reader", "addresses"), STACKED.items())
def test_wide_tables_and_the_bar_fit_a_phone_and_stay_what_they_are(
    demo, chromium, reader, addresses, language
):
    context = chromium.new_context(base_url=demo.config["ADDRESS"], viewport=NARROW)
    page = context.new_page()
    enter(page, READERS[reader])

    for address in addresses:
        page.goto(f"{address}?ui={language}")
        table = page.locator("[data-stack]")
        columns = table.get_by_role("columnheader").count()
        named = table.get_by_role("rowheader").count()
        cells = table.get_by_role("cell").count()
        assert columns > 2
        assert cells == named * (columns - 1)
        for frame in (".table[data-stack]", ".bar", ".bar-pages"):
            fits = "each => each.scrollWidth <= each.clientWidth"
            assert page.locator(frame).evaluate(fits), (address, frame)
    context.close()


def enter(page, email):
    page.goto("/sign-in")
    page.locator("input[type=email]").fill(email)
    page.locator("input[type=password]").fill(DEMO_PASSWORD)
    page.locator("main form:has(input[type=password]) button[type=submit]").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def astray(page):
    """Return where titles begin that do not begin where all titles do."""
    begins = page.locator("main:not(.plenary) h1").evaluate_all(LEFT)
    return [f"its title begins at {x} px" for x in begins if x != EDGE]
