"""What pages offer is there: every link leads to a page, no button is answered with a refusal.

On the way every page is judged: valid HTML, its language said, nothing inline, few statements.
"""

import pytest

from tests.support.needs import POSTGRES
from tests.web.matrix.conftest import STAGES
from tests.web.matrix.crawling import Crawl
from tests.web.matrix.examples import Ask, address
from tests.web.matrix.readers import reader
from tests.web.matrix.table import expected, rows

NAMES = ("public", "observer", "head", "chair", "secretariat")
MORE = ("switched_off", "adviser", "alternate", "member", "seeing_as_head", "seeing_as_public")
CASES = [
    (name, stage) for stage in STAGES for name in NAMES if (name, stage) != ("observer", "adopted")
]
if not POSTGRES:  # pages are made of the same rows there: five readers meet every statement
    CASES += [(name, "consultation") for name in MORE]
    CASES += [("public", "open to all"), ("member", "open to all"), ("head", "after the deadline")]


def starts(stand, who):
    """The home page, and every address that the reader may GET."""
    yield "/"
    for row in rows():
        if row.method == "GET" and expected(row, who, stand.world).statuses == {200}:
            yield address(stand.app, Ask(stand.world, who, row))


@pytest.mark.parametrize(("name", "setting"), CASES)
def test_pages_are_sound_and_offer_what_is_there(standing, name, setting):
    stand = standing(setting)
    who = reader(name, stand.world)

    crawl = Crawl(stand, who).walk(*starts(stand, who))

    assert not crawl.findings, "\n".join(crawl.findings)
    assert crawl.pages > 5
