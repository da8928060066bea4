"""What the tests of the secretariat's pages share."""

import sqlalchemy as sa

from tests.web.entering import post

MOST_STATEMENTS = 12


def send(client, path, fields=None, **options):
    """POST as whoever is signed in, with the token that their account page shows."""
    return post(client, path, fields, **options)


def statements(app, client, path):
    """Count the SQL statements of a GET."""
    counted = []
    with app.app_context():
        engine = app.extensions["sqlalchemy"].engine

    def count(*_):
        counted.append(1)

    sa.event.listen(engine, "before_cursor_execute", count)
    answer = client.get(path)
    sa.event.remove(engine, "before_cursor_execute", count)
    assert answer.status_code == 200, path
    return len(counted)
