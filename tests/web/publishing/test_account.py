"""The account of a text, before it is published and after: pages and tables."""

from dataclasses import replace

import pytest

from declaration.actions import comments
from declaration.actions.amending import subamendments
from declaration.actions.amending.subamendments import Amending
from declaration.actions.comments import Remark
from declaration.actions.negotiating import entries
from declaration.actions.negotiating.entries import Origin
from declaration.actions.negotiating.positions import Stance
from declaration.actions.publishing import revisions
from declaration.actions.publishing.revisions import Publication
from models.vocabulary import Audience, Procedure, Stand, SuggestionKind
from tests.support import desk
from tests.support.desk import LATER
from tests.support.enter import enter
from tests.support.statements import statements
from tests.support.valid import valid

BEFORE = "/d/declaration/account"
AFTER = "/d/declaration/revisions/rev-1/account"


@pytest.fixture(autouse=True)
def _on(session, cast):
    cast.conference.procedure = " ".join(Procedure)
    session.commit()


@pytest.fixture
def printed(session, cast):
    """Rev. 1: a paragraph is gone on which there was a comment; one suggestion stays pending."""
    remark = Remark("Who are they?", paragraph_id=cast.paragraphs["hosts"].id)
    comments.comment(session, cast.luis, cast.document, remark, at=LATER)
    gone = desk.ask(session, cast, form=SuggestionKind.DELETE, paragraph="hosts")
    desk.accept(session, cast, gone)
    desk.ask(session, cast, desk.FIRST)
    session.commit()

    def publish():
        return revisions.publish(
            session, cast.marie, cast.document, Publication("Rev. 1"), at=LATER
        )

    return publish


def test_before_publishing_every_row_is_told_with_what_happens(client, printed):
    browser = enter(client, "marie")

    page = valid(browser.get(BEFORE))
    assert "Account before publishing" in page
    assert "Stays pending" in page
    assert "everything except internal comments" in page

    gone = browser.get(f"{BEFORE}?kind=comment&happens=gone").text
    assert "the families who open their homes to newcomers;" in gone
    assert "Paragraph removed" in gone
    assert BEFORE in browser.get("/d/declaration/publish").text


def test_after_publishing_it_is_told_with_the_numbers_of_the_revision(
    client, session, cast, printed
):
    printed()
    desk.decide(session, cast, desk.verdict(session, desk.ask(session, cast, desk.OTHER)))
    session.commit()
    browser = enter(client, "luis")

    page = valid(browser.get(AFTER))
    assert "Account of Rev. 1" in page
    assert f"{AFTER}?kind=suggestion" in page
    assert desk.OTHER[:40] not in page.split('id="lines"')[0]
    assert "The figures cover what your delegation can see." in page
    assert AFTER in browser.get("/d/declaration/revisions").text


def test_the_same_is_a_table_of_all_rows_or_of_those_asked_for(client, session, printed):
    printed()
    session.commit()
    browser = enter(client, "noor")

    whole = browser.get(f"{AFTER}.csv").text.splitlines()
    asked = browser.get(f"{AFTER}.csv?kind=comment").text.splitlines()

    assert (len(whole), len(asked)) == (4, 2)
    assert "the families who open their homes" in asked[1]
    assert browser.get(f"{BEFORE}.xlsx").status_code == 200
    assert browser.get(f"{BEFORE}.exe").status_code == 404


def test_notes_of_the_committee_are_on_its_page_and_in_no_file(client, session, cast, printed):
    remark = Remark("They will not insist.", internal=True)
    on = replace(remark, paragraph_id=cast.paragraphs["means"].id)
    comments.comment(session, cast.marie, cast.document, on, at=LATER)
    session.commit()
    browser = enter(client, "marie")

    assert remark.words in browser.get(f"{BEFORE}?kind=note").text
    for asked in ("", "?kind=note"):
        assert remark.words not in browser.get(f"{BEFORE}.csv{asked}").text
    assert "kind=note" not in enter(client, "noor").get(BEFORE).text


def test_nonsense_in_the_address_shows_the_first_kind(client, printed):
    assert enter(client, "marie").get(f"{BEFORE}?kind=x&happens=y").status_code == 200
    assert client.get("/d/declaration/revisions/rolling/account").status_code == 404
    assert client.get("/d/declaration/revisions/rev-9/account").status_code == 404


def test_the_public_of_an_open_debate_reads_of_revisions_alone(client, session, cast, printed):
    printed()
    session.commit()
    assert client.get(AFTER).status_code == 303

    desk.ask(session, cast, desk.OTHER).audience = Audience.OPENED
    cast.conference.debate_open = True
    session.commit()

    assert client.get(BEFORE).status_code == 303
    assert "The figures cover the part of the debate you can see." in client.get(AFTER).text


def test_the_pages_are_not_there_where_the_part_is_off(client, session, cast, printed):
    printed()
    cast.conference.procedure = ""
    session.commit()
    browser = enter(client, "marie")

    for path in (BEFORE, AFTER, f"{BEFORE}.csv", f"{AFTER}.csv"):
        assert browser.get(path).status_code == 404
    for path in ("/d/declaration/publish", "/d/declaration/revisions"):
        assert "/account" not in browser.get(path).text.replace('"/account"', "")


@pytest.fixture
def negotiated(session, cast):
    """Dakar's package of two, one of them asked about and sub-amended; entries that wait."""
    cast.conference.procedure = " ".join(set(Procedure) - {Procedure.ENTERED_COUNTS})
    arrival, services, *_others = desk.three(session, cast)
    desk.table(session, cast, arrival, services, title="Reception")
    desk.question(session, cast, arrival)
    shorter = Amending(desk.FIRST.replace("a first point of contact", "a contact"))
    subamendments.make(session, cast.luis, arrival, shorter, at=LATER)
    origin, stance = Origin(cast.paul.delegation_id), Stance(Stand.OBJECT)
    entries.enter_position(session, cast.noor, arrival, stance, origin, at=LATER)
    session.commit()


@pytest.mark.usefixtures("negotiated")
def test_sub_amendments_packages_and_questions_are_told(client):
    browser = enter(client, "marie")

    amended = valid(browser.get(f"{BEFORE}?kind=sub_amendment"))
    assert "/suggestions/1#amendment-1" in amended
    assert ">1.1</a>" in amended
    tabled = valid(browser.get(f"{BEFORE}?kind=package"))
    assert "/d/declaration/packages/1" in tabled
    assert "Suggestion 1: Stays pending; Suggestion 2: Stays pending" in tabled
    asked = valid(browser.get(f"{BEFORE}?kind=question"))
    assert "Awaits the author’s answer" in asked
    assert "Author: Dakar · Intended: Accepted with changes · Answer by 6 October 2017." in asked
    table = browser.get(f"{BEFORE}.csv").text
    assert "Packages,Package 1,Dakar" in table
    assert "Sub-amendments,1.1,Lima" in table


@pytest.mark.usefixtures("negotiated")
def test_what_was_entered_for_a_delegation_is_told_with_its_answer(client):
    page = enter(client, "luis").get(f"{BEFORE}?kind=position").text

    assert "Waits for its delegation to confirm it" in page
    assert "entered by the secretariat from the floor · to be confirmed by" in page


@pytest.mark.usefixtures("negotiated")
def test_what_an_author_was_asked_is_told_to_nobody_else(client):
    def told(name):
        browser = enter(client, name)
        return desk.LESS in browser.get(f"{BEFORE}.csv?kind=question").text

    assert [name for name in ("amina", "marie", "noor", "luis") if told(name)] == [
        "amina",
        "marie",
        "noor",
    ]
    assert "kind=question" not in enter(client, "ole").get(BEFORE).text


def test_of_a_part_that_is_off_nothing_is_told(client, session, cast, negotiated):
    parts = {Procedure.SUBAMENDMENTS, Procedure.PACKAGES, Procedure.ASKING}
    cast.conference.procedure = " ".join(set(Procedure) - parts)
    session.commit()

    page = enter(client, "marie").get(BEFORE).text
    for kind in ("sub_amendment", "package", "question"):
        assert f"kind={kind}" not in page


def test_both_pages_run_as_many_statements_for_many_rows_as_for_few(client, session, cast, printed):
    printed()
    session.commit()
    browser = enter(client, "marie")
    few = [len(statements(browser, path)) for path in (BEFORE, AFTER)]
    for by in ("amina", "luis", "paul"):
        desk.ask(session, cast, desk.FIRST, by=by)
    desk.agree(session, cast, "means")
    desk.reserve(session, cast, "means")
    several = [desk.ask(session, cast, desk.SERVICES, paragraph="services") for _ in range(3)]
    desk.table(session, cast, *several)
    desk.question(session, cast, *several, on="services")
    session.commit()

    assert [len(statements(browser, path)) for path in (BEFORE, AFTER)] == few
