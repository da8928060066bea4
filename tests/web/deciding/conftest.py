"""Who sits at the desk."""

import pytest

from tests.support.committee import fill
from tests.support.enter import enter


@pytest.fixture
def chair(cast, client):
    return enter(client, "marie")


@pytest.fixture
def desk(session, cast, client):
    """A full desk, with the chair before it."""
    by_name = fill(session, cast)
    enter(client, "marie")
    return by_name
