"""The demo's suggestions are the same number on every page that counts them."""

import re

import pytest

from models.db import db
from tests.conftest import application
from tests.support.databases import address, copy, drop, new_name
from tests.support.enter import enter

CHAIR, HEAD, OBSERVER = "h.vandersteen", "a.ndiaye", "t.wilk"
PLACES = ("pending", "accepted", "not_accepted")
SLUG = "declaration"


@pytest.fixture
def client(loaded, moment, tmp_path):
    name = new_name(tmp_path, "counted")
    copy(loaded[2], name)
    app = application(address(name), tmp_path, DEMO=True, CLOCK=lambda: moment)
    yield app.test_client()
    with app.app_context():
        db.engine.dispose()
    drop(name)


def counted(page):
    """What the first bar of a page says: pending, accepted, not accepted."""
    bar = re.search(r'<div class="counts">.*?</div>', page, re.DOTALL)[0]
    return tuple(
        int(re.search(rf'<li data-count="{kind}">\s*<b>(\d+)</b>', bar)[1]) for kind in PLACES
    )


def figures(client):
    rows = client.get(f"/d/{SLUG}/figures/suggestions.csv").get_data(as_text=True).splitlines()
    cells = [row.rsplit(",", 4)[1:] for row in rows[1:]]
    return tuple(sum(int(cell[place]) for cell in cells) for place in range(3))


@pytest.mark.parametrize("reader", [CHAIR, HEAD, OBSERVER])
def test_every_page_says_the_same(client, reader):
    enter(client, reader).get("/?ui=en")

    listed = counted(client.get(f"/d/{SLUG}/suggestions").text)

    assert sum(listed) > 0
    assert all(listed)
    assert counted(client.get(f"/d/{SLUG}/rolling").text) == listed
    assert counted(client.get(f"/d/{SLUG}").text) == listed
    assert counted(client.get("/").text) == listed
    assert figures(client) == listed
    assert f"{sum(listed)} suggestions by" in client.get("/").text
    if reader == CHAIR:
        assert counted(client.get(f"/d/{SLUG}/desk").text) == listed
        for_you = client.get("/for-you").text
        assert f"{sum(listed[1:])} of {sum(listed)} suggestions decided" in for_you
        assert f"{listed[0]} pending" in for_you
