"""The server of the demo: gunicorn's threads in one process, as in production."""

import socket
from importlib import import_module
from typing import Any

import click
from flask import Flask
from werkzeug.serving import run_simple

THREADS = 16
STOPS_AFTER = 3  # seconds that open requests get when the server is asked to stop


def check(host: str, port: int) -> None:
    """Refuse a port that something else listens on, before anything else is done."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"Port {port} of {host} is in use. Choose another one: PORT={port + 1} make run"
            ) from error


def wsgi(app: Flask) -> Flask:
    """Return the application itself, behind ``current_app``."""
    own: Flask = getattr(app, "_get_current_object", lambda: app)()
    return own


def serve(app: Flask, host: str, port: int) -> None:
    """Serve until the process is asked to stop."""
    try:
        base = import_module("gunicorn.app.base").BaseApplication
    except ImportError:  # gunicorn needs a POSIX system
        run_simple(host, port, app, threaded=True)
        return
    application(base, app, f"{host}:{port}").run()


def application(base: Any, app: Flask, bind: str) -> Any:  # noqa: ANN401
    """Return gunicorn's application; ``base`` is its BaseApplication."""

    class Server(base):  # type: ignore[misc]
        """Gunicorn, told what it needs to know instead of reading its command line."""

        def load_config(self) -> None:
            """Set what differs from gunicorn's own choice."""
            settings = {
                "bind": bind,
                "worker_class": "gthread",
                "threads": THREADS,
                "graceful_timeout": STOPS_AFTER,
                "loglevel": "warning",
                "control_socket_disable": True,
            }
            for name, value in settings.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> Flask:
            """Return the application."""
            return app

    return Server()
