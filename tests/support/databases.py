"""Databases of a test run, by name: a file of SQLite, or a database of the PostgreSQL server."""

import shutil
import uuid
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import sqlalchemy as sa

from models.db import prepare
from tests.support.needs import POSTGRES


def new_name(folder, name):
    """Return a name that no other database has; SQLite's file is called by it in the folder."""
    return f"declaration_{uuid.uuid4().hex[:12]}" if POSTGRES else str(folder / f"{name}.sqlite3")


def address(name):
    if POSTGRES:
        return sa.make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    return f"sqlite:///{name}"


def create(name):
    """Make an empty database; SQLite makes its own when it is opened."""
    if POSTGRES:
        _administer(f'CREATE DATABASE "{name}"')


def copy(source, target):
    """Make ``target`` a copy of the database ``source``, whatever it was before."""
    if POSTGRES:
        drop(target)
        _administer(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')
    else:
        for ending in ("", "-wal", "-shm"):
            Path(f"{target}{ending}").unlink(missing_ok=True)
        shutil.copy(source, target)


def drop(name):
    if POSTGRES:
        _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def opened(url):
    """Open a session on a database, without any application."""
    engine = sa.create_engine(url)
    prepare(engine)
    with sa.orm.Session(engine) as session:
        yield session
    engine.dispose()


def unguard(connection):
    """Let no trigger and no foreign key stand in the way of a connection that was not used yet."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET session_replication_role = replica")
    else:
        connection.connection.execute("PRAGMA foreign_keys = OFF")
        triggers = sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for trigger in connection.scalars(triggers).all():
            connection.exec_driver_sql(f'DROP TRIGGER "{trigger}"')
    connection.commit()


def leave():
    """Close the connections to the server on which databases are made and dropped."""
    if POSTGRES:
        _administration().dispose()


@cache
def _administration():
    return sa.create_engine(POSTGRES, isolation_level="AUTOCOMMIT")


def _administer(statement):
    with _administration().connect() as connection:
        connection.exec_driver_sql(statement)
