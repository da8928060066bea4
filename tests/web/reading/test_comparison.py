"""Two texts compared: figures, changes one by one, and a link that can be passed on."""

import re

import pytest

from models.document import Version
from tests.support.cast import NOON, print_revision
from tests.support.enter import enter
from tests.support.valid import valid

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def printed(session, cast):
    """Rev. 1 says more on means."""
    words = "We call on States to give cities *more* means for these tasks."
    place = cast.paragraphs["means"].id
    session.add(Version(paragraph_id=place, language="en", words=words, created_at=NOON))
    session.flush()
    print_revision(session, cast.document, "Rev. 1", "rev-1", 1)
    session.commit()


def test_a_comparison_tells_its_figures_and_its_changes(printed, client):
    page = valid(client.get("/d/declaration/compare/zero-draft...rev-1?view=list"))

    assert "<dt>word added</dt>" in page
    assert "<dt>word removed</dt>" in page
    assert "<dt>paragraphs added</dt>" in page
    assert re.search(r'<p class="words redline words-small"\s+lang="en"', page)
    assert re.search(r"<ins>.*more.*</ins>", page)
    assert "At word" not in page


@pytest.mark.parametrize("view", ["", "?view=side", "?show=changes"])
def test_a_comparison_leads_from_change_to_change(printed, client, view):
    page = valid(client.get(f"/d/declaration/compare/zero-draft...rev-1{view}"))

    assert '<a href="#means" data-step="1"' in page
    assert re.search(r'id="means"[^>]*data-marks="changed"', page)


def test_a_comparison_of_published_texts_can_be_passed_on(printed, client):
    address = "/d/declaration/compare/zero-draft...rev-1"
    page = valid(client.get(f"{address}?view=side"))

    assert "<title>Changes between Zero draft and Rev. 1 · Declaration of Mayors" in " ".join(
        page.split()
    )
    assert f'<p id="address">http://localhost{address}</p>' in page
    assert (
        'id="address"'
        not in enter(client, "amina").get("/d/declaration/compare/rev-1...rolling").text
    )


def test_other_texts_are_looked_at_in_the_same_way(printed, client):
    page = client.get("/d/declaration/compare/zero-draft...rev-1?view=side&show=changes").text
    assert '<input type="hidden" name="view" value="side">' in page

    response = client.get("/d/declaration/compare?a=zero-draft&b=rev-1&view=side&show=changes")

    assert response.location == ("/d/declaration/compare/zero-draft...rev-1?view=side&show=changes")


def test_two_chosen_texts_lead_to_their_comparison(printed, client):
    response = client.get("/d/declaration/compare?a=zero-draft&b=rev-1")

    assert response.status_code == 303
    assert response.location == "/d/declaration/compare/zero-draft...rev-1"
