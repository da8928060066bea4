"""A database that cannot store for a while, or goes away: what is logged, and what follows."""

import logging
import shutil
import sqlite3

import pytest
import sqlalchemy as sa

from models.base import now
from models.db import db, writing
from models.people import LinkRequest, Person
from tests.support.databases import POSTGRES
from tests.support.enter import enter, token
from tests.web import read_only
from tests.web.test_errors import failing

WORDS = "We, the mayors, keep this to ourselves until it is sent."
ARGON = "$argon2"


@pytest.fixture
def folder(database, cast, tmp_path):
    """A folder with this test's database, closed and whole."""
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    shutil.copy(database, tmp_path / read_only.NAME)
    return tmp_path


@pytest.mark.needs("sqlite", "setpriv")
def test_a_file_that_can_be_written_again_is_written_again_at_once(folder):
    answers = read_only.run("reopened", folder)

    assert answers["meanwhile"][0] == 503
    assert "is read-only" in answers["meanwhile"][1]
    assert answers["later"] == [303] * (read_only.OPENED + 1)


@pytest.mark.needs("sqlite", "setpriv")
def test_started_on_a_read_only_disk_the_pages_say_so(folder):
    for status, page in read_only.run("started", folder):
        assert status == 503
        assert '<html lang="fr"' in page
        assert "503" in page


@pytest.mark.needs("postgresql")
def test_after_a_restart_of_the_database_nobody_meets_an_old_connection(app, session, cast):
    client = enter(app.test_client(), "amina")
    with app.app_context():
        opened = [db.engine.connect() for _ in range(4)]
        for connection in opened:
            connection.close()
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
    session.execute(sa.text(f"{others} AND datname = current_database()"))

    assert [client.get("/account").status_code for _ in range(8)] == [200] * 8


def logged(caplog):
    return "\n".join(logging.Formatter().format(record) for record in caplog.records)


def refuse_writes(app):
    failing(app, "SET default_transaction_read_only = on" if POSTGRES else "PRAGMA query_only=ON")


def test_a_failed_write_leaves_no_hash_and_no_words_in_the_log(own_app, caplog, passwords, cast):
    own_app.config["PROPAGATE_EXCEPTIONS"] = False
    client = enter(own_app.test_client(), "amina")
    csrf = token(client, "/account")
    refuse_writes(own_app)
    sent = {
        "/account/password": {"present_password": "a-quiet-morning", "password": WORDS},
        "/d/declaration/suggest/draft": {
            "form": "replace",
            "paragraph": "arrival",
            "words": WORDS,
            "reason": WORDS,
            "language": "en",
        },
    }

    for path, fields in sent.items():
        answer = client.post(path, data={"csrf_token": csrf} | fields)
        assert answer.status_code == 503, path

    assert caplog.text.count("database:") == 2
    assert ARGON not in logged(caplog)
    assert "mayors" not in logged(caplog)


@pytest.mark.parametrize("field", ["email", "name", "password_hash"])
def test_what_the_database_refuses_is_logged_without_the_row(own_app, caplog, cast, field):
    """A row that breaks a rule: PostgreSQL would quote it."""
    own_app.config["PROPAGATE_EXCEPTIONS"] = False

    def break_rule():
        taken = {"email": "amina@example.org", "name": WORDS, "password_hash": f"{ARGON}id$v=19"}
        person = Person(**(taken | {field: None} if field != "email" else taken), created_at=now())
        writing(db.session())
        db.session.add(person)
        db.session.commit()

    own_app.add_url_rule("/break", "break", break_rule)

    assert own_app.test_client().get("/break").status_code == 500

    text = logged(caplog)
    assert "IntegrityError" in text
    assert ARGON not in text
    assert "mayors" not in text
    assert "amina" not in text


def test_the_message_alone_says_no_more(app, cast):
    with app.app_context():
        writing(db.session())
        db.session.add(LinkRequest(email=None, asked_at=now()))
        with pytest.raises(sa.exc.IntegrityError) as refused:
            db.session.flush()
        db.session.rollback()

    assert "parameters: (" not in str(refused.value)
    assert "DETAIL" not in str(refused.value)
