"""What a first visit to a long text in a long debate weighs: the figures of `make bench`."""

import pytest

from tests.bench import visit
from tests.bench.__main__ import built
from tests.bench.conference import Numbers

BUSY = "largest paint, ms"  # a machine that runs tests besides says nothing about it


@pytest.mark.needs("sqlite")  # what goes over the wire does not know the database
def test_a_first_visit_stays_within_its_aims(tmp_path, chromium):
    with built(tmp_path, Numbers()) as world:
        figures = list(visit.figures(world.app, tmp_path, world.cookie, chromium))

    assert len({figure.figure for figure in figures}) == len(visit.AIMS)
    assert [figure for figure in figures if figure.missed and figure.figure != BUSY] == []
