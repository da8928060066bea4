"""What the tests of the secretariat's pages share."""

import sqlalchemy as sa

MOST_STATEMENTS = 12


def rows(session, table, *where):
    """List what is stored by now."""
    session.rollback()
    return session.scalars(sa.select(table).where(*where).order_by(table.id)).all()
