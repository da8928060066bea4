"""Whether an answer is a page: of the expected status, its HTML well formed and escaped once."""

import html5lib


def valid(response, status=200):
    """Return the page."""
    assert response.status_code == status, response.text[:3000]
    assert "&lt;span class=" not in response.text
    html5lib.HTMLParser(strict=True).parse(response.text)
    return response.text
