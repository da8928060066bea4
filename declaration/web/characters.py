"""The people of the demo conference with their passwords: on the sign-in page, in demo mode only.

Whoever loads the demo writes ``demo-people.json`` beside the database: a list of objects with
name, office, email, password.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from flask import current_app

from declaration.web.layout import banner

FILE = "demo-people.json"


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
    path = Path(current_app.config["DATA"]) / FILE
    if not current_app.config["DEMO"] or shown is None or not shown.demo or not path.exists():
        return []
    return [Character(**entry) for entry in json.loads(path.read_text(encoding="utf-8"))]
