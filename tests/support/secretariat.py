"""What the tests of the secretariat's pages share."""

import re
from base64 import b64decode

import sqlalchemy as sa

MOST_STATEMENTS = 13  # what a paragraph has words in: a statement for each table


def rows(session, table, *where):
    """List what is stored by now."""
    session.rollback()
    return session.scalars(sa.select(table).where(*where).order_by(table.id)).all()


def carried_file(page):
    """Return name, media type and bytes of the file that a page carries in a link."""
    link = re.search(r'href="data:([^,]+);base64,([^"]+)"\s+download="([^"]+)"', page)
    return link[3], link[1].partition(";")[0], b64decode(link[2])
