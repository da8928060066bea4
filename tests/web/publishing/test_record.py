"""The record of an adoption: who reads what of it, the file to sign, and its undoing."""

from dataclasses import replace
from datetime import date

import pytest

from declaration.actions.publishing import adoption, corrections
from declaration.actions.publishing.adoption import Record
from declaration.actions.publishing.corrections import Correcting
from declaration.actions.signing import register
from models.document import Adoption
from models.vocabulary import Stage
from tests.histories.signing import enter as sign
from tests.support.cast import LATER
from tests.support.desk import OTHER, ask, version
from tests.support.enter import enter, post
from tests.support.valid import valid

ADOPT = "/d/declaration/adoption"
PAGE = "/d/declaration/adopted"
UNDO = f"{PAGE}/undo"
RECORD = Record(date(2017, 10, 2), "Mechelen", "vote", presided="The mayor of Mechelen")
VOTED = replace(RECORD, votes_for=40, votes_against=2, abstentions=5)


@pytest.fixture
def adopted(session, cast, client):
    """The zero draft is adopted by a vote; one suggestion lapses."""
    client.application.config["CLOCK"] = lambda: LATER
    ask(session, cast, OTHER)
    row = adoption.adopt(session, cast.noor, cast.zero, VOTED, at=LATER)
    session.commit()
    return row


def test_before_the_adoption_there_is_no_record(session, cast, client):
    assert client.get(PAGE).status_code == 403
    assert client.get(f"{PAGE}.pdf").status_code == 403


def test_everybody_reads_how_it_was_adopted_and_the_hash(session, cast, client, adopted):
    page = client.get(PAGE)

    assert page.status_code == 200
    for told in ("Mechelen", "40 for, 2 against, 5 abstentions", "The mayor of Mechelen"):
        assert told in page.text
    assert cast.zero.content_hash in page.text
    assert "Suggestions that lapsed" not in page.text  # the debate is not public
    valid(page)
    text = client.get("/d/declaration").text
    assert PAGE in text
    assert "Adopted text" in text


def test_whoever_reads_the_debate_reads_what_lapsed(session, cast, client, adopted):
    enter(client, "amina")

    assert "Suggestions that lapsed" in client.get(PAGE).text


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_the_adopted_text_is_called_so_in_each_language(session, cast, client, adopted, language):
    called = {"en": "Adopted text", "es": "Texto aprobado", "fr": "Texte adopté"}[language]

    spoken = {"Accept-Language": language}
    first = "/d/declaration/revisions/zero-draft"
    for address in ("/d/declaration", "/d/declaration/revisions", first):
        assert called in client.get(address, headers=spoken).text
    kept = client.get(f"{first}.md", headers=spoken)
    assert called in kept.text


@pytest.mark.parametrize("format_", ["pdf", "docx"])
def test_the_record_is_a_file_to_sign(session, cast, client, adopted, format_):
    answer = client.get(f"{PAGE}.{format_}")

    assert answer.status_code == 200
    assert len(answer.data) > 2000
    assert client.get(f"{PAGE}.odt").status_code == 404


def test_only_the_secretariat_undoes_an_adoption(session, cast, client, adopted):
    assert client.get(UNDO).status_code == 303
    enter(client, "marie")
    assert client.get(UNDO).status_code == 404


def test_an_adoption_is_undone_with_a_reason_that_stays_in_the_record(
    session, cast, client, adopted
):
    enter(client, "noor")
    page = client.get(UNDO)
    assert "1 suggestion that lapsed will be pending again" in page.text
    valid(page)
    sent = {"adoption": adopted.id, "reason": ""}
    assert post(client, UNDO, sent, shown=UNDO).status_code == 422

    answer = post(client, UNDO, sent | {"reason": "The wrong revision."}, shown=UNDO)

    assert answer.status_code == 303
    session.rollback()
    assert cast.document.stage is Stage.CONSOLIDATION
    assert client.get(PAGE).status_code == 403
    adoption.adopt(session, cast.noor, cast.zero, VOTED, at=LATER)
    session.commit()
    again = client.get(PAGE).text
    assert "The wrong revision." in again
    assert "Zero draft, adopted on" in again


def test_another_adoption_than_the_one_on_the_screen_is_not_undone(session, cast, client, adopted):
    enter(client, "noor")
    adoption.undo(session, cast.noor, adopted, "Too early.", at=LATER)
    adoption.adopt(session, cast.noor, cast.zero, VOTED, at=LATER)
    session.commit()

    sent = {"adoption": adopted.id, "reason": "The wrong revision."}
    answer = post(client, UNDO, sent, shown=UNDO)

    assert answer.status_code == 409
    assert "The wrong revision." in answer.text
    session.rollback()
    assert cast.document.stage is Stage.ADOPTED
    assert post(client, UNDO, sent | {"adoption": "x"}, shown=UNDO).status_code == 404


def test_a_vote_is_entered_with_its_votes(session, cast, client):
    client.application.config["CLOCK"] = lambda: LATER
    enter(client, "noor")
    sent = {
        "revision": "zero-draft",
        "adopted_on": "2017-10-02",
        "place": "Mechelen",
        "method": "vote",
        "presided": "The mayor",
        "confirmed": "zero-draft",
    }
    page = post(client, ADOPT, sent, shown=ADOPT)
    assert page.status_code == 422

    votes = {"votes_for": "40", "votes_against": "2", "abstentions": ""}
    asking = post(client, ADOPT, sent | votes | {"confirmed": ""}, shown=ADOPT)
    assert "(40 for, 2 against)" in asking.text
    assert post(client, ADOPT, sent | votes, shown=ADOPT).status_code == 303
    stored = session.query(Adoption).one()
    assert (stored.votes_for, stored.votes_against, stored.abstentions) == (40, 2, None)
    assert stored.presided == "The mayor"


def test_an_adoption_that_has_been_signed_stands(session, cast, client, adopted):
    enter(client, "noor")
    assert UNDO in client.get(PAGE).text
    register.switch(session, cast.noor, cast.document, opened=True, at=LATER)
    sign(session, cast)
    session.commit()

    assert UNDO not in client.get(PAGE).text
    sent = {"adoption": adopted.id, "reason": "The wrong revision."}
    answer = post(client, UNDO, sent, shown=UNDO)
    assert answer.status_code == 422
    assert "signed or corrected since" in answer.text


def test_the_adopted_text_says_how_it_is_cited_and_its_one_address(session, cast, client, adopted):
    page = valid(client.get("/d/declaration"))

    assert "adopted in Mechelen on 2 October 2017, http://localhost/d/declaration" in page
    assert '<link rel="canonical" href="http://localhost/d/declaration">' in page
    assert 'content="2017-10-02"' in page
    again = client.get("/d/declaration/revisions/zero-draft").text
    assert '<link rel="canonical" href="http://localhost/d/declaration">' in again


def test_a_text_that_is_not_adopted_is_not_cited_as_such(client, cast):
    page = valid(client.get("/d/declaration"))

    assert "How to cite" not in page
    assert '<link rel="canonical" href="http://localhost/d/declaration">' in page


def test_a_correction_is_not_where_a_decision_landed(session, cast, client, adopted):
    row = version(session, cast.paragraphs["means"])
    correcting = Correcting(row.paragraph_id, row.id, f"{row.words} Now.", "A word was lost.")
    corrections.correct(session, cast.noor, cast.document, correcting, at=LATER)
    session.commit()
    enter(client, "amina")

    for path in ("/suggestions/1", "/d/declaration/suggestions", "/d/declaration/disposition"):
        page = client.get(path).text
        assert "Lapsed" in page
        assert "Lapsed (Corr. 1)" not in page
        assert "Decided before Corr. 1" not in page
