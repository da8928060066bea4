"""What is said of the items below a paragraph, wherever it is asked to move or to go."""

import re

import pytest

from models.vocabulary import Stage, SuggestionKind
from tests.support.desk import ask
from tests.support.enter import enter, post
from tests.support.suggest_form import SUBMIT, fields, suggestions
from tests.support.valid import valid

MOVED = "Paragraph 3: move after paragraph 1, with its sub-items (a), (b)"
DELETED = "Paragraph 3: delete; its sub-items (a), (b) stay"
GOING = "Its sub-items (a), (b) go with it."
STAYING = (
    "Its sub-items (a), (b) stay and belong to paragraph 2; in the next revision they are 2 (a) to"
    " 2 (b)."
)
TAGS = re.compile(r"<[^>]+>")


def seen(html):
    return " ".join(TAGS.sub("", html).split())


@pytest.fixture
def asked(session, cast):
    """A move and a deletion of the same paragraph, with items below it."""
    after = cast.paragraphs["arrival"].id
    ask(session, cast, form=SuggestionKind.MOVE, paragraph="especially", after_id=after)
    ask(session, cast, form=SuggestionKind.DELETE, paragraph="especially", by="luis")
    session.commit()


@pytest.mark.parametrize(
    "page",
    [
        "/d/declaration/suggest?form=move&paragraph=especially",
        "/d/declaration/rolling/editor?open=especially&write=move",
        "/d/declaration/amend?form=move&paragraph=especially",
    ],
)
def test_a_form_says_that_the_items_go_along_and_shows_them(cast, client, page):
    html = seen(valid(enter(client, "marie" if "amend" in page else "amina").get(page)))

    assert GOING in html
    assert "(b) the ties that newcomers keep" in html


def test_a_form_says_what_becomes_of_the_items_of_what_is_deleted(cast, client):
    page = "/d/declaration/suggest?form=delete&paragraph=especially"
    html = seen(valid(enter(client, "amina").get(page)))

    assert STAYING in html
    assert "suggest that for each of them" in html


def test_items_may_be_left_without_a_paragraph(session, cast, client):
    gone = "/d/declaration/suggest?form=delete&paragraph=especially"
    for key in ("arrival", "services"):
        moved = {"form": "move", "paragraph": key, "after": "means", "act": "amend"}
        post(enter(client, "marie"), "/d/declaration/amend", fields(**moved))

    html = seen(valid(enter(client, "amina").get(gone)))

    assert "stay, without a paragraph above them; in the next revision they are (a) to (b)." in html


def test_a_heading_moves_and_goes_alone(cast, client):
    amina = enter(client, "amina")

    page = "/d/declaration/suggest?paragraph=welcome&form="
    assert "The heading moves alone" in amina.get(f"{page}move").text
    assert "The heading alone is deleted" in amina.get(f"{page}delete").text


@pytest.mark.parametrize(
    ("about", "after", "sentence"),
    [
        ("especially", "ties", "A paragraph cannot be placed among its own sub-items"),
        ("arrival", "hosts", "between another paragraph and its sub-items"),
    ],
)
def test_where_it_cannot_stand_is_said(cast, client, session, about, after, sentence):
    values = fields(form="move", paragraph=about, after=after)

    assert sentence in valid(post(enter(client, "amina"), SUBMIT, values), 422)
    assert suggestions(session) == []
    own = values | {"act": "amend"}
    assert sentence in valid(post(enter(client, "marie"), "/d/declaration/amend", own), 422)


def test_its_own_items_cannot_be_chosen(cast, client):
    html = enter(client, "amina").get("/d/declaration/suggest?form=move&paragraph=especially").text

    assert re.findall(r'<option[^>]* disabled[^>]* value="(\w+)"', html) == ["hosts", "ties"]


def test_every_page_says_what_becomes_of_the_items(cast, client, asked):
    amina = enter(client, "amina")
    assert MOVED in seen(valid(amina.get("/suggestions/1")))
    assert MOVED in seen(valid(amina.get("/suggestions/1/receipt")))
    panel = seen(valid(amina.get("/d/declaration/rolling?open=especially")))
    assert MOVED in panel
    assert DELETED in panel
    compiled = seen(valid(amina.get("/d/declaration/rolling?view=compilation")))
    assert "Dakar: move this paragraph after paragraph 1, with its sub-items (a), (b)]" in compiled
    assert "Lima: delete this paragraph; its sub-items (a), (b) stay]" in compiled
    desk = seen(valid(enter(client, "marie").get("/d/declaration/desk/p/especially")))
    for sentence in (MOVED, GOING, DELETED, STAYING):
        assert sentence in desk


def test_the_secretariat_is_told_and_moves_them_together(cast, client, session):
    cast.document.stage = Stage.PREPARATION
    session.commit()
    noor, text = enter(client, "noor"), "/admin/documents/declaration/text"
    page = valid(noor.get(f"{text}/p/especially"))
    assert GOING in seen(page)
    assert STAYING in seen(page)
    names = ("version", "place")
    values = {name: re.search(rf'name="{name}" value="(\d+)"', page)[1] for name in names}

    refused = post(noor, f"{text}/p/especially/place", values | {"after": "hosts"})
    assert "among its own sub-items" in valid(refused, 422)
    assert post(noor, f"{text}/p/especially/place", values | {"after": ""}).status_code == 303
    shown = re.findall(r'id="(especially|hosts|ties|title)"', noor.get(text).text)
    assert list(dict.fromkeys(shown)) == ["especially", "hosts", "ties", "title"]


def test_a_paragraph_moves_to_the_head_of_the_text(cast, client, session):
    cast.document.deadline = None
    session.commit()
    page = "/d/declaration/suggest?form=move&paragraph=especially"
    amina = enter(client, "amina")
    assert re.search(r'<option selected value="services"', amina.get(page).text)

    moved = fields(form="move", paragraph="especially", after="")
    assert post(amina, SUBMIT, moved).status_code == 303

    asked = "Paragraph 3: move to the beginning of the text, with its sub-items (a), (b)"
    assert asked in seen(valid(amina.get("/suggestions/1")))
    assert "Paragraph 3: move to the beginning of the text" in seen(valid(amina.get("/delegation")))
    compiled = valid(amina.get("/d/declaration/rolling?view=compilation"))
    wish = "move this paragraph to the beginning of the text, with its sub-items (a), (b)]"
    assert wish in seen(compiled)
    rewording = amina.get("/suggestions/1/wording").text
    assert re.search(r'<option selected value=""', rewording)


def test_a_draft_of_a_move_to_the_head_comes_back_as_it_is(cast, client, session):
    amina = enter(client, "amina")
    moved = fields(form="move", paragraph="especially", after="")

    page = amina.get(post(amina, "/d/declaration/suggest/draft", moved).location).text

    assert re.search(r'<option selected value=""', page)
