"""What the tests of the secretariat's pages share."""

import sqlalchemy as sa

from tests.support.enter import post

MOST_STATEMENTS = 12


def send(client, path, fields=None, **options):
    """POST as whoever is signed in, with the token that their account page shows."""
    return post(client, path, fields, **options)


def rows(session, table, *where):
    """List what is stored by now."""
    session.rollback()
    return session.scalars(sa.select(table).where(*where).order_by(table.id)).all()
