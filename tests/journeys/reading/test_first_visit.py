"""What a first visit to a long text in a long debate weighs: the figures of `make bench`."""

import pytest

from tests.bench import visit
from tests.bench.__main__ import built
from tests.bench.conference import Numbers

BUSY = "largest paint, ms"  # a machine that runs tests besides says nothing about it


@pytest.mark.needs("sqlite")  # what goes over the wire does not know the database
def test_a_first_visit_stays_within_its_aims(tmp_path, chromium):
    with built(tmp_path, Numbers()) as here:
        found = list(visit.figures(here.app, tmp_path, here.cookie, chromium))

    assert len({one.figure for one in found}) == len(visit.AIMS)
    assert [one for one in found if one.missed and one.figure != BUSY] == []
