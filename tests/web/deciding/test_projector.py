"""The projector: one paragraph big on a wall, and nothing on it that was not chosen."""

from datetime import timedelta

import pytest

from declaration.actions.deciding import preparations
from models.base import now
from models.document import Version
from models.vocabulary import Stage, SuggestionKind
from tests.support.cast import NOON, print_revision
from tests.support.committee import statements
from tests.support.desk import ARRIVAL as WORDS, FIRST, LATER, accept, ask, ruling, verdict, version
from tests.support.enter import enter
from tests.support.valid import valid

WALL = "/d/declaration/p/arrival/plenary"
PREPARED = "/d/declaration/desk/p/arrival/plenary"


@pytest.fixture
def asked(session, cast, client):
    """A suggestion of Dakar, and the chair before the wall."""
    suggestion = ask(session, cast, FIRST)
    session.commit()
    enter(client, "marie")
    return suggestion


def prepare(session, cast, suggestion, words):
    prepared = ruling(session, verdict(session, suggestion), cast=cast, words=words)
    preparations.prepare(session, cast.marie, cast.document, prepared, at=LATER)
    session.commit()


def test_the_wall_shows_the_current_words_and_no_navigation(client, asked):
    page = valid(client.get(WALL))

    assert WORDS in page
    assert "Paragraph 1" in page
    assert 'class="bar"' not in page
    assert 'class="foot"' not in page
    assert "Dakar" not in page
    assert "data-news=" in page


def test_it_begins_with_the_first_paragraph_and_goes_through_all(client, asked):
    answer = client.get("/d/declaration/plenary")

    assert answer.status_code == 303
    assert answer.location == "/d/declaration/p/title/plenary"
    page = valid(client.get(WALL))
    assert "/p/welcome/plenary" in page
    assert "/p/services/plenary" in page
    assert 'rel="prev"' not in valid(client.get("/d/declaration/p/title/plenary"))
    assert 'rel="next"' not in valid(client.get("/d/declaration/p/means/plenary"))


def test_one_suggestion_is_shown_as_what_is_proposed(client, asked):
    page = valid(client.get(f"{WALL}?suggestion={asked.number}"))

    assert "Proposed by Dakar – not agreed" in page
    assert "<ins>" in page


def test_a_suggestion_to_delete_and_one_that_merges_are_shown_too(session, cast, client, asked):
    gone = ask(session, cast, form=SuggestionKind.DELETE, paragraph="services")
    other = ask(session, cast, WORDS.replace("We will", "We shall"), by="luis")
    accept(session, cast, asked)
    session.commit()

    assert "<del>" in valid(
        client.get(f"/d/declaration/p/services/plenary?suggestion={gone.number}")
    )
    page = valid(client.get(f"{WALL}?suggestion={other.number}"))
    assert "newcomer" in page
    assert "<ins>" in page


def test_a_move_is_shown_by_the_words_that_would_move(session, cast, client, asked):
    after = cast.paragraphs["services"].id
    moved = ask(session, cast, form=SuggestionKind.MOVE, after_id=after)
    session.commit()

    page = valid(client.get(f"{WALL}?suggestion={moved.number}"))

    assert "Proposed by Dakar" in page
    assert "<ins>" not in page


def test_once_decided_the_wall_shows_the_text_with_its_change(session, cast, client, asked):
    seen = version(session, cast.paragraphs["arrival"]).id
    accept(session, cast, asked)
    session.commit()

    page = valid(client.get(f"{WALL}?suggestion={asked.number}&since={seen}"))

    assert "not agreed" not in page
    assert "Just changed" in page
    assert "<ins>" in page
    assert "Just changed" not in valid(client.get(WALL))


def test_what_is_prepared_is_shown_by_explicit_choice_and_to_the_committee_alone(
    session, cast, client, asked
):
    assert "No decision has been prepared" in valid(client.get(PREPARED))
    prepare(session, cast, asked, WORDS + " Always.")

    assert "Always." not in valid(client.get(WALL))
    page = valid(client.get(PREPARED))
    assert "Prepared by the committee – not decided" in page
    assert "Always." in page
    for name in ("amina", "noor", "ole"):
        enter(client, name)
        assert client.get(PREPARED).status_code == 404
        assert "Always." not in client.get(WALL).text


def test_words_from_before_the_zero_draft_are_nobodys_business(session, cast, client, asked):
    secret = Version(
        paragraph_id=cast.paragraphs["arrival"].id,
        language="en",
        words="A secret of the first night.",
        created_at=NOON - timedelta(days=1),
    )
    session.add(secret)
    session.flush()
    later = Version(paragraph_id=secret.paragraph_id, language="en", words=WORDS, created_at=now())
    session.add(later)
    print_revision(session, cast.document, "Rev. 1", "rev-1", 1, at=NOON + timedelta(days=1))
    session.commit()
    elsewhere = version(session, cast.paragraphs["means"]).id

    for since in (secret.id, elsewhere, "x", "9" * 40):
        page = valid(client.get(f"{WALL}?since={since}"))
        assert "secret" not in page
        assert "Just changed" not in page


@pytest.mark.parametrize("number", ["999", "99999999999999999999", "-1", "-99999999999999999999"])
def test_what_is_not_asked_here_is_not_found(session, cast, client, asked, number):
    assert client.get(f"{WALL}?suggestion={number}").status_code == 404
    assert client.get("/d/declaration/p/nowhere/plenary").status_code == 404
    assert (
        client.get(f"/d/declaration/p/means/plenary?suggestion={asked.number}").status_code == 404
    )


def test_whoever_reads_the_rolling_text_may_open_it(session, cast, client, asked):
    for name in ("amina", "noor", "ole"):
        enter(client, name)
        assert client.get(WALL).status_code == 200
    cast.document.stage = Stage.PREPARATION
    session.commit()
    assert client.get(WALL).status_code == 403


def test_it_takes_few_statements(session, cast, client, asked):
    prepare(session, cast, asked, FIRST)
    for query in ("", f"?suggestion={asked.number}", "?since=4"):
        assert statements(client, WALL + query) <= 12
    assert statements(client, PREPARED) <= 12


def test_the_desk_leads_to_the_wall(session, cast, client, asked):
    page = valid(client.get("/d/declaration/desk/p/arrival"))
    assert f"{WALL}?suggestion={asked.number}" in page
    assert PREPARED not in page
    prepare(session, cast, asked, FIRST)

    assert PREPARED in valid(client.get("/d/declaration/desk/p/arrival"))
