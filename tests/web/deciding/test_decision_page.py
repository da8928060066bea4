"""The page on which one paragraph is decided: what it shows, and to whom."""

import pytest

from models.vocabulary import Outcome, Stage
from tests.support.committee import (
    ARRIVAL,
    DESK,
    fields,
    gives,
    member,
    send,
    stale,
    statements,
)
from tests.support.desk import ARRIVAL as WORDS, OTHER, ask, insert
from tests.support.enter import enter, post
from tests.support.valid import valid


def test_the_page_shows_every_suggestion_against_the_current_words(session, cast, client, desk):
    page = valid(client.get(ARRIVAL))

    assert page.count('<fieldset class="alternative"') == 3
    for city in ("Dakar", "Lima", "Kampala"):
        assert city in page
    assert "Accept with changes" in page
    assert WORDS in page
    assert "1 passage with competing changes" in page


def test_a_clean_stale_one_shows_its_merge_and_one_in_conflict_both_sides(
    session, cast, client, desk
):
    stale(session, cast, desk)

    page = valid(client.get(ARRIVAL))

    assert "Above is what it asks for" in page
    assert "Based on an earlier version" in page
    assert "current text:" in page


@pytest.mark.parametrize("name", ["services", "means", "welcome", "title"])
def test_a_paragraph_with_other_forms_or_nothing_has_its_page_too(client, desk, name):
    assert valid(client.get(f"{DESK}/p/{name}"))


@pytest.mark.parametrize("name", ["insert", "general"])
def test_insertions_and_general_ones_have_their_own_pages(client, desk, name):
    assert valid(client.get(f"{DESK}/s/{desk[name].number}"))


def test_the_reason_of_each_is_named_for_those_who_hear_it(session, cast, client, desk):
    ask(session, cast, OTHER, by="paul", reason="It is kinder.")
    session.commit()

    page = client.get(ARRIVAL).text

    assert '<blockquote class="suggestion-reason" aria-label="Reason">' in page


def test_neighbours_lead_to_what_awaits(client, desk):
    page = client.get(ARRIVAL).text

    assert 'rel="next"' in page
    assert f"desk/s/{desk['insert'].number}" in page
    assert 'rel="prev"' not in page


def test_what_is_not_there_is_not_found(client, desk):
    for path in (f"{DESK}/p/nowhere", f"{DESK}/s/999", f"{DESK}/s/{desk['first'].number}"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("name", ["amina", "noor", "ole"])
def test_others_do_not_see_it(session, cast, client, desk, name):
    enter(client, name)

    assert client.get(ARRIVAL).status_code == 404
    for act in ("decision", "preparation", "words", "preview"):
        assert post(client, f"{ARRIVAL}/{act}", {}).status_code == 404


def test_whoever_sits_in_the_delegation_is_told_so(session, cast, client, desk):
    member(session, cast, client)

    assert "You are also a member of this delegation" in client.get(ARRIVAL).text


def test_an_adopted_document_is_shown_and_not_decided(session, cast, client, desk):
    cast.document.stage = Stage.ADOPTED
    session.commit()

    assert "It can no longer be changed" in valid(client.get(ARRIVAL))
    first = desk["first"]
    sent = fields(session, cast, first, words=WORDS) | gives(first, outcome="accepted")
    for act in ("decision", "preparation", "words", "preview"):
        assert send(client, act, sent).status_code == 403


def test_the_page_takes_few_statements_however_much_is_asked(session, cast, client, desk):
    stale(session, cast, desk)
    paths = [ARRIVAL, f"{DESK}/s/{desk['insert'].number}", f"{DESK}/p/title"]
    first = [max(statements(client, path) for _ in range(2)) for path in paths]
    for _ in range(12):
        ask(session, cast, OTHER)
        insert(session, cast, "We will listen.")
    session.commit()

    later = [statements(client, path) for path in paths]
    assert max(first) == max(later) <= 12


def test_what_is_decided_here_stays_in_sight_with_the_way_back(session, cast, client, desk):
    page = valid(client.get(f"{DESK}/p/welcome"))

    assert Outcome.REJECTED.value.title() in page
    assert f"/suggestions/{desk['refused'].number}/reopening" in page
