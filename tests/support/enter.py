"""Sign the cast in: quickly, without the form, and through it."""

import re

from flask.testing import FlaskClient

from declaration.web.frame import acting
from models.db import db
from models.people import Person

TOKEN = re.compile(r'name="(?:sign-in-)?csrf_token"[^>]*value="([^"]+)"')


def enter(client: FlaskClient, name: str, *, office: str | None = None, **kept) -> FlaskClient:
    """Let ``client`` be the person of the cast; ``kept`` goes into the session."""
    with client.application.app_context():
        person = db.session.query(Person).filter_by(email=f"{name}@example.org").one()
        identity = acting.key(person)
    with client.session_transaction() as session:
        session["_user_id"] = identity
        session["_fresh"] = True
        session.update(kept)
    return client


def token(client: FlaskClient, path: str = "/sign-in") -> str:
    """Return the token that a page shows."""
    match = TOKEN.search(client.get(path, follow_redirects=True).text)
    assert match, f"{path} has no token"
    return match[1]


def post(client: FlaskClient, path: str, fields=None, *, shown: str = "/account", **options):
    """POST a form as a browser would, with the token that the session shows."""
    values = {"csrf_token": token(client, shown)} | dict(fields or {})
    return client.post(path, data=values, **options)
