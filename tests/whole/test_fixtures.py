"""What the tests share is as good as new in each of them."""

import sqlalchemy as sa

from models.document import Conference
from tests.conftest import lent
from tests.support.cast import recall, settle


def test_the_cast_found_again_is_the_cast_that_was_settled(session):
    settled = settle(session)

    recalled = recall(session)

    assert recalled == settled
    for names in ("paragraphs", "people", "delegations", "actors"):
        assert list(getattr(recalled, names)) == list(getattr(settled, names))


def test_nothing_is_there_unless_it_is_asked_for(session):
    assert session.scalar(sa.select(Conference)) is None


def test_what_a_test_does_to_the_application_ends_with_it(shared, tmp_path):
    before = dict(shared.config), dict(shared.extensions)
    shared.extensions["memory"].keep("a page", "of another test")

    with lent(shared, tmp_path) as app:
        assert not app.extensions["memory"].entries
        assert app.config["DATA"] == str(tmp_path)
        app.config.update(CLOCK=None, SECRET_KEY="another")
        app.extensions["passwords"] = "others"

    assert (shared.config, shared.extensions) == before
