"""Fixtures: a migrated schema, copied for every test; never ``create_all``.

What takes long is made once for each process that runs tests: the schema, the cast in it, the
application. A test gets a copy of the database, and the application as it was at first.
"""

from contextlib import contextmanager

import pytest
from jinja2 import BytecodeCache

import models.db
from app import create_app
from declaration.cli.base import migrate
from declaration.web.frame.limits import limiter
from tests.support.cast import Cast, recall, settle
from tests.support.databases import address, copy, create, drop, leave, new_name, opened
from tests.support.needs import POSTGRES, pytest_runtest_setup
from tests.support.visitors import PASSWORD

__all__ = ["pytest_runtest_setup"]

QUICK_HASH = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}

# No test pulls the plug: nothing needs to reach the disk.
models.db.PRAGMAS = (*models.db.PRAGMAS, "synchronous=OFF")


class Compiled(BytecodeCache):
    """Templates, compiled once for all applications of this process."""

    def __init__(self):
        self.codes = {}

    def load_bytecode(self, bucket):
        if bucket.key in self.codes:
            bucket.bytecode_from_string(self.codes[bucket.key])

    def dump_bytecode(self, bucket):
        self.codes[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()


# Tests that go through everything: what they pass is not what they judge, and counting it takes
# as long again. Coverage is of the tests that are about a room.
CROSSING = (
    "tests/histories",
    "tests/journeys",
    "tests/web/matrix",
    "tests/whole",
    "tests/text/test_invented.py",
)


def pytest_collection_modifyitems(config, items):
    """Let journeys begin, so that no processor waits for them at the end.

    On PostgreSQL leave out what asks for no database: on SQLite it has run already.
    """
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)
    for item in items:
        if item.nodeid.startswith(CROSSING):
            item.add_marker(pytest.mark.no_cover)
    if POSTGRES:
        config.hook.pytest_deselected(
            items=[item for item in items if "migrated" not in item.fixturenames]
        )
        items[:] = [item for item in items if "migrated" in item.fixturenames]


def application(url, folder, **config):
    settings = {
        "TESTING": True,
        "SECRET_KEY": "only-for-tests".ljust(32, "."),
        "DATA": str(folder),
        "SQLALCHEMY_DATABASE_URI": url,
        "PASSWORD_HASH": QUICK_HASH,
    }
    app = create_app(**(settings | config))
    app.jinja_env.bytecode_cache = COMPILED
    return app


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """The name of a migrated database to copy: a SQLite file or a PostgreSQL template."""
    folder = tmp_path_factory.mktemp("schema")
    name = new_name(folder, "schema")
    create(name)
    app = application(address(name), folder)
    with app.app_context():
        migrate()
        app.extensions["sqlalchemy"].engine.dispose()
    yield name
    drop(name)
    leave()


@pytest.fixture(scope="session")
def settled(migrated, tmp_path_factory):
    """The name of a database with the cast in it, to copy."""
    name = new_name(tmp_path_factory.mktemp("settled"), "settled")
    copy(migrated, name)
    with opened(address(name)) as session:
        settle(session)
        session.commit()
    yield name
    drop(name)


@pytest.fixture(scope="session")
def database(migrated, tmp_path_factory):
    """The name of the database that tests write to, one after the other."""
    name = new_name(tmp_path_factory.mktemp("database"), "test")
    yield name
    drop(name)


@pytest.fixture
def url(request, database):
    """The address of a database that is this test's own: migrated, empty but for the cast."""
    source = "settled" if "cast" in request.fixturenames else "migrated"
    copy(request.getfixturevalue(source), database)
    return address(database)


@pytest.fixture
def session(url):
    """A bare SQLAlchemy session: actions and queries need no Flask."""
    with opened(url) as session:
        yield session


@pytest.fixture
def cast(session) -> Cast:
    """Five cities, a committee and a secretariat, with a short declaration in consultation."""
    cast = recall(session) or settle(session)
    session.commit()
    return cast


@pytest.fixture
def passwords(app, session, cast):
    """Let everybody of the cast sign in with the ``PASSWORD`` of tests/support/visitors."""
    hashed = app.extensions["passwords"].hashed(PASSWORD)
    for person in cast.people.values():
        person.password_hash = hashed
    session.commit()


@pytest.fixture(scope="session")
def shared(database, tmp_path_factory):
    """The application that tests use one after the other: to build it takes longer than a test."""
    return application(address(database), tmp_path_factory.mktemp("data"))


@pytest.fixture
def app(shared, url, tmp_path):
    """The application on this test's database; empty unless ``cast`` is asked for, too."""
    with lent(shared, tmp_path) as app:
        yield app
    disconnect(app)


@contextmanager
def lent(app, folder):
    """Take back what is set or kept in an application; nobody has tried to sign in yet."""
    config, extensions = dict(app.config), dict(app.extensions)
    app.config["DATA"] = str(folder)
    app.extensions["memory"].clear()
    limiter.reset()
    yield app
    for changed, first in ((app.config, config), (app.extensions, extensions)):
        changed.clear()
        changed.update(first)


@pytest.fixture
def own_app(url, tmp_path):
    """An application of this test's own, which may add routes to it."""
    app = application(url, tmp_path)
    yield app
    disconnect(app)


def disconnect(app):
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()


@pytest.fixture
def client(app):
    return app.test_client()
