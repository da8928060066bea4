"""A real server on loopback and a real browser, driven by Playwright."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from models.base import now
from models.db import db
from tests.conftest import application
from tests.support.browser import NARROW, WIDE, launched, served
from tests.support.crowd import crowd
from tests.support.databases import address, copy, new_name

__all__ = ["NARROW", "WIDE"]

expect.set_options(timeout=15_000)  # ms: it waits only for what is late; a build server is busy


def pytest_collection_modifyitems(items):
    """Mark the journeys: they need Chromium, and the demo is looked at on SQLite alone."""
    journeys = Path(__file__).parent
    for item in items:
        if journeys in Path(item.fspath).parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.needs("chromium"))
            if "demo" in item.fixturenames:
                item.add_marker(pytest.mark.needs("sqlite"))


@pytest.fixture(scope="session")
def chromium():
    with launched() as browser:
        yield browser


@pytest.fixture
def site(app):
    """The address of the application."""
    with served(app) as url:
        yield url


@pytest.fixture(scope="session")
def demo(migrated, tmp_path_factory):
    """The demo conference, loaded once and served from a folder of its own; nobody writes to it."""
    folder = tmp_path_factory.mktemp("demo")
    database = new_name(folder, "declaration")
    copy(migrated, database)
    app = application(address(database), folder, DEMO=True)
    loaded = app.test_cli_runner().invoke(args=["demo", "load"])
    assert loaded.exit_code == 0, loaded.output
    with served(app) as url:
        app.config["ADDRESS"] = url
        yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def visit(chromium, site):
    """Open a browser of one's own: ``visit(scripts=False, viewport=NARROW, language="es")``."""
    contexts = []

    def open_page(
        *, scripts=True, viewport=WIDE, language="en", scheme="light", touch=False
    ) -> Page:
        context = chromium.new_context(
            base_url=site,
            viewport=viewport,
            java_script_enabled=scripts,
            locale=language,
            color_scheme=scheme,
            has_touch=touch,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def crowded(passwords, session, cast):
    """Twenty suggestions on «arrival», and everybody may sign in."""
    asked = crowd(session, cast, at=now())
    session.commit()
    return asked
