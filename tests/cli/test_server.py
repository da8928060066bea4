"""How the demo is served, and what a command line says before there is an application."""

import socket

import click
import pytest

from declaration.cli import server
from declaration.web.frame.settings import asks_for_demo, demo_key, only_tells


def test_a_port_in_use_is_said_before_anything_is_loaded():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(click.ClickException, match=f"PORT={port + 1} make run"):
            server.check("127.0.0.1", port)

    server.check("127.0.0.1", port)


def test_the_demo_is_served_by_threads_of_one_process(app):
    base = pytest.importorskip("gunicorn.app.base").BaseApplication

    process = server.application(base, app, "127.0.0.1:8000")

    assert process.load() is app
    assert (process.cfg.threads, process.cfg.workers) == (server.THREADS, 1)
    assert process.cfg.address == [("127.0.0.1", 8000)]


def test_behind_current_app_stands_the_application(app):
    from flask import current_app

    with app.app_context():
        assert server.wsgi(current_app) is app
    assert server.wsgi(app) is app


FLASK, MODULE = "/usr/bin/flask", "/lib/flask/__main__.py"


@pytest.mark.parametrize(
    ("line", "demo", "tells"),
    [
        ([FLASK, "demo", "run"], True, False),
        ([MODULE, "--app", "app", "demo", "load"], True, False),
        ([FLASK, "document", "import", "x.md", "--slug", "demo"], False, False),
        ([FLASK, "--app", "demo", "run"], False, False),
        (["/usr/bin/gunicorn", "demo"], False, False),
        ([FLASK, "--help"], False, True),
        ([FLASK], False, True),
        ([FLASK, "--app=app", "rules"], False, True),
        ([FLASK, "people", "--help"], False, True),
        (["/usr/bin/pytest", "--help"], False, False),
        ([], False, False),
    ],
)
def test_the_command_line_says_what_is_asked_for(line, demo, tells):
    assert asks_for_demo(line) is demo
    assert only_tells(line) is tells


def test_the_key_of_the_demo_is_made_once(tmp_path):
    first = demo_key(tmp_path / "new")

    assert len(first) == 64
    assert demo_key(tmp_path / "new") == first
    assert (tmp_path / "new" / "demo-key").stat().st_mode & 0o077 == 0
