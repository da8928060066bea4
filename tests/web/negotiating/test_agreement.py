"""Agreement in the pages: the panel, the mark, and the reason that every form asks for."""

import re

import pytest

from models.vocabulary import Stage, SuggestionKind
from tests.support.committee import ARRIVAL, fields, gives, send
from tests.support.desk import (
    FIRST,
    OTHER,
    accept,
    agree,
    agreeing,
    ask,
    place,
    reserve,
    switch_on,
    version,
)
from tests.support.enter import post

ROLLING = "/d/declaration/rolling"
PANEL = f"{ROLLING}?open=arrival"
AGREEMENT = "/d/declaration/p/arrival/agreement"
RESERVATION = "/d/declaration/p/arrival/reservation"
MARK = "row-agreed"
WHY = "Why it is reopened."


@pytest.fixture(autouse=True)
def _on(session, cast):
    switch_on(session, cast)


def seen(session, cast, key="arrival"):
    pairs = sorted(agreeing(session, cast, key).seen)
    session.rollback()
    return " ".join(f"{version_id}.{place_id}" for version_id, place_id in pairs)


def agreed(session, cast, *keys, **values):
    agree(session, cast, *keys, **values)
    session.commit()


def words(session, cast, key="arrival"):
    session.rollback()
    return version(session, cast.paragraphs[key]).words


def test_the_chair_agrees_by_one_press_and_the_text_has_a_mark(marie, session, cast):
    assert MARK not in marie.get(ROLLING).text

    answer = post(marie, AGREEMENT, {"seen": seen(session, cast)}, shown=PANEL)

    assert answer.status_code == 303
    assert answer.location.endswith("/d/declaration/rolling?open=arrival#arrival")
    page = marie.get(PANEL).text
    assert page.count(MARK) == 1
    assert "✓ Provisionally agreed" in page
    assert "Reopen…" in page


def test_without_the_part_no_page_speaks_of_agreement(marie, amina, session, cast):
    agreed(session, cast, "arrival")
    cast.conference.procedure = ""
    session.commit()

    for client in (marie, amina):
        page = client.get(PANEL).text
        assert MARK not in page
        assert 'id="agreement-arrival"' not in page
    assert post(marie, AGREEMENT, {"seen": "1.1"}, shown=PANEL).status_code == 404


def test_what_is_pending_is_named_before_the_chair_agrees(marie, session, cast):
    number = ask(session, cast, FIRST).number
    session.commit()
    sent = {"seen": seen(session, cast)}

    question = post(marie, AGREEMENT, sent, shown=PANEL)
    assert question.status_code == 422
    assert f'href="/suggestions/{number}"' in question.text
    answer = post(marie, AGREEMENT, sent | {"confirmed": "yes"}, shown=PANEL)

    assert answer.status_code == 303
    assert MARK in marie.get(ROLLING).text


def test_text_that_has_changed_since_it_was_shown_is_not_agreed(marie, session, cast):
    sent = {"seen": seen(session, cast)}
    accept(session, cast, ask(session, cast, FIRST))
    session.commit()

    assert post(marie, AGREEMENT, sent, shown=PANEL).status_code == 409


def test_reopening_asks_for_its_reason_and_shows_it(marie, session, cast):
    agreed(session, cast, "arrival")
    form = {"seen": seen(session, cast), "reopening": " "}

    empty = post(marie, f"{AGREEMENT}/reopening", form)
    assert empty.status_code == 422
    assert 'id="reopening-error"' in empty.text
    assert post(marie, f"{AGREEMENT}/reopening", form | {"reopening": WHY}).status_code == 303

    page = marie.get(PANEL).text
    assert MARK not in page
    assert WHY in page


def test_a_delegation_reserves_its_position_and_lifts_it(amina, marie, session, cast):
    agreed(session, cast, "arrival")
    sent = {"version": version(session, cast.paragraphs["arrival"]).id, "words": "Not yet."}
    session.rollback()

    assert post(amina, RESERVATION, sent, shown=PANEL).status_code == 303
    assert "Not yet." in marie.get(PANEL).text
    page = amina.get(PANEL).text
    [lifting] = set(re.findall(r"/reservations/\d+/lifting", page))
    assert post(amina, lifting, shown=PANEL).status_code == 303

    assert "Not yet." not in marie.get(PANEL).text


def test_an_adviser_and_another_delegation_have_no_button_to_lift(awa, luis, session, cast):
    agreed(session, cast, "arrival")
    number = reserve(session, cast, "arrival").id
    session.commit()

    for client in (awa, luis):
        page = client.get(PANEL).text
        assert "reserves its position" in page
        assert f"/reservations/{number}/lifting" not in page


def test_a_decision_that_changes_agreed_text_asks_for_the_reason_in_place(marie, session, cast):
    suggestion = ask(session, cast, FIRST)
    agreed(session, cast, "arrival", confirmed=True)
    sent = fields(session, cast, suggestion, words=FIRST)
    sent |= gives(suggestion, outcome="accepted") | {"confirmed": "yes"}

    assert 'name="reopening"' in marie.get(ARRIVAL).text
    refused = send(marie, "decision", sent)
    assert refused.status_code == 422
    assert 'id="reopening-error"' in refused.text
    assert FIRST in refused.text
    assert send(marie, "decision", sent | {"reopening": WHY}).status_code == 303

    assert words(session, cast) == FIRST
    assert WHY in marie.get(PANEL).text


def test_a_decision_that_leaves_agreed_text_as_it_is_needs_no_reason(marie, session, cast):
    suggestion = ask(session, cast, FIRST)
    agreed(session, cast, "arrival", confirmed=True)
    sent = fields(session, cast, suggestion, words=words(session, cast))
    sent |= gives(suggestion, outcome="rejected", reason="It is said.")

    assert send(marie, "decision", sent).status_code == 303
    assert MARK in marie.get(ROLLING).text


def test_a_committee_edit_of_agreed_text_asks_for_the_reason_in_place(marie, session, cast):
    agreed(session, cast, "arrival")
    arrival = cast.paragraphs["arrival"]
    sent = {
        "form": "replace",
        "paragraph": "arrival",
        "base_version": version(session, arrival).id,
        "base_place": place(session, arrival).id,
        "words": OTHER,
        "reason": "It is clearer.",
        "language": "en",
        "act": "amend",
    }
    session.rollback()
    shown = "/d/declaration/amend?form=replace&paragraph=arrival"

    refused = post(marie, "/d/declaration/amend", sent, shown=shown)
    assert refused.status_code == 422
    assert 'id="reopening-error"' in refused.text
    assert OTHER in refused.text
    done = post(marie, "/d/declaration/amend", sent | {"reopening": WHY}, shown=shown)

    assert done.status_code == 303
    assert words(session, cast) == OTHER


def test_reopening_a_decision_on_agreed_text_asks_for_the_reason_in_place(marie, session, cast):
    suggestion = ask(session, cast, FIRST)
    accept(session, cast, suggestion)
    agreed(session, cast, "arrival")
    before = words(session, cast)
    path = f"/suggestions/{suggestion.number}/reopening"
    session.rollback()
    sent = {"reason": "Once more.", "words": OTHER}

    refused = post(marie, path, sent)
    assert refused.status_code == 422
    assert 'id="reopening-error"' in refused.text
    assert words(session, cast) == before
    assert post(marie, path, sent | {"reopening": WHY}).status_code == 303

    assert words(session, cast) == OTHER


@pytest.mark.parametrize("act", ["", "/place", "/removal"])
def test_the_secretariat_edits_agreed_text_with_a_reason(noor, session, cast, act):
    agreed(session, cast, "arrival")
    cast.document.stage = Stage.PREPARATION
    session.commit()
    path = "/admin/documents/declaration/text/p/arrival"
    arrival = cast.paragraphs["arrival"]
    sent = {
        "version": version(session, arrival).id,
        "place": place(session, arrival).id,
        "shape": "operative-0",
        "words": OTHER,
        "after": "means",
    }
    session.rollback()

    refused = post(noor, f"{path}{act}", sent, shown=path)
    assert refused.status_code == 422
    assert "give a reason for reopening it" in refused.text
    assert post(noor, f"{path}{act}", sent | {"reopening": WHY}, shown=path).status_code == 303


def test_a_heading_tells_how_much_of_its_section_is_agreed(marie, session, cast):
    agreed(session, cast, "means")

    page = marie.get(f"{ROLLING}?open=states").text

    assert "1 of 1 paragraph of this section is provisionally agreed." in page
    assert "Agree this section" not in page


def test_a_deleted_paragraph_was_reopened_and_says_why(marie, session, cast):
    deletion = ask(session, cast, form=SuggestionKind.DELETE)
    agreed(session, cast, "arrival", confirmed=True)
    accept(session, cast, deletion, reopening=WHY)
    session.commit()

    assert MARK not in marie.get(ROLLING).text
