"""The pages to read, each: works, is valid, is not there for whom it is not."""

import html5lib
import pytest

from tests.web.entering import enter

PUBLISHED = (
    "/",
    "/d/declaration",
    "/d/declaration/revisions",
    "/d/declaration/revisions/zero-draft",
    "/d/declaration/p/means",
    "/d/declaration/compare",
    "/d/declaration/compare/zero-draft...zero-draft",
    "/d/declaration/compare/zero-draft...zero-draft?view=side",
    "/d/declaration/compare/zero-draft...zero-draft?view=list",
    "/journal",
    "/d/declaration/journal",
)
SIGNED_IN = (
    "/d/declaration/rolling",
    "/d/declaration/rolling?since=zero-draft",
    "/d/declaration/rolling?open=means",
    "/d/declaration/rolling?open=title",
    "/d/declaration/compare/zero-draft...rolling",
    "/d/declaration/suggestions",
    "/d/declaration/disposition",
)


def valid(response):
    assert response.status_code == 200, response.text[:2000]
    html5lib.HTMLParser(strict=True).parse(response.text)
    return response.text


@pytest.mark.parametrize("path", PUBLISHED)
def test_everybody_reads_what_is_published(cast, client, path):
    assert valid(client.get(path))


@pytest.mark.parametrize("path", PUBLISHED + SIGNED_IN)
def test_those_who_are_signed_in_read_all(cast, client, path):
    enter(client, "amina")

    assert valid(client.get(path))


@pytest.mark.parametrize("path", SIGNED_IN)
def test_the_rolling_text_and_the_debate_ask_the_public_to_sign_in(cast, client, path):
    response = client.get(path)

    assert response.status_code in {302, 303, 401, 404}
    assert "first point of contact" not in response.text
