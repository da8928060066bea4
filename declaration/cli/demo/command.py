"""``flask demo``: the demo conference, loaded and served."""

import time
from collections.abc import Iterator

import click
import sqlalchemy as sa
from flask import Flask, current_app
from flask.cli import AppGroup, NoAppException
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from declaration.cli import server
from declaration.cli.base import migrate
from declaration.cli.demo import acts, script, signing
from declaration.queries import sight
from declaration.queries.people import people
from declaration.queries.people.people import DEMO_PASSWORD, Guest
from models.base import now
from models.db import db
from models.document import Conference, Document
from models.people import Person

demo = AppGroup("demo", help="Load and serve the demo conference.")

REFUSAL = (
    "This database holds a conference of its own: demo mode cannot be switched on over it."
    " Leave DECLARATION_DEMO away, or name another folder in DECLARATION_DATA."
)


@demo.command("load")
def load() -> None:
    """Load the demo conference into an empty database; its tables are created first."""
    migrate()
    begun = time.monotonic()
    if not _is_empty(db.session()):
        raise click.ClickException("The database is not empty. Nothing has been changed.")
    _load(db.session())
    seconds = time.monotonic() - begun
    click.echo(f"The demo conference is loaded ({seconds:.1f} s): {_place()}")


@demo.command("run")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, envvar="PORT", show_default=True, help="Port; also PORT.")
def run(host: str, port: int) -> None:
    """Serve the demo conference; it is loaded first when the database is empty."""
    server.check(host, port)
    migrate()
    if _is_empty(db.session()):
        click.echo("Loading the demo conference ...")
        _load(db.session())
    for line in welcome(db.session(), f"http://{host}:{port}/"):
        click.echo(line)
    db.session.remove()
    server.serve(server.wsgi(current_app), host, port)


def guard(app: Flask) -> None:
    """Refuse demo mode where the database holds a conference that is not the demo.

    One that cannot be opened is no reason: its pages say so, and the sign-in page asks again.
    """
    with app.app_context():
        try:
            refused = _is_anothers(db.session())
        except OperationalError as error:
            app.logger.error("database: %s", error)  # noqa: TRY400 -- no traceback: it is not ours
            return
        finally:
            db.session.remove()
        if refused:
            db.engine.dispose()
            raise NoAppException(REFUSAL)


def welcome(session: Session, url: str) -> Iterator[str]:
    """Yield what a newcomer needs: the address, the accounts, where the data lies."""
    yield ""
    yield "The characters of the demo; all have the password " + DEMO_PASSWORD
    for guest in people.demo_accounts(session):
        yield f"  {guest.email:34} {guest.name}, {_offices(guest)}"
    yield ""
    yield f"The data lies in {_place()}"
    yield f"Open {url} in a browser. Ctrl+C stops the server."
    yield ""


def _is_anothers(session: Session) -> bool:
    if not sa.inspect(session.connection()).has_table(Conference.__tablename__):
        return False
    conference = sight.conference(session)
    return conference is not None and not conference.demo


def _is_empty(session: Session) -> bool:
    """Answer whether nobody has used this database yet."""
    used = (sa.select(table.id).limit(1) for table in (Conference, Person, Document))
    return all(session.scalar(rows) is None for rows in used)


def _load(session: Session) -> None:
    password_hash = current_app.extensions["passwords"].hashed(DEMO_PASSWORD)
    at = now()
    world = acts.replay(session, script.read(at), password_hash)
    signing.sign(world, at)


def _offices(guest: Guest) -> str:
    return " and ".join(
        " ".join(filter(None, (office.capacity.value, office.delegation, office.post.value)))
        for office in guest.offices
    )


def _place() -> str:
    return str(db.engine.url.database or db.engine.url)
