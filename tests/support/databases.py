"""Databases of a test run, by name: a file of SQLite, or a database of the PostgreSQL server.

On PostgreSQL a new database takes four times as long as emptying one that is there and filling it
with what the other has; so that is done wherever both have the same tables, guards included.
"""

import shutil
import uuid
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple

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
        if target not in _made or not _refilled(target, _content(source)):
            _make(source, target)
    else:
        for ending in ("", "-wal", "-shm"):
            Path(f"{target}{ending}").unlink(missing_ok=True)
        shutil.copy(source, target)


def drop(name):
    if POSTGRES:
        _made.discard(name)
        _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


class Content(NamedTuple):
    """What a database has: a fingerprint of its tables, their rows, where each sequence is."""

    schema: str
    rows: dict
    sequences: list


_made = set()  # the databases that are copies
SCHEMA = """
    SELECT md5(string_agg(part, ',' ORDER BY part)) FROM (
        SELECT concat(tgrelid::regclass, tgname, tgenabled) FROM pg_trigger
        UNION ALL SELECT concat(conrelid::regclass, conname) FROM pg_constraint
        UNION ALL SELECT concat(attrelid::regclass, attname, atttypid) FROM pg_attribute
        WHERE attrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
    ) AS all_parts(part)
"""
SEQUENCES = """
    SELECT concat(schemaname, '.', quote_ident(sequencename)), coalesce(last_value, 1),
        last_value IS NOT NULL FROM pg_sequences
"""
ALONE = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


def _make(source, target):
    drop(target)
    _administer(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')
    _made.add(target)


@cache
def _content(source):
    with _connected(source) as connection:
        names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        rows = {name: _rows(connection, name) for (name,) in names.fetchall()}
        sequences = connection.execute(SEQUENCES).fetchall()
        return Content(*connection.execute(SCHEMA).fetchone(), rows, sequences)


def _rows(connection, table):
    with connection.cursor().copy(f'COPY "{table}" TO STDOUT') as lines:
        return b"".join(map(bytes, lines))


def _refilled(target, content):
    """Let a copy have this content and no other; False where a test changed its tables."""
    with _connected(target) as connection:
        if connection.execute(SCHEMA).fetchone() != (content.schema,):
            return False
        connection.execute(ALONE)
        connection.execute("SET session_replication_role = replica")  # no guard stands in the way
        connection.execute(";".join(f'DELETE FROM "{table}"' for table in content.rows))  # noqa: S608
        for table, rows in content.rows.items():
            with connection.cursor().copy(f'COPY "{table}" FROM STDIN') as lines:
                lines.write(rows)
        for sequence in content.sequences:
            connection.execute("SELECT setval(%s, %s, %s)", sequence)
    return True


def _connected(name):
    import psycopg

    return psycopg.connect(address(name).replace("+psycopg", ""))


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
