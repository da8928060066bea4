"""What commands share: a transaction that writes, refusals as sentences, the schema."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import click
from flask import Flask, current_app
from sqlalchemy.orm import Session

from declaration.errors import DeclarationError, Invalid
from models.db import db, writing

MIGRATIONS = Path(__file__).resolve().parents[2] / "models" / "migrations"

PROBLEMS = {
    "taken": "is in use already",
    "missing": "is missing",
    "not_an_address": "is not an email address",
    "letters_and_hyphens": "takes small letters, digits and hyphens",
    "unknown": "is not known",
    "printed": "cannot change: a revision is out already",
    "conference_exists": "is set up already",
    "held_already": "is held by this person already",
    "head_there": "is held already: a delegation has one head",
    "not_of_this_capacity": "does not exist there",
    "account_closed": "has a switched-off account",
    "short": "has fewer than 10 characters",
    "long": "is too long",
}


@contextmanager
def acting() -> Iterator[Session]:
    """Open a transaction that writes and commit it; a refusal becomes a sentence."""
    session = db.session()
    writing(session)
    try:
        yield session
        session.commit()
    except Invalid as error:
        problem = PROBLEMS.get(error.why, f"cannot be taken ({error.why})")
        raise click.ClickException(f"{error.field} {problem}. Nothing has been changed.") from error
    except DeclarationError as error:
        reason = str(error) or type(error).__name__
        raise click.ClickException(f"Not possible: {reason}. Nothing has been changed.") from error
    finally:
        session.rollback()  # nothing is left to it after the commit


def migrations(app: Flask) -> None:
    """Tell Flask-Migrate where they lie; a server of pages does without its 12 MB."""
    import_module("flask_migrate").Migrate(app, db, directory=MIGRATIONS)


def migrate() -> None:
    """Bring the schema of the database up to date; an empty file becomes a database."""
    migrations(current_app)
    import_module("flask_migrate").upgrade()
