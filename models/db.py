"""The database of the application: the only Flask in models.

SQLite under threads: a transaction that writes begins with BEGIN IMMEDIATE (``writing``), one
that reads with plain BEGIN; upgrading a read transaction fails at once, whatever the timeout.
PostgreSQL: a transaction that writes begins by locking the journal's head, to the same effect.
"""

import sqlite3
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.orm import Session

import models.amending
import models.debate
import models.negotiation
import models.people
import models.signing  # noqa: F401
from models.base import Base
from models.journal import JournalHead

db = SQLAlchemy(model_class=Base)

WRITES = "declaration_writes"
PATIENCE = 5000  # milliseconds to wait for whoever writes, before the answer is «busy»
PRAGMAS = (
    f"busy_timeout={PATIENCE}",  # first: the next may have to wait
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",  # else INSERT OR REPLACE removes what is append-only unseen
)
OPTIONS = {
    "hide_parameters": True,  # a message may reach a log, words and hashes may not
    "pool_pre_ping": True,  # after a restart of PostgreSQL nobody meets an old connection
}
# What SQLite answers for as long as a connection lives, also when the file can be written again.
STALE = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}


def init(app: Flask) -> None:
    """Bind the application to its database and prepare every connection."""
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", OPTIONS)
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)


def prepare(engine: sa.Engine) -> None:
    """Prepare every connection of an engine; on either database a lock is awaited PATIENCE at most.

    SQLite becomes durable, checks foreign keys, and locks when a writing transaction begins.
    """
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _pragmas)
        event.listen(engine, "begin", _begin)
        event.listen(engine, "handle_error", _give_up)
    else:
        event.listen(engine, "connect", _patience)
        event.listen(engine, "handle_error", _keep_quiet)


def writing(session: Session) -> None:
    """Open the session's write transaction now, and discard what was read before.

    Writers follow one another on both databases: what one of them checks (a stage, a right, the
    newest words) stands until it commits, and no two wait for each other.
    """
    session.rollback()
    connection = session.connection(execution_options={WRITES: True})
    if _stays_read_only(connection):
        session.rollback()
        connection.engine.dispose()
        connection = session.connection(execution_options={WRITES: True})
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(JournalHead.id).with_for_update())


def at_one_moment(session: Session) -> None:
    """Open a transaction in which all that is read is as of its beginning; others go on writing."""
    session.rollback()
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def _pragmas(connection: sqlite3.Connection, _record: Any) -> None:  # noqa: ANN401
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _patience(connection: Any, _record: Any) -> None:  # noqa: ANN401
    connection.execute(f"SET lock_timeout = {PATIENCE}")
    connection.commit()


def _begin(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _stays_read_only(connection: sa.Connection) -> bool:
    """Answer whether a connection of SQLite was opened while nothing could be written.

    It begins to write without an error, and would refuse the first change, also of no row.
    """
    if connection.dialect.name != "sqlite":
        return False
    try:
        connection.connection.cursor().execute("DELETE FROM journal_head WHERE false")
    except sqlite3.OperationalError as error:
        return error.sqlite_errorcode & 0xFF in STALE
    return False


def _give_up(context: sa.engine.ExceptionContext) -> None:
    """Let go of all connections that were opened while the file was read-only.

    All at once: as long as one of them is open, SQLite opens the next like it.
    """
    code = getattr(context.original_exception, "sqlite_errorcode", 0)
    if code & 0xFF in STALE and context.engine is not None:
        context.is_disconnect = True
        context.engine.dispose()


def _keep_quiet(context: sa.engine.ExceptionContext) -> None:
    """Keep the first line of what PostgreSQL says: those that follow quote the row."""
    error = context.original_exception
    error.args = (str(error).partition("\n")[0],)
    raised = context.sqlalchemy_exception  # has copied the words already
    if raised is not None:
        raised.args = (str(raised.args[0]).partition("\n")[0],)
