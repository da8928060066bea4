"""Whoever changes history behind the application is found, whatever they change.

Every column of every table that the journal covers is changed, one at a time, with the guards of
the database put aside; a row of each is deleted, and one is added. All this in a database of today
and in one that an earlier schema began. ``python -m tests.queries.journal.test_tampering`` prints
a table of it.
"""

import re
import sys
import tempfile
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from declaration.queries.journal import chain
from declaration.queries.journal.links import Flaw
from models.base import Base, UTCDateTime, recorded_tables
from models.db import prepare
from models.journal import Event, JournalHead, Subject
from tests.conftest import application
from tests.histories.lifetime import before, live
from tests.support.databases import address, create, drop, new_name, opened, unguard

TABLES = recorded_tables() | {model.__tablename__: model for model in (Event, Subject, JournalHead)}
UNTOLD = {  # what says nothing of what happened
    ("subject", "id"),
    *(("journal_head", column) for column in ("id", "held_at", "held_id")),
    *((name, column) for name, model in recorded_tables().items() for column in model.LOOSE),
}
COLUMNS = [
    (name, column.name)
    for name, model in TABLES.items()
    for column in model.__table__.columns
    if (name, column.name) not in UNTOLD
]
HISTORY = sorted({*recorded_tables()})
WORLDS = ("today", "upgraded")
SCHEMA = Path(__file__).parents[2] / "histories" / "schema_0006.sql"
EARLIER = {*re.findall(r'INSERT INTO "(\w+)"', SCHEMA.read_text())}  # tables of the upgraded one


def cases(*each):
    """Pair with both worlds; a table that came later is empty in the upgraded one."""
    return [
        (*case, world)
        for world in WORLDS
        for case in each
        if world == "today" or case[0] in EARLIER
    ]


@pytest.fixture(scope="module")
def worlds(migrated, tmp_path_factory):
    """Sessions on both databases, without guards; what a test changes is rolled back."""
    folder = tmp_path_factory.mktemp("tampering")
    with lived(folder) as sessions:
        yield sessions


@contextmanager
def lived(folder):
    names = {world: new_name(folder, world) for world in WORLDS}
    for world, name in names.items():
        create(name)
        before(application(address(name), folder), None if world == "today" else "0006")
    with opened(address(names["today"])) as session:
        live(session)
        session.commit()
    with unguarded(names["today"]) as today, unguarded(names["upgraded"]) as upgraded:
        yield {"today": today, "upgraded": upgraded}
    for name in names.values():
        drop(name)


@contextmanager
def unguarded(name):
    """A session for which no trigger and no foreign key stands in the way."""
    engine = sa.create_engine(address(name))
    prepare(engine)
    with engine.connect() as connection, sa.orm.Session(connection) as session:
        unguard(connection)
        yield session
    engine.dispose()


def other(column, value):
    """A value that the column takes and that no row has."""
    if isinstance(column.type, sa.Enum):
        return next(member for member in column.type.python_type if member != value)
    if isinstance(column.type, sa.Boolean):
        return not value
    if isinstance(column.type, sa.Integer):
        return (value or 0) + 9000
    if isinstance(column.type, sa.Date):
        return value + timedelta(days=1)
    if isinstance(column.type, UTCDateTime):
        return (value or datetime.fromisoformat("2026-11-03T09:00+00:00")) + timedelta(days=1)
    return f"forged {value or ''}"[: column.type.length or 100]


def an_end(session, world, table):
    """The last row of a table of today, the first of an earlier one."""
    order = table.c.id.desc() if world == "today" else table.c.id
    return session.execute(sa.select(table).order_by(order).limit(1)).one()


def after_changing(session, world, name, column):
    """Return what ``verify`` finds when a column of one row holds another value."""
    table = Base.metadata.tables[name]
    row = an_end(session, world, table)
    value = other(table.c[column], getattr(row, column))
    return verified(session, sa.update(table).where(table.c.id == row.id).values({column: value}))


def verified(session, query):
    session.execute(query)
    broken = chain.check(session).broken
    session.rollback()
    return broken


@pytest.mark.parametrize("world", WORLDS)
def test_what_nobody_has_changed_holds(worlds, world):
    assert chain.check(worlds[world]).broken is None


@pytest.mark.parametrize(("name", "column", "world"), cases(*COLUMNS), ids=".".join)
def test_a_changed_column_is_found(worlds, world, name, column):
    assert after_changing(worlds[world], world, name, column) is not None


@pytest.mark.parametrize(("name", "world"), cases(*((name,) for name in HISTORY)))
def test_a_deleted_row_is_found(worlds, world, name):
    table = Base.metadata.tables[name]
    row = an_end(worlds[world], world, table)

    broken = verified(worlds[world], sa.delete(table).where(table.c.id == row.id))

    assert broken.flaw in {Flaw.LOST, Flaw.REVISION}  # without an entry it reads otherwise


@pytest.mark.parametrize("id_", [-1, 9000])
@pytest.mark.parametrize(("name", "world"), cases(*((name,) for name in HISTORY)))
def test_a_smuggled_row_is_found(worlds, world, name, id_):
    table = Base.metadata.tables[name]
    row = an_end(worlds[world], world, table)
    unique = {column.name for column in table.columns if column.unique} | {"ordinal", "position"}
    unique |= {"number"} if name in {"package", "exclusion"} else set()  # within a document
    unique |= {column.name for index in table.indexes if index.unique for column in index.columns}
    values = {
        column: other(table.c[column], value) if column in unique else value
        for column, value in row._asdict().items()
    }

    broken = verified(worlds[world], sa.insert(table).values(values | {"id": id_}))

    assert broken.flaw in {Flaw.UNNAMED, Flaw.REVISION}


def main():
    """Print a table: what was changed, and what was found, in either database."""
    with tempfile.TemporaryDirectory() as folder, lived(Path(folder)) as sessions:
        lines = ["| table | column | today | upgraded |", "|---|---|---|---|"]
        for name, column in COLUMNS:
            flaws = [after_changing(sessions[world], world, name, column) for world in WORLDS]
            cells = [broken.flaw if broken else "MISSED" for broken in flaws]
            lines.append(f"| {name} | {column} | {' | '.join(cells)} |")
        sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
