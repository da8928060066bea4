"""The schema that migrations make is the one of the models, and it guards what is kept."""

import os
import subprocess
import sys

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade

from declaration.cli.base import migrations
from models.base import Base, append_only_tables
from models.db import db
from tests.conftest import application
from tests.support.databases import address, create, drop, new_name

SCRIPTS = ScriptDirectory("models/migrations")


def guarded(connection):
    """The append-only tables that have a trigger against changes, and one against removals."""
    if connection.dialect.name == "postgresql":
        rows = connection.execute(
            sa.text(
                "SELECT event_object_table, event_manipulation FROM information_schema.triggers"
                " WHERE action_statement LIKE '%append_only%'"
            )
        )
        guards = {(table, manipulation.lower()) for table, manipulation in rows}
    else:
        rows = connection.execute(
            sa.text("SELECT tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
        )
        guards = {
            (table, "update" if "BEFORE UPDATE" in sql else "delete")
            for table, sql in rows
            if "is append-only" in sql
        }
    tables = {table for table, _ in guards}
    return {table for table in tables if {(table, "update"), (table, "delete")} <= guards}


def test_the_migrated_schema_equals_the_models(session):
    context = MigrationContext.configure(
        session.connection(), opts={"compare_type": True, "target_metadata": Base.metadata}
    )

    assert compare_metadata(context, Base.metadata) == []


def test_every_append_only_table_is_guarded_after_every_migration(migrated, tmp_path):
    name = new_name(tmp_path, "steps")
    create(name)
    app = application(address(name), tmp_path)
    try:
        with app.app_context():
            migrations(app)
            for script in reversed(list(SCRIPTS.walk_revisions())):
                upgrade(revision=script.revision)
                with db.engine.connect() as connection:
                    existing = set(sa.inspect(connection).get_table_names())
                    expected = set(append_only_tables()) & existing
                    assert guarded(connection) == expected, script.revision
            assert expected == set(append_only_tables())
            downgrade(revision="base")
            with db.engine.connect() as connection:
                assert set(sa.inspect(connection).get_table_names()) == {"alembic_version"}
            db.engine.dispose()
    finally:
        drop(name)


def test_of_two_who_migrate_at_once_the_second_waits(migrated, tmp_path):
    name = new_name(tmp_path, "both")
    create(name)
    environ = os.environ | {
        "DECLARATION_DATABASE": address(name),
        "DECLARATION_DATA": str(tmp_path),
        "DECLARATION_SECRET_KEY": "x" * 32,
    }
    command = [sys.executable, "-m", "flask", "--app", "app", "db", "upgrade"]
    both = [
        subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, text=True) for _ in range(2)
    ]
    try:
        messages = [process.communicate(timeout=120)[1] for process in both]

        assert [process.returncode for process in both] == [0, 0], messages
    finally:
        drop(name)


def test_there_is_one_head():
    assert len(SCRIPTS.get_heads()) == 1


def test_a_server_of_pages_does_without_what_migrates():
    script = "import app, sys; print('alembic' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert answer.stdout == "False\n"
