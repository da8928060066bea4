"""The demo conference, loaded once for all tests that only read it."""

import pytest

from declaration.cli.demo import acts, script
from models.base import now
from tests.support.databases import address, copy, drop, new_name, opened


@pytest.fixture(scope="session")
def moment():
    """The moment at which the demo is loaded."""
    return now()


@pytest.fixture(scope="session")
def loaded(migrated, tmp_path_factory, moment):
    """The address of a database with the demo in it, the world that was made there, its name."""
    name = new_name(tmp_path_factory.mktemp("demo"), "demo")
    copy(migrated, name)
    with opened(address(name)) as session:
        world = acts.replay(session, script.read(moment), "no password")
    yield address(name), world, name
    drop(name)


@pytest.fixture
def world(loaded):
    return loaded[1]


@pytest.fixture
def demo(loaded):
    with opened(loaded[0]) as session:
        yield session
