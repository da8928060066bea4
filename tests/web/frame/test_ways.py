"""Every act that has its page is reached by a link, where and while it can be done."""

import re

import pytest

from declaration.actions.journal import redaction
from declaration.actions.publishing import revisions
from declaration.actions.publishing.revisions import Publication
from models.people import Person
from models.vocabulary import Stage, SuggestionKind
from tests.support.cast import print_revision
from tests.support.desk import FIRST, LATER, accept, ask
from tests.support.enter import enter


def leads(client, path, to):
    """Answer whether a page has a link to another."""
    return f'href="{to}"' in client.get(path).text


def test_a_decision_leads_to_its_reopening_until_a_revision_is_out(session, cast, client):
    suggestion = ask(session, cast, FIRST)
    session.commit()
    enter(client, "marie")
    page, reopening = "/suggestions/1", "/suggestions/1/reopening"

    assert not leads(client, page, reopening)
    accept(session, cast, suggestion)
    session.commit()
    assert leads(client, page, reopening)
    revisions.publish(session, cast.marie, cast.document, Publication("Rev. 1"), at=LATER)
    session.commit()
    assert not leads(client, page, reopening)


def test_a_delegate_is_not_led_there(session, cast, client):
    accept(session, cast, ask(session, cast, FIRST))
    session.commit()
    enter(client, "amina")

    assert not leads(client, "/suggestions/1", "/suggestions/1/reopening")


@pytest.mark.parametrize(("name", "led"), [("marie", True), ("noor", True), ("amina", False)])
def test_a_revision_leads_to_its_correction_once_there_is_another(session, cast, client, name, led):
    wrong = "/d/declaration/revisions/zero-draft/supersession"
    enter(client, name)

    assert not leads(client, "/d/declaration/revisions/zero-draft", wrong)
    print_revision(session, cast.document, "Rev. 1", "rev-1", 2)
    session.commit()
    assert leads(client, "/d/declaration/revisions/zero-draft", wrong) is led


def test_the_secretariat_is_led_to_publishing_then_to_adoption(session, cast, client):
    enter(client, "noor")
    publish, adoption = "/d/declaration/publish", "/d/declaration/adoption"

    for page in ("/admin/documents", "/admin/documents/declaration/text"):
        cast.document.stage = Stage.PREPARATION
        session.commit()
        assert (leads(client, page, publish), leads(client, page, adoption)) == (True, False)
        cast.document.stage = Stage.CONSULTATION
        session.commit()
        assert (leads(client, page, publish), leads(client, page, adoption)) == (False, True)


@pytest.mark.parametrize("page", ["publish", "phrases", "amend/places", "desk/release"])
def test_the_desk_leads_the_chair_to_what_else_there_is(cast, client, page):
    enter(client, "marie")

    assert leads(client, "/d/declaration/desk", f"/d/declaration/{page}")


def test_what_was_asked_of_a_paragraph_that_is_gone_is_named_by_its_words(session, cast, client):
    orphan = ask(session, cast, "All services.", paragraph="services")
    accept(
        session,
        cast,
        ask(session, cast, form=SuggestionKind.DELETE, by="luis", paragraph="services"),
    )
    revisions.publish(session, cast.marie, cast.document, Publication("Rev. 1"), at=LATER)
    session.commit()
    enter(client, "marie")

    page = client.get(f"/suggestions/{orphan.number}").text

    assert f"Suggestion {orphan.number} – “We will open schools, health centres and …”: new" in page


def test_the_journal_words_a_name_that_was_taken_out(session, cast, client):
    ask(session, cast, FIRST)
    amina = session.get(Person, cast.amina.person_id)
    redaction.anonymise(session, cast.noor, amina, at=LATER)
    session.commit()
    enter(client, "marie")

    assert "anonymised person" in client.get("/journal").text


@pytest.mark.parametrize(("name", "writes"), [("luis", True), ("marie", False), ("ole", False)])
def test_one_press_leads_from_any_paragraph_to_writing(session, cast, client, name, writes):
    print_revision(session, cast.document, "Zero draft", "zero-draft", 1)
    session.commit()
    enter(client, name)
    writing = "/d/declaration/rolling/editor?open=arrival&amp;write=replace#arrival"

    for page in ("rolling", "revisions/zero-draft"):
        assert leads(client, f"/d/declaration/{page}", writing) is writes
    assert "row-write" not in client.get("/d/declaration/rolling").text or writes


def test_opening_a_paragraph_changes_nothing_in_its_row(cast, client):
    enter(client, "luis")

    rows = [
        re.search(r'<div class="row"\s+id="arrival".*?(?=<div class="row"|<aside)', page, re.DOTALL)
        for page in (
            client.get("/d/declaration/rolling").text,
            client.get("/d/declaration/rolling?open=arrival").text,
        )
    ]

    closed, opened = (re.sub(r"\s+", " ", row[0]).strip() for row in rows)
    assert opened.replace(" data-open", "") == closed


@pytest.mark.parametrize(("name", "runs"), [("marie", True), ("noor", True), ("luis", False)])
def test_those_who_run_a_plenary_put_the_rolling_text_on_the_wall(
    session, cast, client, name, runs
):
    print_revision(session, cast.document, "Zero draft", "zero-draft", 1)
    session.commit()
    enter(client, name)

    assert leads(client, "/d/declaration/rolling", "/d/declaration/plenary") is runs
    assert not leads(client, "/d/declaration", "/d/declaration/plenary")


def test_the_desk_leads_to_the_wall(cast, client):
    enter(client, "marie")

    assert leads(client, "/d/declaration/desk", "/d/declaration/plenary")
