"""The SQL statements of a request, beginnings of transactions left out.

One that writes begins with BEGIN IMMEDIATE on SQLite, with a lock on the journal on PostgreSQL.
"""

from contextlib import contextmanager

import sqlalchemy as sa

from models.db import db

BEGINS = ("BEGIN", "PRAGMA", "SELECT journal_head.id \nFROM journal_head FOR UPDATE")


@contextmanager
def counting(app):
    """Collect what is sent to the database meanwhile."""
    seen = []

    def note(_connection, _cursor, statement, *_rest):
        if not statement.startswith(BEGINS):
            seen.append(statement)

    with app.app_context():
        engine = db.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


def statements(client, path):
    """List those of a page when nothing is in memory."""
    client.application.extensions["memory"].clear()
    with counting(client.application) as seen:
        answer = client.get(path)
    assert answer.status_code == 200, path
    return seen
