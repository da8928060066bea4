"""The ways through a text: from change to change, from suggestion to suggestion."""

import re

import pytest

from declaration.actions.suggesting import suggestions
from declaration.actions.suggesting.amendment import Amendment
from models.document import Version
from models.vocabulary import SuggestionKind
from tests.support.cast import NOON
from tests.support.enter import enter

ROLLING = "/d/declaration/rolling"
CHANGES = f"{ROLLING}?since=zero-draft"
MARKED = re.compile(r'id="(\w+)"(?:\s+data-[a-z]+(?:="\d")?)*\s+data-marks="([^"]+)"')
LINK = re.compile(r'<a href="#(\w+)"\s+data-step="(-?1)"')


@pytest.fixture
def luis(app, clock, session, cast):
    """Luis; two paragraphs were changed, and to two others a change is suggested."""
    for key in ("arrival", "means"):
        identity = {"paragraph_id": cast.paragraphs[key].id, "created_at": NOON}
        session.add(Version(language="en", words=f"New words: {key}.", **identity))
    for key in ("welcome", "services", "means"):
        asked = Amendment(
            SuggestionKind.REPLACE, paragraph_id=cast.paragraphs[key].id, words="Other words."
        )
        suggestions.submit(session, cast.amina, cast.document, asked, at=NOON)
    session.commit()
    return enter(app.test_client(), "luis")


def test_paragraphs_say_what_leads_to_them(luis):
    assert dict(MARKED.findall(luis.get(ROLLING).text)) == {
        "welcome": "suggested",
        "services": "suggested",
        "means": "suggested",
    }
    assert dict(MARKED.findall(luis.get(CHANGES).text)) == {
        "welcome": "suggested",
        "arrival": "changed",
        "services": "suggested",
        "means": "changed suggested",
    }


@pytest.mark.parametrize(
    ("path", "first", "sentence"),
    [
        (ROLLING, "welcome", "3 paragraphs with suggestions"),
        (CHANGES, "arrival", "2 paragraphs with changes"),
    ],
)
def test_the_links_lead_to_the_last_and_the_first_of_them(luis, path, first, sentence):
    page = luis.get(path).text

    assert LINK.findall(page) == [("means", "-1"), (first, "1")]
    assert sentence in page


def test_where_there_is_nowhere_to_go_no_link_stands(luis, client):
    assert "data-jump" in luis.get("/d/declaration").text
    assert "data-jump" not in client.get("/d/declaration").text  # the debate is not the public's
