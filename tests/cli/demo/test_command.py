import pytest
import sqlalchemy as sa

from declaration.cli.demo.command import REFUSAL, welcome
from declaration.queries.people import people
from declaration.queries.people.people import DEMO_PASSWORD
from tests.conftest import application


def test_the_demo_says_who_its_characters_are(demo, app):
    guests = people.demo_accounts(demo)

    assert len(guests) == 25
    assert {guest.password for guest in guests} == {DEMO_PASSWORD}
    with app.app_context():
        lines = list(welcome(demo, "http://127.0.0.1:8000/"))
    assert any("a.ndiaye@example.org" in line and "Dakar head" in line for line in lines)
    assert any("http://127.0.0.1:8000/" in line for line in lines)


def test_outside_the_demo_nobodys_account_is_shown(session, cast):
    assert people.demo_accounts(session) == ()


def test_the_demo_is_loaded_by_command_into_an_empty_database(tmp_path):
    url = f"sqlite:///{tmp_path / 'demo.sqlite3'}"
    app = application(url, tmp_path, DEMO=True)

    runner = app.test_cli_runner()
    first = runner.invoke(args=["demo", "load"])
    second = runner.invoke(args=["demo", "load"])

    assert first.exit_code == 0, first.output
    assert "loaded" in first.output
    assert second.exit_code == 1
    assert "not empty" in second.output
    with app.app_context():
        password_hash = app.extensions["sqlalchemy"].session.scalars(
            sa.text("SELECT password_hash FROM person WHERE email = 'a.ndiaye@example.org'")
        )
        assert app.extensions["passwords"].matches(password_hash.one(), DEMO_PASSWORD)
        app.extensions["sqlalchemy"].engine.dispose()


def test_demo_mode_is_refused_over_a_conference_of_ones_own(session, cast, url, tmp_path):
    with pytest.raises(Exception, match=REFUSAL[:60]):
        application(url, tmp_path, DEMO=True)
