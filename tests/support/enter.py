"""Sign the cast in: quickly, without the form, and through it."""

import re

from flask.testing import FlaskClient

from declaration.actions.people import sign_ins
from declaration.web.frame import acting
from models.db import db
from models.people import Person

TOKEN = re.compile(r'name="(?:sign-in-)?csrf_token"[^>]*value="([^"]+)"')


def enter(client: FlaskClient, name: str, *, office: str | None = None, **kept) -> FlaskClient:
    """Let ``client`` be the person of the cast; ``kept`` goes into the session."""
    with client.application.app_context():
        identity = identify(db.session.query(Person).filter_by(email=f"{name}@example.org").one())
    with client.session_transaction() as session:
        session["_user_id"] = identity
        session["_fresh"] = True
        session.update(kept)
    return client


def identify(person: Person) -> str:
    """Begin a session of a person, of a browser without a name; return what its cookie keeps."""
    mark = sign_ins.begin(db.session, person.id, "", at=acting.at())
    identity = acting.key(person.id, mark)
    db.session.commit()
    return identity


def token(client: FlaskClient, path: str = "/sign-in") -> str:
    """Return the token that a page shows."""
    match = TOKEN.search(client.get(path, follow_redirects=True).text)
    assert match, f"{path} has no token"
    return match[1]


def post(client: FlaskClient, path: str, fields=None, *, shown: str = "/account", **options):
    """POST a form as a browser would, with the token that the session shows."""
    values = {"csrf_token": token(client, shown)} | dict(fields or {})
    return client.post(path, data=values, **options)
