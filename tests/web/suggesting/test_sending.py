"""Asking for a change: works, not yours, not now, stale, bad input."""

import pytest
import sqlalchemy as sa

from models.debate import Wording
from models.vocabulary import Audience, Stage, SuggestionKind
from tests.support.cast import NOON
from tests.support.enter import enter, post, token
from tests.support.suggest_form import (
    SUBMIT,
    SUGGEST,
    WORDS,
    drafts,
    early,
    fields,
    reword,
    suggestions,
)
from tests.support.valid import valid


@pytest.fixture
def client(app):
    app.config["CLOCK"] = lambda: NOON
    return app.test_client()


FORMS = (
    "form=replace&paragraph=arrival",
    "form=replace&paragraph=title",
    "form=replace&paragraph=welcome",
    "form=insert&after=arrival",
    "form=insert",
    "form=delete&paragraph=hosts",
    "form=move&paragraph=means",
    "form=general",
    "",
)


@pytest.mark.parametrize("query", FORMS)
def test_every_form_of_a_suggestion_has_its_page(cast, client, query):
    page = valid(enter(client, "amina").get(f"{SUGGEST}?{query}"))

    assert "Once submitted, it will be visible to all delegations" in page
    assert "Drafts are visible only to your delegation." in page
    assert f'formaction="{SUBMIT}"' in page


@pytest.mark.parametrize(
    "query", ["form=replace&paragraph=nothing", "form=eat", "form=replace", "form=move&after=zz"]
)
def test_what_is_not_in_the_text_has_no_form(cast, client, query):
    assert enter(client, "amina").get(f"{SUGGEST}?{query}").status_code == 404


def test_words_from_before_the_zero_draft_are_nobodys_business(cast, client, session):
    secret = early(session, cast)

    answer = enter(client, "amina").get(f"{SUGGEST}?paragraph=arrival&base_version={secret}")

    assert answer.status_code == 404


@pytest.mark.parametrize("name", ["marie", "noor", "ole"])
def test_only_delegations_find_the_form(cast, client, name):
    assert enter(client, name).get(SUGGEST).status_code == 404


def test_the_public_signs_in_first(cast, client):
    assert client.get(SUGGEST).status_code == 303


@pytest.mark.parametrize("stage", [Stage.PREPARATION, Stage.ADOPTED])
def test_there_is_a_time_for_suggestions(cast, client, session, stage):
    cast.document.stage = stage
    session.commit()

    assert enter(client, "amina").get(SUGGEST).status_code == 403


def test_an_adviser_drafts_and_is_told_why_not_to_submit(cast, client):
    page = valid(enter(client, "eleni").get(SUGGEST))

    assert "You do not have the right to submit" in page
    assert f'formaction="{SUBMIT}"' not in page


def test_submitting_leads_to_the_suggestion(cast, client, session):
    answer = post(enter(client, "amina"), SUBMIT, fields())

    assert (answer.status_code, answer.location) == (303, "/suggestions/1")
    (suggestion,) = suggestions(session)
    assert (suggestion.form, suggestion.late_seconds, suggestion.audience) == (
        SuggestionKind.REPLACE,
        0,
        Audience.PARTICIPANTS,
    )
    assert WORDS in session.scalars(sa.select(Wording.words)).all()


def test_without_a_token_nothing_is_taken(cast, client, session):
    assert enter(client, "amina").post(SUBMIT, data=fields()).status_code == 400
    assert suggestions(session) == []


def test_the_change_is_shown_without_a_script(cast, client, session):
    page = valid(post(enter(client, "amina"), f"{SUGGEST}/preview", fields()))

    assert "<del" in page
    assert WORDS in page
    assert suggestions(session) == drafts(session) == []


def test_the_redline_comes_as_one_types(cast, client):
    answer = post(enter(client, "amina"), f"{SUGGEST}/preview?part=redline", fields())

    assert answer.status_code == 200
    assert answer.text.startswith("We will give every person who arrives")
    assert "<html" not in answer.text


def test_a_paragraph_that_stands_there_is_not_moved(cast, client):
    page = post(
        enter(client, "amina"), SUBMIT, fields(form="move", paragraph="services", after="arrival")
    )

    assert "is already there" in valid(page, 422)


@pytest.mark.parametrize(
    "values",
    [
        {"form": "insert", "after": "arrival", "shape": "item-1", "paragraph": ""},
        {"form": "insert", "after": "", "shape": "heading-2", "paragraph": ""},
        {"form": "delete"},
        {"form": "move", "after": "means"},
        {"form": "general", "paragraph": ""},
    ],
)
def test_every_form_is_submitted(cast, client, session, values):
    answer = post(enter(client, "amina"), SUBMIT, fields(**values))

    assert answer.status_code == 303, answer.text[:2000]
    assert suggestions(session)[0].form == values["form"]
    assert valid(client.get("/suggestions/1"))


def test_in_consolidation_the_words_become_a_draft(cast, client, session):
    cast.document.stage = Stage.CONSOLIDATION
    session.commit()

    page = valid(post(enter(client, "amina"), SUBMIT, fields()), 403)

    assert "saved as a draft" in page
    assert [draft.words for draft in drafts(session)] == [WORDS]
    assert suggestions(session) == []


def test_after_adoption_the_words_come_back(cast, client, session):
    cast.document.stage = Stage.ADOPTED
    session.commit()

    page = valid(post(enter(client, "amina"), SUBMIT, fields()), 403)

    assert WORDS in page
    assert drafts(session) == []


def test_after_adoption_a_preview_gives_the_words_back(cast, client, session):
    cast.document.stage = Stage.ADOPTED
    session.commit()

    page = valid(post(enter(client, "amina"), f"{SUGGEST}/preview", fields()), 403)

    assert WORDS in page


def test_nobody_is_told_to_submit_where_only_drafts_are_taken(app, cast, client, session):
    cast.document.stage = Stage.CONSOLIDATION
    session.commit()
    app.config["CLOCK"] = lambda: cast.document.deadline.replace(day=13)

    page = valid(enter(client, "amina").get(SUGGEST))

    assert "The deadline has passed" not in page
    assert "Suggestions can no longer be submitted" in page


def test_late_is_said_before_and_marked_after(app, cast, client, session):
    app.config["CLOCK"] = lambda: cast.document.deadline.replace(day=13)
    late = valid(enter(client, "amina").get(SUGGEST))
    post(client, SUBMIT, fields())

    assert "The deadline has passed" in late
    assert suggestions(session)[0].late_seconds == 24 * 3600
    assert "Late" in valid(client.get("/suggestions/1"))


def test_the_base_is_what_was_on_the_screen(cast, client, session):
    enter(client, "amina")
    page = client.get(f"{SUGGEST}?form=replace&paragraph=arrival").text
    version = page.split('name="base_version"')[1].split('value="')[1].split('"')[0]
    reword(session, cast, "arrival", "Everything is different now.")

    answer = post(client, SUBMIT, fields(base_version=version))

    assert answer.status_code == 303
    session.rollback()
    assert session.scalars(sa.select(Wording.base_version_id)).one() == int(version)
    assert "changed since, in the same place" in client.get("/suggestions/1").text


@pytest.mark.parametrize(
    "path",
    [SUBMIT, f"{SUGGEST}/draft", f"{SUGGEST}/preview", "/d/declaration/comments"],
)
def test_words_of_an_ended_session_come_back_and_nothing_is_done(cast, client, session, path):
    csrf = token(enter(client, "amina"), "/account")
    values = fields(csrf_token="", _carried="1", _token=csrf)

    page = valid(client.post(path, data=values))

    assert WORDS in page
    assert suggestions(session) == drafts(session) == []


def test_who_was_promised_fewer_readers_is_asked_again(cast, client, session):
    page = enter(client, "amina").get(f"{SUGGEST}?form=replace&paragraph=arrival").text
    assert 'name="promise" type="hidden" value="participants"' in page
    cast.conference.debate_open = True
    session.commit()

    answer = post(client, SUBMIT, fields(promise="participants"))

    assert "Visible to everyone" in valid(answer, 409)
    assert WORDS in answer.text
    assert suggestions(session) == []
    assert post(client, SUBMIT, fields(promise="opened")).status_code == 303
