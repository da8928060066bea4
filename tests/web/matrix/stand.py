"""The application over a copy of the world that is put back whenever a request has written."""

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from flask import session
from flask_wtf.csrf import generate_csrf

from declaration.web.frame import acting, forms
from declaration.web.frame.limits import limiter
from models.db import db
from models.people import Person
from tests.conftest import application
from tests.support.databases import address, copy, drop, new_name
from tests.support.statements import BEGINS

WRITES = ("INSERT", "UPDATE", "DELETE")


@dataclass
class Pass:
    """What a browser of this reader would send along: cookie and token."""

    cookie: str
    token: str


class Stand:
    """Sends requests; ``statements`` are those of the last one."""

    def __init__(self, folder):
        self.template, self.world = "", None
        self.name = new_name(folder, f"stand-{uuid.uuid4().hex[:8]}")
        self.app = application(address(self.name), folder)
        self.app.config["CLOCK"] = lambda: self.world.at
        self.client = self.app.test_client(use_cookies=False)
        self.passes, self.statements, self.written = {}, [], False
        with self.app.app_context():
            self.engine = db.engine
        sa.event.listen(self.engine, "before_cursor_execute", self._executed)

    def _executed(self, _connection, _cursor, statement, *_rest):
        if not statement.startswith(BEGINS):
            self.statements.append(statement)
        self.written = self.written or statement.startswith(WRITES)

    def enter(self, template, world):
        """Stand in another world."""
        self.template, self.world = template, world
        self.passes.clear()
        self.put_back()
        return self

    def close(self):
        self.engine.dispose()
        drop(self.name)

    def send(self, reader, method, path, fields=None, *, first="", token=None):
        """Answer a request as this reader's browser sends it; ``first``: SQL executed before.

        ``token``: None = the right one, empty = none.
        """
        if self.written:
            self.put_back()
        if first:
            with self.engine.begin() as connection:
                connection.exec_driver_sql(first)
        own = self.pass_of(reader)
        self.forget()
        headers = {"Cookie": own.cookie} if own.cookie else {}
        body = None
        if method == "POST":
            sent = own.token if token is None else token
            body = (fields or {}) | ({"csrf_token": sent} if sent else {})
        self.statements = []
        return self.client.open(path, method=method, data=body, headers=headers, buffered=True)

    def put_back(self):
        """Let nothing be left of what was written."""
        self.engine.dispose()
        copy(self.template, self.name)
        self.written = False

    def forget(self):
        """Let the application begin cold: nothing in memory of earlier requests."""
        self.app.extensions["memory"].clear()
        limiter.reset()

    def pass_of(self, reader):
        if reader.name not in self.passes:
            self.passes[reader.name] = self._enter(reader)
        return self.passes[reader.name]

    def _enter(self, reader):
        """Sign in without the form; the token is made as the application makes it."""
        client = self.app.test_client()
        values = dict(reader.stored)
        with self.app.app_context():
            person = (
                db.session.query(Person).filter_by(email=f"{reader.person}@example.org").first()
            )
            if person is not None:
                values |= {"_user_id": acting.key(person.id, reader.person), "_fresh": True}
        values[forms.TOKEN] = f"{person.id if person else 0}.{'0' * 32}"
        with client.session_transaction() as browser:
            browser.update(values)
        with self.app.test_request_context():
            session[forms.TOKEN] = values[forms.TOKEN]
            token = generate_csrf()
        cookie = client.get_cookie(self.app.config["SESSION_COOKIE_NAME"])
        return Pass(f"{cookie.key}={cookie.value}", token)
