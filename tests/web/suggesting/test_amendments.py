"""Lists of suggestions to hand over: what stands in them, in which order, and what does not."""

from datetime import timedelta

import pytest

from declaration.actions.journal.redaction import redact
from declaration.actions.suggesting import suggestions as suggesting
from models.vocabulary import Outcome, Stage, SuggestionKind
from tests.formats import word
from tests.support import desk
from tests.support.cast import LATER, adopt
from tests.support.enter import enter

LIST, TEXT = "/d/declaration/suggestions.docx", "?layout=text"


@pytest.fixture
def asked(session, cast):
    """Two suggestions on one paragraph, and one further up in the text that came last."""
    by_name = {
        "dakar": desk.ask(session, cast, desk.FIRST, reason="Newcomers is our word."),
        "lima": desk.ask(session, cast, desk.OTHER, by="luis"),
        "first": desk.ask(session, cast, "Declaration of the Mayors", paragraph="title", by="paul"),
    }
    session.commit()
    return by_name


def lines(client, address=LIST):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return word.lines(answer.data)


def test_they_stand_in_the_order_of_the_text_each_with_its_reason(asked, client):
    told = lines(enter(client, "amina"))

    order = ["Suggestion 3 · Kampala", "Suggestion 1 · Dakar", "Suggestion 2 · Lima"]
    assert [line for line in told if line in order] == order
    assert "Newcomers is our word." in told
    assert "Paragraph 1: new wording" in told


def test_a_list_holds_what_was_chosen_and_says_whose_it_is(asked, client):
    told = lines(enter(client, "amina"), f"{LIST}?delegation=lima")

    assert told[0] == "List of suggestions · Lima"
    assert "Suggestion 2 · Lima" in told
    assert not any("Dakar" in line for line in told)


def test_two_columns_have_the_present_text_beside_what_is_asked(asked, client):
    told = lines(enter(client, "amina"), f"{LIST}?layout=columns")

    place = told.index("Suggestion 1 · Dakar")
    assert told[place - 1] == desk.ARRIVAL
    assert told[place - 2] == "Paragraph 1: new wording"
    assert told.index("Text it is based on") < told.index("Suggestion") < place


def test_a_list_of_nothing_says_so(asked, client):
    told = lines(enter(client, "amina"), f"{LIST}?delegation=athens")

    assert "No suggestions match these filters." in told


def test_a_redacted_wording_is_in_no_list_any_more(session, cast, asked, client):
    enter(client, "amina")
    assert any("newcomer a first" in line for line in lines(client))

    redact(session, cast.noor, desk.wording(session, asked["dakar"]), at=LATER)
    session.commit()

    for layout in ("", "?layout=columns", TEXT):
        told = lines(client, f"{LIST}{layout}")
        assert not any("newcomer a first" in line or "our word" in line for line in told)
        assert any("The secretariat has redacted" in line for line in told) or layout == TEXT


def test_what_became_of_each_is_in_the_disposition_with_its_reason(session, cast, asked, client):
    rejected = desk.verdict(session, asked["lima"], Outcome.REJECTED)
    desk.decide(session, cast, desk.verdict(session, asked["dakar"]), rejected)
    session.commit()

    told = lines(enter(client, "amina"), "/d/declaration/disposition.docx")

    assert {"Accepted", "Rejected", "Because.", desk.FIRST} <= set(told)


def test_a_rehearsal_and_an_adoption_stand_at_the_head_of_every_list(session, cast, asked, client):
    enter(client, "amina")
    cast.document.rehearsal = True
    session.commit()
    assert "rehearsal" in word.header(client.get(LIST).data)

    cast.document.rehearsal, cast.document.stage = False, Stage.ADOPTED
    adopt(session, cast, created_at=LATER)
    session.commit()
    assert "Adopted in Mechelen on 2 October 2017" in word.header(client.get(LIST).data)


def test_what_a_delegation_asks_for_is_tracked_in_the_text(asked, client):
    file = enter(client, "amina").get(f"{LIST}{TEXT}&mine=1").data

    assert [paragraph.words for paragraph in word.read(file, "accept")][3] == desk.FIRST
    assert [paragraph.words for paragraph in word.read(file, "reject")][3] == desk.ARRIVAL
    assert {hand for _element, hand, _date, _words in word.changes(file)} == {"Dakar"}


def test_all_that_is_asked_is_tracked_in_the_hand_of_who_asks(asked, client):
    file = enter(client, "amina").get(f"{LIST}{TEXT}").data

    assert [paragraph.words for paragraph in word.read(file, "accept")][3] == desk.BOTH
    assert {hand for _element, hand, _date, _words in word.changes(file)} == {
        "Dakar",
        "Kampala",
        "Lima",
    }


def test_who_moves_is_named_and_what_does_not_go_together_says_with_what(session, cast, client):
    desk.ask(session, cast, desk.FIRST)
    rival = desk.ARRIVAL.replace("every person who arrives", "*each* of them")
    desk.ask(session, cast, rival, by="paul")
    after = {"paragraph": "services", "after_id": cast.paragraphs["means"].id}
    desk.ask(session, cast, form=SuggestionKind.MOVE, by="luis", **after)
    session.commit()

    file = enter(client, "amina").get(f"{LIST}{TEXT}").data

    moved = {hand for name, hand, _date, _words in word.changes(file) if name.startswith("move")}
    assert moved == {"Lima"}
    told = {made.author: (made.words, made.anchored) for made in word.comments(file)}
    words, place = told["Kampala"]
    assert "It does not go together with another suggestion." in words
    assert "each of them" in words
    assert place == desk.FIRST


def test_a_list_is_as_of_the_last_thing_that_happened(session, cast, asked, client):
    enter(client, "amina")
    before = word.header(client.get(LIST).data)
    later = LATER + timedelta(days=3)
    suggesting.withdraw(session, cast.luis, asked["lima"], at=later)
    session.commit()

    assert "As of 2 October 2017, 15:00" in before
    assert "As of 5 October 2017, 15:00" in word.header(client.get(LIST).data)


def test_each_list_has_a_name_of_its_own(asked, client):
    enter(client, "amina")
    names = {
        client.get(f"{LIST}{layout}").headers["Content-Disposition"]
        for layout in ("", "?layout=columns", TEXT, "?delegation=lima")
    }

    assert len(names) == 4


def test_one_suggestion_is_a_file_of_its_own(asked, client):
    told = lines(enter(client, "amina"), "/suggestions/1.docx")

    assert told[0] == "Suggestion 1 · Dakar"
    assert not any("Lima" in line for line in told)


def test_pdf_has_no_margin_for_what_stands_apart(asked, client):
    assert enter(client, "amina").get(f"/d/declaration/suggestions.pdf{TEXT}").status_code == 404
