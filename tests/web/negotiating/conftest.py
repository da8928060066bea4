import pytest

from tests.support.desk import switch_all_on, three
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


@pytest.fixture
def grouped(session, cast):
    """Three suggestions of Dakar (1 to 3) and one of Lima (4). Commits."""
    switch_all_on(session, cast)
    rows = three(session, cast)
    session.commit()
    return rows
