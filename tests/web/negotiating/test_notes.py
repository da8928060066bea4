"""A note is written where a comment is, shown with its mark, and hidden from all others."""

import csv
import io
import re

import pytest

from declaration.actions import comments
from declaration.actions.comments import Remark
from models.db import db
from models.document import Conference
from models.vocabulary import Procedure
from tests.support.cast import LATER
from tests.support.committee import statements
from tests.support.desk import FIRST, ask, insert
from tests.support.enter import enter, post

WORDS = "Ask the lawyers first."
ONLY = "Only the committee reads this"
PAGES = (
    "/d/declaration/p/arrival",
    "/d/declaration/rolling?open=arrival",
    "/suggestions/1",
    "/d/declaration/desk/p/arrival",
)


@pytest.fixture
def noted(session, cast):
    """A suggestion, in a conference that has notes."""
    cast.conference.procedure = Procedure.NOTES
    cast.suggestion = ask(session, cast, FIRST)
    session.commit()
    return cast


@pytest.fixture
def chair(app, noted):
    return enter(app.test_client(), "marie")


def write(session, cast, **place):
    place = place or {"paragraph_id": cast.paragraphs["arrival"].id}
    remark = Remark(WORDS, internal=True, **place)
    note = comments.comment(session, cast.marie, cast.document, remark, at=LATER)
    session.commit()
    return note


def switch_off(client):
    with client.application.app_context():
        db.session.get(Conference, 1).procedure = ""
        db.session.commit()


@pytest.mark.parametrize(
    ("page", "action"),
    [
        ("/d/declaration/p/arrival", "/d/declaration/p/arrival/comments"),
        ("/suggestions/1", "/suggestions/1/comments"),
    ],
)
def test_the_form_offers_it_and_the_page_shows_it_with_a_mark(chair, page, action):
    assert ONLY in chair.get(page).text

    answer = post(chair, action, {"words": WORDS, "language": "en", "internal": "y"})

    shown = chair.get(page).text
    assert answer.status_code == 303
    assert WORDS in shown
    assert re.search(r'class="badge"[^>]*>\s*Committee note\s*<', shown)


def test_the_page_of_a_decision_shows_them_apart_and_leads_to_the_form(session, chair, noted):
    write(session, noted)
    write(session, noted, suggestion_id=noted.suggestion.id)

    page = chair.get("/d/declaration/desk/p/arrival").text

    notes = page[page.index('id="notes"') :]
    assert notes.count(WORDS) == page.count(WORDS) == 2
    assert f"<b>{noted.people['marie'].name}</b>" in notes
    form = chair.get("/d/declaration/p/arrival/comments?note=1").text
    assert "/d/declaration/p/arrival/comments?note=1" in notes
    assert re.search(r"<input[^>]* checked id=\"internal\"", form)


def test_of_what_stands_alone_it_leads_to_the_suggestion(session, chair, noted):
    number = insert(session, noted, "We listen.").number
    session.commit()

    page = chair.get(f"/d/declaration/desk/s/{number}").text

    assert f'href="/suggestions/{number}#comments">Write a note' in page


def test_the_desk_counts_them_apart(session, chair, noted):
    write(session, noted, suggestion_id=noted.suggestion.id)

    desk = chair.get("/d/declaration/desk").text

    assert "1 committee note" in desk
    assert "open comment<" not in desk


@pytest.mark.parametrize("name", ["amina", "luis", "noor", "ole", None])
def test_nobody_else_is_offered_or_shown_one(session, app, noted, name):
    write(session, noted)
    write(session, noted, suggestion_id=noted.suggestion.id)
    client = enter(app.test_client(), name) if name else app.test_client()
    client.get("/account")

    for path in (
        *PAGES[:3],
        "/d/declaration/discussion",
        "/d/declaration/discussion.csv",
        "/journal",
    ):
        page = client.get(path).text
        assert WORDS not in page
        assert ONLY not in page
        assert "ommittee note" not in page
        assert "The drafting committee only" not in page


def test_the_secretariat_redacts_a_note_unread(session, app, noted):
    note = write(session, noted)

    page = (
        enter(app.test_client(), "noor").get(f"/admin/redaction?where=comment&what={note.id}").text
    )

    assert WORDS not in page


def test_a_table_of_comments_leaves_them_out(session, chair, noted):
    note = write(session, noted)
    remark = Remark("For all.", paragraph_id=noted.paragraphs["arrival"].id)
    comments.comment(session, noted.luis, noted.document, remark, at=LATER)
    session.commit()

    rows = list(csv.reader(io.StringIO(chair.get("/d/declaration/discussion.csv").text)))

    assert len(rows) == 2
    assert str(note.id) not in {row[0] for row in rows}


def test_an_answer_to_a_note_says_who_reads_it(session, chair, noted):
    note = write(session, noted)

    page = chair.get(f"/comments/{note.id}/answers").text

    assert "Visible only to the drafting committee." in page


def test_what_was_typed_as_a_note_is_not_made_public_when_notes_are_off(chair):
    chair.get("/d/declaration/p/arrival")
    switch_off(chair)

    sent = {"words": WORDS, "language": "en", "internal": "y"}
    answer = post(chair, "/d/declaration/p/arrival/comments", sent)

    assert answer.status_code == 422
    assert WORDS in answer.text
    assert "no longer has committee notes" in answer.text
    assert WORDS not in chair.get("/d/declaration/p/arrival").text


def test_switched_off_there_is_no_note_and_no_statement_more(session, chair, noted):
    note = write(session, noted)
    on = [statements(chair, path) for path in PAGES]
    switch_off(chair)

    off = [statements(chair, path) for path in PAGES]
    assert off == [*on[:3], on[3] - 1]
    for path in PAGES:
        page = chair.get(path).text
        assert WORDS not in page
        assert ONLY not in page
    assert chair.get(f"/comments/{note.id}/answers").status_code == 404


def test_a_note_is_news_on_an_open_page_of_a_decision(session, chair, noted):
    page = chair.get("/d/declaration/desk/p/arrival").text
    url, tag = re.search(r'data-news="([^"]+)"\s+data-tag="([^"]+)"', page).groups()
    asking = {"If-None-Match": f'"{tag}"'}
    before = chair.get(url.replace("&amp;", "&"), headers=asking).status_code
    write(session, noted)

    after = chair.get(url.replace("&amp;", "&"), headers=asking).status_code

    assert (before, after) == (304, 200)
