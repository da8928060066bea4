"""Fixtures: a migrated schema, copied for every test; never ``create_all``."""

import shutil
import uuid

import pytest
import sqlalchemy as sa
from flask_migrate import upgrade

from app import create_app
from models.db import prepare
from tests.support.cast import Cast, settle
from tests.support.needs import POSTGRES, pytest_runtest_setup

__all__ = ["POSTGRES", "pytest_runtest_setup"]
QUICK_HASH = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}


def application(url, folder, **config):
    settings = {
        "TESTING": True,
        "SECRET_KEY": "only-for-tests",
        "DATA": str(folder),
        "SQLALCHEMY_DATABASE_URI": url,
        "PASSWORD_HASH": QUICK_HASH,
    }
    return create_app(**(settings | config))


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """The name of a migrated database to copy: a SQLite file or a PostgreSQL template."""
    folder = tmp_path_factory.mktemp("schema")
    if POSTGRES:
        name = f"declaration_{uuid.uuid4().hex[:12]}"
        administer(f'CREATE DATABASE "{name}"')
        url = database_url(name)
    else:
        name = str(folder / "schema.sqlite3")
        url = f"sqlite:///{name}"
    app = application(url, folder)
    with app.app_context():
        upgrade()
        app.extensions["sqlalchemy"].engine.dispose()
    yield name
    if POSTGRES:
        administer(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def url(migrated, tmp_path):
    """The address of a database of this test's own, migrated and empty."""
    if POSTGRES:
        name = f"declaration_{uuid.uuid4().hex[:12]}"
        administer(f'CREATE DATABASE "{name}" TEMPLATE "{migrated}"')
        yield database_url(name)
        administer(f'DROP DATABASE "{name}" WITH (FORCE)')
    else:
        path = tmp_path / "test.sqlite3"
        shutil.copy(migrated, path)
        yield f"sqlite:///{path}"


def database_url(name):
    return sa.make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)


def administer(statement):
    engine = sa.create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


@pytest.fixture
def session(url):
    """A bare SQLAlchemy session: actions and queries need no Flask."""
    engine = sa.create_engine(url)
    prepare(engine)
    with sa.orm.Session(engine) as session:
        yield session
    engine.dispose()


@pytest.fixture
def cast(session) -> Cast:
    """Five cities, a committee and a secretariat, with a short declaration in consultation."""
    cast = settle(session)
    session.commit()
    return cast


@pytest.fixture
def app(url, tmp_path):
    """The application on this test's database; empty unless ``cast`` is asked for, too."""
    app = application(url, tmp_path)
    yield app
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()


@pytest.fixture
def client(app):
    return app.test_client()
