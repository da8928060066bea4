"""A conference that began in an earlier schema: its journal holds before and after the upgrade."""

import re

import pytest
import sqlalchemy as sa
from flask import current_app
from flask_migrate import downgrade, upgrade

from declaration.actions import comments
from declaration.actions.comments import Remark
from declaration.cli.base import migrations
from declaration.queries.journal import chain
from declaration.queries.journal.links import Flaw
from declaration.queries.journal.replay import replay
from declaration.rules import Actor
from models.db import db
from models.document import Conference, Document, Logo
from models.journal import Event, Subject
from models.people import Delegation
from models.vocabulary import Capacity, EventKind, Post
from tests.conftest import application
from tests.histories.lifetime import BEGAN, restore
from tests.support.databases import address, copy, create, drop, new_name, opened, unguard

SCHEMA = "0006"
SMUGGLED = (
    "INSERT INTO version (id, paragraph_id, language, words, created_at, salt, digest, redacted)"
    " VALUES (99, 1, 'en', 'x', '2026-11-03 09:00:00.000000', 'x', 'x', FALSE)"
)
CHANGES = {  # what the upgrade says, and of which change behind the triggers' back
    "the words of version 9 were": "UPDATE version SET words = 'We do nothing.' WHERE id = 9",
    "the words of version 10 were": (
        "UPDATE version SET words = '', salt = '', redacted = TRUE WHERE id = 10"
    ),
    "decision 1 was changed": "UPDATE decision SET outcome = 'rejected' WHERE id = 1",
    "revision 2 was changed": "UPDATE revision_entry SET number = '99' WHERE revision_id = 2",
    "revision 3 is gone": "DELETE FROM revision WHERE id = 3",
    "event 12 was changed": "UPDATE event SET payload = '{}' WHERE id = 12",
    "an event before 13 is missing": "DELETE FROM event WHERE id = 12",
    "the journal was cut off": "UPDATE journal_head SET event_id = 64",
    "version 99 was added": SMUGGLED,
}


@pytest.fixture(scope="module")
def left(migrated, tmp_path_factory):
    """The name of a database of that schema, to copy."""
    folder = tmp_path_factory.mktemp("left")
    name = new_name(folder, "left")
    create(name)
    with application(address(name), folder).app_context():
        migrations(current_app)
        upgrade(revision=SCHEMA)
        with db.engine.begin() as connection:
            restore(connection, SCHEMA)
        db.engine.dispose()
    yield name
    drop(name)


@pytest.fixture
def old(left, tmp_path):
    """An application on a copy of it."""
    name = new_name(tmp_path, "old")
    copy(left, name)
    app = application(address(name), tmp_path)
    with app.app_context():
        migrations(app)
        yield app
        db.engine.dispose()
    drop(name)


def change(statement):
    """Change a row for which no trigger and no foreign key stands in the way."""
    with db.engine.connect() as connection:
        unguard(connection)
        connection.exec_driver_sql(statement)
        connection.commit()
    db.engine.dispose()


def events():
    with db.engine.connect() as connection:
        rows = connection.execute(sa.text("SELECT * FROM event WHERE id <= 65 ORDER BY id")).all()
        subjects = "SELECT * FROM subject WHERE event_id <= 65 ORDER BY id"
        return rows, connection.execute(sa.text(subjects)).all()


def schema():
    with db.engine.connect() as connection:
        return connection.scalar(sa.text("SELECT version_num FROM alembic_version"))


def test_the_upgrade_names_all_history_and_rewrites_no_event(old):
    before = events()

    upgrade()

    assert events() == before
    with opened(db.engine.url) as session:
        checked = chain.check(session)
        assert (checked.broken, checked.before, checked.events) == (None, None, 66)
        named = session.scalars(sa.select(Event).where(Event.kind == EventKind.HISTORY_NAMED)).one()
        assert (named.id, named.person_id, named.audience) == (66, None, "secretariat")
        subjects = sa.select(sa.func.count()).where(Subject.event_id == 66, Subject.digest != "")
        assert session.scalar(subjects) == 137


def test_delegations_get_letters_and_hues_in_the_order_of_registration(old):
    upgrade()

    with opened(db.engine.url) as session:
        delegations = session.scalars(sa.select(Delegation).order_by(Delegation.id)).all()
        assert [(each.ordinal, each.initials) for each in delegations][:2] == [
            (1, "Dak"),
            (2, "Lim"),
        ]
        conference = session.scalars(sa.select(Conference)).one()
        assert (conference.accent, conference.welcome) == ("", "")
        assert session.scalar(sa.select(sa.func.count(Logo.id))) == 0


def test_acts_go_on_after_the_upgrade(old):
    upgrade()
    with opened(db.engine.url) as session:
        document = session.scalars(sa.select(Document).where(Document.language == "fr")).one()
        amina = Actor(2, Capacity.DELEGATION, Post.HEAD, delegation_id=1, may_submit=True)

        comments.comment(session, amina, document, Remark("And now?"), at=BEGAN)

        assert chain.check(session).broken is None
        replayed = replay(session)
        assert (replayed.differences, replayed.since, replayed.events) == ((), 66, 67)


@pytest.mark.parametrize("flaw", CHANGES)
def test_where_the_journal_does_not_hold_the_upgrade_stops(old, flaw, caplog):
    change(CHANGES[flaw])

    with pytest.raises(SystemExit):
        upgrade()

    assert flaw in caplog.text
    assert schema() < "0009"


@pytest.mark.parametrize("flaw", CHANGES)
def test_when_told_the_upgrade_goes_on_and_the_journal_says_so(old, flaw):
    change(CHANGES[flaw])

    upgrade(x_arg=["journal=broken"])

    with opened(db.engine.url) as session:
        checked = chain.check(session)
        payload = session.scalars(sa.select(Event.payload).order_by(Event.id.desc())).first()
        assert checked.broken is None
        assert '"broken":' in payload


def test_what_was_broken_before_is_told_and_changes_after_are_found(old):
    change("UPDATE version SET words = 'We do nothing.' WHERE id = 9")
    upgrade(x_arg=["journal=broken"])
    with opened(db.engine.url) as session:
        assert chain.check(session).before.flaw is Flaw.REVISION
        assert replay(session).differences == ()

    change("UPDATE version SET words = 'We do something.' WHERE id = 9")

    with opened(db.engine.url) as session:
        broken = chain.check(session).broken
        assert (broken.flaw, broken.thing, broken.thing_id) == (Flaw.WORDS, "version", 9)


def test_what_the_upgrade_has_named_stays_named(old, caplog):
    upgrade()

    with pytest.raises(SystemExit):
        downgrade(revision=SCHEMA)

    assert re.search("restore the backup", caplog.text)
