"""Who decides besides the chair."""

import pytest


@pytest.fixture
def paul(cast):
    """A member of the committee."""
    return cast.actors["paul_member"]
