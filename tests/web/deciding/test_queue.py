from datetime import UTC, timedelta

import pytest

from declaration.actions.deciding import preparations as preparing, sharing
from declaration.queries.deciding import queue
from models.vocabulary import Outcome, Stage
from tests.support.cast import NOON
from tests.support.committee import DESK, fill, member, stale, statements
from tests.support.desk import FIRST, LATER, ask, insert, ruling, verdict
from tests.support.enter import enter, post
from tests.support.valid import valid

TAKE = f"{DESK}/section"
SECTIONS = f"{DESK}/sections"
MEETING = f"{DESK}/meeting"


def take(session, cast, name, key="welcome"):
    heading = cast.paragraphs[key] if key else None
    by = cast.actors[name]
    sharing.assign(session, by, cast.document, heading, by.person_id, at=LATER)
    session.commit()


def test_rows_name_the_paragraph_by_its_words_and_everybody_who_asks(session, cast, chair):
    first, same = ask(session, cast, FIRST), ask(session, cast, FIRST, by="luis")
    session.commit()

    page = valid(chair.get(DESK))

    assert "We will give every person who arrives in" not in page  # cut off: enough to know it by
    assert "We will give every person who arrives" in page
    assert "Dakar, Lima" in page
    assert f"suggestions {first.number}, {same.number}" in page
    assert f'value="{first.number} {same.number}"' in page


def test_progress_is_said_by_section_and_in_total(session, cast, chair):
    fill(session, cast)

    page = valid(chair.get(f"{DESK}?show=all"))

    assert "1 of 8 suggestions decided" in page
    assert "1 of 6 decided" in page


@pytest.mark.parametrize(
    ("query", "listed", "missing"),
    [
        ("section=states", "p/means", "p/arrival"),
        ("section=start", None, "p/arrival"),
        ("delegation=kampala", "p/arrival", "p/means"),
        ("delegation=nobody", None, "p/arrival"),
        ("mine=1", "p/arrival", "p/means"),
        ("show=stale&delegation=lima", None, "p/arrival"),
    ],
)
def test_the_address_says_what_of_the_queue(session, cast, chair, query, listed, missing):
    fill(session, cast)
    take(session, cast, "marie")

    page = valid(chair.get(f"{DESK}?{query}"))

    assert f"desk/{missing}" not in page
    assert listed is None or f"desk/{listed}" in page
    assert listed is not None or "Show all sections and delegations" in page


def test_what_the_address_asks_for_goes_along(session, cast, chair):
    fill(session, cast)

    page = valid(chair.get(f"{DESK}?delegation=dakar&slug=elsewhere&_external=1"))

    assert "desk?delegation=dakar&amp;show=stale" in page
    assert "desk/together?delegation=dakar" in page


def test_it_says_who_is_at_work_on_a_paragraph_and_who_prepared_it(app, session, cast, chair):
    first = ask(session, cast, FIRST)
    prepared = ruling(session, verdict(session, first), cast=cast, words=FIRST)
    paul = cast.actors["paul_member"]
    preparing.prepare(session, paul, cast.document, prepared, at=LATER)
    session.commit()

    app.config["CLOCK"] = lambda: LATER + timedelta(minutes=5)
    assert "Paul is working here" in valid(chair.get(DESK))
    app.config["CLOCK"] = lambda: LATER + timedelta(minutes=15)
    page = valid(chair.get(DESK))

    assert "Paul is working here" not in page
    assert "by Paul" in page
    assert "All pending suggestions have been prepared" in page


def test_the_queue_takes_the_same_statements_however_full_and_shared(session, cast, chair):
    fill(session, cast)
    first = statements(chair, DESK)
    for number in range(10):
        ask(session, cast, f"{FIRST} {number}")
        insert(session, cast, f"We will listen {number}.")
    for name, key in (("marie", "welcome"), ("paul_member", "states"), ("marie", None)):
        take(session, cast, name, key)

    assert statements(chair, DESK) == first <= 12
    assert statements(chair, f"{DESK}?show=all&delegation=dakar&mine=1") <= first
    assert statements(chair, SECTIONS) <= 12


def test_a_member_takes_a_section_from_the_desk_and_hands_it_back(session, cast, client):
    fill(session, cast)
    member(session, cast, client)

    taken = post(client, f"{TAKE}?show=all", {"take": "welcome"}, shown=DESK)
    assert taken.status_code == 303
    assert taken.location.endswith("/desk?show=all#on-welcome")
    assert "Assigned to Paul" in valid(client.get(DESK))
    post(client, TAKE, {"back": "welcome"}, shown=DESK)

    assert "Assigned to" not in valid(client.get(DESK))


def test_a_section_that_is_not_there_is_not_found(session, cast, chair):
    fill(session, cast)

    assert post(chair, TAKE, {"take": "nowhere"}, shown=DESK).status_code == 404
    assert post(chair, TAKE, {}, shown=DESK).status_code == 404


def test_the_chair_shares_sections_out_and_leaves_others_alone(session, cast, chair):
    paul, marie = (cast.people[name].id for name in ("paul", "marie"))
    page = valid(chair.get(SECTIONS))
    assert "Before the first heading" in page
    take(session, cast, "paul_member", "states")  # meanwhile

    sent = {"person_start": marie, "was_start": "", "person_states": "", "was_states": ""}
    sent |= {"person_welcome": paul, "was_welcome": ""}
    response = post(chair, SECTIONS, sent, shown=SECTIONS)

    assert response.status_code == 303
    session.rollback()
    named = {key: member.name for key, member in _holders(session, cast).items()}
    assert named == {
        0: "Marie",
        cast.paragraphs["welcome"].id: "Paul",
        cast.paragraphs["states"].id: "Paul",
    }


def _holders(session, cast):
    from declaration.queries.deciding import preparations as reading

    return reading.holders(session, cast.document)


def test_nobody_from_outside_is_given_a_section(session, cast, chair):
    sent = {"person_welcome": cast.people["amina"].id, "was_welcome": ""}
    sent |= {"person_start": cast.people["marie"].id, "was_start": ""}

    page = valid(post(chair, SECTIONS, sent, shown=SECTIONS), 422)

    assert "Nothing has been changed" in page
    session.rollback()
    assert _holders(session, cast) == {}


def test_the_meeting_is_set_in_the_conferences_time_and_counted_down(app, session, cast, chair):
    fill(session, cast)
    app.config["CLOCK"] = lambda: NOON + timedelta(days=1)

    response = post(chair, MEETING, {"meeting": "2017-10-06T10:00"}, shown=MEETING)

    assert response.status_code == 303
    page = valid(chair.get(DESK))
    assert "7 left</strong> before the meeting on" in page
    assert "6 October 2017, 10:00" in page
    assert "(in 3 days): 3 a day" in page
    assert 'value="2017-10-06T10:00"' in valid(chair.get(MEETING))


def test_a_meeting_that_has_passed_is_refused_and_what_was_typed_comes_back(app, cast, chair):
    app.config["CLOCK"] = lambda: NOON

    page = valid(post(chair, MEETING, {"meeting": "2017-10-01T10:00"}, shown=MEETING), 422)

    assert "This date and time have already passed" in page
    assert 'value="2017-10-01T10:00"' in page
    assert post(chair, MEETING, {"meeting": "soon"}, shown=MEETING).status_code == 422
    assert post(chair, MEETING, {"meeting": ""}, shown=MEETING).status_code == 303


@pytest.mark.parametrize(
    ("hours", "left", "expected"),
    [
        (72, 18, (3, 6)),
        (72, 19, (3, 7)),
        (48, 1, (2, 1)),
        (30, 18, (0, 0)),  # by the hour
        (72, 0, (3, 0)),
    ],
)
def test_the_pace_is_rounded_up_and_reckoned_by_days_while_there_are_two(hours, left, expected):
    pace = queue.pace(NOON + timedelta(hours=hours), left, NOON, UTC)

    assert (pace.days, pace.daily) == expected
    assert not pace.passed


def test_without_a_meeting_there_is_no_pace_and_a_past_one_is_said(app, session, cast, chair):
    assert queue.pace(None, 3, NOON, UTC) is None
    assert "Schedule the next meeting" in valid(chair.get(DESK))
    cast.document.meeting_at = NOON
    session.commit()

    assert "The committee met on" in valid(chair.get(DESK))


@pytest.mark.parametrize("path", [SECTIONS, MEETING])
def test_sharing_and_meeting_are_the_committees_in_the_debate(session, cast, client, path):
    assert client.get(path).status_code == 303
    for name in ("amina", "noor", "ole"):
        enter(client, name)
        assert client.get(path).status_code == 404
    enter(client, "marie")
    assert client.get(path).status_code == 200
    assert client.post(path).status_code == 400
    assert client.post(TAKE, data={"take": "welcome"}).status_code == 400
    cast.document.stage = Stage.ADOPTED
    session.commit()
    assert client.get(path).status_code == 403


def test_an_adopted_text_offers_nothing_to_choose(session, cast, chair):
    by_name = fill(session, cast)
    stale(session, cast, by_name)
    cast.document.stage = Stage.ADOPTED
    session.commit()

    page = valid(chair.get(f"{DESK}?show=all"))

    assert 'name="chosen"' not in page
    assert "Decide on selected" not in page
    assert "Assign to me" not in page
    assert Outcome.ACCEPTED.value in page.lower()
