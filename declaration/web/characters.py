"""The people of the demo with their passwords: on the sign-in page, in demo mode only."""

from dataclasses import dataclass

from flask import current_app

from declaration.queries.people.people import demo_accounts
from declaration.web import acting, wording
from declaration.web.layout import banner


@dataclass(frozen=True)
class Character:
    """Somebody to try the demo as."""

    name: str
    office: str
    email: str
    password: str


def characters() -> list[Character]:
    """Return the demo's people; nobody unless this is the demo, in demo mode."""
    shown = banner()
    if not current_app.config["DEMO"] or shown is None or not shown.demo:
        return []
    return [
        Character(
            guest.name,
            " · ".join(map(wording.office_and_post, guest.offices)),
            guest.email,
            guest.password,
        )
        for guest in demo_accounts(acting.session())
    ]
