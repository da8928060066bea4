"""The text follows from the events: made anew from them, it is what is stored."""

import pytest
import sqlalchemy as sa

from declaration.queries.journal.replay import replay
from models.base import recorded_tables
from models.journal import Event
from tests.histories.lifetime import live
from tests.support.databases import unguard

CHANGES = {  # of what is stored, and what replay says
    "UPDATE place SET rank = 'zz' WHERE id = 4": "rank of place 4 is",
    "UPDATE place SET live = NOT live WHERE id = 4": "live of place 4 is",
    "UPDATE version SET paragraph_id = 1 WHERE id = 8": "paragraph_id of version 8 is",
    "UPDATE version SET words = 'x' WHERE language = 'fr'": "revision 2 has not the hash",
    "UPDATE suggestion SET status = 'submitted' WHERE id = 1": "status of suggestion 1 is",
    "UPDATE suggestion SET number = 99 WHERE id = 1": "number of suggestion 1 is",
    "UPDATE decision SET outcome = 'adapted' WHERE id = 1": "outcome of decision 1 is",
    "UPDATE revision SET content_hash = 'x' WHERE id = 2": "content_hash of revision 2 is",
    "UPDATE revision_entry SET number = '9' WHERE id = 5": "number of revision_entry 5 is",
    "UPDATE revision_entry SET position = 99 WHERE id = 5": "position of revision_entry 5 is",
    "UPDATE comment SET resolved_at = NULL": "resolved_at of comment 1 is None",
    "UPDATE document SET stage = 'preparation' WHERE id = 1": "stage of document 1 is",
    "UPDATE conference SET debate_open = TRUE": "debate_open of conference 1 is",
    "DELETE FROM supersession": "supersession 1 was made, and is not stored",
    "INSERT INTO paragraph (id, uid, document_id) VALUES (99, 'x', 1)": (
        "paragraph 99 is stored, and no event made it"
    ),
}


@pytest.fixture
def lifetime(session):
    """A session on a whole conference, without guards."""
    live(session)
    session.commit()
    session.close()
    connection = session.get_bind().connect()
    unguard(connection)
    with sa.orm.Session(connection) as unguarded:
        yield unguarded
    connection.close()


def test_a_whole_conference_follows_from_its_events(lifetime):
    replayed = replay(lifetime)

    assert replayed.differences == ()
    assert replayed.since == 0
    assert set(replayed.rows) == set(recorded_tables())
    stored = {
        name: lifetime.scalar(sa.select(sa.func.count()).select_from(model))
        for name, model in recorded_tables().items()
    }
    assert replayed.rows == stored


@pytest.mark.parametrize("statement", CHANGES)
def test_what_does_not_follow_from_the_events_is_named(lifetime, statement):
    lifetime.execute(sa.text(statement))

    differences = replay(lifetime).differences

    assert any(difference.startswith(CHANGES[statement]) for difference in differences), differences


def test_a_revision_that_is_not_the_text_of_its_day_is_named(lifetime):
    published = sa.select(Event).where(Event.kind == "revision_published").order_by(Event.id)
    event = lifetime.scalars(published.limit(1)).one()
    other = event.payload.replace('"number":"2"', '"number":"7"')
    forge = sa.update(Event.__table__).where(Event.__table__.c.id == event.id)
    lifetime.execute(forge.values(payload=other))

    differences = replay(lifetime).differences

    assert f"revision 1 is not the text that there was at event {event.id}" in differences
