"""``flask setup``: the first step of a new installation."""

import click
from flask import current_app
from flask.cli import with_appcontext

from declaration.actions.conference import conference
from declaration.actions.conference.conference import OPERATOR, ConferenceValues
from declaration.actions.people import accounts, people
from declaration.actions.people.offices import Appointment
from declaration.actions.people.people import Invitee
from declaration.cli.base import acting, migrate
from declaration.cli.people import one_time_link
from declaration.queries import sight
from declaration.queries.people.accounts import by_email
from models.base import now
from models.vocabulary import Capacity, Post

ANY_HOST = (
    "DECLARATION_HOSTS is not set: requests under any name are answered, and links name the host"
    " of the request. Set it to the names of this site (declaration.example.org)."
)


@click.command()
@click.option("--name", prompt="Your name", help="Name of the first member of the secretariat.")
@click.option("--email", prompt="Your email address", help="The address used to sign in.")
@click.option("--conference", "title", prompt="Name of the conference", help="Its full name.")
@click.option("--short", default="", help="Its short name, for the head of every page.")
@click.option(
    "--zone",
    prompt="Its time zone, as Europe/Brussels",
    default="UTC",
    show_default=True,
    help="Its time zone: Europe/Brussels. All deadlines are given in it.",
)
@click.option("--url", default="", help="Address here: else that of DECLARATION_HOSTS.")
@with_appcontext
def setup(**typed: str) -> None:
    """Set up the conference and the first secretariat account.

    Creates the tables, the conference (unless it is there), and the account; prints the one-time
    link with which its password is set. All the rest is done by page.
    """
    migrate()
    with acting() as session:
        at = now()
        if sight.conference(session) is None:
            short = typed["short"] or typed["title"][:80]
            values = ConferenceValues(typed["title"], short, time_zone=typed["zone"])
            conference.found_conference(session, OPERATOR, values, at=at)
        person = by_email(session, typed["email"])
        if person is None:
            officer = Appointment(Capacity.SECRETARIAT, Post.OFFICER)
            invitee = Invitee(typed["name"], typed["email"])
            person = people.invite(session, OPERATOR, invitee, (officer,), at=at)
        token = accounts.make_invitation(session, OPERATOR, person, at=at)
    if not current_app.config["HOSTS"]:
        click.echo(ANY_HOST)
    click.echo("The conference is set up. Open this link to set your password (30 days, once):")
    click.echo(f"  {one_time_link(typed['url'], token)}")
