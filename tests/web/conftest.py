"""What the tests of pages share."""

from types import SimpleNamespace

import pytest

from tests.support.cast import LATER


@pytest.fixture
def clock(app):
    """Let it be an hour after the cast was settled; a test may set ``clock.now``."""
    clock = SimpleNamespace(now=LATER)
    app.config["CLOCK"] = lambda: clock.now
    return clock
