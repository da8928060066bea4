"""The application: the one file that knows all parts."""

from contextlib import suppress
from pathlib import Path
from typing import Any

from flask import Flask

from declaration import cli, web
from declaration.web.frame.settings import check, settings
from models import db


def create_app(**config: Any) -> Flask:  # noqa: ANN401
    """Build the application; keyword arguments are settings and go before the environment."""
    app = Flask(__name__)
    app.config.from_mapping(settings() | config)
    check(app.config)
    with suppress(OSError):  # a disk that is read-only: the pages say so
        Path(app.config["DATA"]).mkdir(parents=True, exist_ok=True)
    db.init(app)
    web.init(app)
    cli.init(app)
    return app
