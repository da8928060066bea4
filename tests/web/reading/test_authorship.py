"""A paragraph says who wrote which of its words, to whom may know it."""

from datetime import timedelta

import pytest

from declaration.actions.journal import redaction
from models.document import Version
from tests.support.cast import NOON
from tests.support.desk import print_first
from tests.support.enter import enter
from tests.support.valid import valid


@pytest.fixture
def client(app):
    app.config["CLOCK"] = lambda: NOON + timedelta(days=3)
    return app.test_client()


@pytest.fixture
def debate(session, cast):
    """A suggestion that was accepted, and printed."""
    print_first(session, cast)
    return cast


def test_a_paragraph_says_who_wrote_which_words(debate, client):
    page = valid(enter(client, "ole").get("/d/declaration/p/arrival"))

    assert "Authorship" in page
    assert 'newcomer<span class="origin-mark">1</span>' in page
    assert '<a href="/suggestions/1">Suggestion 1</a> by Dakar · 1 word' in " ".join(page.split())


def test_to_whom_the_debate_is_closed_words_come_from_revisions(debate, client):
    page = valid(client.get("/d/declaration/p/arrival"))

    assert "Rev. 1 · 1 word" in " ".join(page.split())
    assert "Dakar" not in page


def test_hidden_sources_are_an_earlier_version(session, debate, client):
    debate.conference.debate_open = True
    session.commit()

    page = valid(client.get("/d/declaration/p/arrival"))

    assert "An earlier version · 1 word" in " ".join(page.split())
    assert "Dakar" not in page


def test_words_of_one_hand_are_not_repeated(cast, client):
    page = valid(client.get("/d/declaration/p/arrival"))

    assert "All words: Zero draft" in " ".join(page.split())
    assert "origin-mark" not in page


def test_redacted_words_are_nobody_s(session, cast, client):
    [version] = session.query(Version).filter_by(paragraph_id=cast.paragraphs["arrival"].id)
    redaction.redact(session, cast.noor, version, at=NOON)
    session.commit()

    assert "Authorship" not in valid(enter(client, "ole").get("/d/declaration/p/arrival"))
