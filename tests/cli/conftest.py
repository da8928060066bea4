"""The command line; and frozen sites, made once for all tests that only read them."""

from datetime import timedelta

import pytest

from declaration.actions.comments import Remark, comment
from models.document import Document, Version
from models.vocabulary import Stage
from tests.support.cast import NOON, print_revision
from tests.support.desk import accept, ask


@pytest.fixture
def run(app):
    """Runs a command, word by word."""
    return lambda *words: app.test_cli_runner().invoke(args=words)


@pytest.fixture
def printed(session, cast):
    return history(session, cast)


@pytest.fixture
def opened(session, cast):
    """The same, with a debate that was open to everybody from the beginning."""
    cast.conference.debate_open = True
    session.flush()
    return history(session, cast)


@pytest.fixture
def freeze(app, run):
    app.config["CLOCK"] = lambda: NOON + timedelta(days=5)

    def freeze(folder, *options):
        answer = run("site", "freeze", str(folder), *options)
        assert answer.exit_code == 0, answer.output
        return folder

    return freeze


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """The folder of frozen sites for all tests that only read them."""
    return tmp_path_factory.mktemp("sites")


@pytest.fixture
def site(request, shelf):
    return frozen_once(request, shelf / "printed")


@pytest.fixture
def debate(request, shelf):
    return frozen_once(request, shelf / "opened")


def frozen_once(request, folder):
    """Return a frozen site; the first who asks makes it, out of the state that names it."""
    if not folder.exists():
        request.getfixturevalue(folder.name)
        request.getfixturevalue("freeze")(folder)
    return folder


def history(session, cast):
    """Three revisions; a suggestion decided, one not; comments; a rehearsal; an empty document."""
    accepted = ask(session, cast, "We will greet every person who arrives.")
    ask(session, cast, "We will open schools to all.", by="luis", paragraph="services")
    say(session, cast, "Libraries matter.")
    say(session, cast, "Among us alone.", internal=True)
    accept(session, cast, accepted)
    print_revision(session, cast.document, "Rev. 1", "rev-1", 1, NOON + timedelta(days=1))
    add(session, cast.paragraphs["means"], "We call on States, and on all others.", days=2)
    print_revision(session, cast.document, "Rev. 2", "rev-2", 2, NOON + timedelta(days=3))
    add(session, cast.paragraphs["means"], "Nobody but the committee reads this.", days=4)
    common = {"symbol": "", "created_at": NOON}
    session.add_all(
        [
            Document(slug="inputs", title="Inputs", stage=Stage.PREPARATION, **common),
            Document(slug="trial", title="A trial run", rehearsal=True, **common),
        ]
    )
    session.commit()
    return cast


def say(session, cast, words, **values):
    services = cast.paragraphs["services"].id
    remark = Remark(words, language="en", paragraph_id=services, **values)
    return comment(session, cast.amina, cast.document, remark, at=NOON)


def add(session, paragraph, words, days):
    moment = NOON + timedelta(days=days)
    session.add(Version(paragraph_id=paragraph.id, language="en", words=words, created_at=moment))
    session.flush()
