"""Whether an answer is a page: of the expected status, and without a mistake in its HTML."""

import html5lib


def valid(response, status=200):
    """Return the page."""
    assert response.status_code == status, response.text[:3000]
    html5lib.HTMLParser(strict=True).parse(response.text)
    return response.text
