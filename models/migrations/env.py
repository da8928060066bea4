"""Run migrations on the application's own engine, all in one transaction; a second run waits."""

import sqlalchemy as sa
from alembic import context
from flask import current_app

from models.base import Base
from models.db import PATIENCE, WRITES

MINUTES = 10 * 60 * 1000  # milliseconds to wait for whoever migrates already
LOCK = 20171116  # of PostgreSQL: any number that nothing else locks


def alone(connection: sa.Connection) -> None:
    """Begin the transaction with a lock, before the version is read."""
    if connection.dialect.name == "sqlite":
        connection.begin()
    else:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {MINUTES}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {PATIENCE}")


def run() -> None:
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection:
        sqlite = engine.dialect.name == "sqlite"
        if sqlite:
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql(f"PRAGMA busy_timeout={MINUTES}")
            connection.rollback()
        alone(connection.execution_options(**{WRITES: True}))
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
        )
        context.run_migrations()
        connection.commit()
        if sqlite:
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")
            connection.exec_driver_sql(f"PRAGMA busy_timeout={PATIENCE}")
            connection.rollback()


run()
