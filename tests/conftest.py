"""Fixtures: a migrated schema, copied for every test; never ``create_all``.

What takes long is made once for each process that runs tests: the schema, the cast in it, the
application. A test gets a copy of the database, and the application as it was at first.
"""

import shutil
import uuid
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
import sqlalchemy as sa
from jinja2 import BytecodeCache

import models.db
from app import create_app
from declaration.cli.base import migrate
from declaration.web.frame.limits import limiter
from tests.support.cast import Cast, recall, settle
from tests.support.needs import POSTGRES, pytest_runtest_setup

__all__ = ["POSTGRES", "pytest_runtest_setup"]

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


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL leave out what asks for no database: on SQLite it has run already."""
    if POSTGRES:
        config.hook.pytest_deselected(
            items=[item for item in items if "migrated" not in item.fixturenames]
        )
        items[:] = [item for item in items if "migrated" in item.fixturenames]


def application(url, folder, **config):
    settings = {
        "TESTING": True,
        "SECRET_KEY": "only-for-tests",
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
    if POSTGRES:
        administer(f'CREATE DATABASE "{name}"')
    app = application(address(name), folder)
    with app.app_context():
        migrate()
        app.extensions["sqlalchemy"].engine.dispose()
    yield name
    drop(name)
    if POSTGRES:
        administration().dispose()


@pytest.fixture(scope="session")
def settled(migrated, tmp_path_factory):
    """The name of a database with the cast in it, to copy."""
    name = new_name(tmp_path_factory.mktemp("settled"), "settled")
    copy(migrated, name)
    engine = sa.create_engine(address(name))
    models.db.prepare(engine)
    with sa.orm.Session(engine) as session:
        settle(session)
        session.commit()
    engine.dispose()
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


def new_name(folder, name):
    return f"declaration_{uuid.uuid4().hex[:12]}" if POSTGRES else str(folder / f"{name}.sqlite3")


def address(name):
    return database_url(name) if POSTGRES else f"sqlite:///{name}"


def copy(source, target):
    """Make ``target`` a copy of the database ``source``, whatever it was before."""
    if POSTGRES:
        drop(target)
        administer(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')
    else:
        for ending in ("", "-wal", "-shm"):
            Path(f"{target}{ending}").unlink(missing_ok=True)
        shutil.copy(source, target)


def drop(name):
    if POSTGRES:
        administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def database_url(name):
    return sa.make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)


@cache
def administration():
    return sa.create_engine(POSTGRES, isolation_level="AUTOCOMMIT")


def administer(statement):
    with administration().connect() as connection:
        connection.exec_driver_sql(statement)


@pytest.fixture
def session(url):
    """A bare SQLAlchemy session: actions and queries need no Flask."""
    engine = sa.create_engine(url)
    models.db.prepare(engine)
    with sa.orm.Session(engine) as session:
        yield session
    engine.dispose()


@pytest.fixture
def cast(session) -> Cast:
    """Five cities, a committee and a secretariat, with a short declaration in consultation."""
    cast = recall(session) or settle(session)
    session.commit()
    return cast


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
