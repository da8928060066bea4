"""The application's one hasher of passwords; ``PASSWORD_HASH`` sets its parameters."""

from flask import Flask, current_app

from declaration.actions.people.passwords import Passwords


def init(app: Flask) -> None:
    """Make the hasher: all threads wait for the same few turns."""
    app.extensions["passwords"] = Passwords(app.config.get("PASSWORD_HASH"))


def passwords() -> Passwords:
    """Return the hasher."""
    found: Passwords = current_app.extensions["passwords"]
    return found
