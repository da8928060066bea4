"""Who runs the conference."""

import pytest

from tests.support.enter import enter


@pytest.fixture
def noor(client, cast):
    return enter(client, "noor")
