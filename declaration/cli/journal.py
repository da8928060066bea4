"""``flask journal``: whether the record is as it was written."""

from contextlib import suppress

import click
from flask.cli import AppGroup
from sqlalchemy.exc import DBAPIError

from declaration.actions.journal import events
from declaration.cli.base import acting
from declaration.queries.journal import chain, replay as replaying
from declaration.queries.journal.links import Broken, Flaw
from models.base import now
from models.db import at_one_moment, db

journal = AppGroup("journal", help="Check the journal.")

FLAWS = {
    Flaw.GAP: "event {id} does not follow: one before it is missing",
    Flaw.PREVIOUS: "event {id} does not carry the hash of the one before it",
    Flaw.HASH: "event {id}, or the list of what it touched, was changed",
    Flaw.LOST: "{thing} {number}, which event {id} names, is gone",
    Flaw.WORDS: "the words of {thing} {number}, which event {id} names, were changed",
    Flaw.REDACTION: "redaction: what events say of {thing} {number} is not what is stored",
    Flaw.CHANGED: "{thing} {number}, which event {id} names, was changed",
    Flaw.STATE: "the state of {thing} {number} is not what event {id} says",
    Flaw.REVISION: "{thing} {number}, published by event {id}, was changed",
    Flaw.UNNAMED: "{thing} {number} was added without an event",
    Flaw.TAIL: "the journal was cut off: event {id} should be there",
    Flaw.HEAD: "the journal was cut off: it does not contain that head",
}


@journal.command("verify")
@click.option("--head", default="", help="A hash noted earlier: the journal must contain it.")
def verify(head: str) -> None:
    """Check every link of the journal; name the first broken one and leave with 1."""
    session = db.session()
    at_one_moment(session)
    checked = chain.check(session, head.strip().lower())
    if checked.broken is not None:
        raise click.ClickException(f"The journal is broken: {_sentence(checked.broken)}.")
    with suppress(DBAPIError), acting() as transaction:  # a backup may be read-only
        events.note_held(transaction, checked.events, at=now())
    click.echo(f"The journal is intact: {checked.events} events, head {checked.head}")
    if checked.before is not None:
        click.echo(f"It was broken before the upgrade: {_sentence(checked.before)}.")


@journal.command("replay")
def replay() -> None:
    """Make the text anew from the events, compare it with what is stored; leave with 1 if not."""
    session = db.session()
    at_one_moment(session)
    replayed = replaying.replay(session)
    if replayed.since:
        click.echo(
            f"Events 1 to {replayed.since - 1} are of an earlier schema: they give ids, status,"
            f" numbers and hashes; kinds, ranks and entries are those that event {replayed.since}"
            " names. From there on all is replayed from the events."
        )
    else:
        click.echo("All is replayed from event 1.")
    for difference in replayed.differences:
        click.echo(f"- {difference}")
    if replayed.differences:
        raise click.ClickException("What the events give is not what is stored.")
    rows = ", ".join(f"{count} {table}" for table, count in replayed.rows.items())
    click.echo(f"{replayed.events} events give what is stored: {rows}")


@journal.command("head")
def head() -> None:
    """Print the hash with which the journal ends: note it outside this machine."""
    click.echo(chain.head(db.session()))


def _sentence(broken: Broken) -> str:
    return FLAWS[broken.flaw].format(id=broken.event_id, thing=broken.thing, number=broken.thing_id)
