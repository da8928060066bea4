"""``flask people``: accounts, for whoever has the server."""

from typing import Any

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from declaration.actions.conference.conference import OPERATOR
from declaration.actions.people import accounts, people as actions
from declaration.actions.people.offices import CAPACITY, Appointment
from declaration.actions.people.people import Invitee
from declaration.cli.base import acting
from declaration.errors import Invalid
from declaration.queries.people import people as queries
from declaration.queries.people.accounts import by_email
from models.base import now
from models.db import db
from models.people import Delegation
from models.vocabulary import Capacity, Post

people = AppGroup("people", help="Invite people, list them, set passwords.")


@people.command("invite")
@click.argument("email")
@click.option("--name", required=True, help="Full name.")
@click.option(
    "--as",
    "post",
    type=click.Choice([post.value for post in CAPACITY]),
    required=True,
    help="The role: head, alternate and adviser are of a delegation.",
)
@click.option("--delegation", default="", help="Name of the delegation, for those three.")
@click.option("--language", default="", help="Language of the pages: en, es, fr.")
@click.option("--url", default="", help="Address here: else that of DECLARATION_HOSTS.")
def invite(email: str, **typed: Any) -> None:  # noqa: ANN401
    """Invite the person at EMAIL and print their one-time link."""
    with acting() as session:
        office = _office(session, Post(typed["post"]), typed["delegation"])
        invitee = Invitee(typed["name"], email, typed["language"])
        person = actions.invite(session, OPERATOR, invitee, (office,), at=now())
        token = accounts.make_invitation(session, OPERATOR, person, at=now())
    click.echo(one_time_link(typed["url"], token))


@people.command("passwd")
@click.argument("email")
@click.password_option(help="The new password; asked for when it is not given.")
def passwd(email: str, password: str) -> None:
    """Set the password of the person at EMAIL; all their sessions end."""
    try:
        hashed = current_app.extensions["passwords"].hashed(password)
    except Invalid as error:
        raise click.ClickException("A password has 10 to 200 characters.") from error
    with acting() as session:
        person = by_email(session, email)
        if person is None:
            raise Invalid(email, "unknown")
        accounts.set_password(session, OPERATOR, person, hashed)
    click.echo(f"The password of {email} is set.")


@people.command("list")
def list_people() -> None:
    """List everyone with their roles."""
    for entry in queries.everybody(db.session(), now()):
        offices = ", ".join(
            f"{office.post.value} {office.delegation}".strip() for office in entry.offices
        )
        state = "" if entry.active else " (deactivated)"
        click.echo(f"{entry.name} <{entry.email}>: {offices or 'no role'}{state}")


def one_time_link(url: str, token: str) -> str:
    """Return the address where an invitation leads; ``url`` goes before the configured one."""
    site = url or current_app.config["SITE_URL"] or "http://127.0.0.1:8000"
    return f"{site.rstrip('/')}/join/{token}"


def _office(session: Session, post: Post, name: str) -> Appointment:
    if CAPACITY[post] is not Capacity.DELEGATION:
        return Appointment(CAPACITY[post], post)
    query = sa.select(Delegation).where(sa.func.lower(Delegation.name) == name.strip().lower())
    delegation = session.scalars(query).first()
    if delegation is None:
        raise Invalid(f"delegation {name!r}", "unknown")
    return Appointment(Capacity.DELEGATION, post, delegation.id)
