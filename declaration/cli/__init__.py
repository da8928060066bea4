"""Commands, one file a topic."""

import os

from flask import Flask

from declaration.cli.base import migrations
from declaration.cli.demo.command import demo, guard
from declaration.cli.documents import document_commands
from declaration.cli.freeze import site
from declaration.cli.journal import journal
from declaration.cli.people import people
from declaration.cli.rules import rules
from declaration.cli.setup import setup

COMMANDS = (setup, document_commands, people, journal, rules, site, demo)


def init(app: Flask) -> None:
    """Register the commands; refuse demo mode over a conference that is not the demo."""
    for command in COMMANDS:
        app.cli.add_command(command)
    if "FLASK_RUN_FROM_CLI" in os.environ:  # else nobody can ask for `flask db`
        migrations(app)
    if app.config["DEMO"]:
        guard(app)
