import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from declaration.actions.deciding import preparations
from models.debate import Phrase, Preparation
from models.vocabulary import Outcome, Stage, Status
from tests.support.committee import DESK, fill, member, stale, stamps, statements
from tests.support.desk import FIRST, LATER, accept, ask, insert, orphan, ruling, verdict, words
from tests.support.enter import enter, post
from tests.support.statements import counting
from tests.support.valid import valid

RELEASE = f"{DESK}/release"
MOST = 9  # statements


def prepare(session, cast, suggestion, outcome=Outcome.ACCEPTED, on="arrival", **values):
    prepared = ruling(session, verdict(session, suggestion, outcome), on=on, cast=cast, **values)
    preparation = preparations.prepare(
        session, cast.actors["paul_member"], cast.document, prepared, at=LATER
    )
    session.commit()
    return preparation


def test_an_empty_desk_says_what_to_do_next(cast, client):
    enter(client, "marie")

    assert "Suggestions appear here as soon as delegations submit them" in valid(client.get(DESK))


def test_a_desk_that_is_done_says_what_to_do_next(session, cast, client):
    accept(session, cast, ask(session, cast, FIRST))
    session.commit()
    enter(client, "marie")

    assert "Every suggestion has been decided" in valid(client.get(DESK))


def test_next_leads_to_the_first_decision_that_is_pending(app, session, cast, client):
    orphan(session, cast)  # has no place to be decided at
    session.commit()
    enter(client, "marie")
    assert client.get(f"{DESK}/next").location == DESK

    listening = insert(session, cast, "We will listen.", after="services")
    session.commit()
    assert client.get(f"{DESK}/next").location == f"{DESK}/s/{listening.number}"

    ask(session, cast, FIRST)
    session.commit()
    assert client.get(f"{DESK}/next").location == f"{DESK}/p/arrival"
    with counting(app) as seen:
        client.get(f"{DESK}/next")
    assert len(seen) <= MOST


def test_the_desk_counts_and_groups_what_awaits(session, cast, client):
    by_name = fill(session, cast)
    stale(session, cast, by_name)
    enter(client, "marie")

    page = valid(client.get(DESK))

    assert "<b>6</b> pending" in page
    assert "<b>1</b> accepted" in page
    assert "Based on an earlier version" in page
    assert "Conflicts with the current text" in page
    assert "New paragraph after paragraph 1" in page
    assert page.index("desk/p/arrival") < page.index("desk/p/services") < page.index("desk/s/7")


@pytest.mark.parametrize(
    ("show", "listed", "missing"),
    [
        ("stale", "p/arrival", "p/services"),
        ("decided", "p/welcome", "p/services"),
        ("prepared", "p/services", "p/arrival"),
        ("all", "p/welcome", "p/states"),
        ("nonsense", "p/services", "p/welcome"),
    ],
)
def test_the_desk_shows_a_part_of_it(session, cast, client, show, listed, missing):
    by_name = fill(session, cast)
    stale(session, cast, by_name)
    prepare(session, cast, by_name["delete"], Outcome.REJECTED, on="services")
    enter(client, "marie")

    page = valid(client.get(f"{DESK}?show={show}"))

    assert f"desk/{listed}" in page
    assert f"desk/{missing}" not in page


@pytest.mark.parametrize("path", [DESK, RELEASE, "/d/declaration/phrases"])
def test_the_desk_is_the_committees_alone(session, cast, client, path):
    assert client.get(path).status_code == 303
    for name in ("amina", "noor", "ole"):
        enter(client, name)
        assert client.get(path).status_code == 404
    enter(client, "marie")
    assert client.get(path.replace("declaration", "nowhere")).status_code == 404


@pytest.mark.parametrize("path", [DESK, f"{DESK}?show=all", RELEASE, "/d/declaration/phrases"])
def test_the_desk_takes_few_statements_however_much_is_on_it(session, cast, client, path):
    enter(client, "marie")
    fill(session, cast)
    first = statements(client, path)
    for _ in range(12):
        ask(session, cast, FIRST)
        insert(session, cast, "We will listen.")
    session.commit()

    assert statements(client, path) <= first <= 12


def test_what_is_prepared_is_shown_and_released_at_once(session, cast, client):
    by_name = fill(session, cast)
    prepare(session, cast, by_name["first"], words=FIRST)
    prepare(session, cast, by_name["insert"], on=None)
    enter(client, "marie")
    page = valid(client.get(RELEASE))
    assert "<ins>" in page
    assert "We will listen." in page

    response = post(client, RELEASE, {"chosen": list(stamps(page))}, shown=RELEASE)

    assert response.status_code == 303
    assert "2 decisions released" in client.get(response.location).text
    session.rollback()
    assert words(session, cast) == FIRST
    assert by_name["insert"].status is Status.DECIDED


def test_what_has_gone_stale_stays_and_is_named(session, cast, client):
    by_name = fill(session, cast)
    preparation = prepare(session, cast, by_name["second"], words=FIRST, base_version_id=1)
    enter(client, "marie")

    [stamp] = stamps(client.get(RELEASE).text)
    response = post(client, RELEASE, {"chosen": stamp}, shown=RELEASE, follow_redirects=True)

    assert "1 prepared decision was not released" in response.text
    assert "The text has changed since" in response.text
    session.rollback()
    assert session.get(Preparation, preparation.id) is not None


def test_only_what_is_chosen_is_released_and_its_reason_was_shown(session, cast, client):
    by_name = fill(session, cast)
    prepare(session, cast, by_name["first"], words=FIRST)
    prepare(session, cast, by_name["insert"], Outcome.REJECTED, on=None)
    enter(client, "marie")
    page = valid(client.get(RELEASE))
    first, insertion = stamps(page)
    assert re.search(r"Rejected\s*<q[^>]*>", page)
    refused = post(client, RELEASE, shown=RELEASE)
    assert refused.status_code == 422
    assert "Select at least one decision" in refused.text

    response = post(client, RELEASE, {"chosen": insertion}, shown=RELEASE, follow_redirects=True)

    assert "1 decision released" in response.text
    session.rollback()
    assert by_name["first"].status is Status.SUBMITTED
    assert by_name["insert"].status is Status.DECIDED
    assert list(stamps(client.get(RELEASE).text)) == [first]


def test_what_was_prepared_anew_since_the_list_was_shown_stays(session, cast, client):
    by_name = fill(session, cast)
    preparation = prepare(session, cast, by_name["first"], words=FIRST)
    enter(client, "marie")
    [stamp] = stamps(client.get(RELEASE).text)
    preparation.updated_at += timedelta(seconds=1)
    session.commit()

    response = post(client, RELEASE, {"chosen": stamp}, shown=RELEASE, follow_redirects=True)

    assert "1 prepared decision was not released" in response.text
    session.rollback()
    assert by_name["first"].status is Status.SUBMITTED


def test_a_member_sees_what_is_prepared_and_does_not_release(session, cast, client):
    by_name = fill(session, cast)
    prepare(session, cast, by_name["first"], words=FIRST)
    member(session, cast, client)

    assert "Only the chair can release decisions" in valid(client.get(RELEASE))
    assert post(client, RELEASE, shown=RELEASE).status_code == 403


def test_releasing_needs_a_token(session, cast, client):
    enter(client, "marie")

    assert client.post(RELEASE).status_code == 400


def test_the_usual_reasons_are_kept_a_line_each(session, cast, client):
    enter(client, "marie")
    path = "/d/declaration/phrases"

    response = post(client, path, {"phrases": "Agreed language.\r\n\r\nToo detailed."}, shown=path)

    assert response.status_code == 303
    assert session.scalars(sa.select(Phrase.words)).all() == ["Agreed language.", "Too detailed."]
    page = valid(post(client, path, {"phrases": "x" * 501}, shown=path), 422)
    assert "x" * 501 in page
    assert client.post(path, data={"phrases": "No token."}).status_code == 400


def test_the_usual_reasons_rest_when_the_document_is_adopted(session, cast, client):
    cast.document.stage = Stage.ADOPTED
    session.commit()
    enter(client, "marie")

    assert client.get("/d/declaration/phrases").status_code == 403
