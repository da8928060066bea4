"""Positions: pressed in the panel and on the suggestion's page, given a reason, refused."""

import csv
import re

import pytest
import sqlalchemy as sa

from declaration.actions.negotiating import positions
from declaration.actions.negotiating.positions import Stance
from declaration.actions.suggesting import suggestions
from declaration.actions.suggesting.amendment import Amendment
from models.debate import Wording
from models.document import Conference
from models.journal import Event
from models.negotiation import Position
from models.vocabulary import Procedure, Stand, SuggestionKind
from tests.support.cast import LATER, NOON
from tests.support.enter import enter, post
from tests.support.valid import valid

pytestmark = pytest.mark.usefixtures("clock")

PANEL = "/d/declaration/rolling?open=arrival"
SUGGESTION = "/suggestions/1"
BUTTON = re.compile(
    r'formaction="([^"]+)"\s+name="stand"\s+value="([^"]+)"\s+aria-pressed="([^"]+)">([^<]+)<'
)


@pytest.fixture
def suggestion(session, cast):
    cast.conference.procedure = " ".join(Procedure)
    suggestion = suggestions.submit(session, cast.amina, cast.document, amended(cast), at=NOON)
    session.commit()
    return suggestion


def amended(cast, words="We will give every person a first point of contact."):
    return Amendment(
        SuggestionKind.REPLACE, paragraph_id=cast.paragraphs["arrival"].id, words=words
    )


def take(session, by, suggestion, stand=Stand.SUPPORT, **values):
    positions.take(session, by, suggestion, Stance(stand, **values), at=NOON)
    session.commit()


def revise(session, cast, suggestion):
    seen = session.scalar(sa.select(sa.func.max(Wording.id)))
    asked = amended(cast, "We will give everybody a contact.")
    suggestions.revise(session, cast.amina, suggestion, asked, seen_wording_id=seen, at=LATER)
    session.commit()


def stands(session):
    session.rollback()
    return list(session.scalars(sa.select(Position.stand).order_by(Position.id)))


def buttons(page):
    """Return the buttons of a page by what they say: address, value, whether they are pressed."""
    return {
        label: (url, value, pressed == "true")
        for url, value, pressed, label in BUTTON.findall(page)
    }


def test_the_committee_is_told_how_many_objections_are_new(client, session, cast, suggestion):
    enter(client, "marie")
    newest = session.scalar(sa.select(sa.func.max(Event.id)))
    session.rollback()
    post(client, "/for-you/seen", {"until": newest})
    before = client.get("/for-you").text
    take(session, cast.luis, suggestion, Stand.OBJECT)

    after = client.get("/for-you").text

    assert "new objection" not in before
    assert "1 new objection" in after
    assert "/d/declaration/suggestions?contested=1" in after


@pytest.mark.parametrize("path", [PANEL, SUGGESTION])
def test_one_press_supports_and_another_takes_it_back(client, session, cast, suggestion, path):
    enter(client, "luis")
    url, value, pressed = buttons(valid(client.get(path)))["Support 0"]
    answer = post(client, url, {"stand": value})

    assert not pressed
    assert answer.status_code == 303
    url, value, pressed = buttons(valid(client.get(path)))["Support 1"]
    assert pressed
    assert post(client, url, {"stand": value}).status_code == 303
    assert stands(session) == [Stand.SUPPORT, Stand.NONE]


def test_a_press_leads_back_to_where_the_button_was(client, cast, suggestion):
    enter(client, "luis")
    in_panel, _value, _pressed = buttons(client.get(PANEL).text)["Object 0"]
    alone, value, _pressed = buttons(client.get(SUGGESTION).text)["Object 0"]

    back = [post(client, url, {"stand": value}).location for url in (in_panel, alone)]
    assert back[0].endswith("/d/declaration/p/arrival#suggestion-1")
    assert back[1].endswith("/suggestions/1#positions")


def test_all_are_told_who_stands_where_and_ones_own_shows_sums(client, session, cast, suggestion):
    take(session, cast.luis, suggestion, Stand.OBJECT, reason="Too short for Lima")
    take(session, cast.paul, suggestion)
    page = valid(enter(client, "marie").get(SUGGESTION))

    for words in ("Latin America and the Caribbean", "1 objects", "Too short for Lima", "Kampala"):
        assert words in page
    assert not buttons(page)
    own = enter(client, "amina").get(PANEL).text
    assert "1 supports" in own
    assert "Lima" not in own.split('id="suggestion-1"')[1].split("</article>")[0]


def test_what_was_given_on_an_earlier_version_is_marked_and_counts(
    client, session, cast, suggestion
):
    take(session, cast.luis, suggestion)
    revise(session, cast, suggestion)
    page = enter(client, "paul").get(PANEL).text

    assert "Support 1" in buttons(page)
    assert "1 given on an earlier version" in page


def test_on_words_that_changed_since_nothing_is_taken(client, session, cast, suggestion):
    enter(client, "luis")
    url, value, _pressed = buttons(client.get(PANEL).text)["Support 0"]
    revise(session, cast, suggestion)
    answer = post(client, url, {"stand": value})

    assert answer.status_code == 409
    assert "has been edited since" in answer.text
    assert "everybody a contact" in re.sub("<[^>]+>", "", answer.text)
    url, value, _pressed = buttons(answer.text)["Support 0"]
    assert post(client, url, {"stand": value}).status_code == 303
    assert stands(session) == [Stand.SUPPORT]


def test_an_objection_is_given_a_reason(client, session, cast, suggestion):
    enter(client, "luis")
    page = valid(client.get(f"{SUGGESTION}/objection"))
    seen = re.search(r'name="seen"[^>]*value="(\d+)"', page)[1]
    fields = {"seen": seen, "language": "es", "reason": "Demasiado corto"}
    answer = post(client, f"{SUGGESTION}/objection", fields)

    assert answer.status_code == 303
    assert "Demasiado corto" in client.get(SUGGESTION).text
    assert "Demasiado corto" in client.get(f"{SUGGESTION}/objection").text
    assert "Change the reason" in client.get(PANEL).text


def test_a_reason_on_words_that_changed_comes_back(client, session, cast, suggestion):
    enter(client, "luis")
    seen = session.scalar(sa.select(Wording.id))
    revise(session, cast, suggestion)
    fields = {"seen": str(seen), "language": "en", "reason": "Too short"}
    answer = post(client, f"{SUGGESTION}/objection", fields)

    assert answer.status_code == 409
    assert "Too short" in answer.text
    newest = session.scalar(sa.select(sa.func.max(Wording.id)))
    assert re.search(rf'name="seen"[^>]*value="{newest}"', answer.text)
    assert stands(session) == []


@pytest.mark.parametrize("stand", ["", "veto 1", "support", "support x", "refused 1 participants"])
def test_what_no_button_says_is_refused(client, session, cast, suggestion, stand):
    answer = post(enter(client, "luis"), f"{SUGGESTION}/position", {"stand": stand})

    assert answer.status_code == 422
    assert stands(session) == []


def test_a_position_on_ones_own_suggestion_is_refused_in_words(client, session, cast, suggestion):
    wording = session.scalar(sa.select(Wording.id))
    sent = {"stand": f"support {wording}"}
    answer = post(enter(client, "amina"), f"{SUGGESTION}/position", sent)

    assert answer.status_code == 422
    assert "A delegation takes no position on its own suggestion." in answer.text


def test_a_cosponsor_joins_and_is_refused(client, session, cast, suggestion):
    enter(client, "luis")
    url, value, _pressed = buttons(client.get(SUGGESTION).text)["Co-sponsor"]
    assert post(client, url, {"stand": value}).status_code == 303
    assert buttons(client.get(SUGGESTION).text)["Co-sponsor"][2]

    page = enter(client, "amina").get(SUGGESTION).text
    (refusal,) = re.findall(r'action="(/suggestions/1/cosponsors/[^"]+)"', page)
    assert post(client, refusal).status_code == 303
    answer = post(enter(client, "luis"), url, {"stand": value})
    assert answer.status_code == 422
    assert stands(session) == [Stand.COSPONSOR, Stand.REFUSED]


def test_a_cosponsor_is_asked_again_when_the_words_change(client, session, cast, suggestion):
    take(session, cast.luis, suggestion, Stand.COSPONSOR)
    revise(session, cast, suggestion)
    page = enter(client, "luis").get(SUGGESTION).text

    assert "Join again as co-sponsor" in buttons(page)
    assert "Co-sponsor of an earlier version, asked again" in page


def test_with_all_parts_off_the_pages_are_as_they_were(client, session, cast, suggestion):
    take(session, cast.luis, suggestion, Stand.OBJECT, reason="Too short")
    session.execute(sa.update(Conference).values(procedure=""))
    session.commit()
    for name in ("paul", "marie", "noor"):
        for path in (PANEL, SUGGESTION, "/d/declaration/suggestions", "/journal"):
            page = enter(client, name).get(path).text
            assert not buttons(page)
            assert "positions" not in page
            assert "Too short" not in page
    url = f"{SUGGESTION}/position"
    assert post(enter(client, "paul"), url, {"stand": "support 1"}).status_code == 404


def test_for_you_tells_who_stands_where_on_ones_own(client, session, cast, suggestion):
    take(session, cast.luis, suggestion, Stand.OBJECT)
    page = re.sub(r"\s+", " ", enter(client, "amina").get("/for-you").text)

    assert "1 position" in page
    assert "your suggestion 1 – Lima: Objects" in page
    assert "Lima: Objects" not in enter(client, "paul").get("/for-you").text


def test_a_refused_cosponsor_learns_it_and_is_asked_again_on_new_words(
    client, session, cast, suggestion
):
    task = "Suggestion 1, which you co-sponsor, has been edited: join again?"
    take(session, cast.luis, suggestion, Stand.COSPONSOR)
    assert task not in enter(client, "luis").get("/for-you").text
    revise(session, cast, suggestion)
    assert task in enter(client, "luis").get("/for-you").text
    positions.refuse(session, cast.amina, suggestion, cast.luis.delegation_id, at=LATER)
    session.commit()

    page = enter(client, "luis").get("/for-you").text
    assert task not in page
    assert "Lima: Not accepted as co-sponsor" in page


def test_a_delegation_sees_where_it_stands(client, session, cast, suggestion):
    take(session, cast.luis, suggestion, Stand.OBJECT, reason="Too short")
    own = valid(enter(client, "luis").get("/delegation"))
    others = enter(client, "paul").get("/delegation").text

    assert "What we object to" in own
    assert "Too short" in own
    assert "Our positions" not in others


def test_a_cosponsor_is_named_as_author_everywhere(client, session, cast, suggestion):
    take(session, cast.luis, suggestion, Stand.COSPONSOR)
    enter(client, "marie")
    for path in (
        SUGGESTION,
        PANEL,
        "/d/declaration/suggestions",
        "/d/declaration/disposition",
        "/d/declaration/desk",
        "/d/declaration/desk/p/arrival",
        "/d/declaration/rolling?view=compilation",
        "/d/declaration/p/arrival/plenary?suggestion=1",
    ):
        assert "Dakar, Lima" in client.get(path, follow_redirects=True).text, path


def test_tables_have_columns_of_positions_while_they_are_on(client, session, cast, suggestion):
    take(session, cast.luis, suggestion, Stand.OBJECT)
    take(session, cast.paul, suggestion, Stand.COSPONSOR)
    enter(client, "marie")
    for path in ("/d/declaration/suggestions.csv", "/d/declaration/disposition.csv"):
        table = client.get(path).get_data(as_text=True).lstrip("\ufeff").splitlines()
        row = next(csv.DictReader(table))
        assert (row["Co-sponsors"], row["Support"], row["Objections"]) == ("Kampala", "", "Lima")
        assert row["Entry for the delegation"] == ""
    session.execute(sa.update(Conference).values(procedure=""))
    session.commit()
    assert "Objections" not in client.get("/d/declaration/suggestions.csv").text


def test_what_equals_a_suggestion_is_offered_to_be_joined(client, session, cast, suggestion):
    fields = {"words": "We will give every person a first point of contact.", "language": "en"}
    page = enter(client, "luis").get("/d/declaration/suggest?form=replace&paragraph=arrival").text
    values = dict(re.findall(r'name="([^"]+)"[^>]*?value="([^"]*)"', page))
    path = re.search(r'formaction="([^"]+/submission)"', page)[1]
    answer = post(client, path, {**values, **fields})

    assert "Co-sponsor suggestion 1 instead" in answer.text
    assert stands(session) == []


def test_only_what_has_objections_is_listed_on_demand(client, session, cast, suggestion):
    asked = Amendment(SuggestionKind.DELETE, paragraph_id=cast.paragraphs["means"].id)
    suggestions.submit(session, cast.amina, cast.document, asked, at=NOON)
    take(session, cast.luis, suggestion, Stand.OBJECT)
    enter(client, "marie")

    assert "With objections (1)" in client.get("/d/declaration/suggestions").text
    page = client.get("/d/declaration/suggestions?contested=1").text
    assert 'id="suggestion-1"' in page
    assert 'id="suggestion-2"' not in page


def test_figures_count_positions_by_region(client, session, cast, suggestion):
    enter(client, "marie")
    assert "Support and objections by region" not in client.get("/d/declaration/figures").text
    take(session, cast.luis, suggestion, Stand.OBJECT)
    take(session, cast.paul, suggestion)

    page = valid(client.get("/d/declaration/figures"))
    assert "1 supports · 1 objects, over all suggestions." in page
    table = client.get("/d/declaration/figures/positions.csv").get_data(as_text=True)
    assert "Africa,1,0,0" in table
    assert "Latin America and the Caribbean,0,0,1" in table
