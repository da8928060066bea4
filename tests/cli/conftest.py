"""Frozen sites: made once for all tests that only read them."""

from datetime import timedelta

import pytest

from tests.cast import NOON
from tests.freezing import history


@pytest.fixture
def printed(session, cast):
    return history(session, cast)


@pytest.fixture
def opened(session, cast):
    """The same, with a debate that was open to everybody from the beginning."""
    cast.conference.debate_open = True
    session.flush()
    return history(session, cast)


@pytest.fixture
def freeze(app):
    app.config["CLOCK"] = lambda: NOON + timedelta(days=5)

    def run(folder, *options):
        answer = app.test_cli_runner().invoke(args=["site", "freeze", str(folder), *options])
        assert answer.exit_code == 0, answer.output
        return folder

    return run


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """Where frozen sites are kept for all tests that only read them."""
    return tmp_path_factory.mktemp("sites")


@pytest.fixture
def site(request, shelf):
    return kept(request, shelf / "printed")


@pytest.fixture
def debate(request, shelf):
    return kept(request, shelf / "opened")


def kept(request, folder):
    """Return a frozen site; the first who asks makes it, out of the state that names it."""
    if not folder.exists():
        request.getfixturevalue(folder.name)
        request.getfixturevalue("freeze")(folder)
    return folder
