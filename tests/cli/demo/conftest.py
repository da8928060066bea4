"""The demo conference, loaded once for all tests that only read it."""

import shutil

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.cli.demo import acts, script
from models.base import now
from models.db import prepare
from tests.conftest import POSTGRES, administer, database_url


@pytest.fixture(scope="session")
def moment():
    """The moment at which the demo is loaded."""
    return now()


@pytest.fixture(scope="session")
def loaded(migrated, tmp_path_factory, moment):
    """The address of a database with the demo in it, and the world that was made there."""
    if POSTGRES:
        name = f"{migrated}_demo"
        administer(f'CREATE DATABASE "{name}" TEMPLATE "{migrated}"')
        url = database_url(name)
    else:
        path = tmp_path_factory.mktemp("demo") / "demo.sqlite3"
        shutil.copy(migrated, path)
        url = f"sqlite:///{path}"
    engine = sa.create_engine(url)
    prepare(engine)
    with Session(engine) as session:
        world = acts.replay(session, script.read(moment), "no password")
    engine.dispose()
    yield url, world
    if POSTGRES:
        administer(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def world(loaded):
    return loaded[1]


@pytest.fixture
def demo(loaded):
    engine = sa.create_engine(loaded[0])
    prepare(engine)
    with Session(engine) as session:
        yield session
    engine.dispose()
