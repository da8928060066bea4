"""Drafts and the tray: kept, put in, sent, thrown away; another delegation's are not there."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from declaration.actions.suggesting import drafts
from declaration.actions.suggesting.amendment import Amendment
from models.debate import Draft, Suggestion
from models.document import Version
from models.vocabulary import Kind, Stage, SuggestionKind
from tests.support.cast import LATER, NOON
from tests.support.enter import enter, post
from tests.support.submitted import better, submit
from tests.support.valid import valid

pytestmark = pytest.mark.usefixtures("clock")

WORDS = "We will give everybody a first point of contact."
POSTS = (
    "/drafts/{}/preview",
    "/drafts/{}/draft",
    "/drafts/{}/tray",
    "/drafts/{}/submission",
    "/drafts/{}/discard",
    "/tray/{}",
    "/tray/{}/submission",
)


def begin(session, cast, by=None, words=WORDS, *, ready=False):
    by = by or cast.actors["awa"]
    asked = Amendment(
        SuggestionKind.REPLACE, paragraph_id=cast.paragraphs["arrival"].id, words=words
    )
    draft = drafts.save(session, by, cast.document, asked, at=NOON)
    if ready:
        drafts.mark_ready(session, by, draft, ready=True, at=NOON)
    session.commit()
    return draft.id


def rows(session, table):
    session.rollback()
    return session.scalars(sa.select(table).order_by(table.id)).all()


def fields(**values):
    start = {"form": "replace", "paragraph": "arrival", "language": "en"}
    return start | {"words": "Shorter words."} | values


def test_a_draft_is_kept_and_edited(cast, client, session):
    enter(client, "eleni")
    answer = post(client, "/d/declaration/suggest/draft", fields())
    (draft,) = rows(session, Draft)
    page = valid(client.get(answer.location))

    assert answer.location == f"/drafts/{draft.id}"
    assert "Shorter words." in page
    post(client, f"{answer.location}/draft", fields(words="Even shorter."))
    assert [draft.words for draft in rows(session, Draft)] == ["Even shorter."]


def test_an_unfinished_draft_is_kept_and_does_not_go_into_the_tray(cast, client, session):
    enter(client, "eleni")
    answer = post(client, "/d/declaration/suggest/draft", fields(words=""))
    assert answer.status_code == 303

    page = valid(post(client, f"{answer.location}/tray", fields(words="")), 422)

    assert "Enter the text you suggest" in page
    assert [draft.ready for draft in rows(session, Draft)] == [False]


@pytest.mark.parametrize(
    "form",
    [SuggestionKind.INSERT, SuggestionKind.DELETE, SuggestionKind.MOVE, SuggestionKind.GENERAL],
)
def test_every_form_of_draft_opens(cast, client, session, form):
    asked = Amendment(
        form,
        paragraph_id=cast.paragraphs["arrival"].id,
        after_id=cast.paragraphs["means"].id,
        kind=Kind.HEADING,
        level=2,
        words="New.",
    )
    draft = drafts.save(session, cast.amina, cast.document, asked, at=NOON)
    session.commit()

    assert valid(enter(client, "amina").get(f"/drafts/{draft.id}"))
    assert valid(client.get("/tray"))


def test_a_draft_saved_meanwhile_is_not_overwritten(cast, client, session):
    draft_id = begin(session, cast)
    seen = (NOON - timedelta(minutes=1)).isoformat()

    answer = post(enter(client, "amina"), f"/drafts/{draft_id}/draft", fields(seen=seen))

    page = valid(answer, 409)
    assert "Shorter words." in page
    assert [draft.words for draft in rows(session, Draft)] == [WORDS]


@pytest.mark.parametrize("name", ["luis", "marie", "noor", "ole"])
def test_the_drafts_of_others_are_not_there(cast, client, session, name):
    draft_id = begin(session, cast, ready=True)
    enter(client, name)

    assert client.get(f"/drafts/{draft_id}").status_code == 404
    for path in POSTS:
        assert post(client, path.format(draft_id), fields()).status_code == 404
    assert len(rows(session, Draft)) == 1


def test_an_adviser_fills_the_tray_and_the_head_sends_it(cast, client, session):
    draft_id = begin(session, cast)
    enter(client, "awa")
    assert post(client, f"/tray/{draft_id}", {"ready": "1"}).location == "/tray"
    assert "Submit all" not in valid(client.get("/tray"))

    page = valid(enter(client, "amina").get("/tray"))
    assert "<del" in page
    stamp = page.split('name="draft" value="')[1].split('"')[0]
    answer = post(client, "/tray/submission", {"draft": stamp})

    assert answer.location == "/delegation"
    assert [suggestion.number for suggestion in rows(session, Suggestion)] == [1]
    assert rows(session, Draft) == []


def test_exactly_the_same_is_said_on_the_tray_before_it_is_sent(cast, client, session):
    begin(session, cast, ready=True)
    submit(session, cast, cast.luis, better(cast, WORDS))
    session.commit()

    page = valid(enter(client, "amina").get("/tray"))

    assert "Lima has already suggested the same" in page
    assert 'href="/suggestions/1"' in page


def open_debate(session, cast):
    cast.conference.debate_open = True
    session.commit()


@pytest.mark.parametrize(("opened", "audience"), [(False, "participants"), (True, "opened")])
def test_who_was_named_on_the_tray_reads_what_it_sent(cast, client, session, opened, audience):
    if opened:
        open_debate(session, cast)
    begin(session, cast, ready=True)
    session.commit()  # its reading is over before the other session writes
    page = enter(client, "amina").get("/tray").text
    [stamp] = re.findall(r'name="draft"\s+value="([^"]+)"', page)
    [promise] = set(re.findall(r'name="promise"\s+value="([^"]+)"', page))
    open_debate(session, cast)

    post(client, "/tray/submission", {"draft": stamp, "promise": promise})

    assert [suggestion.audience for suggestion in rows(session, Suggestion)] == [audience]


def test_who_was_named_on_the_tray_reads_the_one_draft_that_is_sent(cast, client, session):
    draft_id = begin(session, cast)
    session.commit()  # its reading is over before the other session writes
    page = enter(client, "amina").get("/tray").text
    [promise] = re.findall(r'name="promise"\s+value="([^"]+)"', page)
    open_debate(session, cast)

    post(client, f"/tray/{draft_id}/submission", {"promise": promise})

    assert [suggestion.audience for suggestion in rows(session, Suggestion)] == ["participants"]


def test_what_changed_since_the_tray_was_read_is_not_sent(cast, client, session):
    draft_id = begin(session, cast, ready=True)

    answer = post(
        enter(client, "amina"), "/tray/submission", {"draft": f"{draft_id}@{LATER.isoformat()}"}
    )

    assert answer.status_code == 422
    assert rows(session, Suggestion) == []


def test_a_draft_is_taken_out_of_the_tray(cast, client, session):
    draft_id = begin(session, cast, ready=True)

    post(enter(client, "amina"), f"/tray/{draft_id}", {"ready": "0"})

    assert [draft.ready for draft in rows(session, Draft)] == [False]


def test_one_draft_is_submitted_from_the_tray(cast, client, session):
    draft_id = begin(session, cast)

    answer = post(enter(client, "amina"), f"/tray/{draft_id}/submission")

    assert answer.location == "/suggestions/1"
    assert valid(client.get("/suggestions/1"))
    assert rows(session, Draft) == []


def test_a_draft_that_somebody_has_saved_again_is_not_submitted_unseen(cast, client, session):
    draft_id = begin(session, cast)
    seen = {"seen": f"{draft_id}@{(NOON - timedelta(hours=1)).isoformat()}"}

    assert post(enter(client, "amina"), f"/tray/{draft_id}/submission", seen).status_code == 409
    assert len(rows(session, Draft)) == 1

    [stamp] = re.findall(r'name="seen"\s+value="([^"]+)"', client.get("/tray").text)
    assert post(client, f"/tray/{draft_id}/submission", {"seen": stamp}).status_code == 303


def test_in_preparation_a_draft_stands_on_what_is_published(cast, client, session):
    arrival, services, welcome = (
        cast.paragraphs[key].id for key in ("arrival", "services", "welcome")
    )
    asked = Amendment(SuggestionKind.MOVE, paragraph_id=arrival, after_id=services)
    draft = drafts.save(session, cast.amina, cast.document, asked, at=NOON)
    unseen = Version(paragraph_id=welcome, language="en", words="Not yet out", created_at=LATER)
    session.add(unseen)
    session.commit()
    assert "Not yet out" in valid(enter(client, "amina").get(f"/drafts/{draft.id}"))

    cast.document.stage = Stage.PREPARATION
    session.commit()

    assert "Not yet out" not in valid(client.get(f"/drafts/{draft.id}"))


def test_a_draft_is_submitted_with_other_words(cast, client, session):
    draft_id = begin(session, cast)

    answer = post(enter(client, "amina"), f"/drafts/{draft_id}/submission", fields())

    assert answer.location == "/suggestions/1"
    assert rows(session, Draft) == []


def test_a_draft_is_discarded(cast, client, session):
    draft_id = begin(session, cast)

    assert post(enter(client, "amina"), f"/drafts/{draft_id}/discard").location == "/tray"
    assert rows(session, Draft) == []


def test_in_consolidation_drafts_are_made_and_not_sent(cast, client, session):
    draft_id = begin(session, cast, ready=True)
    cast.document.stage = Stage.CONSOLIDATION
    session.commit()
    enter(client, "amina")

    assert valid(client.get(f"/drafts/{draft_id}"))
    assert post(client, f"/tray/{draft_id}/submission").status_code == 403
    stamp = f"{draft_id}@{NOON.isoformat()}"
    assert post(client, "/tray/submission", {"draft": stamp}).status_code == 403
    assert len(rows(session, Draft)) == 1


def test_an_adviser_without_the_right_sends_nothing(cast, client, session):
    draft_id = begin(session, cast, ready=True)
    enter(client, "awa")

    assert post(client, f"/tray/{draft_id}/submission").status_code == 403
    assert post(client, "/tray/submission", {"draft": "x"}).status_code == 403


def test_no_act_without_a_token(cast, client, session):
    draft_id = begin(session, cast, ready=True)
    enter(client, "amina")

    for path in POSTS:
        assert client.post(path.format(draft_id), data=fields()).status_code == 400
    assert client.post("/tray/submission").status_code == 400
