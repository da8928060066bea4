"""The front page: which stage, until when, and the one thing that its reader can do."""

import re
from datetime import date, timedelta

import pytest

from models.document import Document
from models.vocabulary import Stage
from tests.support.cast import NOON, adopt, print_revision
from tests.support.desk import FIRST, accept, ask
from tests.support.enter import enter
from tests.support.valid import valid

pytestmark = pytest.mark.usefixtures("clock")

DOOR = re.compile(r'<a class="button"\s+data-look="(\w+)"\s+href="([^"]+)">([^<]+)</a>')


def home(client):
    return valid(client.get("/"))


def doors(client):
    """What the buttons say and where they lead; the first one first."""
    return [(words.strip(), url) for _look, url, words in DOOR.findall(home(client))]


@pytest.mark.parametrize(
    ("name", "stage", "door"),
    [
        (None, Stage.CONSULTATION, ("Read Zero draft", "/d/declaration")),
        ("ole", Stage.CONSULTATION, ("Read Zero draft", "/d/declaration")),
        (
            "amina",
            Stage.CONSULTATION,
            ("Read and suggest changes", "/d/declaration/rolling"),
        ),
        ("amina", Stage.CONSOLIDATION, ("Read Zero draft", "/d/declaration")),
        ("marie", Stage.CONSULTATION, ("Open the desk", "/d/declaration/desk")),
        ("marie", Stage.CONSOLIDATION, ("Open the desk", "/d/declaration/desk")),
        ("noor", Stage.PREPARATION, ("Prepare the text", "/admin/documents/declaration/text")),
        ("noor", Stage.CONSULTATION, ("Read Zero draft", "/d/declaration")),
    ],
)
def test_the_first_thing_to_do_comes_first(cast, client, session, name, stage, door):
    cast.document.stage = stage
    session.commit()
    if name:
        enter(client, name)

    assert doors(client)[0] == door
    assert client.get(door[1]).status_code == 200


def test_what_changed_is_one_press_away(cast, client, session):
    accept(session, cast, ask(session, cast, FIRST))
    print_revision(session, cast.document, "Rev. 1", "rev-1", 1)
    session.commit()

    read, changed = doors(client)

    assert read == ("Read Rev. 1", "/d/declaration")
    assert changed[0] == "Changes since Zero draft"
    assert client.get(changed[1]).status_code == 200


@pytest.mark.parametrize(
    ("stage", "sentence"),
    [
        (Stage.PREPARATION, "The secretariat is preparing the text"),
        (Stage.CONSULTATION, "Suggestions close on"),
        (Stage.CONSOLIDATION, "Suggestions can no longer be submitted"),
    ],
)
def test_every_stage_says_what_holds(cast, client, session, stage, sentence):
    cast.document.stage = stage
    session.commit()

    assert sentence in home(client)


def test_after_the_deadline_it_says_so(cast, client, clock):
    clock.now = NOON + timedelta(days=11)

    page = home(client)

    assert "The deadline was" in page
    assert "Suggestions submitted from now on are marked as late" in page


def test_what_is_adopted_is_final(cast, client, session):
    cast.document.stage = Stage.ADOPTED
    adopt(session, cast, adopted_on=date(2017, 11, 17), method="acclamation")
    session.commit()

    page = home(client)

    assert "Adopted in Mechelen on 17 November 2017. This text is final." in page
    assert doors(client) == [("Read Adopted text", "/d/declaration")]


def test_a_document_without_a_text_leads_those_who_prepare_it(cast, client, session):
    session.add(Document(slug="new", title="Recommendations", created_at=NOON))
    session.commit()

    committee = enter(client, "marie").get("/d/new/rolling").text
    secretariat = enter(client, "noor").get("/d/new/rolling").text

    assert "This document has no text yet" in committee
    assert "/admin/documents/new/text" not in committee
    assert "/admin/documents/new/text" in secretariat
