"""What is typed is saved as a draft by itself: one draft, read by the delegation alone."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from declaration.actions.suggesting import drafts as drafting
from models.journal import Event
from models.vocabulary import Stage
from tests.support.cast import NOON
from tests.support.enter import enter, post
from tests.support.suggest_form import SUGGEST, WORDS, drafts, fields, suggestions

MORE = f"{WORDS} Always."


@pytest.fixture
def client(app):
    moments = (NOON + timedelta(minutes=number) for number in range(1000))
    app.config["CLOCK"] = lambda: next(moments)
    return app.test_client()


def typing(client, url=SUGGEST, **values):
    return post(client, f"{url}/draft?part=saved", fields(**values))


def addresses(page):
    """Return where the form goes, and where its buttons send it instead."""
    return re.findall(r'action="([^"]*/(?:preview|draft|tray|submission))"', page.text)


def told(answer, name):
    return re.search(rf'data-{name}="([^"]*)"', answer.text)[1]


def test_what_is_typed_becomes_one_draft(cast, client, session):
    enter(client, "awa")

    first = typing(client)
    again = typing(client, told(first, "url"), seen=told(first, "seen"), words=MORE)

    assert (first.status_code, again.status_code) == (200, 200)
    assert "Saved as a draft for your delegation" in again.text
    assert "<html" not in again.text
    [draft] = drafts(session)
    assert told(first, "url") == f"/drafts/{draft.id}"
    assert (draft.words, draft.person_id) == (MORE, cast.people["awa"].id)


def test_a_draft_is_no_event(cast, client, session):
    before = session.scalar(sa.select(sa.func.count()).select_from(Event))
    typing(enter(client, "awa"))
    session.rollback()

    assert session.scalar(sa.select(sa.func.count()).select_from(Event)) == before


def test_words_are_kept_as_they_are_typed(cast, client, session):
    typing(enter(client, "awa"), words='We  say "half a word')

    assert [draft.words for draft in drafts(session)] == ['We  say "half a word']


def test_nothing_is_kept_before_anything_is_written(cast, client, session):
    words = enter(client, "awa").get(f"{SUGGEST}?paragraph=arrival").text
    words = re.search(r"<textarea[^>]*name=\"words\"[^>]*>\s*([^<]*)<", words)[1]

    answer = typing(client, words=words, reason="")

    assert (answer.status_code, answer.text) == (204, "")
    assert drafts(session) == []


def test_a_draft_saved_meanwhile_stays_as_it_is(cast, client, session):
    first = typing(enter(client, "awa"))
    url, seen = told(first, "url"), told(first, "seen")
    typing(enter(client, "amina"), url, seen=seen, words="Hers.")

    answer = typing(enter(client, "awa"), url, seen=seen, words=MORE)

    assert answer.status_code == 409
    assert "saved elsewhere in the meantime" in answer.text
    assert [draft.words for draft in drafts(session)] == ["Hers."]


def test_the_autosaved_draft_is_submitted_and_gone(cast, client, session):
    first = typing(enter(client, "amina"))

    answer = post(client, f"{told(first, 'url')}/submission", fields(seen=told(first, "seen")))

    assert answer.status_code == 303
    assert drafts(session) == []
    assert len(suggestions(session)) == 1


def test_addresses_of_a_draft_end_as_those_of_a_new_change(cast, client):
    new = addresses(enter(client, "amina").get(f"{SUGGEST}?paragraph=arrival"))
    url = told(typing(client), "url")

    assert len(new) == 5
    assert [address.replace(SUGGEST, url) for address in new] == addresses(client.get(url))


def test_a_page_loaded_again_finds_the_draft(cast, client, session):
    first = typing(enter(client, "awa"))

    answer = client.get(f"{SUGGEST}?paragraph=arrival&draft={told(first, 'draft')}")

    assert (answer.status_code, answer.location) == (303, told(first, "url"))


def test_other_delegations_save_nothing_into_it(cast, client, session):
    first = typing(enter(client, "awa"))

    assert typing(enter(client, "luis"), told(first, "url")).status_code == 404
    assert [draft.words for draft in drafts(session)] == [WORDS]


def test_words_of_a_draft_that_is_gone_are_given_back(cast, client, session):
    url = told(typing(enter(client, "awa")), "url")
    post(client, f"{url}/discard")

    answer = post(client, f"{url}/draft", fields(words=MORE))

    assert answer.status_code == 404
    assert MORE in answer.text


def test_after_adoption_nothing_is_saved(cast, client, session):
    cast.document.stage = Stage.ADOPTED
    session.commit()

    assert typing(enter(client, "awa")).status_code == 403
    assert drafts(session) == []


@pytest.mark.parametrize(
    "values", [{"words": "w" * 20_001}, {"language": ""}, {"words": "a\0b"}, {"words": "\u202e"}]
)
def test_what_no_draft_can_be_is_not_saved(cast, client, session, values):
    assert typing(enter(client, "awa"), **values).status_code == 422
    assert drafts(session) == []


def test_no_draft_without_a_token(cast, client, session):
    path = f"{SUGGEST}/draft?part=saved"
    assert enter(client, "awa").post(path, data=fields()).status_code == 400
    assert drafts(session) == []


def test_a_draft_in_the_tray_is_not_taken_out_by_a_key(cast, client, session):
    url = told(typing(enter(client, "awa")), "url")
    assert "data-autosave" in client.get(url).text
    [draft] = drafts(session)
    drafting.mark_ready(session, cast.actors["awa"], draft, ready=True, at=NOON)
    session.commit()

    assert "data-autosave" not in client.get(url).text
