"""What a browser sends of our copy: the boxes as the page shows them, and some of them changed."""

import html5lib

from tests.web.matrix.crawling import fields

COPY = "/d/declaration/our-copy"
PASTED = f"{COPY}/pasted"
REASONS = f"{COPY}/reasons"


def shown(client, path=COPY, action=None):
    """Return the fields of the form that goes to ``action``, as an untouched page sends them."""
    answer = client.get(path)
    assert answer.status_code == 200, answer.text[:2000]
    return sent(answer, action or path)


def sent(answer, action):
    """Return the fields of a form in an answer."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False, strict=True)
    page = parser.parse(answer.text)
    [form] = [one for one in page.iter("form") if one.get("action") == action]
    found = {name: values[0] for name, values in fields(form).items() if name != "take"}
    taken = fields(form).get("take", [])
    found.pop("csrf_token")
    return found | ({"take": taken} if taken else {})
