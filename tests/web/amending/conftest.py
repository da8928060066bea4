import pytest

from tests.support.enter import enter


def _visitor(name):
    @pytest.fixture(name=name)
    def visitor(app, cast):
        """A browser in which this person is signed in."""
        client = app.test_client()
        enter(client, name)
        return client

    return visitor


marie, amina, awa, luis, noor = map(_visitor, ("marie", "amina", "awa", "luis", "noor"))
