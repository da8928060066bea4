"""`make bench`: statements, server CPU and wall, bytes, the ratio to a constant response; a visit.

A write elsewhere in the document precedes every 20th read. `ARGS="--times 40"` for a quick look.
"""

import argparse
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from flask import Flask, Response

from declaration.cli.base import migrate
from models.db import db, prepare, writing
from models.people import Person
from tests.bench import conference, visit
from tests.bench.measuring import HEADER, Measured, count_statements, measure
from tests.bench.writes import measure_writes
from tests.conftest import application
from tests.support.enter import identify

BYTES = b"x" * 40_000
TIMES = 200
WRITE_EVERY = 20
PUBLIC, HEAD, CHAIR = "public", "head", "chair"
PAGES = (  # name, path, reader
    ("published text, signed out", "/d/declaration", PUBLIC),
    ("changes since the zero draft, signed out", "/d/declaration?since=zero-draft", PUBLIC),
    ("comparison, signed out", "/d/declaration/compare/zero-draft...rev-1", PUBLIC),
    (
        "comparison side by side, signed out",
        "/d/declaration/compare/zero-draft...rev-1?view=side",
        PUBLIC,
    ),
    ("home, signed out", "/", PUBLIC),
    ("published text, signed in", "/d/declaration", HEAD),
    ("rolling text with counts, signed in", "/d/declaration/rolling", HEAD),
    ("opened panel, signed in", "/d/declaration/rolling?open=p7", HEAD),
    ("opened panel alone, signed in", "/d/declaration/rolling?open=p7&part=beside", HEAD),
    (
        "form in the text alone, signed in",
        "/d/declaration/rolling/editor?open=p7&write=replace&part=beside",
        HEAD,
    ),
    ("paragraph's story, signed in", "/d/declaration/p/p7", HEAD),
    ("comparison, signed in", "/d/declaration/compare/zero-draft...rev-1", HEAD),
    ("suggestions, signed in", "/d/declaration/suggestions", HEAD),
    ("disposition, signed in", "/d/declaration/disposition", HEAD),
    ("journal, signed in", "/journal", HEAD),
    ("desk, signed in", "/d/declaration/desk", CHAIR),
)


def main():
    """Make the conference, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=TIMES, help="reads of each page")
    times = parser.parse_args().times
    with tempfile.TemporaryDirectory() as folder, built(Path(folder), conference.Numbers()) as site:
        for line in visit.measure_visits(site.app, Path(folder), site.cookie):
            print(line, flush=True)  # noqa: T201
        run(site, times)


@dataclass
class Built:
    """A conference to look at: who may write, and the cookies of a head and of the chair."""

    app: Flask
    engine: sa.Engine
    debate: conference.Debate
    cookie: str
    chair: str


@contextmanager
def built(folder, numbers):
    """Make the conference in a database of its own."""
    url = f"sqlite:///{folder / 'bench.sqlite3'}"
    app = application(url, folder)
    app.add_url_rule("/constant", "constant", lambda: Response(BYTES, mimetype="image/x"))
    with app.app_context():
        migrate()
    engine = sa.create_engine(url)
    prepare(engine)
    with sa.orm.Session(engine) as session:
        writing(session)
        debate = conference.make(session, numbers)
    last = f"p{numbers.people - 1}@example.org"
    yield Built(app, engine, debate, signed_in(app), signed_in(app, last))
    engine.dispose()
    with app.app_context():
        db.engine.dispose()


def run(on, times):
    """Print a line for each page."""
    app, cookies = on.app, {PUBLIC: "", HEAD: on.cookie, CHAIR: on.chair}
    print(HEADER)  # noqa: T201
    wsgi = app.wsgi_app
    bare = measure(bare_flask(), Measured("bare Flask route"), "/", times, constant=wsgi)
    constant = measure(wsgi, Measured("constant response, signed out"), "/constant", times)
    for measured in (bare, constant):
        print(measured.row())  # noqa: T201
    with app.app_context():
        seen = count_statements(db.engine)
    for measured in pages(app, seen, cookies, times, writes(on.engine, on.debate)):
        print(measured.row(), flush=True)  # noqa: T201
    for line in measure_writes(app, on.debate, on.cookie, times):
        print(line)  # noqa: T201


def pages(app, seen, cookies, times, before):
    """Yield the figures of each page."""
    for name, path, reader in PAGES:
        cookie = cookies[reader]
        measured = Measured(name)
        forget(app)
        measure(app.wsgi_app, measured, path, 1, seen=seen, cookie=cookie)
        measured.cold = measured.cpu.pop()
        measured.wall.clear()
        measured.constant.clear()
        yield measure(app.wsgi_app, measured, path, times, seen=seen, cookie=cookie, before=before)


def forget(app):
    """Empty what the process keeps in memory: nothing is kept anywhere else."""
    app.extensions["memory"].clear()


def writes(engine, debate):
    """Return what comments elsewhere in the document before every 20th read."""
    count = [10_000]

    def before(number):
        if number % WRITE_EVERY == WRITE_EVERY - 1:
            with sa.orm.Session(engine) as session:
                writing(session)
                count[0] += 1
                conference.say(session, debate, count[0])
                session.commit()

    return before


def signed_in(app, email="p3@example.org"):
    """Return a person's cookie, by default that of the head of a delegation."""
    with app.app_context():
        identity = identify(db.session.query(Person).filter_by(email=email).one())
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = identity
        session["_fresh"] = True
    client.get("/d/declaration/rolling?open=p7")  # sets the token of its forms
    cookie = client.get_cookie("session")
    return f"session={cookie.value}"


def bare_flask():
    """Return an application that does nothing but answer."""
    app = Flask("bare")
    app.add_url_rule("/", "bare", lambda: Response(BYTES, mimetype="image/x"))
    return app.wsgi_app


if __name__ == "__main__":
    main()
